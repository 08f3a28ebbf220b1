//! What one curve differs in from another.

use core::{fmt::Debug, hash::Hash};

use crate::{bytes::Bytes, field::Field, point::AffinePoint};

/// A curve y² = x³ − 3x + b over a prime field, whose points are as many as a prime n says (SP 800-186, section
/// 3.2.1).
///
/// The operations on the group have the generic implementations of `multiply.rs` and `ecdsa.rs`; a curve, here and as
/// [`SecretCurve`], repeats their names, so that they are compiled, and can be replaced by better ones for a CPU, where
/// the curve is. Temporaries are left on the stack: work with secrets is done in [`wiped_after`](clearbox_ct::wiped_after).
pub trait Curve: Copy + Debug + Eq + Hash + Send + Sync + 'static {
    /// GF(p), which the coordinates are from.
    type Field: Field<Bytes = Self::Bytes>;
    /// GF(n), which the scalars are from.
    type Scalar: Field<Bytes = Self::Bytes>;

    /// A coordinate or scalar.
    type Bytes: Bytes;
    /// Two of them: r and s of a signature.
    type Pair: Bytes;
    /// A point with both coordinates.
    type Uncompressed: Bytes;
    /// A point with one coordinate.
    type Compressed: Bytes;
    /// The longest signature in DER.
    type SignatureDer: Bytes;

    /// The coefficient b.
    const B: Self::Field;

    /// How many bits of a scalar a row of the table serves: whole windows.
    const ROW_BITS: usize;

    /// Row r, column c: (c + 1)·2^(ROW_BITS·r)·G, in as many rows as the scalars' bits need.
    fn base_multiples() -> &'static [[AffinePoint<Self>; 16]];

    /// Whether (r, s) is a signature of the number e by the key Q; r and s are not zero.
    ///
    /// # Timing
    /// Depends on all arguments.
    fn verify_vartime(q: &AffinePoint<Self>, e: &Self::Scalar, r: &Self::Scalar, s: &Self::Scalar) -> bool;
}

/// A curve that private keys are for, too: P-521 here only verifies.
pub trait SecretCurve: Curve {
    /// The longest private key in DER.
    type PrivateKeyDer: Bytes;

    /// The contents of the curve's OBJECT IDENTIFIER (RFC 5480, section 2.1.1.1).
    const OBJECT_IDENTIFIER: &'static [u8];

    /// k·G, for a secret k that is not zero.
    fn multiply_base(k: &Self::Scalar) -> AffinePoint<Self>;

    /// k·P, for a secret k that is not zero.
    fn multiply(k: &Self::Scalar, p: &AffinePoint<Self>) -> AffinePoint<Self>;

    /// (r, s) of the number e by the private key d and the secret number k; either may be zero.
    fn sign(d: &Self::Scalar, k: &Self::Scalar, e: &Self::Scalar) -> (Self::Bytes, Self::Bytes);
}

/// A curve with the hash that belongs to it.
pub trait Suite: Copy + Debug + Eq + Send + Sync + 'static {
    /// The curve.
    type Curve: Curve;
    /// A digest.
    type Digest: AsRef<[u8]>;

    /// The digest of a message.
    fn digest(message: &[u8]) -> Self::Digest;
}

/// A suite that signs: one whose digests are as long as the scalars.
pub trait SigningSuite: Suite<Curve: SecretCurve> {
    /// The tag, by HMAC with the same hash, of the message that the parts make one after another.
    fn hmac(key: &ScalarBytes<Self>, parts: &[&[u8]]) -> ScalarBytes<Self>;
}

/// A scalar of a suite's curve in bytes.
pub type ScalarBytes<S> = <<S as Suite>::Curve as Curve>::Bytes;

/// The stack that work with secrets may use, in words of 64 bits: its deepest frames, for P-384 by IFMA, take about 13 KiB.
pub(crate) const STACK_WORDS: usize = 2304;
