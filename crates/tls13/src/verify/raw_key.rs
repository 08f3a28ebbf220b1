//! Whether a raw public key (RFC 7250) is to be trusted. It says nothing of itself, no name and no validity, so that
//! it has to be known beforehand.

use alloc::{boxed::Box, vec::Vec};

use rustls_pki_types::SubjectPublicKeyInfoDer;
use webpki::RawPublicKeyEntity;

use super::{
    Trust,
    der::{self, Reader},
    x509,
};
use crate::{
    code_points::CertificateType,
    error::{CertificateError, CertificateFault, Error},
};

/// Which raw public keys are trusted, and whether certificates are taken besides.
///
/// Where several peers share a key, or an application knows them by more than their keys, it can't tell from the handshake
/// which of them it talks with (RFC 9846, appendix F.9): servers should look at [`crate::Negotiated::server_name`].
#[derive(Clone, Debug)]
pub struct RawPublicKeys {
    /// None to ask the application.
    known: Option<Vec<SubjectPublicKeyInfoDer<'static>>>,
    besides: Besides,
}

#[derive(Clone, Debug)]
enum Besides {
    Nothing,
    LessPreferred(Box<Trust>),
    MorePreferred(Box<Trust>),
}

impl RawPublicKeys {
    /// These keys alone, each a SubjectPublicKeyInfo in DER, which is compared byte for byte
    /// ([`crate::Credential::public_key_info`] gives the peer's).
    #[must_use]
    pub fn pinned(keys: impl IntoIterator<Item = SubjectPublicKeyInfoDer<'static>>) -> Self {
        Self { known: Some(keys.into_iter().collect()), besides: Besides::Nothing }
    }

    /// Those that the application says are the peer's: the connection stops and asks
    /// ([`crate::Question::RawPublicKey`]).
    #[must_use]
    pub fn application() -> Self {
        Self { known: None, besides: Besides::Nothing }
    }

    /// The same, and certificates from peers that show no raw public key, judged by `trust`.
    #[must_use]
    pub fn or_certificates(self, trust: Trust) -> Self {
        Self { besides: Besides::LessPreferred(Box::new(trust)), ..self }
    }

    /// The same, but with certificates preferred where the peer shows either.
    #[must_use]
    pub fn after_certificates(self, trust: Trust) -> Self {
        Self { besides: Besides::MorePreferred(Box::new(trust)), ..self }
    }

    /// How certificates are judged; None if none are taken.
    pub(super) fn for_certificates(&self) -> Option<&Trust> {
        match &self.besides {
            Besides::Nothing => None,
            Besides::LessPreferred(trust) | Besides::MorePreferred(trust) => Some(trust),
        }
    }

    pub(super) fn certificate_types(&self) -> &'static [CertificateType] {
        const X509: CertificateType = CertificateType::X509;
        const RAW: CertificateType = CertificateType::RAW_PUBLIC_KEY;
        match &self.besides {
            Besides::Nothing => &[RAW],
            Besides::LessPreferred(_) => &[RAW, X509],
            Besides::MorePreferred(_) => &[X509, RAW],
        }
    }

    /// Refuses what can't be meant.
    pub(super) fn check(&self) -> Result<(), Error> {
        if matches!(self.for_certificates(), Some(Trust::RawPublicKeys(_))) {
            return Err(Error::Configuration(
                "certificates can't be judged by which raw public keys are trusted",
            ));
        }
        match &self.known {
            Some(keys) if keys.is_empty() => Err(Error::Configuration("no raw public key is trusted")),
            Some(keys) if !keys.iter().all(is_well_formed) => {
                Err(Error::Configuration("a raw public key is no SubjectPublicKeyInfo in DER"))
            }
            _ => Ok(()),
        }
    }

    /// The judgement on `key`; None if the application has to be asked.
    fn judge(&self, key: &SubjectPublicKeyInfoDer<'_>) -> Option<Result<(), CertificateFault>> {
        let known = self.known.as_ref()?;
        Some(if known.contains(key) { Ok(()) } else { Err(CertificateFault::NotPinned) })
    }
}

/// The judgement on `key`; None if the application has to be asked.
pub(super) fn check(
    trust: &Trust,
    key: &SubjectPublicKeyInfoDer<'_>,
) -> Option<Result<(), CertificateError>> {
    let trusted = match trust {
        Trust::RawPublicKeys(keys) => keys.judge(key),
        _ => Some(Err(CertificateFault::OtherType)),
    };
    // Whoever trusts it: a key that is too short is no proof of anything.
    let judgement = match Reader::new(key).read(der::SEQUENCE).and_then(x509::weak_rsa) {
        Some(bits) if !matches!(trusted, Some(Err(_))) => Some(Err(CertificateFault::WeakKey { bits })),
        _ => trusted,
    };
    judgement.map(|result| result.map_err(of_raw_key))
}

/// What is wrong with a raw public key.
fn of_raw_key(fault: CertificateFault) -> CertificateError {
    CertificateError { fault, position: None, subject: "raw public key".into() }
}

/// Whether this is a SubjectPublicKeyInfo in DER (RFC 5280, section 4.1), and nothing behind it. Whether the key is one that
/// its algorithm knows shows when it verifies a signature.
pub(crate) fn is_well_formed(key: &SubjectPublicKeyInfoDer<'_>) -> bool {
    RawPublicKeyEntity::try_from(key).is_ok()
}
