//! compress_certificate (RFC 8879, section 3).

use alloc::vec::Vec;

use crate::{
    code_points::CertificateCompressionAlgorithm,
    error::Error,
    wire::{Reader, Writer},
};

pub(crate) fn encode(writer: &mut Writer<'_>, algorithms: &[CertificateCompressionAlgorithm]) {
    writer.vec_u8(|list| algorithms.iter().for_each(|algorithm| list.u16(algorithm.0)));
}

/// The algorithms that the peer can undo, each named once.
pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<Vec<CertificateCompressionAlgorithm>, Error> {
    let algorithms: Vec<_> =
        reader.vec_u8()?.code_points()?.iter().map(CertificateCompressionAlgorithm).collect();
    let mut sorted = algorithms.clone();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(reader.error());
    }
    Ok(algorithms)
}
