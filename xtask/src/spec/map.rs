//! Requirements and ties brought together.

use std::collections::BTreeMap;

use super::{
    Section, Status,
    requirements::{Keyword, Requirement},
    ties::Tie,
};

pub(super) struct Map {
    pub(super) sections: Vec<Section>,
    /// By identifier.
    ties: BTreeMap<String, Vec<Tie>>,
}

/// How far a requirement has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// Obeyed, and a test says so.
    Proved,
    /// Obeyed.
    Obeyed,
    Open,
    Exception,
    /// Nobody says anything, which is a fault.
    Untied,
}

/// How many requirements there are of each kind. One tied to a test is also tied to code.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Counts {
    pub(super) all: usize,
    pub(super) code: usize,
    pub(super) test: usize,
    pub(super) exception: usize,
    pub(super) open: usize,
}

impl Map {
    /// Adds to `faults` where the two contradict each other.
    pub(super) fn new(sections: Vec<Section>, ties: Vec<Tie>, faults: &mut Vec<String>) -> Self {
        let mut by_id: BTreeMap<String, Vec<Tie>> = BTreeMap::new();
        for tie in ties {
            by_id.entry(tie.id.clone()).or_default().push(tie);
        }
        let map = Self { sections, ties: by_id };
        for (id, ties) in &map.ties {
            if !map.requirements().any(|requirement| requirement.id == *id) {
                let places =
                    ties.iter().map(|Tie { path, line, .. }| format!("{path}:{line}: no requirement {id}"));
                faults.extend(places);
            }
        }
        faults.extend(map.requirements().filter_map(|requirement| map.contradiction(requirement)));
        map
    }

    pub(super) fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.sections.iter().flat_map(|section| &section.requirements)
    }

    pub(super) fn open(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements().filter(|requirement| matches!(requirement.status, Status::Open(_)))
    }

    /// The places tied to a requirement: code, or tests.
    pub(super) fn ties(&self, id: &str, is_test: bool) -> impl Iterator<Item = &Tie> {
        self.ties.get(id).into_iter().flatten().filter(move |tie| tie.is_test == is_test)
    }

    fn contradiction(&self, requirement: &Requirement) -> Option<String> {
        let id = &requirement.id;
        match (&requirement.status, self.ties.get(id).and_then(|ties| ties.first())) {
            (Status::Binding, _) if self.ties(id, false).next().is_none() => {
                Some(format!("{id} has no code, and no reason for that"))
            }
            (Status::Exception(_), Some(tie)) => {
                Some(format!("{id} is an exception, but {}:{} is tied to it", tie.path, tie.line))
            }
            _ => None,
        }
    }

    pub(super) fn state(&self, requirement: &Requirement) -> State {
        let has = |is_test| self.ties(&requirement.id, is_test).next().is_some();
        match requirement.status {
            Status::Exception(_) => State::Exception,
            Status::Open(_) => State::Open,
            Status::Binding if !has(false) => State::Untied,
            Status::Binding if has(true) => State::Proved,
            Status::Binding => State::Obeyed,
        }
    }

    pub(super) fn counts(&self, of: impl Fn(&Requirement) -> bool) -> Counts {
        let mut counts = Counts::default();
        for requirement in self.requirements().filter(|requirement| of(requirement)) {
            let state = self.state(requirement);
            counts.all += 1;
            counts.code += usize::from(matches!(state, State::Proved | State::Obeyed));
            counts.test += usize::from(state == State::Proved);
            counts.exception += usize::from(state == State::Exception);
            counts.open += usize::from(state == State::Open);
        }
        counts
    }

    /// Of the MUSTs and MUST NOTs that have no exception, how many a test proves.
    pub(super) fn proved_percent(&self) -> f64 {
        let Counts { all, test, exception, .. } =
            self.counts(|requirement| Keyword::is_must(requirement.keyword));
        100.0 * test as f64 / (all - exception).max(1) as f64
    }
}
