//! Whether a server's certificate is to be trusted (RFC 9846, section 4.5.1.3): path validation by rustls-webpki with
//! this project's signature verification, or a pin.

mod algorithms;
mod chain;
mod der;
mod fault;
mod pss;
mod raw_key;
mod roots;
mod signed_by;
mod x509;

use alloc::vec::Vec;

use clearbox_sha2::Sha256;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use webpki::EndEntityCert;

pub(crate) use algorithms::{OFFERED_SCHEMES, verify_by_key, verify_by_scheme};
pub(crate) use der::{Reader, sequence};
pub use raw_key::RawPublicKeys;
pub(crate) use raw_key::is_well_formed;
pub use roots::Roots;
pub(crate) use signed_by::{signed_by, signed_with_sha1};

use crate::{
    code_points::CertificateType,
    error::{CertificateError, CertificateFault, Error},
    extension::certificate_type,
    identity::Identity,
};

/// The SHA-256 of the one certificate or public key that is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pin {
    /// Of the whole certificate in DER.
    Certificate([u8; 32]),
    /// Of its SubjectPublicKeyInfo in DER: survives a renewal with the same key.
    PublicKey([u8; 32]),
}

/// How one end decides whether the other is the right one.
#[derive(Clone, Debug)]
pub enum Trust {
    /// By a chain to one of these CAs, valid now, and for a server by the name that was asked for.
    Roots(Roots),
    /// By these pins, of which one has to match. Chain, name and dates are not looked at.
    Pins(Vec<Pin>),
    /// By the application: the connection stops and asks ([`crate::Question::Certificate`]).
    Application,
    /// By raw public keys in place of certificates (RFC 7250), or besides them. Without this, none is ever agreed on.
    RawPublicKeys(RawPublicKeys),
}

impl Trust {
    /// The kinds of certificates that are taken, most preferred first.
    pub(crate) fn certificate_types(&self) -> &'static [CertificateType] {
        match self {
            Self::RawPublicKeys(keys) => keys.certificate_types(),
            _ => certificate_type::DEFAULT,
        }
    }

    /// How certificates are judged; None if none are taken.
    pub(crate) fn for_certificates(&self) -> Option<&Self> {
        match self {
            Self::RawPublicKeys(keys) => keys.for_certificates(),
            trust => Some(trust),
        }
    }

    /// Refuses what can't be meant.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Self::RawPublicKeys(keys) => keys.check(),
            _ => Ok(()),
        }
    }
}

/// Whose certificate it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'a> {
    /// The server of this name.
    Server(&'a ServerName<'static>),
    /// A client; who that is, the application decides.
    Client,
}

/// The judgement on who the peer says it is; None if the application has to be asked.
pub(crate) fn judge(
    trust: &Trust,
    identity: &Identity,
    owner: Owner<'_>,
    now: UnixTime,
) -> Option<Result<(), CertificateError>> {
    match identity {
        Identity::Certificates(chain) => check(trust, chain, owner, now),
        Identity::RawPublicKey(key) => raw_key::check(trust, key),
    }
}

/// The judgement on `chain`, end entity first; None if the application has to be asked.
pub(crate) fn check(
    trust: &Trust,
    chain: &[CertificateDer<'_>],
    owner: Owner<'_>,
    now: UnixTime,
) -> Option<Result<(), CertificateError>> {
    let trusted = match trust {
        Trust::Roots(roots) => Some(chain::check(roots, chain, owner, now)),
        Trust::Pins(pins) => Some(check_pins(pins, chain)),
        Trust::Application => None,
        Trust::RawPublicKeys(keys) => match keys.for_certificates() {
            Some(trust) => return check(trust, chain, owner, now),
            None => Some(Err(CertificateFault::OtherType.into())),
        },
    };
    // Whoever trusts it: a key that may not sign handshakes is no proof of anything.
    match (trusted, check_key(chain)) {
        (None | Some(Ok(())), Err(error)) => Some(Err(error)),
        (trusted, _) => trusted,
    }
}

/// Whether the end entity's key may sign handshakes, as far as its key usage says.
pub(crate) fn may_sign(chain: &[CertificateDer<'_>]) -> bool {
    chain.first().and_then(x509::may_sign).unwrap_or(false)
}

fn check_pins(pins: &[Pin], chain: &[CertificateDer<'_>]) -> Result<(), CertificateError> {
    let end_entity = chain.first().ok_or(CertificateFault::BadEncoding)?;
    let parsed = EndEntityCert::try_from(end_entity).map_err(|_| CertificateFault::BadEncoding)?;
    let certificate = Pin::Certificate(Sha256::digest(end_entity));
    let public_key = Pin::PublicKey(Sha256::digest(&parsed.subject_public_key_info()));
    let matches = pins.iter().any(|pin| *pin == certificate || *pin == public_key);
    if matches { Ok(()) } else { Err(CertificateError::of(CertificateFault::NotPinned, 0, end_entity)) }
}

fn check_key(chain: &[CertificateDer<'_>]) -> Result<(), CertificateError> {
    let end_entity = chain.first().ok_or(CertificateFault::BadEncoding)?;
    x509::check_key(end_entity).map_err(|fault| CertificateError::of(fault, 0, end_entity))
}

impl CertificateError {
    /// What is wrong with this certificate, the one at `position` of the chain that came.
    fn of(fault: CertificateFault, position: usize, certificate: &CertificateDer<'_>) -> Self {
        Self { fault, position: Some(position), subject: x509::subject_text(certificate) }
    }
}
