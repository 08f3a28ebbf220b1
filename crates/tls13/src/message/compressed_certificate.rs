//! CompressedCertificate (RFC 8879, section 4).

use alloc::vec::Vec;

use crate::{
    code_points::{CertificateCompressionAlgorithm, HandshakeType},
    error::Error,
    limits::MAX_CERTIFICATE,
    wire::Reader,
};

/// A parsed CompressedCertificate whose content will not be longer than this end accepts.
#[derive(Debug)]
pub(crate) struct CompressedCertificate<'a> {
    pub(crate) algorithm: CertificateCompressionAlgorithm,
    pub(crate) uncompressed_length: usize,
    pub(crate) compressed: &'a [u8],
}

pub(crate) fn decode(body: &[u8]) -> Result<CompressedCertificate<'_>, Error> {
    let mut r = Reader::new(body, "CompressedCertificate");
    let algorithm = CertificateCompressionAlgorithm(r.u16()?);
    let uncompressed_length = usize::try_from(r.u24()?).map_err(|_| r.error())?;
    let compressed = r.vec_u24()?.non_empty()?.rest();
    r.finish()?;
    if uncompressed_length > MAX_CERTIFICATE {
        return Err(Error::CertificateTooLong(uncompressed_length));
    }
    Ok(CompressedCertificate { algorithm, uncompressed_length, compressed })
}

pub(crate) fn encode(
    algorithm: CertificateCompressionAlgorithm,
    uncompressed_length: usize,
    compressed: &[u8],
) -> Vec<u8> {
    super::encode(HandshakeType::COMPRESSED_CERTIFICATE, |w| {
        w.u16(algorithm.0);
        w.u24(uncompressed_length);
        w.vec_u24(|w| w.bytes(compressed));
    })
}
