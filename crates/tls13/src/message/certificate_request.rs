//! CertificateRequest (RFC 9846, section 4.4.2).

use alloc::vec::Vec;

use crate::{
    code_points::{
        CertificateCompressionAlgorithm, ExtensionType, ExtensionType as T, HandshakeType, SignatureScheme,
    },
    error::Error,
    extension::{
        Block, Place, Staples, certificate_authorities, compress_certificate, put, signature_algorithms,
    },
    wire::Reader,
};

/// What a server asks of the client's certificate.
#[derive(Debug)]
pub(crate) struct CertificateRequest {
    /// Empty in the handshake.
    pub(crate) context: Vec<u8>,
    pub(crate) schemes: Vec<SignatureScheme>,
    /// The same for signatures in certificates.
    pub(crate) certificate_schemes: Vec<SignatureScheme>,
    /// Distinguished names in DER; any CA will do if there are none.
    pub(crate) authorities: Vec<Vec<u8>>,
    /// How the client may compress its certificates.
    pub(crate) compressions: Vec<CertificateCompressionAlgorithm>,
    /// The server would like an OCSP response, or SCTs.
    pub(crate) staples: Staples,
    /// A reserved extension to send besides.
    pub(crate) grease: Option<ExtensionType>,
}

impl CertificateRequest {
    pub(crate) fn decode(body: &[u8]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "CertificateRequest");
        let context = r.vec_u8()?.rest().to_vec();
        let extensions = r.vec_u16()?;
        r.finish()?;
        //= 4.3.5-4
        let block = Block::read(extensions, Place::CertificateRequest, &[])?;
        let schemes = block
            .get(T::SIGNATURE_ALGORITHMS, "signature_algorithms", signature_algorithms::decode)?
            .ok_or(Error::MissingExtension(T::SIGNATURE_ALGORITHMS))?;
        //= 9.2-1
        let certificate_schemes = block
            .get(T::SIGNATURE_ALGORITHMS_CERT, "signature_algorithms_cert", signature_algorithms::decode)?
            .unwrap_or(schemes);
        let authorities = block.get(
            T::CERTIFICATE_AUTHORITIES,
            "certificate_authorities",
            certificate_authorities::decode,
        )?;
        let compressions =
            block.get(T::COMPRESS_CERTIFICATE, "compress_certificate", compress_certificate::decode)?;
        Ok(Self {
            context,
            compressions: compressions.unwrap_or_default(),
            staples: Staples::read(&block)?,
            grease: None,
            schemes: schemes.iter().map(SignatureScheme).collect(),
            certificate_schemes: certificate_schemes.iter().map(SignatureScheme).collect(),
            authorities: authorities.unwrap_or_default(),
        })
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        super::encode(HandshakeType::CERTIFICATE_REQUEST, |w| {
            //= 4.4.2-2 4.4.2-3
            w.vec_u8(|w| w.bytes(&self.context));
            w.vec_u16(|w| {
                //= 4.4.2-5 9.2-4
                put(w, T::SIGNATURE_ALGORITHMS, |w| signature_algorithms::encode(w, &self.schemes));
                if let Some(reserved) = self.grease {
                    put(w, reserved, |_| ());
                }
                if !self.compressions.is_empty() {
                    put(w, T::COMPRESS_CERTIFICATE, |w| compress_certificate::encode(w, &self.compressions));
                }
                self.staples.ask(w);
                if !self.authorities.is_empty() {
                    put(w, T::CERTIFICATE_AUTHORITIES, |w| {
                        certificate_authorities::encode(w, &self.authorities);
                    });
                }
            });
        })
    }
}
