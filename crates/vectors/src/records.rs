//! The `name = value` format of NIST's CAVP files (and of RFC vectors in the same form).
//!
//! Lines in square brackets are parameters of what follows until the next group of such lines: `[Keylen = 128]` or
//! `[P-256,SHA-256]`. A record is a run of `name = value` lines; it ends where a name comes again, at a blank line
//! or at a parameter.

use std::{collections::BTreeMap, fs, path::PathBuf};

/// One case: its fields, and the parameters that stood above it.
#[derive(Clone, Debug, Default)]
pub struct Record {
    parameters: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
}

impl Record {
    /// The field `name` as text, if it is there.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// The field `name` as text.
    ///
    /// # Panics
    /// If it is missing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.field(name).unwrap_or_else(|| panic!("no field {name} in {self:?}"))
    }

    /// The field `name`, decoded from hexadecimal.
    ///
    /// # Panics
    /// If it is missing or not hexadecimal.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        crate::unhex(self.text(name))
    }

    /// The field `name`, decoded from hexadecimal into an array.
    ///
    /// # Panics
    /// If it is missing, not hexadecimal or not `N` bytes long.
    #[must_use]
    pub fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        crate::unhex_array(self.text(name))
    }

    /// The field `name` as a decimal number.
    ///
    /// # Panics
    /// If it is missing or not a number.
    #[must_use]
    pub fn number(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The value of the parameter `[name = value]` above this record; empty for `[name]`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }
}

/// The path of a file in `test-vectors/`, named relative to it.
#[must_use]
pub fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../test-vectors").join(file)
}

/// The text of a file in `test-vectors/`.
///
/// # Panics
/// If it can't be read.
#[must_use]
pub fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|e| panic!("test-vectors/{file}: {e}"))
}

/// All records of a file in `test-vectors/`.
///
/// # Panics
/// If it can't be read.
#[must_use]
pub fn records(file: &str) -> Vec<Record> {
    parse(&read(file))
}

fn parse(text: &str) -> Vec<Record> {
    let mut done = Vec::new();
    let mut current = Record::default();
    let mut in_parameters = false;
    let finish = |current: &mut Record, done: &mut Vec<Record>| {
        if !current.fields.is_empty() {
            done.push(current.clone());
            current.fields.clear();
        }
    };
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            finish(&mut current, &mut done);
        } else if let Some(parameter) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            finish(&mut current, &mut done);
            if !in_parameters {
                current.parameters.clear();
            }
            in_parameters = true;
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            current.parameters.insert(name.trim().into(), value.trim().into());
        } else if !line.starts_with('#') {
            in_parameters = false;
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            if current.fields.contains_key(name.trim()) {
                finish(&mut current, &mut done);
            }
            current.fields.insert(name.trim().into(), value.trim().into());
        }
    }
    finish(&mut current, &mut done);
    done
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn records_end_at_blank_lines_repeated_names_and_parameters() {
        let text = "# note\n[A = 1]\n[B]\n\nx = 00ff\ny=7\n\nx = 01\nx = 02\n[C = 3]\nx =\nFAIL\n";
        let all = parse(text);
        assert_eq!(all.len(), 4);
        assert_eq!((all[0].bytes("x"), all[0].number("y")), (vec![0, 255], 7));
        assert_eq!((all[0].parameter("A"), all[0].parameter("B")), (Some("1"), Some("")));
        assert_eq!((all[1].text("x"), all[2].text("x")), ("01", "02"));
        assert_eq!((all[3].parameter("A"), all[3].parameter("C")), (None, Some("3")));
        assert!(all[3].bytes("x").is_empty() && all[3].field("FAIL").is_some());
    }
}
