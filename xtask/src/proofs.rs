//! `cargo xtask proofs`: runs the proofs of the arithmetic, asks z3 what they leave to it, and checks that what has to be
//! proved (`proofs/expected.rs`) is. What the proofs are worth, and what they don't say, is in PROOFS.md.

mod expected;
mod solver;
mod tally;

use std::fs;

use anyhow::{Context, Result};
use clap::Args;

use crate::workspace::{root, verdict};

#[derive(Args)]
pub(crate) struct Options {
    /// Leaves out what takes z3, which is otherwise fetched from PyPI if it isn't installed
    #[arg(long)]
    no_z3: bool,
}

/// What takes nothing but cargo.
pub(crate) fn run_without_z3() -> Result<()> {
    run(&Options { no_z3: true })
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = root().join("target/proofs/questions");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut tally = tally::of_tests(&folder)?;
    let mut faults = Vec::new();
    if !options.no_z3 {
        faults.extend(solver::ask(&folder, &mut tally)?);
    }
    print!("{}", tally::table(&tally));
    faults.extend(tally::missing(&tally, !options.no_z3));
    faults.extend(tally::gone(&tally));
    verdict(&faults, &format!("{} routines are proved, as expected", tally.len()))
}
