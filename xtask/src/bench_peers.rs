//! `cargo xtask bench-peers`: our implementations against others, in one run, interleaved. The tables go to the
//! terminal and to `target/bench-peers.md`.

use std::fs;

use anyhow::Result;
use clap::Args;

use crate::workspace::{cargo, output, portable, root};

#[derive(Args)]
pub(crate) struct Options {
    /// Only works whose names contain this
    filter: Option<String>,
    /// Ours without kernels
    #[arg(long)]
    portable: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut command = cargo(&["run", "--quiet", "--release", "--package", "clearbox-benches"]);
    command.args(["--features", "peers", "--example", "peers", "--"]).args(&options.filter);
    let tables = output(if options.portable { portable(&mut command) } else { &mut command })?;
    print!("{tables}");
    fs::write(root().join("target/bench-peers.md"), tables)?;
    Ok(())
}
