//! Whether a server's certificate is to be trusted (RFC 9846, section 4.5.1.3): path validation by rustls-webpki with
//! this project's signature verification, or a pin.

mod algorithms;

use alloc::{string::String, vec::Vec};

use clearbox_sha2::Sha256;
use rustls_pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

pub(crate) use algorithms::{OFFERED_SCHEMES, verify_by_scheme};

use crate::error::CertificateError;

/// The CAs that a client trusts.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<TrustAnchor<'static>>);

impl Roots {
    /// The CAs of these certificates.
    ///
    /// # Errors
    /// `BadEncoding` if one of them is no X.509 certificate.
    pub fn from_certificates<'a>(
        certificates: impl IntoIterator<Item = &'a CertificateDer<'a>>,
    ) -> Result<Self, CertificateError> {
        let anchors = certificates.into_iter().map(|certificate| {
            let anchor = anchor_from_trusted_cert(certificate).map_err(|_| CertificateError::BadEncoding)?;
            Ok(anchor.to_owned())
        });
        Ok(Self(anchors.collect::<Result<_, _>>()?))
    }

    /// The CAs of `anchors`, such as the crate `webpki-roots` has them.
    #[must_use]
    pub fn from_anchors(anchors: Vec<TrustAnchor<'static>>) -> Self {
        Self(anchors)
    }
}

/// The SHA-256 of the one certificate or public key that is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pin {
    /// Of the whole certificate in DER.
    Certificate([u8; 32]),
    /// Of its SubjectPublicKeyInfo in DER: survives a renewal with the same key.
    PublicKey([u8; 32]),
}

/// How a client decides whether a server is the right one.
#[derive(Clone, Debug)]
pub enum ServerTrust {
    /// By a chain to one of these CAs, valid now, for the name that was asked for.
    Roots(Roots),
    /// By these pins, of which one has to match. Chain, name and dates are not looked at.
    Pins(Vec<Pin>),
    /// By the application: the connection stops and asks ([`crate::Question::Certificate`]).
    Application,
}

/// The judgement on `chain`, end entity first.
pub(crate) fn check_server(
    trust: &ServerTrust,
    chain: &[CertificateDer<'_>],
    name: &ServerName<'_>,
    now: UnixTime,
) -> Option<Result<(), CertificateError>> {
    match trust {
        ServerTrust::Roots(roots) => Some(check_chain(roots, chain, name, now)),
        ServerTrust::Pins(pins) => Some(check_pins(pins, chain)),
        ServerTrust::Application => None,
    }
}

fn check_chain(
    roots: &Roots,
    chain: &[CertificateDer<'_>],
    name: &ServerName<'_>,
    now: UnixTime,
) -> Result<(), CertificateError> {
    let (end_entity, intermediates) = chain.split_first().ok_or(CertificateError::BadEncoding)?;
    let end_entity = EndEntityCert::try_from(end_entity).map_err(|error| certificate_error(error, name))?;
    end_entity
        .verify_for_usage(algorithms::ALL, &roots.0, intermediates, now, KeyUsage::server_auth(), None, None)
        .map_err(|error| certificate_error(error, name))?;
    end_entity.verify_is_valid_for_subject_name(name).map_err(|error| certificate_error(error, name))
}

fn check_pins(pins: &[Pin], chain: &[CertificateDer<'_>]) -> Result<(), CertificateError> {
    let end_entity = chain.first().ok_or(CertificateError::BadEncoding)?;
    let parsed = EndEntityCert::try_from(end_entity).map_err(|_| CertificateError::BadEncoding)?;
    let certificate = Pin::Certificate(Sha256::digest(end_entity));
    let public_key = Pin::PublicKey(Sha256::digest(&parsed.subject_public_key_info()));
    let matches = pins.iter().any(|pin| *pin == certificate || *pin == public_key);
    if matches { Ok(()) } else { Err(CertificateError::NotPinned) }
}

fn certificate_error(error: webpki::Error, name: &ServerName<'_>) -> CertificateError {
    use webpki::Error as E;
    match error {
        E::BadDer | E::BadDerTime | E::TrailingData(_) | E::MalformedExtensions | E::InvalidCertValidity => {
            CertificateError::BadEncoding
        }
        E::CertExpired { time, not_after } => {
            CertificateError::Expired { not_after: not_after.as_secs(), now: time.as_secs() }
        }
        E::CertNotValidYet { time, not_before } => {
            CertificateError::NotValidYet { not_before: not_before.as_secs(), now: time.as_secs() }
        }
        E::CertNotValidForName(context) => CertificateError::WrongName {
            expected: String::from(name.to_str()),
            presented: context.presented.join(", "),
        },
        E::UnknownIssuer => CertificateError::UnknownIssuer,
        E::InvalidSignatureForPublicKey => CertificateError::BadSignature,
        E::UnsupportedSignatureAlgorithmContext(_)
        | E::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
        | E::SignatureAlgorithmMismatch => CertificateError::UnsupportedAlgorithm,
        E::CaUsedAsEndEntity => CertificateError::CaAsEndEntity,
        E::EndEntityUsedAsCa => CertificateError::EndEntityAsCa,
        E::RequiredEkuNotFoundContext(_) | E::EmptyEkuExtension => CertificateError::WrongUsage,
        E::NameConstraintViolation | E::PathLenConstraintViolated => CertificateError::ConstraintViolated,
        E::CertRevoked => CertificateError::Revoked,
        E::MaximumPathBuildCallsExceeded
        | E::MaximumPathDepthExceeded
        | E::MaximumSignatureChecksExceeded
        | E::MaximumNameConstraintComparisonsExceeded => CertificateError::TooMany,
        other => CertificateError::Other(alloc::format!("{other}")),
    }
}
