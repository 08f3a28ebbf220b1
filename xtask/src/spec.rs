//! `cargo xtask spec`: the map from what RFC 9846 demands (`spec/*.md`) to the code that obeys and the tests that prove
//! it. Each requirement has such a place or a reason why not; the map is written as a page.

mod map;
mod page;
mod requirements;
#[cfg(test)]
mod tests;
mod ties;

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    source::{Source, crate_sources},
    workspace::{root, verdict},
};

use map::{Counts, Map};
use requirements::{Keyword, Section, Status};

/// Where the requirements are.
const DATA: &str = "spec";

/// The page, below the folder of what is built.
const PAGE: &str = "target/spec/index.html";

pub(crate) fn run() -> Result<()> {
    let (sections, mut faults) = requirements::parse_all(&data()?);
    let sources: Vec<Source> = crate_sources()?.into_iter().filter(ties::is_read).collect();
    let (ties, misplaced) = ties::find_all(&sources);
    faults.extend(misplaced);
    let map = Map::new(sections, ties, &mut faults);
    faults.extend(map.open().map(|requirement| format!("{} is open", requirement.id)));
    print_open(&map);
    print_counts(&map);
    let path = root().join(PAGE);
    fs::create_dir_all(path.parent().unwrap_or(root()))?;
    fs::write(&path, page::render(&map))?;
    println!("{PAGE}");
    verdict(
        &faults,
        &format!("{} requirements, each with its place or its reason", map.requirements().count()),
    )
}

/// The files of requirements, with their paths.
fn data() -> Result<Vec<(String, String)>> {
    let folder = root().join(DATA);
    let entries = fs::read_dir(&folder).context(DATA)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok((format!("{DATA}/{name}"), fs::read_to_string(path)?))
    };
    paths.iter().map(read).collect()
}

/// What is open, reason by reason.
fn print_open(map: &Map) {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for requirement in map.open() {
        if let Status::Open(reason) = &requirement.status {
            reasons.entry(reason).or_default().push(&requirement.id);
        }
    }
    for (reason, ids) in reasons {
        println!("open: {reason}\n      {}", ids.join(" "));
    }
}

fn print_counts(map: &Map) {
    println!("{:<12}{:>7}{:>7}{:>7}{:>11}{:>6}", "", "all", "code", "test", "exception", "open");
    for keyword in Keyword::ALL {
        let Counts { all, code, test, exception, open } = map.counts(|r| r.keyword == keyword);
        println!("{:<12}{all:>7}{code:>7}{test:>7}{exception:>11}{open:>6}", keyword.text());
    }
    let Counts { all, code, test, exception, open } = map.counts(|_| true);
    println!("{:<12}{all:>7}{code:>7}{test:>7}{exception:>11}{open:>6}", "together");
    println!("{:.1} % of the MUSTs without an exception are proved by a test", map.proved_percent());
}
