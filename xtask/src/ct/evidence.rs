//! EVIDENCE.md: what the judges have said.

use std::{collections::BTreeMap, fmt::Write, fs, process::Command};

use anyhow::Result;

use super::{
    Entry, functions, reasons,
    runs::{Judge, LEVELS, Run},
};
use crate::{
    source::Source,
    workspace::{output, root},
};

/// What a cell has where there is no judgement.
const NONE: &str = "–";

/// What a cell has where the judge has not looked yet.
const NOT_RUN: &str = "not run";

/// The page. Cells that these runs say nothing of are taken from the page `before`, if that was written with the same
/// tools.
pub(super) fn page(registry: &[Entry], runs: &[Run], sources: &[Source], before: &str) -> Result<String> {
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let valgrind = output(Command::new("valgrind").arg("--version"))?;
    let tools = format!("Written by `cargo xtask ct`, with {} and {}.\n", rustc.trim(), valgrind.trim());
    let before = if before.contains(&tools) { before } else { "" };
    let mut page = format!("{HEADER}\n{tools}\n");
    page.push_str(&table(registry, runs, before)?);
    page.push_str(&residue(runs, before)?);
    page.push_str(&dropped(runs, before)?);
    page.push_str(&heap(runs, before)?);
    page.push_str(&not_judged(registry)?);
    page.push_str(&planted(runs)?);
    page.push_str(&declassifications(sources)?);
    page.push_str(&variable_time()?);
    Ok(page)
}

/// Rows of the table that are missing or too many; verdicts aside.
pub(super) fn faults(registry: &[Entry], page: &str) -> Vec<String> {
    let rows: Vec<[&str; 3]> = page.lines().filter_map(row).collect();
    let expected: Vec<[&str; 3]> = registry
        .iter()
        .map(|entry| [&entry.package, &entry.name, &entry.backend].map(String::as_str))
        .collect();
    let missing = expected.iter().filter(|entry| !rows.contains(entry));
    let extra = rows.iter().filter(|row| !expected.contains(row));
    let missing =
        missing.map(|entry| format!("not in EVIDENCE.md: {}; run cargo xtask ct", entry.join(", ")));
    missing.chain(extra.map(|row| format!("in EVIDENCE.md, but no entry: {}", row.join(", ")))).collect()
}

/// Crate, entry and backend of a row of the first table.
fn row(line: &str) -> Option<[&str; 3]> {
    let mut cells = line.strip_prefix("| `")?.split(" | ");
    Some([cells.next()?.trim_end_matches('`'), cells.next()?, cells.next()?])
}

fn table(registry: &[Entry], runs: &[Run], before: &str) -> Result<String> {
    let mut text = String::from("| crate | entry | backend | made public |");
    for level in &LEVELS {
        write!(text, " taint, {0} | trace, {0} |", level.name)?;
    }
    writeln!(text, "\n|{}", "---|".repeat(4 + 2 * LEVELS.len()))?;
    for entry @ Entry { package, name, backend, .. } in registry {
        let mut known = before.lines().find(|line| row(line) == Some([package, name, backend]));
        let mut known = known.take().map(|line| line.trim_end_matches(" |").split(" | ").skip(3));
        let mut cell = |new: Option<String>| {
            let known = known.as_mut().and_then(Iterator::next);
            new.unwrap_or_else(|| known.unwrap_or(NOT_RUN).into())
        };
        let result = |judge, level: &str| {
            let mut judged = runs.iter().filter(|run| run.judge == judge && run.level == level);
            judged.find_map(|run| run.result(package, name, backend))
        };
        let public = result(Judge::Taint, LEVELS[0].name);
        let public = public.map(|public| public.parse::<u64>().map_or(NONE, |_| public).into());
        let public = cell(if entry.not_tainted.is_empty() { public } else { Some(NONE.into()) });
        write!(text, "| `{package}` | {name} | {backend} | {public} |")?;
        for level in &LEVELS {
            let taint = result(Judge::Taint, level.name);
            let taint = taint.map(|taint| taint.parse::<u64>().map_or(taint, |_| "ok").into());
            let taint = cell(if entry.not_tainted.is_empty() { taint } else { Some(NONE.into()) });
            let trace = result(Judge::Trace, level.name).map(|trace| trace.replace('x', "×"));
            let trace = cell(if entry.not_traced.is_empty() { trace } else { Some(NONE.into()) });
            write!(text, " {taint} | {trace} |")?;
        }
        text.push('\n');
    }
    Ok(text)
}

/// The section of this title on the page before.
fn section(title: &str, before: &str) -> String {
    let rest = before.split_once(title).map_or("", |(_, rest)| rest);
    format!("{title}{}", rest.split("\n## ").next().unwrap_or(""))
}

/// What is left on the stack; of the page before, if these runs say nothing of it.
fn residue(runs: &[Run], before: &str) -> Result<String> {
    const TITLE: &str = "\n## Left on the stack\n";
    let lines: Vec<&Vec<String>> =
        runs.iter().filter(|run| run.judge == Judge::Residue).flat_map(|run| &run.lines).collect();
    if lines.is_empty() {
        return Ok(section(TITLE, before));
    }
    // By crate: the most words of any entry, backend and level, and why they may be there.
    let mut most = BTreeMap::<&str, (u64, &str)>::new();
    for line in lines.iter().filter(|line| line.len() > 5) {
        let words = line[4].trim_end_matches(" words").parse()?;
        let most = most.entry(&line[1]).or_default();
        if words > most.0 {
            *most = (words, &line[5]);
        }
    }
    let mut text = String::from(TITLE);
    text.push_str(
        "\nSo many words of 8 bytes that are in the secret, or in a secret that came out, are on the stack after the work, at \
         most.\nOf the other crates there are none, by any backend, at any level.\n\n",
    );
    for (package, (words, reason)) in most.into_iter().filter(|(_, (words, _))| *words > 0) {
        writeln!(text, "- {package}: {words}, as {reason}.")?;
    }
    Ok(text)
}

