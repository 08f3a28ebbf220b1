//! The certificates' part of the verdict.

use super::Findings;
use crate::check::{
    certificate_facts::CertificateFacts,
    chain::Chain,
    details::Details,
    failure::Answer,
    ocsp::{Ocsp, Status},
};

/// So few days before its end, a certificate should have been renewed; of a short-lived one, a quarter of its life.
const DAYS_TO_RENEW: i64 = 14;

/// Public CAs have not been allowed to give more for years (CA/Browser Forum, Baseline Requirements, section 6.3.2).
const MAX_DAYS: i64 = 398;

const DAY: i64 = 86400;

pub(super) fn judge(findings: &mut Findings, details: &Details, now: &str) {
    judge_trust(findings, &details.chain);
    judge_links(findings, &details.chain);
    if let Some(leaf) = details.chain.certificates.first() {
        judge_dates(findings, leaf);
        judge_ocsp(findings, leaf, &details.ocsp, now);
    }
    for certificate in &details.chain.certificates {
        judge_strength(findings, certificate);
    }
}

fn judge_trust(findings: &mut Findings, chain: &Chain) {
    match (&chain.verdict.trusted, &chain.verdict.fault) {
        (Answer::Yes, _) => findings.good("the chain leads to a trusted CA, and is for this name"),
        (Answer::No, Some(fault)) => findings.wrong(fault, chain.verdict.hint.unwrap_or_default()),
        _ => {}
    }
}

fn judge_links(findings: &mut Findings, chain: &Chain) {
    let links = &chain.links;
    if !links.in_order {
        findings.could_be_better(
            "the chain is out of order",
            "send each certificate right before its issuer's (RFC 9846, section 4.5.1): not every client sorts",
        );
    }
    if links.surplus > 0 {
        findings.could_be_better(
            format!("certificates that don't belong to the chain: {}", links.surplus),
            "leave them out: they only make handshakes longer",
        );
    }
    if links.root_sent {
        findings.could_be_better(
            "the root is sent, too",
            "leave it out: clients have it or don't trust it, and it makes handshakes longer",
        );
    }
}

fn judge_dates(findings: &mut Findings, leaf: &CertificateFacts) {
    let life = (leaf.not_after - leaf.not_before) / DAY;
    if leaf.days_left >= 0 && leaf.days_left < DAYS_TO_RENEW.min(life / 4) {
        findings.could_be_better(
            format!("the certificate ends in {} days", leaf.days_left),
            "renew it now, and by a program: when it ends, nobody can connect",
        );
    }
    if life > MAX_DAYS {
        findings.could_be_better(
            format!("the certificate is valid for {life} days"),
            "have it issued for less: a stolen key works as long as it",
        );
    }
}

/// Where a CA gives OCSP responses, the server should pass them on.
fn judge_ocsp(findings: &mut Findings, leaf: &CertificateFacts, ocsp: &Ocsp, now: &str) {
    match (ocsp.status, leaf.must_staple, &leaf.ocsp_responder) {
        (Status::Good, ..) if ocsp.next_update.as_deref().is_some_and(|end| end < now) => findings.wrong(
            "the stapled OCSP response is outdated",
            "let the server fetch a new one in time: clients refuse an old one",
        ),
        (Status::Good, ..) => findings.good("an OCSP response is stapled"),
        (Status::Revoked, ..) => findings.wrong(
            "the certificate was revoked, as the stapled OCSP response says",
            "have a new one issued, for a new key",
        ),
        (Status::Unknown | Status::Unreadable, ..) => findings.wrong(
            "the stapled OCSP response says nothing about the certificate",
            "let the server fetch it anew from the responder that the certificate names",
        ),
        (Status::NotStapled, true, _) => findings.wrong(
            "the certificate demands a stapled OCSP response, and none comes",
            "turn stapling on: clients that check refuse this (RFC 7633)",
        ),
        (Status::NotStapled, false, Some(_)) => findings.could_be_better(
            "no OCSP response is stapled",
            "turn stapling on: clients learn of a revocation without asking the CA, which would see who visits",
        ),
        (Status::NotStapled, false, None) => {}
    }
}

fn judge_strength(findings: &mut Findings, certificate: &CertificateFacts) {
    let subject = &certificate.subject;
    match certificate.key_bits {
        bits @ 1..2048 if certificate.key == "RSA" => findings.wrong(
            format!("the RSA key of \"{subject}\" has {bits} bits"),
            "take 3072 bits or P-256: such keys can be broken",
        ),
        bits @ 2048..3000 if certificate.key == "RSA" && !certificate.is_ca => findings.could_be_better(
            format!("the RSA key of \"{subject}\" has {bits} bits"),
            "take P-256: it is stronger, and its signatures are faster and smaller",
        ),
        _ => {}
    }
    // Nobody looks at the signature by which a root vouches for itself.
    if certificate.has_broken_signature() && certificate.subject != certificate.issuer {
        findings.wrong(
            format!("\"{subject}\" is signed by {}", certificate.signature),
            "have it issued with SHA-256: signatures by this hash can be forged",
        );
    }
}
