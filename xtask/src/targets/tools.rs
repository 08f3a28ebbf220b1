//! What has to be on this machine.

use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::workspace::output;

pub(super) struct Tool {
    pub(super) kind: Kind,
    /// Of a program, a target or a toolchain.
    pub(super) name: &'static str,
}

pub(super) enum Kind {
    /// A program, and the packages of Debian that bring it.
    Package(&'static str),
    /// The standard library for a target.
    Std,
    /// A toolchain beside the usual one.
    Nightly,
}

/// Names everything that is missing, with how to get it.
pub(super) fn check<'a>(tools: impl Iterator<Item = &'a Tool>) -> Result<()> {
    let missing: Vec<String> = tools.filter(|tool| !tool.is_here()).map(Tool::advice).collect();
    ensure!(missing.is_empty(), "missing tools; to get them:\n{}", missing.join("\n"));
    Ok(())
}

impl Tool {
    fn is_here(&self) -> bool {
        match self.kind {
            Kind::Package(_) => works(Command::new(self.name).arg("--version")),
            Kind::Nightly => {
                works(Command::new("rustc").args(["--version"]).env("RUSTUP_TOOLCHAIN", self.name))
            }
            // rustup need not be there: the compiler knows where the library would be.
            Kind::Std => {
                output(Command::new("rustc").args(["--print", "target-libdir", "--target", self.name]))
                    .is_ok_and(|folder| std::path::Path::new(folder.trim()).is_dir())
            }
        }
    }

    fn advice(&self) -> String {
        let name = self.name;
        match self.kind {
            Kind::Package(packages) => format!("  {name}: apt-get install {packages}"),
            Kind::Std => format!("  std for {name}: rustup target add {name}"),
            Kind::Nightly => format!("  {name}: rustup toolchain install {name} --profile minimal"),
        }
    }
}

fn works(command: &mut Command) -> bool {
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tool, check};

    #[test]
    fn what_is_missing_is_named_with_its_remedy() {
        let tools = [Tool { kind: Kind::Package("no-such-package"), name: "no-such-program" }];
        let error = check(tools.iter()).unwrap_err().to_string();
        assert!(error.contains("no-such-program: apt-get install no-such-package"), "{error}");
        assert!(check([].iter()).is_ok());
    }
}
