//! The certificates' part of the report for people.

use super::Page;
use crate::check::{certificate_facts::CertificateFacts, chain::Chain, failure::Answer};

/// The most names of a certificate that are shown.
const MAX_NAMES: usize = 10;

pub(super) fn chain(page: &mut Page, chain: &Chain, name: &str) {
    let summary = match (&chain.verdict.trusted, &chain.verdict.fault) {
        (Answer::Yes, _) => format!("trusted for {name}"),
        (_, Some(fault)) => fault.clone(),
        (answer, None) => answer.to_string(),
    };
    page.section("Certificate chain", &summary);
    for (number, certificate) in (0..).zip(&chain.certificates) {
        page.line(&format!("{number}  subject"), &certificate.subject);
        facts(page, certificate, number == 0);
    }
    page.line("as sent", &remarks(chain).join("; "));
}

fn facts(page: &mut Page, certificate: &CertificateFacts, is_leaf: bool) {
    if certificate.key.is_empty() {
        return; // It can't be read, and its subject says so.
    }
    let CertificateFacts { key, key_bits, days_left, .. } = certificate;
    page.line("   issuer", &certificate.issuer);
    page.line("   key", &if key == "RSA" { format!("RSA, {key_bits} bits") } else { key.clone() });
    page.line("   signed by", &certificate.signature);
    let from = day(&certificate.not_before_date);
    let until = day(&certificate.not_after_date);
    let left = match days_left {
        0.. => format!("{days_left} days left"),
        _ => "expired".into(),
    };
    page.line("   valid", &format!("{from} to {until}, {left}"));
    if is_leaf {
        let shown: Vec<_> = certificate.names.iter().take(MAX_NAMES).map(String::as_str).collect();
        let more = match certificate.names.len().saturating_sub(MAX_NAMES) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        page.line("   names", &format!("{}{more}", shown.join(", ")));
    }
}

/// The date alone.
fn day(date: &str) -> &str {
    date.split_once('T').map_or(date, |(day, _)| day)
}

fn remarks(chain: &Chain) -> Vec<String> {
    let links = &chain.links;
    let mut remarks = vec![String::from(if links.in_order { "in order" } else { "out of order" })];
    if links.surplus > 0 {
        remarks.push(format!("{} that don't belong to the chain", links.surplus));
    }
    if links.root_sent {
        remarks.push("with the root, which clients don't need".into());
    }
    if links.self_signed {
        remarks.push("alone: it vouches for itself".into());
    }
    if let Some(issuer) = &links.next_issuer {
        remarks.push(format!("ends before {issuer}"));
    }
    remarks
}
