//! A run of `cargo test`, with the numbers of tests by crate, and the tables of such runs.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    arrows,
    workspace::{Metadata, output},
};

/// What a run came to.
#[derive(Default)]
pub(crate) struct TestRun {
    /// By crate.
    crates: BTreeMap<String, Count>,
    /// Whether something failed: a test, or a program as a whole.
    pub(crate) failed: bool,
    /// Which crate each program is of.
    programs: BTreeMap<String, String>,
    /// Whose tests the next result is of.
    current: String,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Count {
    passed: usize,
    failed: usize,
    ignored: usize,
}

/// What cargo says of each thing it has built.
#[derive(Deserialize)]
struct Built {
    package_id: Option<String>,
    executable: Option<String>,
}

impl TestRun {
    /// Builds and runs tests: `test` makes the call of `cargo test`, to which words for cargo may be added. Shows what
    /// is printed of failures, and counts.
    pub(crate) fn of(test: impl Fn() -> Command) -> Result<Self> {
        let messages = output(test().args(["--no-run", "--message-format", "json-render-diagnostics"]))?;
        let mut run = Self { programs: messages.lines().filter_map(program).collect(), ..Self::default() };
        // One pipe for both, so that a result stands behind the line that says whose it is.
        let (reader, writer) = std::io::pipe()?;
        let mut command = test();
        command.arg("--no-fail-fast").stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn().context("cargo test")?;
        // The command holds the pipe's other end, without which there is no end of reading.
        drop(command);
        for line in BufReader::new(reader).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            if !run.count(&line) && !is_noise(&line) {
                println!("{line}");
            }
        }
        run.failed = !child.wait()?.success();
        Ok(run)
    }

    /// All tests that passed.
    pub(crate) fn passed(&self) -> usize {
        self.crates.values().map(|count| count.passed).sum()
    }

    /// Takes a line in, if it says whose tests come next or what came of them.
    fn count(&mut self, line: &str) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["Running", .., program] => {
                let file = file_name(program.trim_matches(['(', ')']));
                self.current = self.programs.get(file).map_or(file, String::as_str).into();
            }
            ["Doc-tests", name] => {
                self.current = name.strip_prefix("clearbox_").unwrap_or(name).replace('_', "-");
            }
            ["test", "result:", ..] => {
                let before = |unit| {
                    words.iter().position(|word| *word == unit).and_then(|i| words[i - 1].parse().ok())
                };
                let count = self.crates.entry(self.current.clone()).or_default();
                count.passed += before("passed;").unwrap_or(0);
                count.failed += before("failed;").unwrap_or(0);
                count.ignored += before("ignored;").unwrap_or(0);
            }
            _ => return false,
        }
        true
    }
}

/// The name of a program with tests, and of its crate's folder, from what cargo says.
fn program(message: &str) -> Option<(String, String)> {
    let built: Built = serde_json::from_str(message).ok()?;
    let (executable, id) = (built.executable?, built.package_id?);
    let folder = id.split('#').next().unwrap_or(&id);
    Some((file_name(&executable).into(), file_name(folder).into()))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Lines of which there are too many while all is well.
fn is_noise(line: &str) -> bool {
    let line = line.trim();
    let progress = ["Compiling", "Downloading", "Downloaded", "Blocking", "Finished", "running"];
    line.is_empty()
        || progress.iter().any(|word| line.starts_with(word))
        || (line.starts_with("test ") && (line.ends_with("ok") || line.ends_with("ignored")))
}

/// Words for cargo that name all library crates.
pub(crate) fn library_arguments() -> Result<Vec<String>> {
    let packages = Metadata::load()?.packages.into_iter();
    let libraries = packages.filter(|package| arrows::is_no_std(package.short_name()));
    Ok(libraries.flat_map(|package| ["--package".into(), package.name]).collect())
}

/// Tests that passed: a row a crate, a column a run.
pub(crate) fn table(runs: &[(&str, &TestRun)]) -> String {
    let crates: BTreeSet<&String> = runs.iter().flat_map(|(_, run)| run.crates.keys()).collect();
    let width = crates.iter().map(|name| name.len()).max().unwrap_or(0).max("failed".len());
    let row = |name: &str, cell: &dyn Fn(&str, &TestRun) -> String| {
        let cells = runs
            .iter()
            .map(|(heading, run)| format!("  {:>width$}", cell(heading, run), width = heading.len().max(5)));
        format!("{name:width$}{}\n", cells.collect::<String>())
    };
    let sum = |run: &TestRun, part: fn(&Count) -> usize| run.crates.values().map(part).sum::<usize>();

    let mut table = row("tests", &|heading, _| heading.into());
    for name in crates {
        table +=
            &row(name, &|_, run| run.crates.get(name).map_or("-".into(), |count| count.passed.to_string()));
    }
    table += &row("all", &|_, run| run.passed().to_string());
    table += &row("failed", &|_, run| sum(run, |count| count.failed).to_string());
    table + &row("ignored", &|_, run| sum(run, |count| count.ignored).to_string())
}

#[cfg(test)]
mod tests {
    use super::{Count, TestRun, program, table};

    const LOG: &str = "     Running unittests src/lib.rs (target/debug/deps/clearbox_aes_gcm-0123)
test result: ok. 18 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s
     Running tests/records.rs (target/debug/deps/records-4567)
test result: FAILED. 220 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
   Doc-tests clearbox_aes_gcm
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";

    fn counted() -> TestRun {
        let built =
            [("aes-gcm#clearbox-aes-gcm@0.1.0", "clearbox_aes_gcm-0123"), ("tls13#0.1.0", "records-4567")];
        let message = |(id, name)| {
            format!(r#"{{"package_id": "path+file:///crates/{id}", "executable": "/target/{name}"}}"#)
        };
        let programs = built.into_iter().filter_map(|one| program(&message(one))).collect();
        let mut run = TestRun { programs, ..TestRun::default() };
        for line in LOG.lines() {
            assert!(run.count(line));
        }
        run
    }

    #[test]
    fn results_go_to_their_crates() {
        let run = counted();
        assert_eq!(run.crates["aes-gcm"], Count { passed: 19, failed: 0, ignored: 1 });
        assert_eq!(run.crates["tls13"], Count { passed: 220, failed: 2, ignored: 0 });
        assert_eq!(run.passed(), 239);
    }

    #[test]
    fn the_table_has_a_row_for_each_crate_of_any_run() {
        let text = table(&[("auto", &counted()), ("ShaNi", &TestRun::default())]);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(rows[0], ["tests", "auto", "ShaNi"]);
        assert_eq!(rows[1], ["aes-gcm", "19", "-"]);
        assert_eq!(rows[3..], [["all", "239", "0"], ["failed", "2", "0"], ["ignored", "1", "0"]]);
    }
}
