//! Verification.

use clearbox_ct::declassify;
use clearbox_edwards25519::{AffinePoint, multiply_subtract_vartime};
use clearbox_sha2::Sha512;

use crate::{
    error::{InvalidKey, InvalidSignature},
    portable::scalar::Scalar,
    signature::Signature,
};

/// A public key that verifies signatures: a point A of the curve, not of small order.
#[derive(Clone)]
pub struct VerifyingKey {
    bytes: [u8; 32],
    a: AffinePoint,
}

impl VerifyingKey {
    /// Decodes a point (RFC 8032, section 5.1.3).
    ///
    /// # Errors
    /// [`InvalidKey`] if the bytes are not the one encoding of a point, or the point's order is 1, 2, 4 or 8: with
    /// such a key, signatures of one message are signatures of others too.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, InvalidKey> {
        let a = AffinePoint::decode_vartime(bytes)?;
        // Public: the key is.
        if declassify(a.has_small_order()) {
            return Err(InvalidKey::SmallOrder);
        }
        Ok(Self { bytes: *bytes, a })
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Verifies a signature of `message` (RFC 8032, section 5.1.7, without the cofactor): R must be the encoding of
    /// S·B − k·A.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), InvalidSignature> {
        let k = challenge(signature.r(), &self.bytes, message);
        let r = multiply_subtract_vartime(&signature.s()?.to_bytes(), &k.to_bytes(), &self.a);
        if r.to_affine().encode() == *signature.r() { Ok(()) } else { Err(InvalidSignature) }
    }

    /// The public key s·B of a private one.
    pub(crate) fn new(a: AffinePoint) -> Self {
        Self { bytes: a.encode(), a }
    }
}

/// k = SHA-512(R ‖ A ‖ M), as a number modulo L.
pub(crate) fn challenge(r: &[u8; 32], a: &[u8; 32], message: &[u8]) -> Scalar {
    let mut hash = Sha512::new();
    hash.update(r);
    hash.update(a);
    hash.update(message);
    Scalar::reduce(&hash.finalize())
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for VerifyingKey {}

impl core::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VerifyingKey(")?;
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}
