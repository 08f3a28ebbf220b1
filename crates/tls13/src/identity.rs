//! What an end shows of itself: certificates, or a raw public key (RFC 7250).

use alloc::vec::Vec;

use rustls_pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer};

use crate::{code_points::CertificateType, negotiated::Negotiated, question::Question};

/// Who an end says it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Identity {
    /// A chain, end entity first; empty for an end that shows nothing.
    Certificates(Vec<CertificateDer<'static>>),
    /// A key alone, which both ends have agreed on.
    RawPublicKey(SubjectPublicKeyInfoDer<'static>),
}

impl Default for Identity {
    fn default() -> Self {
        Self::Certificates(Vec::new())
    }
}

impl Identity {
    /// Whether the end shows nothing.
    pub(crate) fn is_nobody(&self) -> bool {
        matches!(self, Self::Certificates(chain) if chain.is_empty())
    }

    pub(crate) fn certificate_type(&self) -> CertificateType {
        match self {
            Self::Certificates(_) => CertificateType::X509,
            Self::RawPublicKey(_) => CertificateType::RAW_PUBLIC_KEY,
        }
    }

    /// Asks the application whether this is the peer, at a client by the `name` that it asked for.
    pub(crate) fn question<'a>(
        &'a self,
        name: Option<&'a ServerName<'static>>,
        ocsp_response: Option<&'a [u8]>,
    ) -> Question<'a> {
        match self {
            Self::Certificates(chain) => Question::Certificate { chain, name, ocsp_response },
            Self::RawPublicKey(key) => Question::RawPublicKey { key, name },
        }
    }

    /// The peer's, as a handshake has found it out.
    pub(crate) fn of_peer(negotiated: &Negotiated) -> Self {
        match &negotiated.peer_raw_public_key {
            Some(key) => Self::RawPublicKey(key.clone()),
            None => Self::Certificates(negotiated.peer_certificates.clone()),
        }
    }

    /// Notes in `negotiated` that this is the peer.
    pub(crate) fn note(self, negotiated: &mut Negotiated) {
        let (chain, key) = match self {
            Self::Certificates(chain) => (chain, None),
            Self::RawPublicKey(key) => (Vec::new(), Some(key)),
        };
        (negotiated.peer_certificates, negotiated.peer_raw_public_key) = (chain, key);
    }
}
