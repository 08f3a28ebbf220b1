//! The PSKs of a ClientHello, and their binders (RFC 9846, section 4.3.11).

use alloc::vec::Vec;

use rustls_pki_types::ServerName;

use crate::{
    config::ClientConfig,
    crypto::Hash,
    extension::pre_shared_key::Identity,
    key_schedule::{EarlySecret, PskKind},
    resumption::{Psk, Session},
    time::Time,
    transcript::Transcript,
};

/// A PSK that the client offers.
#[derive(Debug)]
pub(super) struct OfferedPsk {
    pub(super) source: Source,
    pub(super) hash: Hash,
    pub(super) early_secret: EarlySecret,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one or two a handshake")]
pub(super) enum Source {
    Session(Session),
    External(Psk),
}

impl OfferedPsk {
    fn of_session(session: Session) -> Self {
        let (hash, early_secret) = (session.suite.hash(), session.early_secret());
        Self { source: Source::Session(session), hash, early_secret }
    }

    fn external(psk: &Psk) -> Self {
        Self { hash: psk.hash(), early_secret: psk.early_secret(), source: Source::External(psk.clone()) }
    }

    fn kind(&self) -> PskKind {
        match &self.source {
            Source::Session(_) => PskKind::Resumption,
            Source::External(psk) => psk.kind(),
        }
    }

    pub(super) fn identity(&self, now: Time) -> Identity<'_> {
        match &self.source {
            Source::Session(session) => Identity {
                identity: &session.ticket,
                obfuscated_ticket_age: session.obfuscated_ticket_age(now),
            },
            //= 4.3.11-1
            Source::External(psk) => Identity { identity: psk.identity(), obfuscated_ticket_age: 0 },
        }
    }
}

/// A session with this server that is still fresh, and the external PSKs; all of them for suites that are offered.
pub(super) fn offer(config: &ClientConfig, name: &ServerName<'static>, now: Time) -> Vec<OfferedPsk> {
    //= 4.7.1-3 4.7.1-4 C.4-1
    let session = config.sessions.as_ref().and_then(|sessions| sessions.take(name));
    //= 4.3.11.1-1
    let session = session.filter(|session| session.is_fresh(now));
    // A kind of proof that is not taken any more is none in a resumption either.
    let session = session.filter(|session| {
        session.peer.is_nobody()
            || config.trust.certificate_types().contains(&session.peer.certificate_type())
    });
    let external = config.psks.iter().map(OfferedPsk::external);
    let all = session.map(OfferedPsk::of_session).into_iter().chain(external);
    //= 4.2.2-14
    all.filter(|psk| config.suites.iter().any(|suite| suite.hash() == psk.hash)).collect()
}

/// Puts the binders at the end of `client_hello`, where there are zeros. `before` is the transcript up to a
/// HelloRetryRequest.
pub(super) fn fill_in_binders(client_hello: &mut [u8], psks: &[OfferedPsk], before: Option<&Transcript>) {
    // Each binder has its length before it in one byte, and the list its own in two.
    let list: usize = psks.iter().map(|psk| 1 + psk.hash.len()).sum();
    let Some((truncated, list)) = client_hello.split_at_mut_checked(client_hello.len() - list) else {
        return;
    };
    let truncated = truncated.get(..truncated.len() - 2).unwrap_or_default();
    let mut rest = list;
    for psk in psks {
        let mut transcript = before.map_or_else(|| Transcript::new(psk.hash), Transcript::clone);
        transcript.add(truncated);
        let binder = psk.early_secret.binder(psk.kind(), &transcript.hash());
        let Some((entry, others)) = rest.split_at_mut_checked(1 + psk.hash.len()) else { return };
        if let Some(place) = entry.get_mut(1..) {
            place.copy_from_slice(binder.as_bytes());
        }
        rest = others;
    }
}
