//! Signatures as bytes.

use crate::public_key::MAX_BYTES;

/// A signature: as many bytes as the modulus has.
#[derive(Clone)]
pub struct Signature {
    pub(crate) bytes: [u8; MAX_BYTES],
    pub(crate) len: usize,
}

impl Signature {
    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl AsRef<[u8]> for Signature {
    fn as_ref(&self) -> &[u8] {
        self.as_slice()
    }
}

impl core::fmt::Debug for Signature {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Signature").field(&self.as_slice()).finish()
    }
}
