//! Which PSK of the client's is taken (RFC 9846, section 4.3.11).

use alloc::vec::Vec;

use crate::{
    code_points::CipherSuite,
    config::{ClientAuthentication, ServerConfig},
    crypto::Hash,
    error::Error,
    extension::pre_shared_key::Offered,
    key_schedule::{EarlySecret, PskKind},
    limits::MAX_PSKS_TRIED,
    message::client_hello::ClientHello,
    resumption::{Psk, ServerSession},
    suite::Suite,
    time::Time,
    transcript::Transcript,
    verify::Trust,
};

/// A PSK of the client's that this server knows.
#[derive(Debug)]
pub(super) struct Picked {
    pub(super) index: u16,
    pub(super) obfuscated_ticket_age: u32,
    pub(super) source: Source,
    pub(super) early_secret: EarlySecret,
    identity: Vec<u8>,
    /// The client's binder for it, not verified yet.
    binder: Vec<u8>,
}

/// What an identity stands for.
#[derive(Debug)]
pub(super) struct Known {
    identity: Vec<u8>,
    source: Source,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one a handshake")]
pub(super) enum Source {
    Session(ServerSession),
    External(Psk),
}

impl Source {
    fn hash(&self) -> Hash {
        match self {
            Self::Session(session) => session.suite.hash(),
            Self::External(psk) => psk.hash(),
        }
    }

    fn kind(&self) -> PskKind {
        match self {
            Self::Session(_) => PskKind::Resumption,
            Self::External(psk) => psk.kind(),
        }
    }

    fn early_secret(&self) -> EarlySecret {
        match self {
            Self::Session(session) => session.early_secret(),
            Self::External(psk) => psk.early_secret(),
        }
    }
}

/// The PSK that is used, and the suite that goes with it. A session comes first, the first that the client offers; then
/// the external PSK that this server prefers. `known` is what the first ClientHello has led to: a ticket may be redeemed
/// only once.
pub(super) fn pick(
    config: &ServerConfig,
    hello: &ClientHello<'_>,
    (suite, fixed): (Suite, bool),
    known: Option<Known>,
    now: Time,
) -> Option<(Picked, Suite)> {
    //= 4.2.1-2 4.3.9-4
    let offered = hello.psks.as_ref().filter(|_| hello.psk_dhe_ke)?;
    let session = pick_session(config, offered, suite, known, now).map(|picked| (picked, suite));
    session.or_else(|| pick_external(config, hello, offered, (suite, fixed)))
}

/// Another suite of the same hash would do too, but not for early data, and hardly ever comes.
fn pick_session(
    config: &ServerConfig,
    offered: &Offered<'_>,
    suite: Suite,
    mut known: Option<Known>,
    now: Time,
) -> Option<Picked> {
    let external = |identity: &[u8]| config.psks.iter().any(|psk| psk.is_called(identity));
    for (index, offer) in offered.identities.iter().enumerate().take(MAX_PSKS_TRIED) {
        if external(offer.identity) {
            continue;
        }
        //= 4.3.11-6
        let source = match known.take_if(|known| known.identity == offer.identity) {
            Some(known) => Some(known.source),
            None => redeem(config, offer.identity, now).map(Source::Session),
        };
        //= 4.3.11-4 4.3.11-8 4.7.1-2
        let source = source.filter(|source| matches!(source, Source::Session(known) if known.suite == suite));
        if let Some(source) = source {
            return Picked::new(offered, index, source);
        }
    }
    None
}

/// A suite with the PSK's hash is taken if there is a choice (section 4.3.11).
fn pick_external(
    config: &ServerConfig,
    hello: &ClientHello<'_>,
    offered: &Offered<'_>,
    (suite, fixed): (Suite, bool),
) -> Option<(Picked, Suite)> {
    config.psks.iter().find_map(|psk| {
        let index = offered.identities.iter().position(|offer| psk.is_called(offer.identity))?;
        let suite = match psk.hash() == suite.hash() {
            true => suite,
            //= 4.2.4-9
            false if fixed => return None,
            false => first_with_hash(config, hello, psk.hash())?,
        };
        Some((Picked::new(offered, index, Source::External(psk.clone()))?, suite))
    })
}

fn first_with_hash(config: &ServerConfig, hello: &ClientHello<'_>, hash: Hash) -> Option<Suite> {
    let mut suites = config.suites.iter().copied().filter(|suite| suite.hash() == hash);
    suites.find(|&suite| hello.suites.contains(CipherSuite::from(suite).0))
}

/// The session of a ticket, if it can be resumed: a server that demands certificates wants one behind it.
fn redeem(config: &ServerConfig, ticket: &[u8], now: Time) -> Option<ServerSession> {
    let wanted = config.client_authentication.trust().map(Trust::certificate_types);
    // A kind of proof that is not taken any more is none in a resumption either.
    let is_taken = |kind| wanted.is_none_or(|wanted| wanted.contains(&kind));
    let certificate_demanded = matches!(config.client_authentication, ClientAuthentication::Required(_));
    let mut bytes = config.tickets.as_ref()?.redeem(ticket, now)?;
    let session = ServerSession::decode(&bytes).ok();
    clearbox_ct::wipe(bytes.as_mut_slice());
    session
        .filter(|session| session.is_fresh(now))
        .filter(|session| !certificate_demanded || !session.peer.is_nobody())
        .filter(|session| session.peer.is_nobody() || is_taken(session.peer.certificate_type()))
}

impl Picked {
    fn new(offered: &Offered<'_>, index: usize, source: Source) -> Option<Self> {
        let identity = offered.identities.get(index)?;
        Some(Self {
            index: u16::try_from(index).ok()?,
            obfuscated_ticket_age: identity.obfuscated_ticket_age,
            early_secret: source.early_secret(),
            source,
            identity: identity.identity.to_vec(),
            binder: offered.binders.get(index)?.to_vec(),
        })
    }

    /// Checks the binder over what came `before` and the ClientHello, `raw` with its header, up to the binders.
    pub(super) fn check_binder(
        &self,
        hello: &ClientHello<'_>,
        raw: &[u8],
        before: Option<&Transcript>,
    ) -> Result<(), Error> {
        let binders = hello.psks.as_ref().map_or(0, |offered| offered.binders_length);
        let truncated = raw.len().checked_sub(binders).and_then(|length| raw.get(..length));
        let mut transcript = before.map_or_else(|| Transcript::new(self.source.hash()), Transcript::clone);
        transcript.add(truncated.unwrap_or_default());
        let right = self.early_secret.verifies_binder(self.source.kind(), &transcript.hash(), &self.binder);
        //= 4.3.11-10
        if right { Ok(()) } else { Err(Error::BadBinder) }
    }

    /// For the second ClientHello.
    pub(super) fn into_known(self) -> Known {
        Known { identity: self.identity, source: self.source }
    }

    pub(super) fn binder(&self) -> &[u8] {
        &self.binder
    }
}
