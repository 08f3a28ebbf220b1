//! Whether a server's certificate is to be trusted (RFC 9846, section 4.5.1.3): path validation by rustls-webpki with
//! this project's signature verification, or a pin.

mod algorithms;

use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::net::{Ipv4Addr, Ipv6Addr};

use clearbox_sha2::Sha256;
use rustls_pki_types::{
    CertificateDer, CertificateRevocationListDer, IpAddr, ServerName, TrustAnchor, UnixTime,
};
use webpki::{
    CertRevocationList, EndEntityCert, KeyUsage, OwnedCertRevocationList, RevocationOptionsBuilder,
    UnknownStatusPolicy, anchor_from_trusted_cert,
};

pub(crate) use algorithms::{OFFERED_SCHEMES, verify_by_scheme};

use crate::error::CertificateError;

/// The CAs that are trusted, and what they have revoked.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    anchors: Vec<TrustAnchor<'static>>,
    /// Shared, since they are large and can't be cloned.
    crls: Arc<Vec<CertRevocationList<'static>>>,
}

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
        Ok(Self::from_anchors(anchors.collect::<Result<_, CertificateError>>()?))
    }

    /// The CAs of `anchors`, such as the crate `webpki-roots` has them.
    #[must_use]
    pub fn from_anchors(anchors: Vec<TrustAnchor<'static>>) -> Self {
        Self { anchors, crls: Arc::default() }
    }

    /// Refuses what these certificate revocation lists revoke, each in DER (RFC 5280, section 5). Certificates of
    /// which no list speaks are accepted as before. The lists' signatures are checked with each chain; their dates are not.
    ///
    /// # Errors
    /// `BadEncoding` if one of them is no list.
    pub fn with_crls<'a>(
        mut self,
        crls: impl IntoIterator<Item = &'a CertificateRevocationListDer<'a>>,
    ) -> Result<Self, CertificateError> {
        let parse = |crl: &CertificateRevocationListDer<'_>| {
            let owned = OwnedCertRevocationList::from_der(crl).map_err(|_| CertificateError::BadEncoding)?;
            Ok(CertRevocationList::from(owned))
        };
        self.crls = Arc::new(crls.into_iter().map(parse).collect::<Result<_, CertificateError>>()?);
        Ok(self)
    }

    /// The distinguished names of the CAs, in DER.
    pub(crate) fn names(&self) -> Vec<Vec<u8>> {
        self.anchors.iter().map(|anchor| sequence(&anchor.subject)).collect()
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

/// How one end decides whether the other is the right one.
#[derive(Clone, Debug)]
pub enum Trust {
    /// By a chain to one of these CAs, valid now, and for a server by the name that was asked for.
    Roots(Roots),
    /// By these pins, of which one has to match. Chain, name and dates are not looked at.
    Pins(Vec<Pin>),
    /// By the application: the connection stops and asks ([`crate::Question::Certificate`]).
    Application,
}

/// Whose certificate it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'a> {
    /// The server of this name.
    Server(&'a ServerName<'static>),
    /// A client; who that is, the application decides.
    Client,
}

/// The judgement on `chain`, end entity first; None if the application has to be asked.
pub(crate) fn check(
    trust: &Trust,
    chain: &[CertificateDer<'_>],
    owner: Owner<'_>,
    now: UnixTime,
) -> Option<Result<(), CertificateError>> {
    match trust {
        Trust::Roots(roots) => Some(check_chain(roots, chain, owner, now)),
        Trust::Pins(pins) => Some(check_pins(pins, chain)),
        Trust::Application => None,
    }
}

fn check_chain(
    roots: &Roots,
    chain: &[CertificateDer<'_>],
    owner: Owner<'_>,
    now: UnixTime,
) -> Result<(), CertificateError> {
    let (end_entity, intermediates) = chain.split_first().ok_or(CertificateError::BadEncoding)?;
    let end_entity = EndEntityCert::try_from(end_entity)?;
    let usage = match owner {
        Owner::Server(_) => KeyUsage::server_auth(),
        Owner::Client => KeyUsage::client_auth(),
    };
    let crls: Vec<_> = roots.crls.iter().collect();
    let revocation = match RevocationOptionsBuilder::new(&crls) {
        Ok(options) => Some(options.with_status_policy(UnknownStatusPolicy::Allow).build()),
        // Without any list, there is nothing to look up.
        Err(_) => None,
    };
    end_entity.verify_for_usage(
        algorithms::ALL,
        &roots.anchors,
        intermediates,
        now,
        usage,
        revocation,
        None,
    )?;
    match owner {
        Owner::Server(name) => Ok(end_entity.verify_is_valid_for_subject_name(name)?),
        Owner::Client => Ok(()),
    }
}

fn check_pins(pins: &[Pin], chain: &[CertificateDer<'_>]) -> Result<(), CertificateError> {
    let end_entity = chain.first().ok_or(CertificateError::BadEncoding)?;
    let parsed = EndEntityCert::try_from(end_entity).map_err(|_| CertificateError::BadEncoding)?;
    let certificate = Pin::Certificate(Sha256::digest(end_entity));
    let public_key = Pin::PublicKey(Sha256::digest(&parsed.subject_public_key_info()));
    let matches = pins.iter().any(|pin| *pin == certificate || *pin == public_key);
    if matches { Ok(()) } else { Err(CertificateError::NotPinned) }
}

impl From<webpki::Error> for CertificateError {
    fn from(error: webpki::Error) -> Self {
        certificate_error(error)
    }
}

fn certificate_error(error: webpki::Error) -> CertificateError {
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
            expected: name_text(&context.expected),
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

fn name_text(name: &ServerName<'_>) -> String {
    match name {
        ServerName::DnsName(name) => String::from(name.as_ref()),
        ServerName::IpAddress(IpAddr::V4(address)) => Ipv4Addr::from(*address.as_ref()).to_string(),
        ServerName::IpAddress(IpAddr::V6(address)) => Ipv6Addr::from(*address.as_ref()).to_string(),
        _ => String::from("a name of another kind"),
    }
}

/// Puts the tag and length of a SEQUENCE before `content` (X.690, section 8.9); rustls-webpki keeps names without.
pub(crate) fn sequence(content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant =
        length.iter().position(|&byte| byte != 0).and_then(|at| length.get(at..)).unwrap_or(&[0]);
    let mut der = alloc::vec![0x30];
    if content.len() > 0x7f {
        der.push(0x80 | significant.len() as u8);
    }
    der.extend_from_slice(significant);
    der.extend_from_slice(content);
    der
}
