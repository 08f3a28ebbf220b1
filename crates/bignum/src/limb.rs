//! What the arithmetic needs of a limb. Shipped, it is a `u64`; the tests run the very same routines on polynomials
//! (`proofs.rs`).

use core::ops::Add;

use clearbox_ct::{Choice, barrier_u64};

use crate::limbs;

/// One limb; `+` is for sums of a few bits. Parts are named so that (low, high) is low + 2^64 high, with low < 2^64.
pub(crate) trait Limb: Copy + Add<Output = Self> {
    /// A constant.
    fn constant(value: u64) -> Self;
    /// a·b + c + d as (low, high): at most (2^64 − 1)² + 2 (2^64 − 1) = 2^128 − 1.
    fn mul_add(a: Self, b: Self, c: Self, d: Self) -> (Self, Self);
    /// (a·b + c) / 2^64, where the low part is known to be zero.
    fn cancel(a: Self, b: Self, c: Self) -> Self;
    /// The low part of a·b.
    fn mul_low(a: Self, b: Self) -> Self;
    /// a + b + carry as (low, high).
    fn add_carry(a: Self, b: Self, carry: Self) -> (Self, Self);
    /// a − b − borrow as (low, −high), for a borrow of 0 or 1; so is −high.
    fn sub_borrow(a: Self, b: Self, borrow: Self) -> (Self, Self);
    /// 2a + bit as (low, high).
    fn double(a: Self, bit: Self) -> (Self, Self);
    /// All ones if both bits are equal, else all zeros; `a` is not above `b`.
    fn mask_if_equal(a: Self, b: Self) -> Self;
    /// a & mask, for a mask of all ones or all zeros.
    fn masked(a: Self, mask: Self) -> Self;
}

impl Limb for u64 {
    #[inline(always)]
    fn constant(value: u64) -> Self {
        value
    }

    #[inline(always)]
    fn mul_add(a: Self, b: Self, c: Self, d: Self) -> (Self, Self) {
        let wide = u128::from(a) * u128::from(b) + u128::from(c) + u128::from(d);
        (wide as u64, (wide >> 64) as u64)
    }

    #[inline(always)]
    fn cancel(a: Self, b: Self, c: Self) -> Self {
        Self::mul_add(a, b, c, 0).1
    }

    #[inline(always)]
    fn mul_low(a: Self, b: Self) -> Self {
        a.wrapping_mul(b)
    }

    #[inline(always)]
    fn add_carry(a: Self, b: Self, carry: Self) -> (Self, Self) {
        limbs::add_carry(a, b, carry)
    }

    #[inline(always)]
    fn sub_borrow(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        limbs::sub_borrow(a, b, borrow)
    }

    #[inline(always)]
    fn double(a: Self, bit: Self) -> (Self, Self) {
        (a << 1 | bit, a >> 63)
    }

    #[inline(always)]
    fn mask_if_equal(a: Self, b: Self) -> Self {
        !Choice::from_lsb(barrier_u64(a ^ b)).mask()
    }

    #[inline(always)]
    fn masked(a: Self, mask: Self) -> Self {
        a & mask
    }
}
