//! What the flags say that the handshake has led to.

use clearbox_sha2::Sha256;
use tls13::{
    EarlyData, EarlyDataRefusal as Refusal, Negotiated,
    code_points::{CipherSuite, NamedGroup},
};

use crate::{
    credentials::{base64, read_chain},
    exchange::negotiated,
    flags::Flags,
    link::{End, Link},
    outcome::{Failure, expect, unimplemented},
    settings::ca_list,
};

const ALPN: u16 = 16;

/// What is known of the connection besides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    pub(crate) is_server: bool,
    pub(crate) is_resumption: bool,
    /// Of the session that a client offered, how much early data it takes.
    pub(crate) offered_session: Option<u32>,
}

pub(crate) fn check<R: End>(
    link: &Link<R>,
    flags: &Flags<'_>,
    circumstances: Circumstances,
) -> Result<(), Failure> {
    let outcome = negotiated(link)?;
    let resumes = circumstances.is_resumption && !flags.has("expect-session-miss");
    expect(outcome.resumed == resumes, format!("resumed: {}", outcome.resumed))?;
    expect(!flags.has("expect-hrr") || outcome.hello_retried, "a HelloRetryRequest came")?;
    expect(!flags.has("expect-no-hrr") || !outcome.hello_retried, "no HelloRetryRequest came")?;
    if let Some(version) = flags.number::<u16>("expect-version")? {
        expect(version == 772, "TLS 1.3")?;
    }
    parameters(outcome, flags, circumstances.is_server)?;
    names(link, outcome, flags)?;
    authentication(link, outcome, flags)?;
    early_data(link, flags, circumstances)
}

fn parameters(outcome: &Negotiated, flags: &Flags<'_>, is_server: bool) -> Result<(), Failure> {
    let suite = CipherSuite::from(outcome.suite).0;
    // Ours prefers AES on every machine.
    for name in ["expect-cipher", "expect-cipher-aes"] {
        if let Some(expected) = flags.number::<u16>(name)? {
            expect(suite == expected, format!("suite {suite}"))?;
        }
    }
    if let Some(expected) = flags.number::<u16>("expect-curve-id")? {
        let group = NamedGroup::from(outcome.group).0;
        expect(group == expected, format!("group {group}"))?;
    }
    if let Some(expected) = flags.number::<u16>("expect-peer-signature-algorithm")? {
        let scheme = if is_server { outcome.client_signature_scheme } else { outcome.signature_scheme };
        let scheme = scheme.map(|scheme| scheme.0);
        expect(scheme == Some(expected), format!("signature scheme {scheme:?}"))?;
    }
    if let Some(expected) = flags.number::<i64>("expect-ticket-age-skew")? {
        // Without a session there is none.
        let skew = -outcome.ticket_age_difference.unwrap_or(0);
        let seconds = (skew + 500 * skew.signum()) / 1000;
        expect(!outcome.resumed || seconds == expected, format!("ticket age skew {skew} ms"))?;
    }
    Ok(())
}

fn names<R: End>(link: &Link<R>, outcome: &Negotiated, flags: &Flags<'_>) -> Result<(), Failure> {
    if let Some(expected) = flags.text("expect-alpn") {
        let protocol = outcome.protocol.as_deref().unwrap_or_default();
        expect(protocol == expected.as_bytes(), format!("protocol {protocol:?}"))?;
    }
    if let Some(expected) = flags.text("expect-advertised-alpn") {
        let list = link.onlooker.client_extension(ALPN).and_then(|content| content.get(2..));
        expect(list.unwrap_or_default() == expected.as_bytes(), "advertised protocols")?;
    }
    if let Some(expected) = flags.text("expect-server-name") {
        expect(outcome.server_name.as_deref() == Some(expected), "server name")?;
    }
    Ok(())
}

