//! The files against the table in SOURCES.md.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use clearbox_sha2::Sha256;

use crate::workspace::root;

const TABLE: &str = "SOURCES.md";

/// A clone of the repository stays small.
const MAX_TOTAL_BYTES: usize = 25_000_000;

/// Names of which each case has exactly one, the surest first; a case count is the number of lines with the first of
/// them that a file has.
const NAMES_OF_CASES: [&str; 8] = ["COUNT", "Count", "Output", "Result", "MD", "Msg", "d", "\"tcId\""];

/// A line of the table.
struct Row<'a> {
    file: &'a str,
    source: &'a str,
    licence: &'a str,
    cases: &'a str,
    sha256: &'a str,
}

/// Files by their paths relative to test-vectors/.
type Files = BTreeMap<String, Vec<u8>>;

pub(super) fn check_all() -> Result<(Vec<String>, String)> {
    let folder = root().join("test-vectors");
    let mut files = Files::new();
    collect(&folder, &folder, &mut files)?;
    let table = files.remove(TABLE).context(TABLE)?;
    let faults = check(&String::from_utf8(table)?, &files);
    Ok((faults, summary(&files)))
}

fn collect(folder: &Path, base: &Path, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, base, files)?;
        } else {
            files.insert(path.strip_prefix(base)?.display().to_string(), fs::read(&path)?);
        }
    }
    Ok(())
}

fn summary(files: &Files) -> String {
    let megabytes = files.values().map(Vec::len).sum::<usize>() as f64 / 1e6;
    let cases: usize = files.values().filter_map(|content| count_cases(content)).sum();
    format!("{} files, {megabytes:.1} MB, {cases} cases counted in them: as {TABLE} has them", files.len())
}

/// What is wrong with the table or the files.
fn check(table: &str, files: &Files) -> Vec<String> {
    let rows: Vec<Row> = table.lines().filter_map(row).collect();
    let mut faults: Vec<String> = rows.iter().flat_map(|row| check_row(row, files)).collect();
    for file in files.keys() {
        match rows.iter().filter(|row| row.file == file).count() {
            0 => faults.push(format!("{file}: not in {TABLE}")),
            1 => {}
            _ => faults.push(format!("{file}: more than once in {TABLE}")),
        }
    }
    let total: usize = files.values().map(Vec::len).sum();
    if total > MAX_TOTAL_BYTES {
        faults.push(format!("{total} bytes are more than {MAX_TOTAL_BYTES}"));
    }
    faults
}

/// `| file | source | licence | cases | sha256 |`; none for the table's head and for other lines.
fn row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<&str> =
        line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let [file, source, licence, cases, sha256] = cells[..] else { return None };
    (file != "file" && !file.starts_with('-')).then_some(Row { file, source, licence, cases, sha256 })
}

fn check_row(row: &Row, files: &Files) -> Vec<String> {
    let Row { file, source, licence, cases, sha256 } = row;
    let Some(content) = files.get(*file) else { return vec![format!("{file}: missing")] };
    let mut faults = Vec::new();
    let found = hex(&Sha256::digest(content));
    if found != *sha256 {
        faults.push(format!("{file}: altered: its SHA-256 is {found}, not {sha256}"));
    }
    if source.is_empty() || licence.is_empty() {
        faults.push(format!("{file}: no source or no licence"));
    }
    match (cases.parse::<usize>(), count_cases(content)) {
        (Err(_), _) => faults.push(format!("{file}: {cases:?} is no number of cases")),
        (Ok(stated), Some(counted)) if stated != counted => {
            faults.push(format!("{file}: {counted} cases, not {stated}"));
        }
        _ => {}
    }
    faults
}

/// The number of cases, for a text of lines `name = value` or in JSON; none where cases have no name in common.
fn count_cases(content: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(content).ok()?;
    let names: Vec<&str> =
        text.lines().filter_map(|line| line.split_once(['=', ':'])).map(|(n, _)| n.trim()).collect();
    let counts = NAMES_OF_CASES.map(|name| names.iter().filter(|found| **found == name).count());
    counts.into_iter().find(|&count| count != 0)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::{Files, MAX_TOTAL_BYTES, check};

    const CONTENT: &str = "[L = 32]\nLen = 8\nMsg = 00\nMD = 01\n\nLen = 8\nMsg = 02\nMD = 03\n";
    const HEAD: &str = "Words.\n\n| file | source | licence | cases | sha256 |\n|---|---|---|---:|---|\n";
    const SHA256: &str = "0b60cd37fb3d2135cca0c5b54f8ba28821ba49fc496ebc854093923c4b2eb01e";

    fn files() -> Files {
        Files::from([("a/b.rsp".into(), CONTENT.into())])
    }

    fn table(cases: &str, sha256: &str) -> String {
        format!("{HEAD}| a/b.rsp | someone | some licence | {cases} | {sha256} |\n")
    }

    #[test]
    fn files_as_the_table_has_them_are_good() {
        assert_eq!(check(&table("2", SHA256), &files()), [""; 0]);
    }

    #[test]
    fn an_altered_file_is_a_fault() {
        let mut files = files();
        files.get_mut("a/b.rsp").unwrap()[5] ^= 1;
        let faults = check(&table("2", SHA256), &files);
        assert!(faults.len() == 1 && faults[0].starts_with("a/b.rsp: altered"), "{faults:?}");
    }

    #[test]
    fn missing_and_extra_files_are_faults() {
        assert_eq!(check(&table("2", SHA256), &Files::new()), ["a/b.rsp: missing"]);
        assert_eq!(check(HEAD, &files()), ["a/b.rsp: not in SOURCES.md"]);
        let twice = table("2", SHA256) + table("2", SHA256).trim_start_matches(HEAD);
        assert_eq!(check(&twice, &files()), ["a/b.rsp: more than once in SOURCES.md"]);
    }

    #[test]
    fn a_wrong_or_missing_number_of_cases_is_a_fault() {
        assert_eq!(check(&table("3", SHA256), &files()), ["a/b.rsp: 2 cases, not 3"]);
        assert_eq!(check(&table("", SHA256), &files()), ["a/b.rsp: \"\" is no number of cases"]);
    }

    #[test]
    fn a_file_from_nowhere_is_a_fault() {
        let table = table("2", SHA256).replace("someone", "");
        assert_eq!(check(&table, &files()), ["a/b.rsp: no source or no licence"]);
    }

    #[test]
    fn too_many_bytes_are_a_fault() {
        let mut files = files();
        files.insert("big".into(), vec![0; MAX_TOTAL_BYTES]);
        assert!(check(&table("2", SHA256), &files).iter().any(|fault| fault.contains("are more than")));
    }
}
