//! Verification.

use crate::{
    curve::{Curve, Suite},
    error::{InvalidPoint, InvalidSignature},
    field::Field,
    point::AffinePoint,
    sec1,
    signature::Signature,
};

/// A public key that verifies signatures: a point of the curve other than the one at infinity.
#[derive(Clone, Copy)]
pub struct VerifyingKey<S: Suite>(AffinePoint<S::Curve>);

impl<S: Suite> VerifyingKey<S> {
    /// Decodes a point (SEC 1, section 2.3.4): 04, x, y, or compressed as 02 or 03 and x; coordinates are
    /// big-endian.
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
    pub fn to_sec1_uncompressed(&self) -> <S::Curve as Curve>::Uncompressed {
        sec1::encode_uncompressed(&self.0)
    }

    /// Encodes the point as 02 or 03, and x.
    #[must_use]
    pub fn to_sec1_compressed(&self) -> <S::Curve as Curve>::Compressed {
        sec1::encode_compressed(&self.0)
    }

    /// Verifies a signature of `message`, hashed with the curve's hash (FIPS 186-5, section 6.4.2).
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify(&self, message: &[u8], signature: &Signature<S::Curve>) -> Result<(), InvalidSignature> {
        self.verify_prehash(S::digest(message).as_ref(), signature)
    }

    /// Verifies a signature of a message of which the digest is given, by whatever hash; of more bytes
    /// than a scalar has, as many count as it has.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_prehash(
        &self,
        digest: &[u8],
        signature: &Signature<S::Curve>,
    ) -> Result<(), InvalidSignature> {
        let (r, s) = signature.scalars()?;
        let e = <S::Curve as Curve>::Scalar::from_digest(digest);
        if S::Curve::verify_vartime(&self.0, &e, &r, &s) { Ok(()) } else { Err(InvalidSignature) }
    }

    pub(crate) fn new(point: AffinePoint<S::Curve>) -> Self {
        Self(point)
    }
}

impl<S: Suite> PartialEq for VerifyingKey<S> {
    fn eq(&self, other: &Self) -> bool {
        self.to_sec1_uncompressed() == other.to_sec1_uncompressed()
    }
}

impl<S: Suite> Eq for VerifyingKey<S> {}

impl<S: Suite> core::fmt::Debug for VerifyingKey<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        sec1::debug("VerifyingKey", &self.0, f)
    }
}
