//! The curve P-521 (SP 800-186, section 3.2.1.5), which verifies only: nobody has a private key for it here.

mod table;

use crate::{
    curve::Curve,
    ecdsa,
    limbs::Limb,
    montgomery::{Modulus, Residue},
    multiply,
    point::AffinePoint,
};

/// The curve P-521.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct P521;

/// The prime p = 2^521 − 1 of its field.
#[derive(Clone, Copy, Debug)]
pub struct P;

/// The order n of the base point.
#[derive(Clone, Copy, Debug)]
pub struct N;

impl Modulus<9> for P {
    type Bytes = [u8; 66];

    const M: [u64; 9] = [
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0x0000_0000_0000_01ff,
    ];

    /// p is −1 modulo 2^64, so q is t0 itself: t + q·p = (t − t0) + 2^521 q, and 521 = 8·64 + 9.
    #[inline(always)]
    fn fold<L: Limb>([q, t1, t2, t3, t4, t5, t6, t7, t8]: [L; 9]) -> [L; 9] {
        let (r7, r8) = L::multiply_add(t8, q, L::constant(1 << 9), L::constant(0));
        [t1, t2, t3, t4, t5, t6, t7, r7, r8]
    }
}

impl Modulus<9> for N {
    type Bytes = [u8; 66];

    const M: [u64; 9] = [
        0xbb6f_b71e_9138_6409,
        0x3bb5_c9b8_899c_47ae,
        0x7fcc_0148_f709_a5d0,
        0x5186_8783_bf2f_966b,
        0xffff_ffff_ffff_fffa,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
        0x0000_0000_0000_01ff,
    ];
}

impl Curve for P521 {
    type Field = Residue<P, 9>;
    type Scalar = Residue<N, 9>;
    type Bytes = [u8; 66];
    type Pair = [u8; 132];
    type Uncompressed = [u8; 133];
    type Compressed = [u8; 67];
    type SignatureDer = [u8; 139];

    /// In Montgomery's form.
    const B: Self::Field = Residue::from_montgomery([
        0x8014_654f_ae58_6387,
        0x78f7_a28f_ea35_a81f,
        0x839a_b9ef_c41e_961a,
        0xbd8b_2960_5e9d_d8df,
        0xf0ab_0c9c_a8f6_3f49,
        0xf9dc_5a44_c8c7_7884,
        0x7751_6d39_2dcc_d98a,
        0x0fc9_4d10_d05b_42a0,
        0x0000_0000_0000_004d,
    ]);

    /// All of them in one row: in verification the doublings are there for the key's multiple in any case.
    const ROW_BITS: usize = 525;

    fn base_multiples() -> &'static [[AffinePoint<Self>; 16]] {
        &table::BASE_MULTIPLES
    }

    /// # Timing
    /// Depends on all arguments.
    fn verify_vartime(q: &AffinePoint<Self>, e: &Self::Scalar, r: &Self::Scalar, s: &Self::Scalar) -> bool {
        ecdsa::verify_vartime(e, r, s, |u, v| multiply::multiply_add_vartime(u, v, q))
    }
}
