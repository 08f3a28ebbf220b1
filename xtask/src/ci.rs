//! `cargo xtask ci`: all gates, one after another. A gate that fails doesn't keep the others from telling what they
//! find.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;

use crate::{
    arrows, ct, no_std, proofs, size, spec, unsafe_code, vartime,
    workspace::{cargo, portable, run as run_command},
};

#[derive(Args)]
pub(crate) struct Options {
    /// Leaves out `cargo test --workspace`, where that has just run
    #[arg(long)]
    skip_tests: bool,
    /// Also lints the benchmarks of other implementations, which takes minutes to build
    #[arg(long)]
    peers: bool,
}

/// A gate's name and what it does.
type Gate = (&'static str, fn() -> Result<()>);

const GATES: [Gate; 13] = [
    ("format", format),
    ("arrows", arrows::run),
    ("unsafe", unsafe_code::run),
    ("vartime", || vartime::run(false)),
    ("ct", ct::check),
    ("size", size::run),
    ("spec", spec::run),
    ("lints", lints),
    ("docs", docs),
    ("no-std", no_std::run),
    (TESTS, tests),
    ("proofs", proofs::run_without_z3),
    ("tests, portable", portable_tests),
];

const TESTS: &str = "tests";

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut gates: Vec<Gate> =
        GATES.into_iter().filter(|(name, _)| !(options.skip_tests && *name == TESTS)).collect();
    if options.peers {
        gates.push(("lints, peers", peers_lints));
    }
    let results: Vec<_> = gates.into_iter().map(pass).collect();

    println!("\n== summary");
    for (name, time, passed) in &results {
        println!("{}  {:6.1} s  {name}", if *passed { "ok    " } else { "FAILED" }, time.as_secs_f64());
    }
    let total: Duration = results.iter().map(|(_, time, _)| *time).sum();
    println!("        {:6.1} s", total.as_secs_f64());
    let failed = results.iter().filter(|(_, _, passed)| !passed).count();
    ensure!(failed == 0, "{failed} of {} gates failed", results.len());
    Ok(())
}

fn pass((name, gate): Gate) -> (&'static str, Duration, bool) {
    println!("\n== {name}");
    let start = Instant::now();
    let result = gate();
    if let Err(error) = &result {
        println!("FAILED {name}: {error:#}");
    }
    (name, start.elapsed(), result.is_ok())
}

fn format() -> Result<()> {
    run_command(&mut cargo(&["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
    run_command(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn peers_lints() -> Result<()> {
    let peers =
        ["clippy", "--quiet", "--package", "clearbox-benches", "--features", "peers", "--all-targets"];
    run_command(cargo(&peers).args(["--", "-D", "warnings"]))
}

fn docs() -> Result<()> {
    run_command(cargo(&["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn tests() -> Result<()> {
    run_command(&mut cargo(&["test", "--quiet", "--workspace"]))
}

fn portable_tests() -> Result<()> {
    run_command(portable(&mut cargo(&["test", "--quiet", "--workspace"])))
}
