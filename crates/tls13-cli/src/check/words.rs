//! The report for people.

use std::fmt::Write;

use super::{
    failure::Answer,
    groups::{self, Groups, Retry},
    report::{Finding, Report, Severity},
    schemes::Schemes,
    suites::{Preference, Suites},
    versions::Versions,
};

mod certificates;
mod others;

/// A text that grows by lines in two columns.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    /// A heading, with what is to be said of the whole section.
    fn section(&mut self, name: &str, summary: &str) {
        self.0.push('\n');
        self.columns(name, summary);
    }

    fn line(&mut self, name: &str, value: &str) {
        self.columns(&format!("  {name}"), value);
    }

    fn columns(&mut self, left: &str, right: &str) {
        let line = format!("{left:<32}{right}");
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }
}

/// The whole report.
pub(super) fn of(report: &Report) -> String {
    let server = &report.server;
    let mut page = Page::default();
    // Writing to a String can't fail.
    let _ =
        writeln!(page.0, "{} port {} ({}), {}", server.host, server.port, server.address, report.checked_at);
    versions(&mut page, &report.versions);
    if let Some(details) = &report.details {
        suites(&mut page, &details.suites);
        groups(&mut page, &details.groups);
        signatures(&mut page, &details.signatures);
        certificates::chain(&mut page, &details.chain, &server.name);
        others::others(&mut page, details);
    }
    page.section("Verdict", &report.verdict.to_string());
    for finding in &report.findings {
        self::finding(&mut page.0, finding);
    }
    let _ = write!(page.0, "\n{} connections", report.connections);
    if report.unanswered > 0 {
        let _ = write!(page.0, "; questions without an answer: {}", report.unanswered);
    }
    page.0.push('\n');
    page.0
}

fn finding(text: &mut String, finding: &Finding) {
    let mark = match finding.severity {
        Severity::Good => '+',
        Severity::CouldBeBetter => '-',
        Severity::Wrong => '!',
    };
    let _ = writeln!(text, "  {mark} {}: {}", finding.topic, finding.what);
    if let Some(better) = &finding.better {
        let _ = writeln!(text, "      {better}");
    }
}

fn versions(page: &mut Page, versions: &Versions) {
    page.section("Versions", "");
    page.line("TLS 1.3", &versions.tls13.to_string());
    page.line("TLS 1.2", &versions.tls12.to_string());
    page.line("TLS 1.1 or 1.0", &versions.older.to_string());
    match versions.downgrade_protection {
        Some(true) => page.line("downgrade protection", "yes"),
        Some(false) => page.line("downgrade protection", "no"),
        None => {}
    }
}

fn suites(page: &mut Page, suites: &Suites) {
    let summary = match suites.preference {
        Preference::Server => "the server's order decides",
        Preference::Client => "the client's order decides",
        Preference::ServerUnlessChacha => "the server's order decides, unless the client wants ChaCha20",
        Preference::OnlyOne => "there is no choice",
        Preference::Unknown => "who decides is unknown",
    };
    page.section("Cipher suites", summary);
    for asked in &suites.asked {
        let value = match suites.order.iter().position(|name| *name == asked.name) {
            Some(place) if suites.preference == Preference::Server => {
                format!("{}, number {} of its order", asked.answer, place + 1)
            }
            _ => with_choice(&asked.answer, asked.name == suites.chosen),
        };
        page.line(&asked.name, &value);
    }
}

fn groups(page: &mut Page, groups: &Groups) {
    let summary = match groups.preference {
        groups::Preference::ClientShare => "the one that the client sends a share for",
        groups::Preference::Server => "always the server's favourite",
        groups::Preference::Mixed => "some shares are taken, others are not",
        groups::Preference::OnlyOne => "there is no choice",
        groups::Preference::Unknown => "who decides is unknown",
    };
    page.section("Groups", summary);
    for asked in &groups.asked {
        let mut value = with_choice(&asked.answer, asked.name == groups.chosen);
        if let Some(picked) = asked.if_first.as_ref().filter(|picked| **picked != asked.name) {
            let _ = write!(value, "; offered first, the server turns to {picked}");
        }
        page.line(&asked.name, &value);
    }
    page.line(
        "HelloRetryRequest",
        match groups.hello_retry_request {
            Retry::Sent => "sent where the share is for another group",
            Retry::NotNeeded => "not seen: every share was taken",
            Retry::Refused => "not sent: a share for another group is refused",
            Retry::Unknown => "unknown",
        },
    );
}

fn signatures(page: &mut Page, schemes: &Schemes) {
    page.section("Signatures", "");
    for asked in &schemes.asked {
        page.line(&asked.name, &with_choice(&asked.answer, asked.name == schemes.chosen));
    }
}

/// The answer, and whether it is what the server chose where it had all to choose from.
fn with_choice(answer: &Answer, chosen: bool) -> String {
    format!("{answer}{}", if chosen { ", chosen of all" } else { "" })
}
