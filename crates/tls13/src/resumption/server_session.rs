//! What a server has to know again when a client comes with a ticket (RFC 9846, section 4.7.1).

use alloc::vec::Vec;
use core::{fmt::Debug, time::Duration};

use rand_core::CryptoRng;
use rustls_pki_types::CertificateDer;

use super::MAX_TICKET_LIFETIME;
use crate::{
    code_points::{CertificateType, CipherSuite, SignatureScheme},
    crypto::Secret,
    error::Error,
    identity::Identity,
    key_schedule::EarlySecret,
    suite::Suite,
    time::Time,
    wire::{Reader, Writer},
};

/// How a server makes tickets of its sessions and finds these again: [`crate::TicketKeys`] puts all into the ticket,
/// [`crate::TicketStore`] keeps it here.
pub trait Tickets: Debug + Send + Sync {
    /// A ticket for this session, or None if there is none to be had. The session holds secrets: nobody else may read it.
    fn issue(&self, session: &[u8], now: Time, rng: &mut dyn CryptoRng) -> Option<Vec<u8>>;

    /// The session of this ticket, or None if the ticket is not known, expired or forged.
    fn redeem(&self, ticket: &[u8], now: Time) -> Option<Vec<u8>>;
}

/// A session as a server remembers it.
#[derive(Debug)]
pub(crate) struct ServerSession {
    pub(crate) suite: Suite,
    pub(crate) psk: Secret,
    pub(crate) issued_at: Time,
    /// When the ends last proved their identities by signature.
    pub(crate) authenticated_at: Time,
    pub(crate) ticket_age_add: u32,
    /// In seconds.
    pub(crate) lifetime: u32,
    pub(crate) max_early_data_size: u32,
    pub(crate) protocol: Option<Vec<u8>>,
    /// By which the client signed, if it did.
    pub(crate) client_signature_scheme: Option<SignatureScheme>,
    /// What the server has shown of itself, which it says again (RFC 7250).
    pub(crate) own_certificate_type: CertificateType,
    /// The client's chain or key.
    pub(crate) peer: Identity,
}

/// The first byte for each of these: what the server has shown, and what the client has.
const FORMATS: [(u8, CertificateType, CertificateType); 4] = [
    (1, CertificateType::X509, CertificateType::X509),
    (2, CertificateType::X509, CertificateType::RAW_PUBLIC_KEY),
    (3, CertificateType::RAW_PUBLIC_KEY, CertificateType::X509),
    (4, CertificateType::RAW_PUBLIC_KEY, CertificateType::RAW_PUBLIC_KEY),
];

impl ServerSession {
    /// For a [`Tickets`]; the caller wipes it.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        let mut w = Writer::new(&mut bytes);
        let types = (self.own_certificate_type, self.peer.certificate_type());
        let format = FORMATS.iter().find(|(_, own, peer)| (*own, *peer) == types);
        w.u8(format.map_or(0, |(format, _, _)| *format));
        w.u16(CipherSuite::from(self.suite).0);
        w.vec_u8(|w| w.bytes(self.psk.as_bytes()));
        w.u64(self.issued_at.as_millis());
        w.u64(self.authenticated_at.as_millis());
        w.u32(self.ticket_age_add);
        w.u32(self.lifetime);
        w.u32(self.max_early_data_size);
        w.vec_u8(|w| w.bytes(self.protocol.as_deref().unwrap_or_default()));
        w.u16(self.client_signature_scheme.map_or(0, |scheme| scheme.0));
        w.vec_u24(|w| match &self.peer {
            Identity::Certificates(chain) => {
                chain.iter().for_each(|certificate| w.vec_u24(|w| w.bytes(certificate)));
            }
            Identity::RawPublicKey(key) => w.bytes(key),
        });
        bytes
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let mut r = Reader::new(bytes, "session");
        let format = r.u8()?;
        let format = FORMATS.iter().find(|(known, _, _)| *known == format);
        let &(_, own_certificate_type, peer_type) = format.ok_or(r.error())?;
        let suite = Suite::from_code_point(CipherSuite(r.u16()?)).ok_or(r.error())?;
        let psk = Secret::from_bytes(suite.hash(), r.vec_u8()?.rest()).ok_or(r.error())?;
        let (issued_at, authenticated_at) = (Time::from_millis(r.u64()?), Time::from_millis(r.u64()?));
        let (ticket_age_add, lifetime, max_early_data_size) = (r.u32()?, r.u32()?, r.u32()?);
        let protocol = r.vec_u8()?;
        let scheme = SignatureScheme(r.u16()?);
        let peer = r.vec_u24()?;
        r.finish()?;
        let peer = match peer_type {
            CertificateType::RAW_PUBLIC_KEY => Identity::RawPublicKey(peer.rest().to_vec().into()),
            _ => Identity::Certificates(decode_chain(peer)?),
        };
        Ok(Self {
            suite,
            psk,
            issued_at,
            authenticated_at,
            ticket_age_add,
            lifetime,
            max_early_data_size,
            protocol: (!protocol.is_empty()).then(|| protocol.rest().to_vec()),
            client_signature_scheme: (scheme.0 != 0).then_some(scheme),
            own_certificate_type,
            peer,
        })
    }

    /// Whether it may be resumed at this time.
    pub(crate) fn is_fresh(&self, now: Time) -> bool {
        let within = |since: Time, seconds: u32| {
            now.since(since).is_some_and(|age| age <= Duration::from_secs(seconds.into()))
        };
        //= 4.7.1-12
        within(self.issued_at, self.lifetime) && within(self.authenticated_at, MAX_TICKET_LIFETIME)
    }

    /// How much older the ticket is here than the client says, in milliseconds; negative if it is younger
    /// (section 8.3).
    pub(crate) fn age_difference(&self, obfuscated_ticket_age: u32, now: Time) -> i64 {
        let said = obfuscated_ticket_age.wrapping_sub(self.ticket_age_add);
        let measured = now.as_millis().saturating_sub(self.issued_at.as_millis());
        i64::try_from(measured).unwrap_or(i64::MAX).saturating_sub(said.into())
    }

    pub(crate) fn early_secret(&self) -> EarlySecret {
        EarlySecret::from_psk(self.suite.hash(), self.psk.as_bytes())
    }
}

fn decode_chain(mut r: Reader<'_>) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut chain = Vec::new();
    while !r.is_empty() {
        chain.push(CertificateDer::from(r.vec_u24()?.rest().to_vec()));
    }
    Ok(chain)
}
