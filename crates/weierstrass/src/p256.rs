//! The curve P-256 (SP 800-186, section 3.2.1.3).

mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

use crate::{
    curve::{Curve, SecretCurve},
    ecdsa,
    limbs::Limb,
    montgomery::{Modulus, Residue, invert_both},
    multiply,
    point::{AffinePoint, Point},
};

/// The curve P-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct P256;

/// The prime p = 2^256 − 2^224 + 2^192 + 2^96 − 1 of its field.
#[derive(Clone, Copy, Debug)]
pub struct P;

/// The order n of the base point.
#[derive(Clone, Copy, Debug)]
pub struct N;

impl Modulus<4> for P {
    type Bytes = [u8; 32];

    const M: [u64; 4] =
        [0xffff_ffff_ffff_ffff, 0x0000_0000_ffff_ffff, 0x0000_0000_0000_0000, 0xffff_ffff_0000_0001];

    /// p is −1 modulo 2^64, so q is t0 itself: t + q·p = (t − t0) + 2^96 q + 2^192 · p3 · q, where p3 is the top limb of p.
    #[inline(always)]
    fn fold<L: Limb>([q, t1, t2, t3]: [L; 4]) -> [L; 4] {
        let zero = L::constant(0);
        let (low, high) = L::shift_32(q);
        let (r0, carry) = L::sum(t1, low, zero);
        let (r1, carry) = L::sum(t2, high, carry);
        let (low, high) = L::multiply_add(zero, q, L::constant(Self::M[3]), zero);
        let (r2, carry) = L::sum(t3, low, carry);
        [r0, r1, r2, high + carry]
    }
}

impl Modulus<4> for N {
    type Bytes = [u8; 32];

    const M: [u64; 4] =
        [0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, 0xffff_ffff_ffff_ffff, 0xffff_ffff_0000_0000];
}

impl Curve for P256 {
    type Field = Residue<P, 4>;
    type Scalar = Residue<N, 4>;
    type Bytes = [u8; 32];
    type Pair = [u8; 64];
    type Uncompressed = [u8; 65];
    type Compressed = [u8; 33];
    type SignatureDer = [u8; 72];

    /// In Montgomery's form.
    const B: Self::Field = Residue::from_montgomery([
        0xd89c_df62_29c4_bddf,
        0xacf0_05cd_7884_3090,
        0xe5a2_20ab_f721_2ed6,
        0xdc30_061d_0487_4834,
    ]);

    const ROW_BITS: usize = 5;

    fn base_multiples() -> &'static [[AffinePoint<Self>; 16]] {
        &table::BASE_MULTIPLES
    }

    /// # Timing
    /// Depends on all arguments.
    fn verify_vartime(q: &AffinePoint<Self>, e: &Self::Scalar, r: &Self::Scalar, s: &Self::Scalar) -> bool {
        ecdsa::verify_vartime(e, r, s, |u, v| multiply_add_vartime(u, v, q))
    }
}

impl SecretCurve for P256 {
    type PrivateKeyDer = [u8; 138];

    /// secp256r1, 1.2.840.10045.3.1.7.
    const OBJECT_IDENTIFIER: &'static [u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

    fn multiply_base(k: &Self::Scalar) -> AffinePoint<Self> {
        multiply_base(k).to_affine()
    }

    fn multiply(k: &Self::Scalar, p: &AffinePoint<Self>) -> AffinePoint<Self> {
        multiply(k, p).to_affine()
    }

    fn sign(d: &Self::Scalar, k: &Self::Scalar, e: &Self::Scalar) -> (Self::Bytes, Self::Bytes) {
        ecdsa::sign::<Self>(d, k, e, &multiply_base(k), invert_both)
    }
}

/// k·G, for secret k, by the best implementation for this CPU.
pub(crate) fn multiply_base(k: &Residue<N, 4>) -> Point<P256> {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_base(proof, k);
    }
    multiply::multiply_base(k)
}

/// k·P, for secret k, likewise.
pub(crate) fn multiply(k: &Residue<N, 4>, p: &AffinePoint<P256>) -> Point<P256> {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply(proof, k, p);
    }
    multiply::multiply(k, p)
}

/// u·G + v·Q, for public numbers, likewise.
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn multiply_add_vartime(
    u: &Residue<N, 4>,
    v: &Residue<N, 4>,
    q: &AffinePoint<P256>,
) -> Point<P256> {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_add(proof, u, v, q);
    }
    multiply::multiply_add_vartime(u, v, q)
}
