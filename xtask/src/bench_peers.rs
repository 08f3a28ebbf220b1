//! `cargo xtask bench-peers`: our implementations against others, in one run, interleaved. The tables go to the terminal
//! and to `target/bench-peers.md`, or with `--save` to `benches/RESULTS.md`.

use std::{
    fs,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::workspace::{cargo, output, portable, root};

#[derive(Args)]
pub(crate) struct Options {
    /// Only works whose names contain this
    filter: Option<String>,
    /// Ours without kernels
    #[arg(long)]
    portable: bool,
    /// Makes this the run that benches/RESULTS.md holds
    #[arg(long, conflicts_with_all = ["filter", "portable"])]
    save: bool,
}

/// Peers whose versions matter, by their packages.
const PEERS: [&str; 5] = ["aws-lc-rs", "graviola", "openssl-src", "ring", "rustls"];

pub(crate) fn run(options: &Options) -> Result<()> {
    let (mut tables, mut is_good) = example("peers", options)?;
    if options.filter.is_none() {
        let (more, is_good_too) = example("connections", options)?;
        tables = format!("{tables}\n## Connections\n\n{more}");
        is_good &= is_good_too;
    }
    let path = if options.save { "benches/RESULTS.md" } else { "target/bench-peers.md" };
    fs::write(root().join(path), if options.save { page(&tables)? } else { tables })?;
    ensure!(is_good, "a goal is missed by more than 5 %, or the benchmarks have failed");
    Ok(())
}

/// What an example of the benchmarks prints, and whether it met its goals: if not, it fails after all its tables.
fn example(name: &str, options: &Options) -> Result<(String, bool)> {
    let mut command = cargo(&["run", "--quiet", "--release", "--package", "clearbox-benches"]);
    command.args(["--features", "peers", "--example", name, "--"]).args(&options.filter);
    let command = if options.portable { portable(&mut command) } else { &mut command };
    let done = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().context("cargo run")?;
    let tables = String::from_utf8(done.stdout).context("output in UTF-8")?;
    print!("{tables}");
    Ok((tables, done.status.success()))
}

/// The tables with what they depend on.
fn page(tables: &str) -> Result<String> {
    let compiler = output(Command::new("rustc").arg("--version"))?;
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    let version = |package: &str| {
        let at = lock.split(&format!("name = \"{package}\"\nversion = \"")).nth(1)?;
        Some(format!("{package} {}", at.split('"').next()?))
    };
    let peers: Vec<String> = PEERS.into_iter().filter_map(version).collect();
    Ok(format!(
        "# Measured against others\n\n\
         By `cargo xtask bench-peers --save`, {}, {}; {}. What the columns mean, and what is compared, is in\n\
         `README.md`. A goal is the ratio of medians that a line is meant to reach.\n\n{tables}",
        date.trim(),
        compiler.trim(),
        peers.join(", "),
    ))
}
