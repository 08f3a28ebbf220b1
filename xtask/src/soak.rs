//! `cargo xtask soak`: published tests that take too long for every day.

use anyhow::Result;

use crate::workspace::{cargo, run as run_command};

pub(crate) fn run() -> Result<()> {
    // RFC 7748, section 5.2: a million iterations.
    run_command(&mut cargo(&["run", "--release", "--package", "clearbox-x25519", "--example", "iterated"]))
}
