//! `cargo xtask unsafe`: every `unsafe` of the crates and why it is safe. Each has its `// SAFETY:` directly above; a
//! crate without any forbids it; assembler is nothing but the optimisation barrier.

#[cfg(test)]
mod tests;

use anyhow::Result;

use crate::{
    source::{Source, crate_sources},
    workspace::{Metadata, Package, root, verdict},
};

/// The only file of a shipped crate with `asm!`: an empty one.
const BARRIER: &str = "crates/ct/src/barrier.rs";

/// The judge of the machine code talks with valgrind and sets the trap flag; nobody ships it.
const JUDGE: &str = "crates/ct-check/";

/// A comment is directly above if it begins at most so many lines above.
const REACH: usize = 4;

/// One `unsafe`.
struct Entry {
    line: usize,
    /// None if nobody says why.
    reason: Option<String>,
}

pub(crate) fn run() -> Result<()> {
    let sources = crate_sources()?;
    let mut faults: Vec<String> = sources.iter().filter_map(misplaced_assembler).collect();
    let mut count = 0;
    for source in &sources {
        for Entry { line, reason } in inventory(source) {
            count += 1;
            match reason {
                Some(reason) => println!("{}:{line}: {reason}", source.path),
                None => faults.push(format!("{}:{line}: unsafe without // SAFETY: above it", source.path)),
            }
        }
    }
    for package in &Metadata::load()?.packages {
        faults.extend(open_roots(package, &sources)?);
    }
    verdict(&faults, &format!("{count} uses of unsafe, each with its reason; forbidden in the other crates"))
}

/// Every `unsafe` in code. Those on one line are one.
fn inventory(source: &Source) -> Vec<Entry> {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let mut found: Vec<usize> =
        source.words().iter().filter(|word| word.text == "unsafe").map(|word| word.line).collect();
    found.dedup();
    found.iter().map(|&line| Entry { line, reason: reason(&lines[..line - 1], &found) }).collect()
}

/// What the comment says that stands directly above: no blank line and no other `unsafe` is between.
fn reason(above: &[&str], found: &[usize]) -> Option<String> {
    let first = above.len().saturating_sub(REACH);
    let near = above.iter().enumerate().skip(first).rev();
    let mut near = near.take_while(|(i, line)| !line.is_empty() && !found.contains(&(i + 1)));
    let (start, _) = near.find(|(_, line)| line.starts_with("// SAFETY:"))?;
    let comment = above[start..].iter().map_while(|line| line.strip_prefix("//"));
    let text = comment.map(str::trim).collect::<Vec<_>>().join(" ");
    Some(text.trim_start_matches("SAFETY:").trim().into())
}

fn misplaced_assembler(source: &Source) -> Option<String> {
    let is_assembler = |text: &str| matches!(text, "asm" | "global_asm" | "naked_asm");
    let word = source.words().into_iter().find(|word| word.bang && is_assembler(&word.text))?;
    let allowed = source.path == BARRIER || source.path.starts_with(JUDGE);
    (!allowed).then(|| format!("{}:{}: assembler outside {BARRIER}", source.path, word.line))
}

/// Crate roots that don't say how they stand to unsafe code: `forbid` where there is none, otherwise at least `deny`.
fn open_roots(package: &Package, sources: &[Source]) -> Result<Vec<String>> {
    let manifest = std::fs::read_to_string(&package.manifest_path)?;
    let manifest_denies = manifest.contains("[lints]\nworkspace = true");
    let folder = package.folder().strip_prefix(root())?.display().to_string() + "/";
    let has_unsafe =
        sources.iter().any(|source| source.path.starts_with(&folder) && !inventory(source).is_empty());
    let roots = package
        .targets
        .iter()
        .filter(|target| target.kind.iter().any(|kind| matches!(kind.as_str(), "lib" | "rlib" | "bin")));
    let mut faults = Vec::new();
    for target in roots {
        let text = std::fs::read_to_string(&target.src_path)?;
        if let Some(fault) = open_root(&text, has_unsafe, manifest_denies) {
            faults.push(format!("{}, {}: {fault}", package.name, target.src_path));
        }
    }
    Ok(faults)
}

fn open_root(text: &str, has_unsafe: bool, manifest_denies: bool) -> Option<&'static str> {
    let forbids = text.contains("#![forbid(unsafe_code)]");
    let denies = manifest_denies || text.contains("#![deny(unsafe_code)]");
    match (has_unsafe, forbids || denies) {
        (_, false) => Some("neither forbids nor denies unsafe code"),
        (false, true) if !forbids => Some("has no unsafe code, but doesn't forbid it"),
        _ => None,
    }
}
