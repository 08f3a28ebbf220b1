//! Which PSK of the client's is taken (RFC 9846, section 4.3.11).

use alloc::vec::Vec;

use crate::{
    code_points::CipherSuite,
    config::{ClientAuthentication, ServerConfig},
    crypto::Hash,
    error::Error,
    key_schedule::{EarlySecret, PskKind},
    limits::MAX_PSKS_TRIED,
    message::client_hello::ClientHello,
    resumption::{Psk, ServerSession},
    suite::Suite,
    time::Time,
    transcript::Transcript,
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

/// The first PSK that can be used, and the suite that goes with it: `suite`, or if it has another hash and is not `fixed`,
/// the best one that both ends have. `known` is what the first ClientHello's ticket has led to: it may be redeemed once.
pub(super) fn pick(
    config: &ServerConfig,
    hello: &ClientHello<'_>,
    (suite, fixed): (Suite, bool),
    mut known: Option<Known>,
    now: Time,
) -> Option<(Picked, Suite)> {
    //= 4.2.1-2 4.3.9-4
    let offered = hello.psks.as_ref().filter(|_| hello.psk_dhe_ke)?;
    let identities = offered.identities.iter().zip(&offered.binders).enumerate();
    for (index, (identity, binder)) in identities.take(MAX_PSKS_TRIED) {
        //= 4.3.11-6
        let source = match known.take_if(|known| known.identity == identity.identity) {
            Some(known) => Some(known.source),
            None => look_up(config, identity.identity, now),
        };
        let Some(source) = source else { continue };
        //= 4.3.11-4 4.3.11-8 4.7.1-2
        let suite = match &source {
            // Another suite of the same hash would do, but not for early data, and hardly ever comes.
            Source::Session(session) if session.suite == suite => suite,
            Source::External(psk) if psk.hash() == suite.hash() => suite,
            Source::External(psk) if !fixed => match first_with_hash(config, hello, psk.hash()) {
                Some(other) => other,
                None => continue,
            },
            _ => continue,
        };
        let picked = Picked {
            index: u16::try_from(index).ok()?,
            obfuscated_ticket_age: identity.obfuscated_ticket_age,
            early_secret: source.early_secret(),
            source,
            identity: identity.identity.to_vec(),
            binder: binder.to_vec(),
        };
        return Some((picked, suite));
    }
    None
}

fn first_with_hash(config: &ServerConfig, hello: &ClientHello<'_>, hash: Hash) -> Option<Suite> {
    let mut suites = config.suites.iter().copied().filter(|suite| suite.hash() == hash);
    suites.find(|&suite| hello.suites.contains(CipherSuite::from(suite).0))
}

/// A server that demands certificates takes no PSK without one behind it.
fn look_up(config: &ServerConfig, identity: &[u8], now: Time) -> Option<Source> {
    let certificate_demanded = matches!(config.client_authentication, ClientAuthentication::Required(_));
    if let Some(psk) = config.psks.iter().find(|psk| psk.identity() == identity) {
        return (!certificate_demanded).then(|| Source::External(psk.clone()));
    }
    let mut bytes = config.tickets.as_ref()?.redeem(identity, now)?;
    let session = ServerSession::decode(&bytes).ok();
    clearbox_ct::wipe(bytes.as_mut_slice());
    session
        .filter(|session| session.is_fresh(now))
        .filter(|session| !certificate_demanded || !session.peer_certificates.is_empty())
        .map(Source::Session)
}

impl Picked {
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
