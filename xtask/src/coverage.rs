//! `cargo xtask coverage`: which lines of the shipped crates the tests run. Lines of tests, and files that are there for
//! tests only, don't count; files of which nothing was built for this machine are named.

mod lcov;

use std::{
    collections::BTreeMap,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use crate::{
    arrows,
    source::{Source, crate_sources},
    workspace::{Metadata, cargo, root, run as run_command},
};

/// What has to be covered of all lines, in percent.
const BAR: f64 = 95.0;

const REPORT: &str = "target/coverage.lcov";

/// Where a file's lines that can be run are, each with whether it was.
type Lines = BTreeMap<usize, bool>;

pub(crate) fn run() -> Result<()> {
    check_tools()?;
    run_tests()?;
    let measured = lcov::read(&std::fs::read_to_string(root().join(REPORT))?, root())?;
    let mut crates: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for source in crate_sources()?.iter().filter(|source| is_shipped(source)) {
        let name = source.path.split('/').nth(1).unwrap_or_default();
        let Some(lines) = measured.get(&source.path) else {
            if !source.functions().is_empty() {
                println!("not built here   {}", source.path);
            }
            continue;
        };
        let (all, uncovered) = without_tests(source, lines);
        if !uncovered.is_empty() {
            println!("{:4} of {all:4}     {}: {}", uncovered.len(), source.path, ranges(&uncovered));
        }
        let sum = crates.entry(name.into()).or_default();
        *sum = (sum.0 + all - uncovered.len(), sum.1 + all);
    }
    verdict(&crates)
}

/// A table of the crates; the whole has to reach the bar.
fn verdict(crates: &BTreeMap<String, (usize, usize)>) -> Result<()> {
    println!("\n{:18} {:>7} {:>7}", "crate", "lines", "run");
    let row = |name: &str, (covered, all): (usize, usize)| {
        println!("{name:18} {all:7} {:6.1} %", percent(covered, all));
    };
    for (name, lines) in crates {
        row(name, *lines);
    }
    let total = crates.values().fold((0, 0), |sum, lines| (sum.0 + lines.0, sum.1 + lines.1));
    row("all", total);
    ensure!(percent(total.0, total.1) >= BAR, "less than {BAR} % of the lines are run by tests");
    Ok(())
}

fn percent(covered: usize, all: usize) -> f64 {
    100.0 * covered as f64 / all.max(1) as f64
}

/// How many lines aren't tests, and which of them were not run.
fn without_tests(source: &Source, lines: &Lines) -> (usize, Vec<usize>) {
    let tests = source.test_lines();
    let is_test = |line: &usize| tests.iter().any(|range| range.contains(line));
    let mut all = 0;
    let mut uncovered = Vec::new();
    for (line, covered) in lines.iter().filter(|(line, _)| !is_test(line)) {
        all += 1;
        if !covered {
            uncovered.push(*line);
        }
    }
    (all, uncovered)
}

/// `3-5, 9`
fn ranges(lines: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => ranges.push((line, line)),
        }
    }
    let range = |(first, last)| if first == last { format!("{first}") } else { format!("{first}-{last}") };
    ranges.into_iter().map(range).collect::<Vec<_>>().join(", ")
}

fn is_shipped(source: &Source) -> bool {
    let name = source.path.split('/').nth(1).unwrap_or_default();
    arrows::is_shipped(name) && !source.is_test_or_table()
}

fn run_tests() -> Result<()> {
    let packages = Metadata::load()?.packages;
    let names = packages.iter().filter(|package| arrows::is_shipped(package.short_name()));
    let mut command = cargo(&["llvm-cov", "test", "--quiet", "--lib", "--bins", "--tests"]);
    command.args(["--lcov", "--output-path", REPORT]);
    run_command(command.args(names.flat_map(|package| ["--package", &package.name])))
}

/// Says what is missing and how to get it.
fn check_tools() -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["llvm-cov", "--version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    ensure!(
        command.status().is_ok_and(|status| status.success()),
        "coverage needs cargo-llvm-cov and the compiler's llvm-tools: \
         cargo install --locked cargo-llvm-cov; rustup component add llvm-tools"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Lines, ranges, without_tests};
    use crate::source::Source;

    #[test]
    fn lines_of_tests_do_not_count() {
        let text = "fn f() {\n    g();\n}\n#[cfg(test)]\nmod tests {\n    fn h() {}\n}\n";
        let source = Source::parse("crates/x/src/lib.rs", text).unwrap();
        let lines: Lines = [(1, true), (2, false), (3, true), (6, false)].into();
        assert_eq!(without_tests(&source, &lines), (3, vec![2]));
    }

    #[test]
    fn neighbouring_lines_are_named_together() {
        assert_eq!(ranges(&[3, 4, 5, 9]), "3-5, 9");
        assert_eq!(ranges(&[]), "");
    }
}
