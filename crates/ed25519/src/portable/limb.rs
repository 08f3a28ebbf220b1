//! What the arithmetic of scalars needs of a limb. Shipped, it is a `u64`; the tests run the very same routines on other
//! kinds of numbers (`proofs.rs`).

use clearbox_ct::{Choice, select_into};

/// One limb. Parts are named so that (low, high) is low + 2^64 high, with low < 2^64.
pub(super) trait Limb: Copy {
    /// A constant.
    fn constant(value: u64) -> Self;
    /// acc + a·b + carry as (low, high): at most (2^64 − 1) + (2^64 − 1)² + (2^64 − 1) = 2^128 − 1.
    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self);
    /// a + b + carry as (low, high), for a carry of 0 or 1; so is high.
    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self);
    /// a − b − borrow as (low, −high), for a borrow of 0 or 1; so is −high.
    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self);
    /// The low 60 bits, and the four above.
    fn split_60(a: Self) -> (Self, Self);
    /// low + 16 high, for four bits and 60.
    fn join(low: Self, high: Self) -> Self;
}

/// Limbs that can be chosen.
pub(super) trait Word: Limb {
    /// `yes` if the condition is 1, `no` if it is 0.
    fn choose(condition: Self, no: [Self; 4], yes: [Self; 4]) -> [Self; 4];
}

impl Limb for u64 {
    #[inline(always)]
    fn constant(value: u64) -> Self {
        value
    }

    #[inline(always)]
    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self) {
        let t = u128::from(a) * u128::from(b) + u128::from(acc) + u128::from(carry);
        (t as u64, (t >> 64) as u64)
    }

    #[inline(always)]
    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        let t = u128::from(a) + u128::from(b) + u128::from(carry);
        (t as u64, (t >> 64) as u64)
    }

    #[inline(always)]
    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let t = u128::from(a).wrapping_sub(u128::from(b)).wrapping_sub(u128::from(borrow));
        (t as u64, (t >> 127) as u64)
    }

    #[inline(always)]
    fn split_60(a: Self) -> (Self, Self) {
        (a & (u64::MAX >> 4), a >> 60)
    }

    #[inline(always)]
    fn join(low: Self, high: Self) -> Self {
        low | high << 4
    }
}

impl Word for u64 {
    #[inline(always)]
    fn choose(condition: Self, no: [Self; 4], yes: [Self; 4]) -> [Self; 4] {
        let mut result = no;
        select_into(Choice::from_lsb(condition), &mut result, &yes);
        result
    }
}
