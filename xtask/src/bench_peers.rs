//! `cargo xtask bench-peers`: our implementations against others, in one run, interleaved. The table goes to the
//! terminal and to `target/bench-peers.md`.

use std::fs;

use anyhow::Result;
use clap::Args;

use crate::workspace::{cargo, output, root};

#[derive(Args)]
pub(crate) struct Options {
    /// Only works whose names contain this
    filter: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut command = cargo(&["run", "--release", "--package", "clearbox-benches"]);
    command.args(["--features", "peers", "--bin", "peers", "--"]).args(&options.filter);
    let table = output(&mut command)?;
    print!("{table}");
    fs::write(root().join("target/bench-peers.md"), table)?;
    Ok(())
}
