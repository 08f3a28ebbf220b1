//! The field of P-256, GF(p) with p = 2^256 − 2^224 + 2^192 + 2^96 − 1 (SP 800-186, section 3.2.1.3).

use clearbox_ct::Choice;

use super::{
    limbs::Limb,
    montgomery::{Modulus, Residue},
};

/// An element of GF(p).
pub(crate) type FieldElement = Residue<P>;

#[derive(Clone, Copy)]
pub(crate) struct P;

impl Modulus for P {
    const M: [u64; 4] = [0xffff_ffff_ffff_ffff, 0x0000_0000_ffff_ffff, 0, TOP];
    const R: [u64; 4] =
        [0x0000_0000_0000_0001, 0xffff_ffff_0000_0000, 0xffff_ffff_ffff_ffff, 0x0000_0000_ffff_fffe];
    const R2: [u64; 4] =
        [0x0000_0000_0000_0003, 0xffff_fffb_ffff_ffff, 0xffff_ffff_ffff_fffe, 0x0000_0004_ffff_fffd];

    /// p is −1 modulo 2^64, so q is t0 itself: t + q·p = (t − t0) + 2^96 q + 2^192 · TOP · q.
    #[inline(always)]
    fn fold<L: Limb>([q, t1, t2, t3]: [L; 4]) -> [L; 4] {
        let zero = L::constant(0);
        let (low, high) = L::shift_32(q);
        let (r0, carry) = L::sum(t1, low, zero);
        let (r1, carry) = L::sum(t2, high, carry);
        let (low, high) = L::multiply_add(zero, q, L::constant(TOP), zero);
        let (r2, carry) = L::sum(t3, low, carry);
        [r0, r1, r2, high + carry]
    }
}

/// 2^64 − 2^32 + 1, the top limb of p.
const TOP: u64 = 0xffff_ffff_0000_0001;

impl FieldElement {
    /// Whether the number from 0 to p − 1 is odd.
    pub(crate) fn is_odd(self) -> Choice {
        Choice::from_lsb(self.to_limbs()[0])
    }

    /// A square root, if there is one; the caller checks by squaring.
    ///
    /// It is self^((p + 1) / 4), since p is 3 modulo 4; the exponent is 2^254 − 2^222 + 2^190 + 2^94.
    pub(crate) fn square_root_candidate(self) -> Self {
        self.pow_vartime(&[0, 1 << 30, 1 << 62, 0x3fff_ffff_c000_0000])
    }
}
