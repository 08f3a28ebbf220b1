//! The report for people.

use std::fmt::Write;

use super::{
    details::{Alpn, ClientCertificate, Details, Resumption},
    failure::Answer,
    groups::{self, Groups, Retry},
    ocsp::{self, Ocsp},
    report::{Finding, Report, Severity},
    schemes::Schemes,
    suites::{Preference, Suites},
    versions::Versions,
};

mod certificates;

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
        others(&mut page, details);
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
        Preference::Server => format!("the server's order: {}", suites.order.join(", ")),
        Preference::Client => "the client's order decides".into(),
        Preference::ServerUnlessChacha => {
            "the server's order decides, unless the client prefers ChaCha20-Poly1305".into()
        }
        Preference::OnlyOne => "there is no choice".into(),
        Preference::Unknown => "who decides is unknown".into(),
    };
    page.section("Cipher suites", &summary);
    for asked in &suites.asked {
        page.line(&asked.name, &with_choice(&asked.answer, asked.name == suites.chosen));
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

fn others(page: &mut Page, details: &Details) {
    page.section("Other", "");
    page.line("application protocol (ALPN)", &alpn(&details.alpn));
    page.line("stapled OCSP response", &ocsp(&details.ocsp));
    page.line(
        "client certificate",
        match details.client_certificate {
            ClientCertificate::NotAsked => "not asked for",
            ClientCertificate::Asked => "asked for, not required",
            ClientCertificate::Required => "required",
        },
    );
    page.line("resumption", &resumption(&details.resumption));
    page.line("close_notify", &details.close_notify.to_string());
}

fn alpn(alpn: &Alpn) -> String {
    match (&alpn.chosen, &alpn.chosen_reversed) {
        (None, _) if alpn.refused => "neither h2 nor http/1.1: others are refused".into(),
        (None, _) => "none".into(),
        (Some(chosen), Some(reversed)) if chosen != reversed => {
            format!("{chosen}, or {reversed} if the client prefers it")
        }
        (Some(chosen), _) => chosen.clone(),
    }
}

fn ocsp(ocsp: &Ocsp) -> String {
    let status = match ocsp.status {
        ocsp::Status::NotStapled => "none",
        ocsp::Status::Good => "good",
        ocsp::Status::Revoked => "revoked",
        ocsp::Status::Unknown => "unknown certificate",
        ocsp::Status::Unreadable => "unreadable",
    };
    match &ocsp.next_update {
        Some(until) => format!("{status}, until {until}"),
        None => status.into(),
    }
}

fn resumption(resumption: &Resumption) -> String {
    let tickets = &resumption.tickets;
    let Some(lifetime) = tickets.iter().map(|ticket| ticket.lifetime_seconds).max() else {
        return resumption.tickets_sent.to_string();
    };
    let plural = if tickets.len() == 1 { "" } else { "s" };
    let early_data = match tickets.iter().map(|ticket| ticket.max_early_data_bytes).max() {
        Some(bytes @ 1..) => format!("early data (0-RTT) up to {bytes} bytes"),
        _ => "no early data (0-RTT)".into(),
    };
    let works = match &resumption.resumed {
        Answer::Yes => "works".into(),
        Answer::No => "refused".into(),
        unknown => unknown.to_string(),
    };
    format!("{works}; {} ticket{plural} for {}; {early_data}", tickets.len(), span(lifetime))
}

/// Some seconds, in the largest unit that fits.
fn span(seconds: u32) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86400),
    }
}
