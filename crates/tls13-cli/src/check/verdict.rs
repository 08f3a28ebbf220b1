//! What is good about a server and what is not, measured by the best configuration that it could have.

use super::{
    details::{Alpn, ClientCertificate, Details},
    failure::{Answer, Failure},
    report::{Finding, Severity},
    versions::Versions,
};

mod certificates;
mod negotiation;

/// The longest life of a ticket, in seconds (RFC 9846, section 4.7.1).
const MAX_TICKET_LIFETIME: u32 = 604_800;

/// The findings of one topic after the other.
#[derive(Debug)]
struct Findings {
    topic: &'static str,
    list: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, severity: Severity, what: impl Into<String>, better: Option<&str>) {
        let better = better.map(Into::into);
        self.list.push(Finding { severity, topic: self.topic, what: what.into(), better });
    }

    fn good(&mut self, what: impl Into<String>) {
        self.add(Severity::Good, what, None);
    }

    fn could_be_better(&mut self, what: impl Into<String>, better: &str) {
        self.add(Severity::CouldBeBetter, what, Some(better));
    }

    fn wrong(&mut self, what: impl Into<String>, better: &str) {
        self.add(Severity::Wrong, what, Some(better));
    }
}

/// All findings, the worst first. `now` is a date in the form that all dates of the report have.
pub(super) fn judge(versions: &Versions, details: &Result<Details, Failure>, now: &str) -> Vec<Finding> {
    let mut findings = Findings { topic: "versions", list: Vec::new() };
    judge_versions(&mut findings, versions, details.as_ref().err());
    if let Ok(details) = details {
        judge_details(&mut findings, details, now);
    }
    findings.list.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.list
}

fn judge_versions(findings: &mut Findings, versions: &Versions, failure: Option<&Failure>) {
    match (failure, &versions.tls13, &versions.tls12) {
        (None, ..) => findings.good("TLS 1.3 is spoken"),
        (Some(_), Answer::No, Answer::Yes) => findings.wrong(
            "the server speaks TLS 1.2, but not TLS 1.3",
            "enable TLS 1.3: it is faster, and free of what TLS 1.2 was attacked by",
        ),
        (Some(_), Answer::No, _) => {
            findings.wrong("TLS 1.3 is not spoken", "enable TLS 1.3: everything older is obsolete");
        }
        (Some(failure), ..) => {
            findings.wrong(format!("no handshake of TLS 1.3: {failure}"), failure.hint());
        }
    }
    if versions.older == Answer::Yes {
        findings.wrong(
            "TLS 1.1 or 1.0 is spoken",
            "disable it: RFC 8996 forbids it, since its hashes are broken",
        );
    }
    match versions.downgrade_protection {
        Some(true) => findings.good("TLS 1.2 is spoken, too, and clients of TLS 1.3 can't be led to it"),
        Some(false) => findings.wrong(
            "answers in TLS 1.2 hide that TLS 1.3 is spoken, too",
            "update the software: without the mark of RFC 9846, section 4.2.3, clients can be led to TLS 1.2",
        ),
        None => {}
    }
}

fn judge_details(findings: &mut Findings, details: &Details, now: &str) {
    negotiation::judge(findings, details);
    findings.topic = "certificate";
    certificates::judge(findings, details, now);
    findings.topic = "alpn";
    judge_alpn(findings, &details.alpn);
    findings.topic = "resumption";
    judge_resumption(findings, details);
    findings.topic = "closing";
    if details.close_notify == Answer::No {
        findings.could_be_better(
            "the server ended the connection without close_notify",
            "send it: without, the other end can't tell whether data was cut off (RFC 9846, section 6.1)",
        );
    }
}

fn judge_alpn(findings: &mut Findings, alpn: &Alpn) {
    match (alpn.chosen.as_deref(), alpn.refused) {
        (Some("h2"), _) => findings.good("h2 is spoken"),
        (Some(_), _) => findings.could_be_better(
            "of HTTP, only version 1.1 is spoken",
            "offer h2, if this is a web server: one connection carries all requests at once",
        ),
        (None, true) => findings.good("clients of other protocols are refused (ALPN)"),
        (None, false) => findings.could_be_better(
            "no application protocol is agreed on (ALPN)",
            "name the protocol: connections can't be diverted to a server of another one then",
        ),
    }
}

fn judge_resumption(findings: &mut Findings, details: &Details) {
    let tickets = &details.resumption.tickets;
    match (&details.resumption.tickets_sent, &details.resumption.resumed) {
        (Answer::Yes, Answer::Yes) => {
            findings.good("returning clients can resume, which saves certificates and signatures");
        }
        (Answer::Yes, Answer::No) => findings.could_be_better(
            "tickets are sent, but not taken back",
            "let all servers behind this address share their ticket keys: else tickets are sent in vain",
        ),
        (Answer::No, _) if details.client_certificate != ClientCertificate::Required => findings
            .could_be_better(
                "there are no tickets to resume by",
                "send NewSessionTicket: returning clients save certificates and signatures",
            ),
        _ => {}
    }
    if tickets.iter().any(|ticket| ticket.lifetime_seconds > MAX_TICKET_LIFETIME) {
        findings.wrong(
            "tickets live longer than seven days",
            "shorten it: RFC 9846, section 4.7.1, allows 604800 seconds",
        );
    }
    if tickets.iter().any(|ticket| ticket.max_early_data_bytes > 0) {
        findings.could_be_better(
            "early data (0-RTT) is allowed",
            "allow it only where a repeated request does no harm: it can be replayed (RFC 9846, section 8)",
        );
    }
}
