//! Why secrets become public: what stands above each call of `declassify`.

use crate::source::Source;

/// A comment is directly above if it begins at most so many lines above.
const REACH: usize = 8;

/// A place in the code and what is said there.
pub(super) struct Reason {
    pub(super) path: String,
    pub(super) text: String,
}

/// All of them, and calls without a word. A function whose name says that it is variable-time needs no reason: there,
/// nothing is secret.
pub(super) fn of(sources: &[Source]) -> (Vec<Reason>, Vec<String>) {
    let (mut reasons, mut faults) = (Vec::new(), Vec::new());
    let judged = |source: &&Source| {
        source.path.contains("/src/")
            && !source.is_test_or_table()
            && !source.path.starts_with("crates/ct/")
            && !source.path.starts_with("crates/ct-check/")
    };
    for source in sources.iter().filter(judged) {
        for line in calls(source) {
            match reason(source, line) {
                Some(text) => reasons.push(Reason { path: source.path.clone(), text }),
                None if is_in_vartime(source, line) => {}
                None => faults.push(format!(
                    "{}:{line}: declassify without a comment \"Public:\" above it",
                    source.path
                )),
            }
        }
    }
    (reasons, faults)
}

/// Lines with a call; imports are none.
fn calls(source: &Source) -> Vec<usize> {
    let lines: Vec<&str> = source.text.lines().collect();
    let words = source.words();
    let is_call = |word: &&crate::source::Word| {
        matches!(word.text.as_str(), "declassify" | "declassify_ref")
            && lines.get(word.line - 1).is_some_and(|line| line.contains(&format!("{}(", word.text)))
    };
    let tests = source.test_lines();
    let mut found: Vec<usize> = words.iter().filter(is_call).map(|word| word.line).collect();
    found.dedup();
    found.retain(|line| !tests.iter().any(|range| range.contains(line)));
    found
}

/// The last comment "Public:" that stands above, in the same function.
fn reason(source: &Source, line: usize) -> Option<String> {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let above = &lines[line.saturating_sub(1 + REACH)..line - 1];
    let start = above.iter().rposition(|line| line.starts_with("// Public:"))?;
    if above[start..].iter().any(|line| line.starts_with('}') && line.len() == 1 || line.is_empty()) {
        return None;
    }
    let comment = above[start..].iter().map_while(|line| line.strip_prefix("//"));
    let text = comment.map(str::trim).collect::<Vec<_>>().join(" ");
    Some(text.trim_start_matches("Public:").trim().into())
}

/// Whether the function around the line is named so.
fn is_in_vartime(source: &Source, line: usize) -> bool {
    let mut above = source.text.lines().take(line).collect::<Vec<_>>().into_iter().rev();
    above.find(|line| line.contains("fn ")).is_some_and(|line| line.contains("_vartime"))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::source::Source;

    #[test]
    fn reasons_stand_above_the_call() {
        let code = "
            use ct::declassify;
            fn a() {
                // Public: it is
                // sent.
                let x = declassify(y);
                f();
            }
            fn b() { declassify(y) }
            fn c_vartime() { declassify(y) }
            #[cfg(test)]
            mod tests { fn d() { declassify(y) } }";
        let (reasons, faults) = of(&[Source::parse("crates/x/src/a.rs", code).unwrap()]);
        assert_eq!(reasons.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>(), ["it is sent."]);
        assert_eq!(faults, ["crates/x/src/a.rs:9: declassify without a comment \"Public:\" above it"]);
    }
}
