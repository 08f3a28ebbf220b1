//! The textual form (RFC 7468).

use rustls_pki_types::{CertificateDer, CertificateRevocationListDer};

use crate::authority::Issued;

impl Issued {
    /// The chain as PEM, the server's certificate first.
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.chain.iter().map(certificate_pem).collect()
    }

    /// The private key as PEM (PKCS#8).
    #[must_use]
    pub fn key_pem(&self) -> String {
        encode("PRIVATE KEY", self.key.secret_der())
    }
}

/// A certificate as PEM.
#[must_use]
pub fn certificate_pem(certificate: &CertificateDer<'_>) -> String {
    encode("CERTIFICATE", certificate)
}

/// A certificate revocation list as PEM.
#[must_use]
pub fn crl_pem(list: &CertificateRevocationListDer<'_>) -> String {
    encode("X509 CRL", list)
}

fn encode(label: &str, der: &[u8]) -> String {
    let config = ::pem::EncodeConfig::new().set_line_ending(::pem::LineEnding::LF);
    ::pem::encode_config(&::pem::Pem::new(label, der), config)
}
