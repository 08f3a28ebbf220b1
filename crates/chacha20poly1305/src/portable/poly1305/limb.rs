//! What the arithmetic needs of a number.
//!
//! Shipped, a limb is a `u64` and a column of products a `u128`. The tests run the very same routines on two other
//! kinds of numbers, and so prove that nothing overflows and that the results are right (`proofs.rs`).

use core::ops::{Add, Mul};

/// One limb: it is added, and multiplied by small constants, without ever overflowing.
pub(crate) trait Limb: Copy + Add<Output = Self> + Mul<u64, Output = Self> {
    /// A sum of products of two limbs.
    type Column: Copy + Add<Output = Self::Column>;

    /// A constant.
    fn constant(value: u64) -> Self;
    /// The whole product.
    fn product(self, other: Self) -> Self::Column;
    /// `self` as `(low, high)` with `self = low + 2^BITS high` and `low < 2^BITS`.
    fn split<const BITS: u32>(self) -> (Self, Self);
    /// The same of a column.
    fn split_column<const BITS: u32>(column: Self::Column) -> (Self, Self);
    /// A limb as a column.
    fn widen(self) -> Self::Column;
}

impl Limb for u64 {
    type Column = u128;

    #[inline(always)]
    fn constant(value: u64) -> Self {
        value
    }

    #[inline(always)]
    fn product(self, other: Self) -> u128 {
        u128::from(self) * u128::from(other)
    }

    #[inline(always)]
    fn split<const BITS: u32>(self) -> (Self, Self) {
        (self & ((1 << BITS) - 1), self >> BITS)
    }

    #[inline(always)]
    fn split_column<const BITS: u32>(column: u128) -> (Self, Self) {
        // The high part is below 2^64 (proved by the bounds in proofs.rs), so the cast loses nothing.
        ((column & ((1 << BITS) - 1)) as u64, (column >> BITS) as u64)
    }

    #[inline(always)]
    fn widen(self) -> u128 {
        u128::from(self)
    }
}
