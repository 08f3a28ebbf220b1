//! The last subtraction, which is done or not: what z3 is asked.

use clearbox_proofs::{Bits, assume, number, routine, theorem};

use super::LIMBS;
use crate::{limb::Limb, limbs::reduce_once};

/// Products are any numbers here: no theorem is about them.
impl Limb for Bits {
    fn constant(value: u64) -> Self {
        Self::constant(value, 64)
    }

    fn mul_add(_: Self, _: Self, _: Self, _: Self) -> (Self, Self) {
        (Self::unknown(64), Self::unknown(64))
    }

    fn cancel(_: Self, _: Self, _: Self) -> Self {
        Self::unknown(64)
    }

    fn mul_low(_: Self, _: Self) -> Self {
        Self::unknown(64)
    }

    fn add_carry(a: Self, b: Self, carry: Self) -> (Self, Self) {
        Self::sum(a, b, carry)
    }

    fn sub_borrow(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        Self::difference(a, b, borrow)
    }

    fn double(a: Self, bit: Self) -> (Self, Self) {
        (a << 1 | bit, a >> 63)
    }

    fn mask_if_equal(a: Self, b: Self) -> Self {
        !(a - b)
    }

    fn masked(a: Self, mask: Self) -> Self {
        a & mask
    }
}

fn one_subtraction_is_enough<const N: usize>() {
    theorem(LIMBS, "reduce_once", &std::format!("{N} limbs"), || {
        let width = 64 * N as u32 + 8;
        let (a, m, top) = (Bits::unknowns::<N>(), Bits::unknowns::<N>(), Bits::unknown(64));
        assume(top.is_below(Bits::constant(2u8, 64)));
        let [x, m_number] = [&a, &m].map(|limbs| number(limbs, 64, width));
        let x = x + (top.widen(width) << (64 * N as u32));
        assume(x.is_below(m_number << 1));
        let mut result = a;
        routine(|| reduce_once(&mut result, top, &m));
        let expected = x.is_below(m_number).choose(x, x - m_number);
        number(&result, 64, width).equals(expected)
    });
}

#[test]
fn numbers_below_2m_are_reduced() {
    one_subtraction_is_enough::<2>();
    one_subtraction_is_enough::<3>();
}
