//! The cases that ran, from the lines `vectors | ALGORITHM | SOURCE | CASES` that the tests print.

use std::{collections::BTreeMap, process::Command};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::{Metadata, Package, cargo, output, verdict};

/// What has to be among the lines: each algorithm with the beginning of each of its sources.
const EXPECTED: &[(&str, &[&str])] = &[
    ("SHA-256", &["NIST CAVP"]),
    ("SHA-384", &["NIST CAVP"]),
    ("SHA-512", &["NIST CAVP"]),
    ("HMAC-SHA-256", &["RFC 4231", "Wycheproof"]),
    ("HMAC-SHA-384", &["RFC 4231", "Wycheproof"]),
    ("HMAC-SHA-512", &["RFC 4231", "Wycheproof"]),
    ("HKDF-SHA-256", &["RFC 5869", "Wycheproof"]),
    ("HKDF-SHA-384", &["Wycheproof"]),
    ("HKDF-SHA-512", &["Wycheproof"]),
    ("AES-128-GCM", &["NIST CAVP", "Wycheproof"]),
    ("AES-256-GCM", &["NIST CAVP", "Wycheproof"]),
    ("ChaCha20-Poly1305", &["BoringSSL", "RFC 8439", "Wycheproof"]),
    ("X25519", &["RFC 7748", "Wycheproof"]),
    ("P-256", &["NIST CAVP"]),
    ("ECDH P-256", &["NIST CAVP", "Wycheproof"]),
    ("ECDSA P-256", &["NIST CAVP", "RFC 6979", "Wycheproof"]),
    ("P-384", &["NIST CAVP"]),
    ("ECDH P-384", &["NIST CAVP", "Wycheproof"]),
    ("ECDSA P-384", &["NIST CAVP", "RFC 6979", "Wycheproof"]),
    ("P-521", &["NIST CAVP"]),
    ("ECDSA P-521", &["NIST CAVP", "RFC 6979", "Wycheproof"]),
    ("Ed25519", &["RFC 8032", "Wycheproof"]),
    ("RSA PKCS#1 v1.5", &["NIST CAVP", "Wycheproof"]),
    ("RSA-PSS", &["NIST CAVP", "Wycheproof"]),
    ("ML-DSA-44", ML_DSA),
    ("ML-DSA-65", ML_DSA),
    ("ML-DSA-87", ML_DSA),
    ("TLS 1.3 records", &["RFC 8448"]),
];

const ML_DSA: &[&str] =
    &["C2SP CCTV", "NIST ACVP keyGen", "NIST ACVP sigGen", "NIST ACVP sigVer", "PQC KAT", "Wycheproof"];

/// Numbers of cases by algorithm and source.
type Tally = BTreeMap<(String, String), usize>;

/// What cargo says of each thing it has built.
#[derive(Deserialize)]
struct Built {
    reason: String,
    package_id: Option<String>,
    executable: Option<String>,
}

pub(super) fn run() -> Result<()> {
    let metadata = Metadata::load()?;
    let messages = output(&mut cargo(&[
        "test",
        "--workspace",
        "--lib",
        "--tests",
        "--no-run",
        "--message-format",
        "json",
    ]))?;
    let (mut tally, mut faults) = (Tally::new(), Vec::new());
    for package in metadata.packages.iter().filter(|package| has_vectors(package)) {
        let lines = run_tests(package, &messages)?;
        let before = tally.len();
        tally.extend(lines.lines().filter_map(parse));
        if tally.len() == before {
            faults
                .push(format!("{} uses clearbox-vectors, but none of its tests counts cases", package.name));
        }
    }
    print!("{}", table(&tally));
    faults.extend(missing(&tally));
    verdict(&faults, "every expected family of vectors ran")
}

fn has_vectors(package: &Package) -> bool {
    package.dependencies.iter().any(|dependency| dependency.name == "clearbox-vectors")
}

/// Runs the vector tests of one crate, which have "vectors" in their names, and returns what they print.
fn run_tests(package: &Package, messages: &str) -> Result<String> {
    let mut printed = String::new();
    for message in messages.lines() {
        let built: Built = serde_json::from_str(message).context("message of cargo")?;
        let is_ours = built.reason == "compiler-artifact" && built.package_id.as_deref() == Some(&package.id);
        let Some(executable) = built.executable.filter(|_| is_ours) else { continue };
        let mut command = Command::new(executable);
        command.current_dir(package.folder()).args(["vectors", "--nocapture", "--test-threads=1"]);
        printed += &output(&mut command)?;
    }
    Ok(printed)
}

/// `vectors | ALGORITHM | SOURCE | CASES`.
fn parse(line: &str) -> Option<((String, String), usize)> {
    let [mark, algorithm, source, cases] = line.split(" | ").collect::<Vec<_>>()[..] else { return None };
    (mark == "vectors").then_some(((algorithm.into(), source.into()), cases.parse().ok()?))
}

fn missing(tally: &Tally) -> Vec<String> {
    let pairs = EXPECTED
        .iter()
        .flat_map(|(algorithm, sources)| sources.iter().map(move |source| (algorithm, source)));
    pairs
        .filter(|(algorithm, source)| {
            !tally
                .iter()
                .any(|((ran, from), cases)| ran == *algorithm && from.starts_with(**source) && *cases > 0)
        })
        .map(|(algorithm, source)| format!("{algorithm}: no cases from {source}"))
        .collect()
}

fn table(tally: &Tally) -> String {
    let width =
        |part: fn(&(String, String)) -> &String| tally.keys().map(|key| part(key).len()).max().unwrap_or(0);
    let (first, second) = (width(|key| &key.0).max("all".len()), width(|key| &key.1));
    let mut table = String::new();
    for ((algorithm, source), cases) in tally {
        table += &format!("{algorithm:first$}  {source:second$}  {cases:6}\n");
    }
    table + &format!("{:first$}  {:second$}  {:6}\n", "all", "", tally.values().sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::{EXPECTED, Tally, missing, parse, table};

    fn whole() -> Tally {
        let pairs = EXPECTED.iter().flat_map(|(algorithm, sources)| {
            sources.iter().map(move |source| (((*algorithm).into(), format!("{source}, all")), 2))
        });
        pairs.collect()
    }

    #[test]
    fn lines_of_tests_are_told_from_others() {
        let parsed = parse("vectors | X25519 | RFC 7748, section 5.2 | 3");
        assert_eq!(parsed, Some((("X25519".into(), "RFC 7748, section 5.2".into()), 3)));
        assert_eq!(parse("test wycheproof_vectors ... ok"), None);
        assert_eq!(parse("vectors | X25519 | 3"), None);
    }

    #[test]
    fn a_family_that_does_not_run_is_a_fault() {
        assert_eq!(missing(&whole()), [""; 0]);
        let mut tally = whole();
        tally.retain(|(algorithm, source), _| algorithm != "X25519" || !source.starts_with("Wycheproof"));
        assert_eq!(missing(&tally), ["X25519: no cases from Wycheproof"]);
    }

    #[test]
    fn the_table_ends_with_the_total() {
        let text = table(&Tally::from([(("A".into(), "B".into()), 2), (("A".into(), "C".into()), 40)]));
        assert_eq!(text, "A    B       2\nA    C      40\nall         42\n");
    }
}
