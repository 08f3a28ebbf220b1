//! Where something is done or not, for the sake of a comparison: what z3 is asked.

use clearbox_proofs::{Bits, assume, number as term, routine, theorem};
use num_bigint::BigUint;

use super::{MONTGOMERY, for_each_modulus, number};
use crate::{
    limbs::{Limb, Word},
    montgomery::{Modulus, add_m_masked, half, subtract_m},
};

/// Products are any numbers here: no theorem is about them.
impl Limb for Bits {
    fn constant(value: u64) -> Self {
        Self::constant(value, 64)
    }

    fn multiply_add(_: Self, _: Self, _: Self, _: Self) -> (Self, Self) {
        (Self::unknown(64), Self::unknown(64))
    }

    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        Self::sum(a, b, carry)
    }

    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        Self::difference(a, b, borrow)
    }

    fn double(a: Self, carry: Self) -> (Self, Self) {
        (a << 1 | carry, a >> 63)
    }

    fn shift_32(a: Self) -> (Self, Self) {
        (a << 32, a >> 32)
    }

    fn multiply_low(_: Self, _: u64) -> Self {
        Self::unknown(64)
    }

    fn cancel(_: Self, _: Self, _: Self) -> Self {
        Self::unknown(64)
    }
}

impl Word for Bits {
    fn mask(carry: Self, borrow: Self) -> Self {
        carry - borrow
    }

    fn masked(constant: u64, mask: Self) -> Self {
        Self::constant(constant, 64) & mask
    }

    fn lowest(a: Self) -> Self {
        a & Self::constant(1u8, 64)
    }

    fn half(low: Self, high: Self) -> Self {
        low >> 1 | high << 63
    }
}

/// The number that limbs stand for, in a word with room for twice as much.
fn wide<const N: usize>(limbs: &[Bits; N]) -> Bits {
    term(limbs, 64, 64 * N as u32 + 8)
}

/// Any N limbs and any bit above them, and the number they stand for if the bit weighs R.
fn limbs_and_bit<const N: usize>() -> ([Bits; N], Bits, Bits) {
    let (limbs, bit) = (Bits::unknowns(), Bits::unknown(64));
    assume(bit.is_below(Bits::constant(2u8, 64)));
    (limbs, bit, wide(&limbs) + (bit.widen(64 * N as u32 + 8) << (64 * N as u32)))
}

fn what_depends_on_comparisons<M: Modulus<N>, const N: usize>(which: &str) {
    let constant = |value: BigUint| Bits::constant(value, 64 * N as u32 + 8);
    let m = || constant(number(M::M));
    // Of a sum of limbs and its carry.
    theorem(MONTGOMERY, "subtract_m", which, || {
        let ((low, carry, t), m) = (limbs_and_bit(), m());
        assume(t.is_below(m + m));
        wide(&routine(|| subtract_m::<M, _, N>(&low, carry))).equals(t.is_below(m).choose(t, t - m))
    });
    // Of a difference of limbs and its borrow: from 0 to m − 1 with none, or else R less something from 1 to m − 1.
    theorem(MONTGOMERY, "add_m_masked", which, || {
        let ((low, borrow, _), m, r) = (limbs_and_bit(), m(), constant(BigUint::from(1u8) << (64 * N)));
        let negative = borrow.equals(Bits::constant(1u8, 64));
        let (difference, sum) = (wide(&low), wide(&low) + m);
        assume(negative.choose(r, difference).is_below(negative.choose(sum, m)));
        let mask = Bits::constant(0u8, 64) - borrow;
        let result = wide(&routine(|| add_m_masked::<M, _, N>(&low, mask)).0);
        result.equals(negative.choose(sum - r, difference))
    });
    theorem(MONTGOMERY, "half", which, || {
        let (t, m) = (Bits::unknowns::<N>(), m());
        assume(wide(&t).is_below(m));
        let half = wide(&routine(|| half::<M, _, N>(&t)));
        let twice = half + half;
        half.is_below(m).and(twice.is_below(m).choose(twice, twice - m).equals(wide(&t)))
    });
}

#[test]
fn what_depends_on_comparisons_is_below_m_and_right() {
    for_each_modulus!(what_depends_on_comparisons);
}
