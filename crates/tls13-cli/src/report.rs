//! Sentences for people.

use std::fmt::Write;

use tls13::{EarlyData, EarlyDataRefusal, Error, Negotiated};

use crate::certificate;

/// The error in a sentence, and for TLS errors the alert, the section and what to do.
pub(crate) fn explain(error: &anyhow::Error) -> String {
    let mut text = format!("tls13: {error:#}\n");
    if let Some(error) = tls_error(error) {
        let alert = error.alert().map_or("none".into(), |alert| alert.to_string());
        let section = error.section();
        // Writing to a String can't fail.
        let _ =
            writeln!(text, "  alert sent: {alert} (RFC 9846, section {section})\n  hint: {}", error.hint());
    }
    text
}

/// The TLS error in a chain of errors; a stream's is inside an [`std::io::Error`].
fn tls_error(error: &anyhow::Error) -> Option<&Error> {
    error.chain().find_map(|cause| {
        let in_io = || cause.downcast_ref::<std::io::Error>()?.get_ref()?.downcast_ref::<Error>();
        cause.downcast_ref::<Error>().or_else(in_io)
    })
}

/// What was agreed on, a line each.
pub(crate) fn negotiated(negotiated: &Negotiated) -> String {
    let retried = if negotiated.hello_retried { " (after a HelloRetryRequest)" } else { "" };
    let mut text = format!(
        "  version      TLS 1.3\n  suite        {}\n  group        {}{retried}\n",
        negotiated.suite, negotiated.group
    );
    if let Some(scheme) = negotiated.signature_scheme {
        let _ = writeln!(text, "  signature    {scheme}");
    }
    if negotiated.resumed {
        let _ = writeln!(text, "  session      resumed");
    }
    if let Some(identity) = &negotiated.psk_identity {
        let _ = writeln!(text, "  psk          {}", String::from_utf8_lossy(identity).escape_debug());
    }
    match negotiated.early_data {
        EarlyData::Accepted => text.push_str("  early data   accepted\n"),
        EarlyData::Refused(why) => {
            let _ = writeln!(text, "  early data   refused: {}", refusal(why));
        }
        _ => {}
    }
    if let Some(protocol) = &negotiated.protocol {
        let _ = writeln!(text, "  protocol     {}", String::from_utf8_lossy(protocol));
    }
    if let Some(end_entity) = negotiated.peer_certificates.first() {
        let _ = writeln!(text, "  certificate  {}", certificate::describe(end_entity));
    }
    text
}

fn refusal(why: EarlyDataRefusal) -> &'static str {
    use EarlyDataRefusal as R;
    match why {
        R::Disabled => "the server takes none, or doesn't say why",
        R::HelloRetryRequest => "the server asked for another share",
        R::NotResumed => "the session was not resumed",
        R::NotAllowed => "the ticket was not made for it",
        R::OtherSuite => "another cipher suite was chosen than the session's",
        R::OtherProtocol => "another application protocol was chosen than the session's",
        R::TicketAge => "the ticket's age is not what the client says",
        R::Replay => "it may be a replay",
        _ => "for another reason",
    }
}

/// The words that OpenSSL's client uses, so that scripts that look for them find them.
pub(crate) const VERIFIED: &str = "Verify return code: 0 (ok)";
