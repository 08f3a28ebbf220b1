//! What a server that speaks TLS 1.3 is asked.

use std::sync::Arc;

use serde::Serialize;
use tls13::{
    ClientConfig, ClientSessions, Error, Group, Roots, SessionCache, Trust, code_points::AlertDescription,
    pki_types::UnixTime,
};

use super::{
    chain::{self, Chain, printable},
    failure::{Answer, Failure},
    groups::{self, Groups},
    ocsp::{self, Ocsp},
    prober::{Prober, everything},
    schemes::{self, Schemes},
    seen::Ticket,
    session::{Ending, Visit},
    suites::{self, Suites},
};

#[derive(Serialize, Debug)]
pub(super) struct Details {
    pub(super) suites: Suites,
    pub(super) groups: Groups,
    pub(super) signatures: Schemes,
    pub(super) chain: Chain,
    pub(super) ocsp: Ocsp,
    pub(super) alpn: Alpn,
    pub(super) client_certificate: ClientCertificate,
    pub(super) resumption: Resumption,
    /// Whether the server closes by close_notify.
    pub(super) close_notify: Answer,
}

/// What the server picks of h2 and http/1.1.
#[derive(PartialEq, Eq, Serialize, Debug)]
pub(super) struct Alpn {
    pub(super) chosen: Option<String>,
    /// With http/1.1 offered before h2.
    pub(super) chosen_reversed: Option<String>,
    /// It has protocols, but neither of these.
    pub(super) refused: bool,
}

/// Whether the server wants to know who the client is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum ClientCertificate {
    NotAsked,
    Asked,
    Required,
}

/// Whether NewSessionTicket comes, what it says, and whether it works.
#[derive(Serialize, Debug)]
pub(super) struct Resumption {
    pub(super) tickets_sent: Answer,
    pub(super) tickets: Vec<Ticket>,
    /// Whether a second handshake could resume the first.
    pub(super) resumed: Answer,
}

/// So many tickets of one connection are kept.
const MAX_SESSIONS: usize = 8;

/// A first handshake, and the settings it worked with.
#[derive(Debug)]
pub(super) struct First {
    config: ClientConfig,
    /// What can be resumed of it.
    sessions: Option<Arc<dyn ClientSessions>>,
    visit: Visit,
}

/// Offers everything; where the server refuses that, less.
pub(super) fn first(prober: &mut Prober) -> Result<First, Failure> {
    const NO_PROTOCOL: Error = Error::AlertReceived(AlertDescription::NO_APPLICATION_PROTOCOL);
    let mut config = everything();
    config.request_ocsp_response = true;
    config.sessions = Some(Arc::new(SessionCache::new(MAX_SESSIONS)));
    let mut visit = prober.visit(config.clone());
    if matches!(visit, Err(Failure::Tls(NO_PROTOCOL))) {
        config.protocols.clear();
        visit = prober.visit(config.clone());
    }
    // A server that can't ask for another share has to be met with the right one.
    for group in Group::ALL {
        if !matches!(&visit, Err(failure) if failure.is_refusal()) {
            break;
        }
        config.groups = vec![group];
        visit = prober.visit(config.clone());
    }
    config.request_ocsp_response = false;
    let sessions = config.sessions.take();
    visit.map(|visit| First { config, sessions, visit })
}

impl Details {
    pub(super) fn ask(prober: &mut Prober, first: First, roots: Roots) -> Self {
        let First { config: base, sessions, visit } = first;
        let Visit { negotiated, seen, ending } = visit;
        let verdict = trusted(prober, &base, roots);
        let now = i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX);
        let client_certificate = match &ending {
            Ending::Alert(_) if seen.certificate_requested => ClientCertificate::Required,
            _ if seen.certificate_requested => ClientCertificate::Asked,
            _ => ClientCertificate::NotAsked,
        };
        let tickets_sent = match &ending {
            _ if !seen.tickets.is_empty() => Answer::Yes,
            Ending::Alert(_) | Ending::Unknown(_) => Answer::Unknown(ending.to_string()),
            Ending::CloseNotify | Ending::Silent => Answer::No,
        };
        let close_notify = match &ending {
            Ending::CloseNotify => Answer::Yes,
            Ending::Silent => Answer::No,
            Ending::Alert(_) | Ending::Unknown(_) => Answer::Unknown(ending.to_string()),
        };
        Self {
            suites: suites::ask(prober, &base, negotiated.suite),
            groups: groups::ask(prober, &base, &negotiated),
            signatures: schemes::ask(prober, &base, negotiated.signature_scheme),
            alpn: alpn(prober, &base, negotiated.protocol.as_deref()),
            chain: chain::describe(&negotiated.peer_certificates, verdict, now),
            ocsp: ocsp::describe(negotiated.ocsp_response.as_deref()),
            client_certificate,
            resumption: Resumption {
                tickets_sent,
                resumed: resumed(prober, &base, sessions, &seen.tickets),
                tickets: seen.tickets,
            },
            close_notify,
        }
    }
}

/// Whether the chain passes where only `roots` are trusted; if not, why, and what to do.
fn trusted(prober: &mut Prober, base: &ClientConfig, roots: Roots) -> chain::Verdict {
    let mut config = base.clone();
    config.trust = Trust::Roots(roots);
    match prober.handshake(config) {
        Ok(_) => chain::Verdict { trusted: Answer::Yes, fault: None, hint: None },
        Err(Failure::Tls(error @ Error::Certificate(_))) => {
            chain::Verdict { trusted: Answer::No, hint: Some(error.hint()), fault: Some(error.to_string()) }
        }
        Err(failure) => {
            chain::Verdict { trusted: Answer::Unknown(failure.to_string()), fault: None, hint: None }
        }
    }
}

fn resumed(
    prober: &mut Prober,
    base: &ClientConfig,
    sessions: Option<Arc<dyn ClientSessions>>,
    tickets: &[Ticket],
) -> Answer {
    if tickets.is_empty() {
        return Answer::Unknown("there is no ticket".into());
    }
    let mut config = base.clone();
    config.sessions = sessions;
    match prober.handshake(config) {
        Ok(negotiated) if negotiated.resumed => Answer::Yes,
        Ok(_) => Answer::No,
        Err(failure) => Answer::Unknown(failure.to_string()),
    }
}

fn alpn(prober: &mut Prober, base: &ClientConfig, chosen: Option<&[u8]>) -> Alpn {
    let text = |name: &[u8]| printable(&String::from_utf8_lossy(name));
    let refused = base.protocols.is_empty();
    let mut chosen_reversed = None;
    if chosen.is_some() {
        let mut config = base.clone();
        config.protocols.reverse();
        chosen_reversed = prober.handshake(config).ok().and_then(|negotiated| negotiated.protocol);
    }
    Alpn { chosen: chosen.map(text), chosen_reversed: chosen_reversed.as_deref().map(text), refused }
}
