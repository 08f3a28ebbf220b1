//! CertificateVerify (RFC 9846, section 4.5.2).

use alloc::vec::Vec;

use crate::{
    code_points::{HandshakeType, SignatureScheme},
    crypto::Digest,
    error::Error,
    identity::Identity,
    transcript::Transcript,
    verify::{verify_by_key, verify_by_scheme},
    wire::Reader,
};

/// Who signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    Client,
    Server,
}

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

/// What is signed: 64 spaces, the signer's context string, a zero byte and the transcript hash up to Certificate.
pub(crate) fn signed_content(signer: Side, to_certificate: &Digest) -> Vec<u8> {
    let mut content = alloc::vec![b' '; 64];
    content.extend_from_slice(match signer {
        Side::Client => b"TLS 1.3, client CertificateVerify\0",
        Side::Server => b"TLS 1.3, server CertificateVerify\0",
    });
    content.extend_from_slice(to_certificate.as_bytes());
    content
}

/// Checks the CertificateVerify of the peer, whose side is `signer`, over the transcript up to its Certificate; returns
/// the scheme it used, one of `accepted`.
pub(crate) fn check(
    body: &[u8],
    signer: Side,
    identity: &Identity,
    accepted: &[SignatureScheme],
    transcript: &Transcript,
) -> Result<SignatureScheme, Error> {
    let CertificateVerify { scheme, signature } = CertificateVerify::decode(body)?;
    if !accepted.contains(&scheme) {
        return Err(Error::SchemeNotOffered(scheme));
    }
    let content = signed_content(signer, &transcript.hash());
    //= 4.5.2-8
    match identity {
        Identity::Certificates(chain) => {
            let end_entity = chain.first().ok_or(Error::NoCertificate)?;
            verify_by_scheme(scheme, end_entity, &content, signature)?;
        }
        Identity::RawPublicKey(key) => verify_by_key(scheme, key, &content, signature)?,
    }
    Ok(scheme)
}
