//! The curve P-384 (SP 800-186, section 3.2.1.4).

mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

use crate::{
    curve::{Curve, SecretCurve},
    ecdsa,
    montgomery::{Modulus, Residue, invert_both},
    multiply,
    point::{AffinePoint, Point},
};

/// The curve P-384.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct P384;

/// The prime p = 2^384 − 2^128 − 2^96 + 2^32 − 1 of its field.
#[derive(Clone, Copy, Debug)]
pub struct P;

/// The order n of the base point.
#[derive(Clone, Copy, Debug)]
pub struct N;

impl Modulus<6> for P {
    type Bytes = [u8; 48];

    const M: [u64; 6] = [
        0x0000_0000_ffff_ffff,
        0xffff_ffff_0000_0000,
        0xffff_ffff_ffff_fffe,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
    ];
}

impl Modulus<6> for N {
    type Bytes = [u8; 48];

    const M: [u64; 6] = [
        0xecec_196a_ccc5_2973,
        0x581a_0db2_48b0_a77a,
        0xc763_4d81_f437_2ddf,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
    ];
}

impl Curve for P384 {
    type Field = Residue<P, 6>;
    type Scalar = Residue<N, 6>;
    type Bytes = [u8; 48];
    type Pair = [u8; 96];
    type Uncompressed = [u8; 97];
    type Compressed = [u8; 49];
    type SignatureDer = [u8; 104];

    /// In Montgomery's form.
    const B: Self::Field = Residue::from_montgomery([
        0x0811_8871_9d41_2dcc,
        0xf729_add8_7a4c_32ec,
        0x77f2_209b_1920_022e,
        0xe337_4bee_9493_8ae2,
        0xb62b_21f4_1f02_2094,
        0xcd08_114b_604f_bff9,
    ]);

    const ROW_BITS: usize = 20;

    fn base_multiples() -> &'static [[AffinePoint<Self>; 16]] {
        &table::BASE_MULTIPLES
    }

    /// # Timing
    /// Depends on all arguments.
    fn verify_vartime(q: &AffinePoint<Self>, e: &Self::Scalar, r: &Self::Scalar, s: &Self::Scalar) -> bool {
        ecdsa::verify_vartime(e, r, s, |u, v| multiply_add_vartime(u, v, q))
    }
}

impl SecretCurve for P384 {
    type PrivateKeyDer = [u8; 185];

    /// secp384r1, 1.3.132.0.34.
    const OBJECT_IDENTIFIER: &'static [u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];

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
pub(crate) fn multiply_base(k: &Residue<N, 6>) -> Point<P384> {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_base(proof, k);
    }
    multiply::multiply_base(k)
}

/// k·P, for secret k, likewise.
pub(crate) fn multiply(k: &Residue<N, 6>, p: &AffinePoint<P384>) -> Point<P384> {
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
    u: &Residue<N, 6>,
    v: &Residue<N, 6>,
    q: &AffinePoint<P384>,
) -> Point<P384> {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_add(proof, u, v, q);
    }
    multiply::multiply_add_vartime(u, v, q)
}
