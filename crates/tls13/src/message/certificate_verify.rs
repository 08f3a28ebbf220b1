//! CertificateVerify (RFC 9846, section 4.5.2).

use alloc::vec::Vec;

use crate::{
    code_points::{HandshakeType, SignatureScheme},
    crypto::Digest,
    error::Error,
    wire::Reader,
};

/// A parsed CertificateVerify.
#[derive(Debug)]
pub(crate) struct CertificateVerify<'a> {
    pub(crate) scheme: SignatureScheme,
    pub(crate) signature: &'a [u8],
}

impl<'a> CertificateVerify<'a> {
    pub(crate) fn decode(body: &'a [u8]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "CertificateVerify");
        let scheme = SignatureScheme(r.u16()?);
        let signature = r.vec_u16()?.rest();
        r.finish()?;
        Ok(Self { scheme, signature })
    }
}

pub(crate) fn encode(scheme: SignatureScheme, signature: &[u8]) -> Vec<u8> {
    super::encode(HandshakeType::CERTIFICATE_VERIFY, |w| {
        w.u16(scheme.0);
        w.vec_u16(|w| w.bytes(signature));
    })
}

/// What a server signs: 64 spaces, the context string, a zero byte and the transcript hash up to Certificate.
pub(crate) fn server_signed_content(to_certificate: &Digest) -> Vec<u8> {
    let mut content = alloc::vec![b' '; 64];
    content.extend_from_slice(b"TLS 1.3, server CertificateVerify\0");
    content.extend_from_slice(to_certificate.as_bytes());
    content
}
