//! What may be stapled to a certificate (RFC 9846, section 4.5.1.1): which of it the peer would like.

use super::{Block, put, status_request};
use crate::{code_points::ExtensionType as T, error::Error, wire::Writer};

/// What an end asks to be stapled, by status_request and signed_certificate_timestamp.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Staples {
    pub(crate) ocsp_response: bool,
    pub(crate) scts: bool,
}

impl Staples {
    /// The wishes in a ClientHello or CertificateRequest.
    pub(crate) fn read(block: &Block<'_>) -> Result<Self, Error> {
        let ocsp = block.get(T::STATUS_REQUEST, "status_request", status_request::decode_request)?;
        let scts = block.get(T::SIGNED_CERTIFICATE_TIMESTAMP, "signed_certificate_timestamp", |_| Ok(()))?;
        Ok(Self { ocsp_response: ocsp.unwrap_or(false), scts: scts.is_some() })
    }

    pub(crate) fn ask(self, w: &mut Writer<'_>) {
        if self.ocsp_response {
            put(w, T::STATUS_REQUEST, status_request::encode_request);
        }
        if self.scts {
            put(w, T::SIGNED_CERTIFICATE_TIMESTAMP, |_| ());
        }
    }
}
