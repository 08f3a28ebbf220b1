//! What a client keeps of a ticket (RFC 9846, section 4.7.1).

use alloc::vec::Vec;
use core::{fmt::Debug, time::Duration};

use rustls_pki_types::ServerName;

use super::MAX_TICKET_LIFETIME;
use crate::{
    code_points::SignatureScheme,
    crypto::Secret,
    identity::Identity,
    key_schedule::{EarlySecret, ResumptionSecret},
    limits::MAX_TICKET,
    message::new_session_ticket::NewSessionTicket,
    negotiated::Negotiated,
    suite::Suite,
    time::Time,
};

/// A session that a client can resume once: the server's ticket, the key that goes with it, and what was agreed on.
#[derive(Debug)]
pub struct Session {
    pub(crate) suite: Suite,
    psk: Secret,
    pub(crate) ticket: Vec<u8>,
    ticket_age_add: u32,
    lifetime: Duration,
    received_at: Time,
    pub(crate) max_early_data_size: u32,
    pub(crate) protocol: Option<Vec<u8>>,
    pub(crate) peer: Identity,
    pub(crate) signature_scheme: Option<SignatureScheme>,
    pub(crate) ocsp_response: Option<Vec<u8>>,
    pub(crate) sct_list: Option<Vec<u8>>,
}

impl Session {
    /// None if the server wants the ticket forgotten, or if it is longer than anybody needs.
    pub(crate) fn new(
        ticket: &NewSessionTicket<'_>,
        secret: &ResumptionSecret,
        negotiated: &Negotiated,
        received_at: Time,
    ) -> Option<Self> {
        if ticket.ticket_lifetime == 0 || ticket.ticket.len() > MAX_TICKET {
            return None;
        }
        Some(Self {
            suite: negotiated.suite,
            psk: secret.psk(ticket.ticket_nonce),
            ticket: ticket.ticket.to_vec(),
            ticket_age_add: ticket.ticket_age_add,
            //= 4.7.1-7
            lifetime: Duration::from_secs(ticket.ticket_lifetime.min(MAX_TICKET_LIFETIME).into()),
            received_at,
            max_early_data_size: ticket.max_early_data_size,
            protocol: negotiated.protocol.clone(),
            peer: Identity::of_peer(negotiated),
            signature_scheme: negotiated.signature_scheme,
            ocsp_response: negotiated.ocsp_response.clone(),
            sct_list: negotiated.sct_list.clone(),
        })
    }

    /// Whether the server may still know the ticket at this time.
    #[must_use]
    pub fn is_fresh(&self, now: Time) -> bool {
        now.since(self.received_at).is_some_and(|age| age <= self.lifetime)
    }

    /// How many bytes of early data the server takes with this session at most; 0 if none.
    #[must_use]
    pub fn max_early_data_size(&self) -> u32 {
        self.max_early_data_size
    }

    /// obfuscated_ticket_age (section 4.3.11.1): milliseconds modulo 2^32, rounded down, since the server's own view of the
    /// age is never the smaller one; of a ticket from the future, 0.
    pub(crate) fn obfuscated_ticket_age(&self, now: Time) -> u32 {
        let age = now.since(self.received_at).unwrap_or_default();
        (age.as_millis() as u32).wrapping_add(self.ticket_age_add)
    }

    pub(crate) fn early_secret(&self) -> EarlySecret {
        EarlySecret::from_psk(self.suite.hash(), self.psk.as_bytes())
    }
}

/// Where a client keeps its sessions from one connection to the next.
///
/// Whoever shares a store among configurations lets each resume what the others have authenticated: share it only
/// among those that trust the same servers and show the same client certificate.
pub trait ClientSessions: Debug + Send + Sync {
    /// Keeps a session with the server called `name`. Servers send as many tickets as they like: a store has to bound what
    /// it keeps.
    fn put(&self, name: &ServerName<'static>, session: Session);

    /// Takes out a session with the server called `name`, for good: who uses a ticket twice lets onlookers link the two
    /// connections (appendix C.4).
    fn take(&self, name: &ServerName<'static>) -> Option<Session>;

    /// Throws away all sessions with the server called `name`: a connection that brought one of them has failed since
    /// (section 6).
    fn forget(&self, name: &ServerName<'static>);
}
