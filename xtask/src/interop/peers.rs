//! The programs that the cases talk with. A missing one is a failure, not a silence.

use std::process::Command;

use anyhow::{Result, bail};

const NEEDED: [(&str, &str); 3] = [("openssl", "version"), ("curl", "--version"), ("python3", "--version")];

/// All of them have to be installed; shows their versions.
pub(super) fn check() -> Result<()> {
    for (program, argument) in NEEDED {
        match Command::new(program).arg(argument).output() {
            Ok(output) if output.status.success() => {
                let text = String::from_utf8_lossy(&output.stdout);
                println!("peer: {}", text.lines().next().unwrap_or(program));
            }
            _ => bail!("{program} is missing: install it (on Debian: apt-get install {program})"),
        }
    }
    println!();
    Ok(())
}
