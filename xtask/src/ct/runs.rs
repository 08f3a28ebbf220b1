//! Building `clearbox-ct-check`, running it, and what it says.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::workspace::{cargo, root, run};

/// How the code is optimised.
pub(crate) struct Level {
    /// As the evidence has it.
    pub(crate) name: &'static str,
    profile: &'static str,
}

/// As released here, as a dependent's cargo builds releases unless told otherwise, and small.
pub(crate) const LEVELS: [Level; 3] = [
    Level { name: "release", profile: "release" },
    Level { name: "cargo's default", profile: "release-default" },
    Level { name: "opt-level=s", profile: "release-small" },
];

/// Who judges.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Judge {
    /// Valgrind's memcheck
    Taint,
    /// The tracer
    Trace,
    /// Who searches memory after the work: the stack, values that were dropped, the heap
    Residue,
}

pub(crate) const JUDGES: [Judge; 3] = [Judge::Taint, Judge::Trace, Judge::Residue];

/// What a judge said of the code of one level.
pub(crate) struct Run {
    pub(crate) level: &'static str,
    pub(crate) judge: Judge,
    /// The fields of each line: the verdict, crate, entry, backend, and more.
    pub(crate) lines: Vec<Vec<String>>,
    /// Leaks on purpose, likewise.
    pub(crate) planted: Vec<Vec<String>>,
    /// Values that were dropped, likewise.
    pub(crate) dropped: Vec<Vec<String>>,
    /// Connections whose freed memory was searched, likewise.
    pub(crate) heap: Vec<Vec<String>>,
    pub(crate) faults: Vec<String>,
}

impl Judge {
    pub(crate) fn argument(self) -> &'static str {
        match self {
            Self::Taint => "taint",
            Self::Trace => "trace",
            Self::Residue => "residue",
        }
    }

    /// The code is as it is shipped, but that the backend can be chosen. For memcheck, the points where a
    /// secret becomes public have to be told.
    fn flags(self) -> &'static str {
        match self {
            Self::Taint => "--cfg clearbox_choose_backend --cfg clearbox_ct_check",
            Self::Trace | Self::Residue => "--cfg clearbox_choose_backend",
        }
    }

    fn target(self) -> PathBuf {
        root().join("target/ct").join(if self == Self::Taint { "taint" } else { "shipped" })
    }
}

impl Level {
    /// Builds for these judges. Where the lines of the source are is told apart from the code, and doesn't change it.
    pub(crate) fn build(&self, judges: &[Judge]) -> Result<()> {
        for judge in judges {
            let arguments = ["build", "--quiet", "--package", "clearbox-ct-check", "--profile", self.profile];
            let mut command = cargo(&arguments);
            command.env("CARGO_TARGET_DIR", judge.target());
            for name in ["RELEASE", "RELEASE_DEFAULT", "RELEASE_SMALL"] {
                command.env(format!("CARGO_PROFILE_{name}_DEBUG"), "line-tables-only");
            }
            run(command.env("RUSTFLAGS", judge.flags()))?;
        }
        Ok(())
    }

    /// Has these judges look at the code.
    pub(crate) fn judge(&self, judges: &[Judge], filter: &str) -> Result<Vec<Run>> {
        judges.iter().map(|judge| self.judge_by(*judge, filter)).collect()
    }

    fn judge_by(&self, judge: Judge, filter: &str) -> Result<Run> {
        let program = judge.target().join(self.profile).join("clearbox-ct-check");
        let (planted, caught) = lines(command(judge, &program, false).args(["planted", judge.argument()]))?;
        let (lines, passed) = lines(command(judge, &program, true).args([judge.argument(), filter]))?;
        let of_memory = |what: &str| match judge {
            Judge::Residue => self::lines(command(judge, &program, true).arg(what)),
            Judge::Taint | Judge::Trace => Ok((Vec::new(), true)),
        };
        let (dropped, wiped) = of_memory("dropped")?;
        let (heap, clean) = of_memory("heap")?;
        let all = planted.iter().chain(&lines).chain(&dropped).chain(&heap);
        let mut faults: Vec<String> =
            all.filter(|line| !is_good(line, judge)).map(|line| line.join(", ")).collect();
        if !(caught && passed && wiped && clean) && faults.is_empty() {
            faults.push("ended with an error".into());
        }
        Ok(Run { level: self.name, judge, lines, planted, dropped, heap, faults })
    }
}

impl Run {
    pub(crate) fn faults(&self) -> Vec<String> {
        let prefix = format!("{}, {}: ", self.level, self.judge.argument());
        self.faults.iter().map(|fault| prefix.clone() + fault).collect()
    }

    /// What was said of an entry.
    pub(crate) fn result(&self, package: &str, name: &str, backend: &str) -> Option<&str> {
        let line = self.lines.iter().find(|line| line[1..4] == [package, name, backend])?;
        line.get(4).map(String::as_str)
    }
}

/// What is left in memory is looked at on any machine, by the backends that it has; traces need all.
fn is_good(line: &[String], judge: Judge) -> bool {
    matches!(line[0].as_str(), "ok" | "none" | "caught") || line[0] == "MISSING" && judge == Judge::Residue
}

/// The program, under valgrind if that is the judge. What valgrind finds fails the program, unless leaks are planted.
fn command(judge: Judge, program: &Path, fail: bool) -> Command {
    match judge {
        Judge::Taint => {
            let mut command = Command::new("valgrind");
            command.args(["--quiet", "--error-limit=no", "--num-callers=12"]);
            if fail {
                command.arg("--error-exitcode=9");
            } else {
                command.stderr(Stdio::null());
            }
            command.arg(program);
            command
        }
        Judge::Trace | Judge::Residue => Command::new(program),
    }
}

/// Runs it; shows and returns what it prints, and whether it ended well.
fn lines(command: &mut Command) -> Result<(Vec<Vec<String>>, bool)> {
    let output = command.stdin(Stdio::null()).output().context("clearbox-ct-check")?;
    let text = String::from_utf8(output.stdout).context("output in UTF-8")?;
    print!("{text}");
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let lines: Vec<Vec<String>> =
        text.lines().map(|line| line.split('\t').map(String::from).collect()).collect();
    Ok((lines.into_iter().filter(|line: &Vec<String>| line.len() > 4).collect(), output.status.success()))
}
