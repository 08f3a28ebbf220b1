//! Reads the requirements; `spec/README.md` says how they are written.

use std::collections::BTreeSet;

/// A section of the standard.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) requirements: Vec<Requirement>,
}

/// One thing that the standard demands.
#[derive(Debug)]
pub(super) struct Requirement {
    /// The section's number and a number within it: `4.3.2-1`.
    pub(super) id: String,
    /// Who is bound.
    pub(super) who: String,
    pub(super) keyword: Keyword,
    /// How many of the standard's words it stands for.
    pub(super) covers: usize,
    pub(super) text: String,
    pub(super) status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keyword {
    Must,
    MustNot,
    Should,
    ShouldNot,
}

/// Whether code has to obey.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Status {
    Binding,
    /// It can't, for this reason.
    Exception(String),
    /// It doesn't yet: this is missing.
    Open(String),
}

const WHO: [&str; 6] = ["client", "server", "both", "application", "middlebox", "document"];

impl Keyword {
    pub(super) const ALL: [Self; 4] = [Self::Must, Self::MustNot, Self::Should, Self::ShouldNot];

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Must => "MUST",
            Self::MustNot => "MUST NOT",
            Self::Should => "SHOULD",
            Self::ShouldNot => "SHOULD NOT",
        }
    }

    pub(super) fn is_must(self) -> bool {
        matches!(self, Self::Must | Self::MustNot)
    }
}

/// The sections of all files, each a path with its text, in the standard's order; and what is wrong with them.
pub(super) fn parse_all(files: &[(String, String)]) -> (Vec<Section>, Vec<String>) {
    let (mut sections, mut faults) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let mut parser = Parser { path, sections: Vec::new(), announced: Vec::new(), faults: &mut faults };
        text.lines().enumerate().for_each(|(at, line)| parser.line(at + 1, line));
        sections.append(&mut parser.finish());
    }
    let mut seen = BTreeSet::new();
    for Section { number, .. } in &sections {
        if !seen.insert(number.clone()) {
            faults.push(format!("section {number} stands twice"));
        }
    }
    sections.sort_by_key(|section| order(&section.number));
    (sections, faults)
}

/// Sorts 4.10 behind 4.9, and appendices behind all chapters.
fn order(number: &str) -> Vec<u32> {
    let part = |part: &str| part.parse().unwrap_or_else(|_| 1000 + part.chars().map(u32::from).sum::<u32>());
    number.split('.').map(part).collect()
}

struct Parser<'a> {
    path: &'a str,
    sections: Vec<Section>,
    /// For each section, how many words its heading counts.
    announced: Vec<usize>,
    faults: &'a mut Vec<String>,
}

impl Parser<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let understood = if let Some(heading) = line.strip_prefix("## ") {
            self.heading(heading)
        } else if let Some(requirement) = line.strip_prefix("- ") {
            self.requirement(requirement)
        } else if let Some(reason) = line.strip_prefix("  - ") {
            self.reason(reason)
        } else {
            (line.is_empty() || line.starts_with("# ")).then_some(())
        };
        if understood.is_none() {
            self.faults.push(format!("{}:{number}: not understood: {line}", self.path));
        }
    }

    /// `4.3.2 Cookie (3)`
    fn heading(&mut self, heading: &str) -> Option<()> {
        let (number, rest) = heading.split_once(' ')?;
        let (title, count) = rest.strip_suffix(')')?.rsplit_once(" (")?;
        self.announced.push(count.parse().ok()?);
        self.sections.push(Section { number: number.into(), title: title.into(), requirements: Vec::new() });
        Some(())
    }

    /// `4.3.2-1 client MUST x2: do this.`
    fn requirement(&mut self, line: &str) -> Option<()> {
        let section = self.sections.last_mut()?;
        let (head, text) = line.split_once(": ")?;
        let (id, head) = head.split_once(' ')?;
        let (who, keyword) = head.split_once(' ')?;
        let (keyword, covers) = match keyword.rsplit_once(" x") {
            Some((keyword, covers)) => (keyword, covers.parse().ok().filter(|covers| *covers > 1)?),
            None => (keyword, 1),
        };
        let keyword = Keyword::ALL.into_iter().find(|known| known.text() == keyword)?;
        let in_order = id == format!("{}-{}", section.number, section.requirements.len() + 1);
        if !in_order || !WHO.contains(&who) || !text.ends_with('.') {
            return None;
        }
        section.requirements.push(Requirement {
            id: id.into(),
            who: who.into(),
            keyword,
            covers,
            text: text.into(),
            status: Status::Binding,
        });
        Some(())
    }

    /// `exception: for this reason.` or `open: this is missing.`
    fn reason(&mut self, line: &str) -> Option<()> {
        let requirement = self.sections.last_mut()?.requirements.last_mut()?;
        let (kind, reason) = line.split_once(": ")?;
        if requirement.status != Status::Binding || !reason.ends_with('.') {
            return None;
        }
        requirement.status = match kind {
            "exception" => Status::Exception(reason.into()),
            "open" => Status::Open(reason.into()),
            _ => return None,
        };
        Some(())
    }

    /// Compares the sums with the headings.
    fn finish(self) -> Vec<Section> {
        for (section, announced) in self.sections.iter().zip(self.announced) {
            let sum: usize = section.requirements.iter().map(|requirement| requirement.covers).sum();
            if sum != announced {
                let (path, number) = (self.path, &section.number);
                self.faults.push(format!("{path}: section {number} counts {announced} words, has {sum}"));
            }
        }
        self.sections
    }
}
