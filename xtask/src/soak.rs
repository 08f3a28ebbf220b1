//! `cargo xtask soak`: published tests that take too long for every day, and random cases against another implementation.

use anyhow::Result;

use crate::workspace::{cargo, run as run_command};

/// Tests that are marked as ignored, each in the crate of that name.
const TESTS: [(&str, &str); 2] = [
    ("clearbox-ml-kem", "accumulated_vectors_a_million"),
    ("clearbox-ml-dsa", "accumulated_vectors_ten_thousand"),
];

pub(crate) fn run() -> Result<()> {
    // RFC 7748, section 5.2: a million iterations.
    run_command(&mut cargo(&["run", "--release", "--package", "clearbox-x25519", "--example", "iterated"]))?;
    // Random cases against aws-lc-rs, for two minutes each.
    let example = ["--package", "clearbox-benches", "--features", "peers", "--example", "cross_check", "120"];
    run_command(cargo(&["run", "--release"]).args(example))?;
    for (package, test) in TESTS {
        let words = ["test", "--release", "--package", package, test, "--", "--ignored", "--nocapture"];
        run_command(&mut cargo(&words))?;
    }
    Ok(())
}
