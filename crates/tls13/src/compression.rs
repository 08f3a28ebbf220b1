//! How certificates are compressed (RFC 8879).

#[cfg(feature = "zlib")]
mod zlib;

use alloc::{sync::Arc, vec::Vec};
use core::fmt::Debug;

#[cfg(feature = "zlib")]
pub use zlib::Zlib;

use crate::{code_points::CertificateCompressionAlgorithm, error::Error, message::compressed_certificate};

/// A way to compress Certificate messages, in both directions.
pub trait CertificateCompression: Debug + Send + Sync {
    /// Its code point.
    fn algorithm(&self) -> CertificateCompressionAlgorithm;

    /// The compressed form; None if there is none to be had, and the certificates are sent as they are.
    fn compress(&self, message: &[u8]) -> Option<Vec<u8>>;

    /// What was compressed, which has to be exactly `length` bytes long; None if it is not, or if it can't be read. A
    /// hostile peer chose the bytes: the implementation must not hold more than `length` bytes of what comes out.
    fn decompress(&self, compressed: &[u8], length: usize) -> Option<Vec<u8>>;
}

/// The ways that a configuration has.
pub(crate) type Compressions = Vec<Arc<dyn CertificateCompression>>;

pub(crate) fn algorithms(known: &Compressions) -> Vec<CertificateCompressionAlgorithm> {
    known.iter().map(|compression| compression.algorithm()).collect()
}

/// A Certificate message, with its header, compressed by the first of `known` that the peer can undo.
pub(crate) fn compress(
    known: &Compressions,
    peers: &[CertificateCompressionAlgorithm],
    certificate: Vec<u8>,
) -> Vec<u8> {
    let chosen = known.iter().find(|compression| peers.contains(&compression.algorithm()));
    let compressed = chosen.and_then(|compression| {
        let body = certificate.get(4..)?;
        let compressed = compression.compress(body)?;
        Some(compressed_certificate::encode(compression.algorithm(), body.len(), &compressed))
    });
    compressed.unwrap_or(certificate)
}

/// The body of the Certificate message that a CompressedCertificate holds.
pub(crate) fn decompress(known: &Compressions, body: &[u8]) -> Result<Vec<u8>, Error> {
    let message = compressed_certificate::decode(body)?;
    let compression = known.iter().find(|compression| compression.algorithm() == message.algorithm);
    let compression = compression.ok_or(Error::CompressionNotOffered(message.algorithm))?;
    let certificate = compression.decompress(message.compressed, message.uncompressed_length);
    certificate
        .filter(|certificate| certificate.len() == message.uncompressed_length)
        .ok_or(Error::BadCompression(message.algorithm))
}
