//! `cargo xtask mutants`: changes tls13's parsers, key schedule, record layer and state machines, a little at a time, and
//! looks whether a test fails. What survives has to stand in `MUTANTS.md` with its reason.

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::workspace::{cargo, root, verdict};

/// What has to be caught of all that can be built, in percent.
const BAR: f64 = 90.0;

/// The parts of tls13 that are changed: each a folder, and the file of the same name.
const PARTS: [&str; 5] = ["message", "key_schedule", "record", "client", "server"];

/// Tests of some seconds each, of chains and keys of all kinds; the others suffice, in a tenth of the time.
const SKIPPED: [&str; 8] = [
    "chains_of_mixed_kinds",
    "every_kind_of_key_signs",
    "weak_rsa_keys",
    "keys_of_every_kind_prove",
    "sha1_is_shown",
    "chains_of_ml_dsa",
    "_replay",
    "real_handshakes_pass",
];

const LIST: &str = "xtask/MUTANTS.md";
const OUTPUT: &str = "target/mutants";

#[derive(Args)]
pub(crate) struct Options {
    /// Only these parts of tls13: message, key_schedule, record, client, server
    parts: Vec<String>,
}

/// How many mutants there are of a kind: the file within tls13's `src`, and what is changed; without lines, which move.
type Kinds = BTreeMap<(String, String), usize>;

pub(crate) fn run(options: &Options) -> Result<()> {
    check_tool()?;
    let parts: Vec<&str> = match options.parts.as_slice() {
        [] => PARTS.to_vec(),
        some => some.iter().map(String::as_str).collect(),
    };
    ensure!(parts.iter().all(|part| PARTS.contains(part)), "the parts are {}", PARTS.join(", "));
    run_mutants(&parts)?;
    let read = |name: &str| {
        let path = root().join(OUTPUT).join("mutants.out").join(name);
        fs::read_to_string(path).context("cargo mutants left no results")
    };
    let caught = read("caught.txt")?.lines().count() + read("timeout.txt")?.lines().count();
    let survivors = kinds(read("missed.txt")?.lines().filter_map(mutant));
    let listed = kinds(fs::read_to_string(root().join(LIST))?.lines().filter_map(row));
    let missed: usize = survivors.values().sum();
    let score = 100.0 * caught as f64 / (caught + missed).max(1) as f64;
    let mut faults = faults(&survivors, &listed);
    if score < BAR {
        faults.push(format!("{score:.1} % are caught, less than {BAR} %"));
    }
    verdict(
        &faults,
        &format!(
            "{caught} of {} mutants are caught, {score:.1} %; {LIST} says why the others are not",
            caught + missed
        ),
    )
}

/// Changes these parts and runs the tests of the library on each change.
fn run_mutants(parts: &[&str]) -> Result<()> {
    let mut command =
        cargo(&["mutants", "--baseline=skip", "--timeout=150", "--colors=never", "--output", OUTPUT]);
    command.args(["--package", "tls13"]);
    for part in parts {
        command
            .arg(format!("--file=crates/tls13/src/{part}.rs"))
            .arg(format!("--file=crates/tls13/src/{part}/**"));
    }
    command.args(["--", "--lib", "--"]).args(SKIPPED.iter().flat_map(|name| ["--skip", name]));
    command.env("PROPTEST_CASES", "32").stdin(Stdio::null());
    let status = command.status().context("cargo mutants")?;
    // 2: some survived; 3: some took too long.
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo mutants: {status}");
    Ok(())
}

/// Survivors without a reason.
fn faults(survivors: &Kinds, listed: &Kinds) -> Vec<String> {
    let mut faults = Vec::new();
    for (kind @ (file, change), &number) in survivors {
        let known = listed.get(kind).copied().unwrap_or_default();
        if number > known {
            faults.push(format!("{file}: {change}: {number} survive, {known} have a reason in {LIST}"));
        }
    }
    faults
}

fn kinds(each: impl Iterator<Item = (String, String)>) -> Kinds {
    let mut kinds = Kinds::new();
    for kind in each {
        *kinds.entry(kind).or_default() += 1;
    }
    kinds
}

/// `crates/tls13/src/FILE:LINE:COLUMN: CHANGE`
fn mutant(line: &str) -> Option<(String, String)> {
    let (place, change) = line.split_once(": ")?;
    let file = place.split(':').next()?.strip_prefix("crates/tls13/src/")?;
    Some((file.into(), change.into()))
}

/// A row of the list: `| FILE | CHANGE | reason |`, one for each mutant.
fn row(line: &str) -> Option<(String, String)> {
    let (file, rest) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
    // What is changed may have such a stroke too.
    let (change, _reason) = rest.rsplit_once(" | ")?;
    file.ends_with(".rs").then(|| (file.into(), change.trim_matches('`').into()))
}

fn check_tool() -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["mutants", "--version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    ensure!(
        command.status().is_ok_and(|status| status.success()),
        "mutants need cargo-mutants: cargo install --locked cargo-mutants"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{faults, kinds, mutant, row};

    #[test]
    fn survivors_need_a_row_each() {
        let missed = "crates/tls13/src/record/join.rs:57:67: replace | with ^ in Joiner::next";
        let table = "| file | change | reason |\n|---|---|---|\n| record/join.rs | `replace | with ^ in Joiner::next` | x |";
        let listed = kinds(table.lines().filter_map(row));
        assert_eq!(listed.values().sum::<usize>(), 1);
        let survivors = |number| kinds(std::iter::repeat_n(missed, number).filter_map(mutant));
        assert_eq!(faults(&survivors(1), &listed), Vec::<String>::new());
        let two = faults(&survivors(2), &listed);
        assert!(matches!(&two[..], [one] if one.contains("2 survive, 1 have a reason")), "{two:?}");
        assert_eq!(faults(&survivors(1), &kinds(std::iter::empty())).len(), 1);
    }
}