/// What is left of values that were dropped; of the page before, if these runs say nothing of it.
fn dropped(runs: &[Run], before: &str) -> Result<String> {
    const TITLE: &str = "\n## Left of what was dropped\n";
    let Some(run) = runs.iter().find(|run| run.judge == Judge::Residue) else {
        return Ok(section(TITLE, before));
    };
    let mut text = String::from(TITLE);
    text.push_str(
        "\nBytes of a value that depended on the secret it was made of, and didn't any more after it was dropped; in \
         brackets,\nhow many stayed, of its public part.\n\n",
    );
    for line in &run.dropped {
        let [_, package, name, _, wiped, stay] = &line[..] else { continue };
        writeln!(text, "- {package}, `{name}`: {wiped} ({stay}).")?;
    }
    Ok(text)
}

/// What connections leave on the heap; of the page before, if these runs say nothing of it.
fn heap(runs: &[Run], before: &str) -> Result<String> {
    const TITLE: &str = "\n## Left on the heap\n";
    let Some(run) = runs.iter().find(|run| run.judge == Judge::Residue) else {
        return Ok(section(TITLE, before));
    };
    let mut text = String::from(TITLE);
    text.push_str(
        "\nSo many blocks of memory were freed, and searched for so many words of 8 bytes, which are those of all secrets \
         that\nthe connection had; there are none, at any level.\n\n",
    );
    for line in run.heap.iter().filter(|line| line[0] == "ok") {
        let [_, package, name, _, blocks, words] = &line[..] else { continue };
        writeln!(text, "- {package}, {name}: {blocks}, {words}.")?;
    }
    Ok(text)
}

fn not_judged(registry: &[Entry]) -> Result<String> {
    let mut text = String::from("\n## Not traced\n\n");
    for entry in registry.iter().filter(|entry| !entry.not_traced.is_empty()) {
        writeln!(text, "- {}, {}: {}.", entry.package, entry.name, entry.not_traced)?;
    }
    text.push_str("\n## Not tainted\n\n");
    for entry in registry.iter().filter(|entry| !entry.not_tainted.is_empty()) {
        writeln!(text, "- {}, {}: {}.", entry.package, entry.name, entry.not_tainted)?;
    }
    text.push_str("\n## Not judged\n\n");
    for (package, reason) in functions::BY_STEPS {
        writeln!(text, "- {package}: {reason}.")?;
    }
    Ok(text)
}

fn planted(runs: &[Run]) -> Result<String> {
    let mut text = String::from("\n## Planted leaks, each caught\n\n");
    for run in runs {
        let on_heap = run.heap.iter().filter(|line| line[0] == "caught");
        let names: Vec<&str> = run.planted.iter().chain(on_heap).map(|line| line[2].as_str()).collect();
        writeln!(text, "- {}, {}: {}.", run.judge.argument(), run.level, names.join("; "))?;
    }
    Ok(text)
}

fn declassifications(sources: &[Source]) -> Result<String> {
    let mut text = String::from("\n## Why secrets become public\n\nWhat stands above each `declassify`.\n\n");
    for reason in reasons::of(sources).0 {
        let path = reason.path.trim_start_matches("crates/");
        writeln!(text, "- `{path}`: {}", reason.text)?;
    }
    Ok(text)
}

fn variable_time() -> Result<String> {
    let list = fs::read_to_string(root().join("xtask/vartime.txt"))?;
    let mut text = String::from(
        "\n## Variable time by design\n\nFunctions whose time depends on what they are given, and what it may tell: \
         `xtask/vartime.txt`, which `cargo xtask vartime` keeps true.\n\n",
    );
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (place, what) = line.split_once(": ").unwrap_or((line, ""));
        writeln!(text, "- `{}`: {what}", place.trim_start_matches("crates/"))?;
    }
    Ok(text)
}

const HEADER: &str = "\
# What the judges of the machine code said

Each entry point into which a secret goes, by each backend, at three levels of optimisation: as the workspace releases
it, as cargo builds a release unless told otherwise, and small. README.md says what this proves and what it doesn't.

- **made public**: so many values that depended on the secret went through `declassify` in the run.
- **taint**: under valgrind's memcheck, with the secret marked as undefined, no branch and no address depended on it, and
  what came out did.
- **trace**: so many secrets × so many instructions, all the same, at the same addresses; no division, gather or scatter.

What the third judge found on the stack stands below the table.
";

#[cfg(test)]
mod tests {
    use super::{Entry, faults};

    #[test]
    fn the_page_has_a_row_for_each_entry() {
        let [package, name, backend] = ["hmac", "tag", "portable"].map(String::from);
        let registry =
            [Entry { package, name, backend, not_traced: String::new(), not_tainted: String::new() }];
        let page =
            "| crate | entry | backend | made public |\n| `hmac` | tag | portable | 3 | ok | 2 × 5 |\n";
        assert_eq!(faults(&registry, page), [""; 0]);
        assert_eq!(faults(&registry, &page.replace("tag", "mac")).len(), 2);
    }
}
