//! zlib (RFC 1950), by the crate flate2.

use std::{
    io::{Read, Write},
    vec::Vec,
};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use super::CertificateCompression;
use crate::code_points::CertificateCompressionAlgorithm;

/// Certificate compression by zlib.
#[derive(Clone, Copy, Debug)]
pub struct Zlib;

impl CertificateCompression for Zlib {
    fn algorithm(&self) -> CertificateCompressionAlgorithm {
        CertificateCompressionAlgorithm::ZLIB
    }

    fn compress(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(message).ok()?;
        encoder.finish().ok()
    }

    fn decompress(&self, compressed: &[u8], length: usize) -> Option<Vec<u8>> {
        let mut message = Vec::with_capacity(length);
        // One byte more shows that there is too much.
        let limit = u64::try_from(length).ok()?.checked_add(1)?;
        ZlibDecoder::new(compressed).take(limit).read_to_end(&mut message).ok()?;
        (message.len() == length).then_some(message)
    }
}

#[cfg(test)]
mod tests {
    use std::vec;

    use super::{CertificateCompression, Zlib};

    #[test]
    fn what_is_compressed_comes_out_again_and_nothing_longer() {
        let message = vec![7; 5000];
        let compressed = Zlib.compress(&message).unwrap();
        assert!(compressed.len() < 100);
        assert_eq!(Zlib.decompress(&compressed, 5000), Some(message));
        assert_eq!(Zlib.decompress(&compressed, 4999), None);
        assert_eq!(Zlib.decompress(&compressed, 5001), None);
        assert_eq!(Zlib.decompress(&compressed[1..], 5000), None);
        assert_eq!(Zlib.decompress(&[], 1), None);
    }
}
