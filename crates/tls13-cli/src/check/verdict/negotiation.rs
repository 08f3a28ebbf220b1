//! The part of the verdict about what a handshake chooses from: suites, groups and signature schemes.

use tls13::{
    Group, Suite,
    code_points::{NamedGroup, SignatureScheme},
};

use super::Findings;
use crate::check::{
    details::Details,
    failure::{Answer, Asked},
    groups::{Groups, Retry},
    schemes::Schemes,
    suites::Suites,
};

pub(super) fn judge(findings: &mut Findings, details: &Details) {
    findings.topic = "suites";
    judge_suites(findings, &details.suites);
    findings.topic = "groups";
    judge_groups(findings, &details.groups);
    findings.topic = "signatures";
    judge_signatures(findings, &details.signatures);
}

fn judge_suites(findings: &mut Findings, suites: &Suites) {
    let missing = suites.asked.iter().filter(|asked| asked.answer == Answer::No);
    let mut all_there = suites.asked.iter().all(|asked| asked.answer == Answer::Yes);
    for asked in missing {
        all_there = false;
        let suite = Suite::ALL.into_iter().find(|suite| suite.to_string() == asked.name);
        let why = match suite {
            Some(Suite::Aes128GcmSha256) => {
                "take it: it is the one suite that every client has (RFC 9846, section 9.1)"
            }
            Some(Suite::ChaCha20Poly1305Sha256) => "take it: it is the fastest where AES is not in hardware",
            _ => "take it: some clients demand keys of 256 bits, and AES is the fastest for most",
        };
        findings.could_be_better(format!("{} is not taken", asked.name), why);
    }
    if all_there {
        findings.good("all three suites are taken, so that each client can have its fastest");
    }
}

fn judge_groups(findings: &mut Findings, groups: &Groups) {
    let answer = |code_point: NamedGroup| {
        let group = Group::from_code_point(code_point)?;
        groups.asked.iter().find(|asked| asked.name == group.to_string()).map(|asked| &asked.answer)
    };
    judge_quantum(findings, groups, answer(NamedGroup::X25519MLKEM768));
    match answer(NamedGroup::X25519) {
        Some(Answer::No) => findings.could_be_better(
            "x25519 is not taken",
            "take it: most clients send a share for it first, and anything else costs a round trip",
        ),
        Some(Answer::Yes) => findings.good("x25519 is taken, which most clients have a share for"),
        _ => {}
    }
    if answer(NamedGroup::SECP256R1) == Some(&Answer::No) {
        findings.could_be_better(
            "secp256r1 is not taken",
            "take it: it is the one group that every client has (RFC 9846, section 9.1)",
        );
    }
    if groups.hello_retry_request == Retry::Refused {
        findings.wrong(
            "a share for another group is refused, although there is a group in common",
            "answer by HelloRetryRequest, as RFC 9846, section 4.2.1, demands",
        );
    }
}

/// Whether recordings of today stay secret, given the answer to X25519MLKEM768: both a classical and a post-quantum key
/// exchange, which together are no weaker than either.
fn judge_quantum(findings: &mut Findings, groups: &Groups, hybrid: Option<&Answer>) {
    const WHY: &str = "recorded traffic can be decrypted by a future quantum computer";
    let with_ml_kem = |name: &str| name.contains("MLKEM");
    if with_ml_kem(&groups.chosen) {
        findings.good(format!("{} is preferred: safe even from a future quantum computer", groups.chosen));
    } else if hybrid == Some(&Answer::Yes) {
        let what = format!("{} is preferred to X25519MLKEM768", groups.chosen);
        findings.could_be_better(what, &format!("put X25519MLKEM768 first: without, {WHY}"));
    } else if hybrid == Some(&Answer::No) {
        let take = format!("take it: without a post-quantum key exchange, {WHY}");
        findings.could_be_better("X25519MLKEM768 is not taken", &take);
    }
}

fn judge_signatures(findings: &mut Findings, schemes: &Schemes) {
    let is_taken = |asked: &&Asked| asked.answer == Answer::Yes;
    let is_ed25519 = |asked: &Asked| asked.name == SignatureScheme::ED25519.to_string();
    let unknown = schemes.asked.iter().any(|asked| matches!(asked.answer, Answer::Unknown(_)));
    let mut taken = schemes.asked.iter().filter(is_taken);
    if !unknown && taken.next().is_some_and(is_ed25519) && taken.next().is_none() {
        findings.could_be_better(
            "the server signs by ed25519 only",
            "add a certificate for P-256, if this is a web server: browsers don't verify Ed25519",
        );
    }
}
