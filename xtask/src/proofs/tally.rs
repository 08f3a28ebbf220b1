//! What was proved, from the lines `proved | FILE | ROUTINE | METHOD | REMARK` that the tests print.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Result, ensure};

use super::expected::{EXPECTED, LEFT_OUT, Z3};
use crate::workspace::{Metadata, cargo, output, root};

/// The crate whose users have proofs.
const TOOLS: &str = "clearbox-proofs";

/// Methods by file, from `crates/` on, and routine.
pub(super) type Tally = BTreeMap<(String, String), BTreeSet<String>>;

/// Runs all proofs, also those that tests leave out since they take seconds. They write their questions to `folder`.
pub(super) fn of_tests(folder: &Path) -> Result<Tally> {
    let metadata = Metadata::load()?;
    let mut command = cargo(&["test", "--quiet", "--lib"]);
    for package in &metadata.packages {
        if package.dependencies.iter().any(|dependency| dependency.name == TOOLS) {
            command.args(["--package", &package.name]);
        }
    }
    command.args(["proofs::", "--", "--include-ignored", "--show-output"]).env("CLEARBOX_PROOFS", folder);
    let mut tally = Tally::new();
    for (file, routine, method) in output(&mut command)?.lines().filter_map(parse) {
        tally.entry((file, routine)).or_default().insert(method);
    }
    ensure!(!tally.is_empty(), "no proof ran");
    Ok(tally)
}

fn parse(line: &str) -> Option<(String, String, String)> {
    let [mark, file, routine, method, _] = line.split(" | ").collect::<Vec<_>>()[..] else { return None };
    (mark == "proved").then(|| (file.into(), routine.into(), method.into()))
}

/// What should have been proved, and wasn't.
pub(super) fn missing(tally: &Tally, with_z3: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, routines) in EXPECTED {
        for (routine, methods) in *routines {
            let found = tally.get(&((*file).into(), (*routine).into()));
            for method in methods.iter().filter(|method| with_z3 || **method != Z3) {
                if !found.is_some_and(|found| found.contains(*method) || found.contains(LEFT_OUT)) {
                    faults.push(format!("{file}: {routine} isn't proved by {method}"));
                }
            }
        }
    }
    faults
}

/// Routines that no longer are where proofs say.
pub(super) fn gone(tally: &Tally) -> Vec<String> {
    let stands = |file: &str, routine: &str| {
        let text = fs::read_to_string(root().join("crates").join(file)).unwrap_or_default();
        // The last two are made by a macro.
        ["fn X(", "fn X<", "    X: |", "    X<const "]
            .iter()
            .any(|head| text.contains(&head.replace('X', routine)))
    };
    let gone = tally.keys().filter(|(file, routine)| !stands(file, routine));
    gone.map(|(file, routine)| format!("crates/{file} has no function {routine}")).collect()
}

pub(super) fn table(tally: &Tally) -> String {
    let width =
        |part: fn(&(String, String)) -> &String| tally.keys().map(|key| part(key).len()).max().unwrap_or(0);
    let (first, second) = (width(|key| &key.0), width(|key| &key.1));
    let mut table = String::new();
    for ((file, routine), methods) in tally {
        let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
        table += &format!("{file:first$}  {routine:second$}  {}\n", methods.join(", "));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{EXPECTED, Tally, gone, missing, parse, table};

    fn whole() -> Tally {
        let mut tally = Tally::new();
        for (file, routines) in EXPECTED {
            for (routine, methods) in *routines {
                let methods = methods.iter().map(|method| (*method).into()).collect();
                tally.insert(((*file).into(), (*routine).into()), methods);
            }
        }
        tally
    }

    #[test]
    fn lines_of_tests_are_told_from_others() {
        let parsed = parse("proved | a/src/b.rs | mul | identity | 3 of 3 mutants fail");
        assert_eq!(parsed, Some(("a/src/b.rs".into(), "mul".into(), "identity".into())));
        assert_eq!(parse("test proofs::products ... ok"), None);
    }

    #[test]
    fn a_missing_proof_is_a_fault() {
        assert_eq!(missing(&whole(), true), [""; 0]);
        let mut tally = whole();
        let key = ("field25519/src/portable.rs".into(), "freeze".into());
        tally.get_mut(&key).expect("it is expected").remove("z3");
        assert_eq!(missing(&tally, false), [""; 0]);
        assert_eq!(missing(&tally, true), ["field25519/src/portable.rs: freeze isn't proved by z3"]);
        tally.remove(&key);
        assert_eq!(missing(&tally, false), ["field25519/src/portable.rs: freeze isn't proved by bounds"]);
    }

    #[test]
    fn what_is_expected_stands_where_it_should() {
        assert_eq!(gone(&whole()), [""; 0]);
        let elsewhere = Tally::from([(("field25519/src/portable.rs".into(), "melt".into()), [].into())]);
        assert_eq!(gone(&elsewhere), ["crates/field25519/src/portable.rs has no function melt"]);
    }

    #[test]
    fn the_table_has_a_line_for_each_routine() {
        let tally = Tally::from([(("a.rs".into(), "f".into()), ["z3".into(), "bounds".into()].into())]);
        assert_eq!(table(&tally), "a.rs  f  bounds, z3\n");
    }
}
