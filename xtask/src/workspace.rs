//! Where the workspace is, what cargo says about it, and how cargo is run in it.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// What `cargo metadata` tells of the workspace, as far as it is used here.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) manifest_path: String,
    pub(crate) links: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) targets: Vec<Target>,
}

/// A dependency as the manifest has it.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// None for the ordinary kind.
    pub(crate) kind: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Target {
    pub(crate) kind: Vec<String>,
    pub(crate) src_path: String,
}

impl Metadata {
    /// Asks cargo about the workspace's own packages.
    pub(crate) fn load() -> Result<Self> {
        let json = output(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
        serde_json::from_str(&json).context("cargo metadata")
    }
}

impl Package {
    /// The name without the prefix that all crates have in common.
    pub(crate) fn short_name(&self) -> &str {
        self.name.strip_prefix("clearbox-").unwrap_or(&self.name)
    }

    pub(crate) fn folder(&self) -> &Path {
        Path::new(&self.manifest_path).parent().unwrap_or(root())
    }
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace's folder")
}

/// A call of cargo, not run yet.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// The same call, with no kernel in what it builds. Its own folder keeps the other build whole.
pub(crate) fn portable(command: &mut Command) -> &mut Command {
    with_flags(command, "--cfg clearbox_portable").env("CARGO_TARGET_DIR", root().join("target/portable"))
}

/// The same call, with more flags for the compiler.
pub(crate) fn with_flags<'a>(command: &'a mut Command, flags: &str) -> &'a mut Command {
    let all = std::env::var("RUSTFLAGS").unwrap_or_default() + " " + flags;
    command.env("RUSTFLAGS", all.trim())
}

/// Runs a command that shows its own output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| words(command))?;
    ensure!(status.success(), "{}: {status}", words(command));
    Ok(())
}

/// Runs a command, and returns what it printed on its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| words(command))?;
    ensure!(output.status.success(), "{}: {}", words(command), output.status);
    String::from_utf8(output.stdout).context("output in UTF-8")
}

/// A command as one would type it.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

/// The end of a check: `good`, if there are no faults.
pub(crate) fn verdict(faults: &[String], good: &str) -> Result<()> {
    if faults.is_empty() {
        println!("{good}");
        return Ok(());
    }
    for fault in faults {
        println!("FAULT {fault}");
    }
    bail!("{} fault{}", faults.len(), if faults.len() == 1 { "" } else { "s" })
}
