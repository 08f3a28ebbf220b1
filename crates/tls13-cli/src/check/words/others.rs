//! The rest of the report for people: what is neither chosen nor certified.

use super::Page;
use crate::check::{
    details::{Alpn, ClientCertificate, Details, Resumption},
    failure::Answer,
    ocsp::{self, Ocsp},
};

pub(super) fn others(page: &mut Page, details: &Details) {
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
