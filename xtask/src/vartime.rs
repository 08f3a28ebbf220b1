//! `cargo xtask vartime`: the list of functions that are not constant-time, with what their time may tell. It is
//! checked in, so that a new one is seen in review; `--bless` writes it anew.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    source::{Function, Source, crate_sources},
    workspace::{root, verdict},
};

const LIST: &str = "xtask/vartime.txt";

const HEADER: &str = "\
# Functions whose time depends on what they are given, and what it may tell: by their names in _vartime, or by a section
# \"Timing\" of their documentation. Everything else is constant-time. Written by `cargo xtask vartime --bless`.
";

pub(crate) fn run(bless: bool) -> Result<()> {
    let (list, mut faults) = inventory(&crate_sources()?);
    let path = root().join(LIST);
    if bless {
        fs::write(&path, &list)?;
    }
    let checked_in = fs::read_to_string(&path).with_context(|| LIST)?;
    faults.extend(differences(&checked_in, &list));
    print!("{list}");
    verdict(&faults, &format!("{} functions, as {LIST} has them", entries(&list).count()))
}

/// The list as the code has it, and functions that don't say what they leak.
fn inventory(sources: &[Source]) -> (String, Vec<String>) {
    let (mut list, mut faults) = (HEADER.to_string(), Vec::new());
    for source in sources.iter().filter(|source| source.path.contains("/src/") && !source.is_test_or_table())
    {
        for function in source.functions() {
            let place = format!("{} {}", source.path, function.name);
            match timing(&function) {
                Some(timing) => list.push_str(&format!("{place}: {timing}\n")),
                None if function.name.ends_with("_vartime") => {
                    faults.push(format!("{place} has no section # Timing"));
                }
                None => {}
            }
        }
    }
    (list, faults)
}

/// The text of the section "Timing".
fn timing(function: &Function) -> Option<String> {
    let section = function.docs.iter().skip_while(|line| *line != "# Timing").skip(1);
    let lines: Vec<&str> = section.map(String::as_str).take_while(|line| !line.starts_with('#')).collect();
    let text = lines.join(" ").trim().to_string();
    (!text.is_empty()).then_some(text)
}

fn differences(checked_in: &str, list: &str) -> Vec<String> {
    let missing = entries(list).filter(|entry| entries(checked_in).all(|known| known != *entry));
    let extra = entries(checked_in).filter(|entry| entries(list).all(|found| found != *entry));
    let missing = missing.map(|entry| format!("not in {LIST}: {entry}"));
    missing.chain(extra.map(|entry| format!("in {LIST}, but not in the code: {entry}"))).collect()
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{differences, inventory};
    use crate::source::Source;

    fn sources(code: &str) -> Vec<Source> {
        vec![Source::parse("crates/x/src/a.rs", code).unwrap()]
    }

    #[test]
    fn both_names_and_sections_are_listed() {
        let code = "
            /// A.
            ///
            /// # Timing
            /// Depends on
            /// the scalar.
            fn a_vartime() {}
            /// # Timing
            /// Public.
            pub fn verify() {}
            fn constant() {}";
        let (list, faults) = inventory(&sources(code));
        assert!(faults.is_empty(), "{faults:?}");
        let entries: Vec<&str> = super::entries(&list).collect();
        assert_eq!(
            entries,
            ["crates/x/src/a.rs a_vartime: Depends on the scalar.", "crates/x/src/a.rs verify: Public."]
        );
    }

    #[test]
    fn a_variable_time_without_its_section_is_a_fault() {
        let (_, faults) = inventory(&sources("/// A.\nfn a_vartime() {}"));
        assert_eq!(faults, ["crates/x/src/a.rs a_vartime has no section # Timing"]);
    }

    #[test]
    fn list_and_code_have_to_agree() {
        assert!(differences("# old head\na\nb\n", "# head\na\nb\n").is_empty());
        assert_eq!(
            differences("a\nold\n", "a\nnew\n"),
            ["not in xtask/vartime.txt: new", "in xtask/vartime.txt, but not in the code: old"]
        );
    }
}
