//! Verification.

use clearbox_sha2::Sha256;

use crate::{
    curve::{self, AffinePoint, Scalar},
    error::{InvalidPoint, InvalidSignature},
    sec1,
    signature::Signature,
};

/// A public key that verifies signatures: a point of the curve other than the one at infinity.
#[derive(Clone, Copy)]
pub struct VerifyingKey(AffinePoint);

impl VerifyingKey {
    /// Decodes a point (SEC 1, section 2.3.4): 04, x, y, or compressed as 02 or 03 and x; coordinates are 32
    /// big-endian bytes.
    ///
    /// # Errors
    /// [`InvalidPoint`] if the bytes are neither, or the point is not on the curve, or the one at infinity.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_sec1_bytes(bytes: &[u8]) -> Result<Self, InvalidPoint> {
        sec1::decode_vartime(bytes).map(Self)
    }

    /// Encodes the point as 04, x, y.
    #[must_use]
    pub fn to_sec1_uncompressed(&self) -> [u8; 65] {
        sec1::encode_uncompressed(&self.0)
    }

    /// Encodes the point as 02 or 03, and x.
    #[must_use]
    pub fn to_sec1_compressed(&self) -> [u8; 33] {
        sec1::encode_compressed(&self.0)
    }

    /// Verifies a signature of `message`, hashed with SHA-256 (FIPS 186-5, section 6.4.2).
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), InvalidSignature> {
        self.verify_prehash(&Sha256::digest(message), signature)
    }

    /// Verifies a signature of a message of which the digest is given, by whatever hash; of more than 32
    /// bytes, the first 32 count.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_prehash(&self, digest: &[u8], signature: &Signature) -> Result<(), InvalidSignature> {
        let (r, s) = signature.scalars()?;
        let e = Scalar::from_digest(digest);
        let w = s.invert();
        let (u1, u2) = (e.mul(w), r.mul(w));
        if curve::verify_vartime(&u1, &u2, &self.0, &r) { Ok(()) } else { Err(InvalidSignature) }
    }

    pub(crate) fn new(point: AffinePoint) -> Self {
        Self(point)
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.to_sec1_uncompressed() == other.to_sec1_uncompressed()
    }
}

impl Eq for VerifyingKey {}

impl core::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VerifyingKey(")?;
        self.to_sec1_compressed().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}
