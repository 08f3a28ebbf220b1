//! Signatures.

use crate::{error::InvalidSignature, portable::scalar::Scalar};

/// An Ed25519 signature: the encoding of a point R, and a number S below L (RFC 8032, section 5.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    r: [u8; 32],
    s: [u8; 32],
}

impl Signature {
    /// Takes the 64 bytes that a signature is.
    ///
    /// # Errors
    /// [`InvalidSignature`] if S is not below L (RFC 8032, section 5.1.7). Whether R is a point shows when the
    /// signature is verified.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_bytes(bytes: &[u8; 64]) -> Result<Self, InvalidSignature> {
        let (halves, _) = bytes.as_chunks();
        let signature = Self { r: halves[0], s: halves[1] };
        signature.s().map(|_| signature)
    }

    /// The 64 bytes: R, then S.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&self.r);
        bytes[32..].copy_from_slice(&self.s);
        bytes
    }

    pub(crate) fn new(r: [u8; 32], s: &Scalar) -> Self {
        Self { r, s: s.to_bytes() }
    }

    /// The encoding of R, as it came.
    pub(crate) fn r(&self) -> &[u8; 32] {
        &self.r
    }

    /// S. The field can hold nothing else, so this fails in `from_bytes` only.
    pub(crate) fn s(&self) -> Result<Scalar, InvalidSignature> {
        Scalar::from_canonical_bytes_vartime(&self.s).ok_or(InvalidSignature)
    }
}
