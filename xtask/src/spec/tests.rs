//! A small map that is right, and each fault planted into it.

use super::{
    map::{Counts, Map, State},
    page,
    requirements::{Keyword, Section, Status, parse_all},
    ties::{Tie, find_all},
};
use crate::source::Source;

const DATA: &str = "\
# Chapter

## 4.10 Later (1)

- 4.10-1 server SHOULD NOT: be <last>.

## 4.9 Sooner (4)

- 4.9-1 client MUST x2: do this.
- 4.9-2 both MUST NOT: do that.
  - open: nobody has built it.
- 4.9-3 document SHOULD: say so.
  - exception: we write no documents.
";

const CODE: &str = "\
//= 4.9-1
fn obeys() {
    //= 4.10-1
    let a = 1;
}
#[cfg(test)]
mod tests {
    //? 4.9-1
    #[test]
    fn proves() {}
}
";

fn data(text: &str) -> (Vec<Section>, Vec<String>) {
    parse_all(&[("spec/a.md".into(), text.into())])
}

fn code(path: &str, text: &str) -> (Vec<Tie>, Vec<String>) {
    find_all(&[Source::parse(path, text).unwrap()])
}

/// The map and all faults of these requirements and this code.
fn map(text: &str, source: &str) -> (Map, Vec<String>) {
    let (sections, mut faults) = data(text);
    let (ties, misplaced) = code("crates/x/src/a.rs", source);
    faults.extend(misplaced);
    let map = Map::new(sections, ties, &mut faults);
    (map, faults)
}

/// The faults once `from` is replaced in the requirements.
fn faults_of_data(from: &str, to: &str) -> Vec<String> {
    assert!(DATA.contains(from));
    map(&DATA.replacen(from, to, 1), CODE).1
}

/// The faults once `from` is replaced in the code.
fn faults_of_code(from: &str, to: &str) -> Vec<String> {
    assert!(CODE.contains(from));
    map(DATA, &CODE.replacen(from, to, 1)).1
}

#[test]
fn a_right_map_is_read_counted_and_shown() {
    let (map, faults) = map(DATA, CODE);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(map.sections.iter().map(|s| s.number.as_str()).collect::<Vec<_>>(), ["4.9", "4.10"]);
    let states: Vec<State> = map.requirements().map(|requirement| map.state(requirement)).collect();
    assert_eq!(states, [State::Proved, State::Open, State::Exception, State::Obeyed]);
    assert_eq!(map.counts(|_| true), Counts { all: 4, code: 2, test: 1, exception: 1, open: 1 });
    assert_eq!(map.counts(|r| r.keyword == Keyword::ShouldNot).code, 1);
    assert!((map.proved_percent() - 50.0).abs() < 0.01);
    assert_eq!(map.open().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["4.9-2"]);

    let html = page::render(&map);
    for part in [
        "<h2><a href=\"#4.9\">4.9</a> Sooner</h2>",
        "<article id=\"4.9-1\" class=\"proved must\">",
        "<a href=\"../../crates/x/src/a.rs#L2\">x/a.rs:2</a> <code>obeys</code>",
        "<a href=\"../../crates/x/src/a.rs#L9\">x/a.rs:9</a> <code>proves</code>",
        "<p class=\"reason\">we write no documents.</p>",
        "be &lt;last&gt;.",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn ties_know_their_places() {
    let (ties, _) = code("crates/x/src/a.rs", "//= 1-1 1-2\n//= 1-3\npub(crate) fn a() {\n//= 1-4\n}");
    let found: Vec<_> = ties.iter().map(|t| (t.id.as_str(), t.line, t.function.as_str())).collect();
    assert_eq!(found, [("1-1", 3, "a"), ("1-2", 3, "a"), ("1-3", 3, "a"), ("1-4", 5, "a")]);
}

#[test]
fn data_that_is_malformed_is_a_fault() {
    for (from, to) in [
        ("## 4.9 Sooner (4)", "## 4.9 Sooner"),
        ("- 4.9-2", "- 4.9-3"),
        ("- 4.9-2", "- 4.8-2"),
        ("- 4.9-2", "4.9-2"),
        ("client MUST", "clients MUST"),
        ("MUST NOT", "MAY"),
        (" x2", " x1"),
        ("do that.", "do that"),
        ("do that.", ""),
        ("open: nobody", "perhaps: nobody"),
        ("built it.\n", "built it.\n  - exception: twice.\n"),
    ] {
        let faults = faults_of_data(from, to);
        assert!(faults.iter().any(|fault| fault.contains(": not understood: ")), "{to}: {faults:?}");
    }
    assert_eq!(faults_of_data("(4)", "(5)"), ["spec/a.md: section 4.9 counts 5 words, has 4"]);
    let faults = faults_of_data("# Chapter", "## 4.9 Again (0)");
    assert_eq!(faults, ["section 4.9 stands twice"]);
}

#[test]
fn a_tie_to_nothing_is_a_fault() {
    assert_eq!(faults_of_code("//= 4.9-1", "//= 4.9-1 4.9-7"), ["crates/x/src/a.rs:2: no requirement 4.9-7"]);
    assert_eq!(faults_of_code("//? 4.9-1", "//?"), ["crates/x/src/a.rs:8: no identifier behind //?"]);
    assert_eq!(faults_of_code("//? 4.9-1", "//?4.9-1"), ["crates/x/src/a.rs:8: no identifier behind //?"]);
}

#[test]
fn a_requirement_without_place_and_reason_is_a_fault() {
    let expected = ["4.9-2 has no code, and no reason for that"];
    assert_eq!(faults_of_data("  - open: nobody has built it.\n", ""), expected);
    // A test is not enough.
    let expected = ["4.9-1 has no code, and no reason for that"];
    assert_eq!(faults_of_code("//= 4.9-1\n", ""), expected);
}

#[test]
fn exceptions_and_ties_exclude_each_other() {
    assert_eq!(
        faults_of_code("//= 4.9-1", "//= 4.9-1 4.9-3"),
        ["4.9-3 is an exception, but crates/x/src/a.rs:2 is tied to it"]
    );
    assert_eq!(
        faults_of_code("//? 4.9-1", "//? 4.9-1 4.9-3"),
        ["4.9-3 is an exception, but crates/x/src/a.rs:9 is tied to it"]
    );
    // What is open may be obeyed in part.
    assert!(faults_of_code("//? 4.9-1", "//? 4.9-1 4.9-2").is_empty());
}

#[test]
fn code_and_tests_have_their_own_comments() {
    assert_eq!(
        faults_of_code("//? 4.9-1", "//= 4.9-1"),
        ["crates/x/src/a.rs:8: //= belongs to code that is no test"]
    );
    assert_eq!(
        faults_of_code("//= 4.10-1", "//? 4.10-1\n//= 4.10-1"),
        ["crates/x/src/a.rs:3: //? belongs to a test"]
    );
    for path in ["crates/x/tests/a.rs", "crates/x/src/tests/a.rs", "crates/x/src/a/tests.rs"] {
        assert!(code(path, "//? 1-1\n").1.is_empty(), "{path}");
        assert_eq!(code(path, "//= 1-1\n").1.len(), 1, "{path}");
    }
}

#[test]
fn reasons_are_kept() {
    let (sections, _) = data(DATA);
    let status: Vec<&Status> = sections[0].requirements.iter().map(|r| &r.status).collect();
    assert_eq!(status[1], &Status::Open("nobody has built it.".into()));
    assert_eq!(status[2], &Status::Exception("we write no documents.".into()));
}
