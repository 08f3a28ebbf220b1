//! The scalars of P-256: residues modulo the order n of the base point (SP 800-186, section 3.2.1.3).

use clearbox_ct::declassify;

use super::{
    limbs::{Limb, from_be_bytes},
    montgomery::{Modulus, Residue},
};

/// A residue modulo n.
pub(crate) type Scalar = Residue<N>;

#[derive(Clone, Copy)]
pub(crate) struct N;

impl Modulus for N {
    const M: [u64; 4] =
        [0xf3b9_cac2_fc63_2551, 0xbce6_faad_a717_9e84, 0xffff_ffff_ffff_ffff, 0xffff_ffff_0000_0000];
    const R: [u64; 4] =
        [0x0c46_353d_039c_daaf, 0x4319_0552_58e8_617b, 0x0000_0000_0000_0000, 0x0000_0000_ffff_ffff];
    const R2: [u64; 4] =
        [0x8324_4c95_be79_eea2, 0x4699_799c_49bd_6fa6, 0x2845_b239_2b6b_ec59, 0x66e1_2d94_f3d9_5620];

    #[inline(always)]
    fn fold<L: Limb>([t0, t1, t2, t3]: [L; 4]) -> [L; 4] {
        let [n0, n1, n2, n3] = Self::M.map(L::constant);
        let q = L::multiply_low(t0, MINUS_ONE_OVER_N);
        // t0 + q·n0 is a multiple of 2^64 by the choice of q.
        let (_, carry) = L::multiply_add(t0, q, n0, L::constant(0));
        let (r0, carry) = L::multiply_add(t1, q, n1, carry);
        let (r1, carry) = L::multiply_add(t2, q, n2, carry);
        let (r2, r3) = L::multiply_add(t3, q, n3, carry);
        [r0, r1, r2, r3]
    }
}

/// −1 / n modulo 2^64.
pub(crate) const MINUS_ONE_OVER_N: u64 = 0xccd1_c8aa_ee00_bc4f;

impl Scalar {
    /// Reads 32 big-endian bytes as a scalar from 1 to n − 1, if they are one.
    pub(crate) fn from_nonzero_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let (scalar, below_n) = Self::from_bytes(bytes);
        // Public: whether they are. Secret bytes that are not are thrown away.
        declassify(below_n & !scalar.is_zero()).then_some(scalar)
    }

    /// The number that a digest stands for in ECDSA, modulo n: its leftmost 256 bits, big-endian (FIPS 186-5,
    /// section 6.4.1, steps 2 and 3; bits2int of RFC 6979, section 2.3.2, and then modulo n).
    pub(crate) fn from_digest(digest: &[u8]) -> Self {
        let mut bytes = [0; 32];
        let len = digest.len().min(32);
        bytes[32 - len..].copy_from_slice(&digest[..len]);
        Self::reduce(from_be_bytes(&bytes))
    }
}
