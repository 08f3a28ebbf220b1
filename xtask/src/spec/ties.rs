//! Finds the comments that tie code (`//=`) and tests (`//?`) to requirements.

use crate::source::Source;

/// One identifier in one comment.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Tie {
    pub(super) id: String,
    /// Whether it proves, rather than obeys.
    pub(super) is_test: bool,
    /// Relative to the workspace.
    pub(super) path: String,
    /// The line below the comment, counted from 1.
    pub(super) line: usize,
    /// The function that it stands in or above; empty if there is none.
    pub(super) function: String,
}

/// Whether ties are looked for here: in the crates' sources and tests.
pub(super) fn is_read(source: &Source) -> bool {
    matches!(source.path.split('/').nth(2), Some("src" | "tests"))
}

/// All ties, and what is wrong with some.
pub(super) fn find_all(sources: &[Source]) -> (Vec<Tie>, Vec<String>) {
    let (mut ties, mut faults) = (Vec::new(), Vec::new());
    sources.iter().for_each(|source| find(source, &mut ties, &mut faults));
    (ties, faults)
}

fn find(source: &Source, ties: &mut Vec<Tie>, faults: &mut Vec<String>) {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let mut test_lines = None;
    for (at, text) in lines.iter().enumerate() {
        let Some((is_test, ids)) = comment(text) else { continue };
        let place = format!("{}:{}", source.path, at + 1);
        let in_test = is_test_file(&source.path)
            || test_lines
                .get_or_insert_with(|| source.test_lines())
                .iter()
                .any(|range| range.contains(&(at + 1)));
        if is_test != in_test {
            let (found, place_of) = if is_test { ("//?", "a test") } else { ("//=", "code that is no test") };
            faults.push(format!("{place}: {found} belongs to {place_of}"));
        }
        if ids.is_empty() || !text[3..].starts_with(' ') {
            faults.push(format!("{place}: no identifier behind //{}", if is_test { '?' } else { '=' }));
        }
        let line = at + lines[at..].iter().take_while(|line| comment(line).is_some()).count();
        let function = function_at(&lines, line);
        ties.extend(ids.into_iter().map(|id| Tie {
            id: id.into(),
            is_test,
            path: source.path.clone(),
            line: line + 1,
            function: function.clone(),
        }));
    }
}

/// Whether a line is such a comment, which kind, and its identifiers.
fn comment(line: &str) -> Option<(bool, Vec<&str>)> {
    let (is_test, ids) = line
        .strip_prefix("//=")
        .map(|ids| (false, ids))
        .or(line.strip_prefix("//?").map(|ids| (true, ids)))?;
    Some((is_test, ids.split_whitespace().collect()))
}

fn is_test_file(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs")
}

/// The name of the function that begins at this line, attributes and comments aside, or of the last one before it.
fn function_at(lines: &[&str], at: usize) -> String {
    let is_prelude = |line: &&&str| line.starts_with("#[") || line.starts_with("//");
    let below = at + lines[at..].iter().take_while(is_prelude).count();
    let here = lines.get(below).and_then(|line| function_name(line));
    let above = || lines[..at].iter().rev().find_map(|line| function_name(line));
    here.or_else(above).unwrap_or_default().into()
}

/// The name in `pub(crate) fn name<...`.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let keywords = ["pub", "pub(crate)", "pub(super)", "const", "unsafe", "async"];
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    before.split_whitespace().all(|word| keywords.contains(&word)).then(|| &after[..end])
}