fn authentication<R: End>(link: &Link<R>, outcome: &Negotiated, flags: &Flags<'_>) -> Result<(), Failure> {
    if let Some(path) = flags.text("expect-peer-cert-file") {
        expect(outcome.peer_certificates == read_chain(path)?, "the peer's chain")?;
    }
    let raw_key = &outcome.peer_raw_public_key;
    if let Some(expected) = flags.number::<u8>("expect-peer-certificate-type")? {
        let kind = if raw_key.is_some() { 2 } else { 0 };
        let is_there = raw_key.is_some() || !outcome.peer_certificates.is_empty();
        expect(is_there && kind == expected, format!("peer certificate type {kind}"))?;
    }
    if let Some(text) = flags.text("expect-peer-rpk-sha256") {
        let digest = raw_key.as_ref().map(|key| Sha256::digest(key).to_vec());
        expect(digest == Some(base64(text)?), "the peer's raw public key")?;
    }
    if let Some(text) = flags.text("expect-ocsp-response") {
        let response = outcome.ocsp_response.clone().unwrap_or_default();
        expect(response == base64(text)?, format!("OCSP response {response:?}"))?;
    }
    if let Some(text) = flags.text("expect-signed-cert-timestamps") {
        let list = outcome.sct_list.clone().unwrap_or_default();
        expect(list == base64(text)?, format!("SCTs {list:?}"))?;
    }
    expect(!flags.has("expect-no-peer-cert") || outcome.peer_certificates.is_empty(), "no peer certificate")?;
    if let Some(text) = flags.text("expect-client-ca-list") {
        expect(link.answers.peer_authorities == ca_list(text)?, "the server's list of CAs")?;
    }
    let prefs: Vec<u16> = flags.numbers("expect-peer-verify-pref")?;
    if !prefs.is_empty() {
        let schemes: Vec<u16> = link.answers.peer_schemes.iter().map(|scheme| scheme.0).collect();
        expect(schemes == prefs, format!("the peer's signature schemes {schemes:?}"))?;
    }
    if let Some(expected) = flags.number::<i32>("expect-selected-credential")? {
        let credentials = &link.answers.credentials;
        let psk = outcome.psk_identity.as_deref().and_then(|identity| credentials.number_of_psk(identity));
        let chosen = psk.or(link.answers.chosen).unwrap_or(-1);
        expect(chosen == expected, format!("credential {chosen}"))?;
    }
    // Certificates are judged once in a handshake with certificates, and in a resumption if that is wanted.
    let judged = !outcome.resumed || flags.has("reverify-on-resume");
    let expected = u32::from(judged && (raw_key.is_some() || !outcome.peer_certificates.is_empty()));
    expect(
        link.answers.verified == expected,
        format!("judged certificates {} times", link.answers.verified),
    )?;
    let refused = flags.has("expect-verify-result") && expected > 0 && link.answers.refuse;
    expect(!refused, "the certificates were accepted")
}

pub(crate) fn early_data<R: End>(
    link: &Link<R>,
    flags: &Flags<'_>,
    circumstances: Circumstances,
) -> Result<(), Failure> {
    let outcome = negotiated(link)?;
    let fate = outcome.early_data;
    let accepted = fate == EarlyData::Accepted;
    expect(!flags.has("expect-accept-early-data") || accepted, format!("early data: {fate:?}"))?;
    expect(!flags.has("expect-reject-early-data") || !accepted, "early data was refused")?;
    expect(
        !flags.has("expect-no-offer-early-data") || fate == EarlyData::NotOffered,
        format!("no early data offered: {fate:?}"),
    )?;
    let Some(expected) = flags.text("expect-early-data-reason") else { return Ok(()) };
    let expected = if expected == "accept" { "accepted" } else { expected };
    let reason = reason(outcome, flags, circumstances)?;
    expect(reason == expected, format!("early data reason {reason} instead of {expected}"))
}

/// What BoringSSL calls the fate of early data, also where none was offered.
fn reason(
    outcome: &Negotiated,
    flags: &Flags<'_>,
    circumstances: Circumstances,
) -> Result<&'static str, Failure> {
    Ok(match outcome.early_data {
        EarlyData::Accepted => "accepted",
        _ if !flags.has("enable-early-data") => "disabled",
        EarlyData::Refused(why) => match why {
            Refusal::HelloRetryRequest => "hello_retry_request",
            Refusal::NotResumed => "session_not_resumed",
            Refusal::NotAllowed => "unsupported_for_session",
            Refusal::OtherProtocol if circumstances.is_server => "alpn_mismatch",
            Refusal::OtherProtocol => "peer_declined",
            Refusal::TicketAge => "ticket_age_skew",
            Refusal::Disabled => "peer_declined",
            other => return Err(unimplemented(format!("early data refused by {other:?}"))),
        },
        EarlyData::NotOffered if circumstances.is_server => {
            if outcome.resumed {
                "peer_declined"
            } else {
                "no_session_offered"
            }
        }
        EarlyData::NotOffered => match circumstances.offered_session {
            None => "no_session_offered",
            Some(0) => "unsupported_for_session",
            Some(_) => "alpn_mismatch",
        },
        other => return Err(unimplemented(format!("early data: {other:?}"))),
    })
}
