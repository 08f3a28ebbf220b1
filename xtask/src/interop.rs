//! `cargo xtask interop`: our program and other people's, over sockets of this machine. Each row is a case of its own,
//! bounded in time, that ends what it started.

mod browser;
mod closing;
mod downloads;
mod failures;
mod groups;
mod key_updates;
mod keys;
mod kind;
mod matrix;
mod negotiation;
mod peers;
mod pki;
mod process;
mod refusals;
mod resumption;
mod seen;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use crate::workspace::{self, cargo};

/// What every case needs.
struct Stage {
    /// The program `tls13`.
    tls13: PathBuf,
    /// Where certificates and files to serve are.
    directory: PathBuf,
    peers: peers::Peers,
}

/// Does what a case is about, and says what was seen.
type Act = dyn Fn(&Stage) -> Result<String>;

/// One row of the table.
struct Case {
    name: String,
    run: Box<Act>,
}

impl Case {
    fn new(name: impl Into<String>, run: impl Fn(&Stage) -> Result<String> + 'static) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// Runs all cases whose name contains `filter`, and prints a row a case.
pub(crate) fn run(filter: Option<&str>) -> Result<()> {
    let stage = prepare()?;
    let mut cases = negotiation::cases();
    cases.extend(matrix::cases());
    cases.extend(keys::cases());
    cases.extend(key_updates::cases());
    cases.extend(groups::cases());
    cases.extend(resumption::cases());
    cases.extend(closing::cases());
    cases.extend(failures::cases());
    cases.extend(refusals::cases());
    cases.extend(downloads::cases());
    cases.extend(browser::cases());
    cases.retain(|case| filter.is_none_or(|filter| case.name.contains(filter)));
    ensure!(!cases.is_empty(), "no case is called so");

    let width = cases.iter().map(|case| case.name.chars().count()).max().unwrap_or(0);
    let mut failed = Vec::new();
    println!("{:width$}  result   time  what was seen", "case");
    for case in &cases {
        let begun = Instant::now();
        let outcome = (case.run)(&stage);
        let row = row(&case.name, width, &outcome, begun.elapsed());
        println!("{row}");
        if outcome.is_err() {
            failed.push(row);
        }
    }
    println!("\n{} passed, {} failed", cases.len() - failed.len(), failed.len());
    // Once more, where the end of a long output is all that is kept.
    failed.iter().for_each(|row| println!("{row}"));
    ensure!(failed.is_empty(), "{} of {} cases failed", failed.len(), cases.len());
    Ok(())
}

fn row(name: &str, width: usize, outcome: &Result<String>, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match outcome {
        Ok(seen) => format!("{name:width$}  ok     {seconds:5.2}s  {seen}"),
        Err(error) => format!("{name:width$}  FAILED {seconds:5.2}s  {error:#}"),
    }
}

/// Builds the program and makes certificates.
fn prepare() -> Result<Stage> {
    let root = workspace::root();
    workspace::run(&mut cargo(&["build", "--release", "--package", "tls13-cli"]))?;
    // A peer, which is built apart, so that its features are not those of our program.
    let peer = ["--package", "clearbox-benches", "--features", "peers", "--example", "rustls_peer"];
    workspace::run(cargo(&["build", "--release"]).args(peer))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let peers = peers::find(&target)?;
    let directory = target.join("interop");
    if directory.exists() {
        std::fs::remove_dir_all(&directory)?;
    }
    std::fs::create_dir_all(&directory)?;
    pki::make(&directory)?;
    refusals::make(&directory)?;
    Ok(Stage { tls13: target.join("release/tls13"), directory, peers })
}
