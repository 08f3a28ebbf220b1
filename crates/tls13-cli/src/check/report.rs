//! Everything that was found out. The words and the JSON are made of it.

use serde::Serialize;

use super::{details::Details, versions::Versions};

/// Changes whenever a field of [`Report`] goes away or means something else.
pub(super) const SCHEMA: u32 = 1;

#[derive(Serialize, Debug)]
pub(super) struct Report {
    pub(super) schema: u32,
    pub(super) checked_at: String,
    pub(super) server: Server,
    /// How many connections it took.
    pub(super) connections: u32,
    /// How many questions came to neither yes nor no.
    pub(super) unanswered: u32,
    /// The worst of the findings.
    pub(super) verdict: Severity,
    /// The worst first.
    pub(super) findings: Vec<Finding>,
    pub(super) versions: Versions,
    /// None if no handshake of TLS 1.3 was possible.
    pub(super) details: Option<Details>,
}

#[derive(Serialize, Debug)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    /// The one that answered.
    pub(super) address: String,
    /// What its certificate has to be for.
    pub(super) name: String,
}

/// Something to know about the server.
#[derive(PartialEq, Eq, Serialize, Debug)]
pub(super) struct Finding {
    pub(super) severity: Severity,
    /// Which part of the report it belongs to.
    pub(super) topic: &'static str,
    pub(super) what: String,
    /// What would be better, and why.
    pub(super) better: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Severity {
    Good,
    CouldBeBetter,
    Wrong,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Good => "good",
            Self::CouldBeBetter => "could be better",
            Self::Wrong => "wrong",
        })
    }
}
