//! The CAs that are trusted.

use alloc::{sync::Arc, vec::Vec};

use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, TrustAnchor};
use webpki::{CertRevocationList, OwnedCertRevocationList, anchor_from_trusted_cert};

use super::der;
use crate::error::{CertificateError, CertificateFault};

/// The CAs that are trusted, and what they have revoked.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    pub(super) anchors: Vec<TrustAnchor<'static>>,
    /// Shared, since they are large and can't be cloned.
    pub(super) crls: Arc<Vec<CertRevocationList<'static>>>,
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
            let anchor = anchor_from_trusted_cert(certificate).map_err(|_| CertificateFault::BadEncoding)?;
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
            let owned = OwnedCertRevocationList::from_der(crl).map_err(|_| CertificateFault::BadEncoding)?;
            Ok(CertRevocationList::from(owned))
        };
        self.crls = Arc::new(crls.into_iter().map(parse).collect::<Result<_, CertificateError>>()?);
        Ok(self)
    }

    /// The distinguished names of the CAs, in DER.
    pub(crate) fn names(&self) -> Vec<Vec<u8>> {
        self.anchors.iter().map(|anchor| der::sequence(&anchor.subject)).collect()
    }
}
