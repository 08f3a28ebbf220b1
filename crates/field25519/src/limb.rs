//! What the limb routines need of a number.
//!
//! Shipped, a limb is a `u64` and a column of products a `u128`. The tests run the very same routines on two
//! other kinds of numbers: on upper bounds, which shows that nothing overflows for any input within the
//! bounds, and on polynomials in the input limbs, which shows that the result is the right one modulo p
//! (`proofs.rs`).

use core::ops::{Add, Mul, Sub};

/// One limb: it is added and subtracted, and multiplied by small constants, without ever overflowing.
pub(crate) trait Limb:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<u64, Output = Self>
{
    /// A sum of products of two limbs.
    type Column: Copy + Add<Output = Self::Column>;

    /// A constant.
    fn constant(value: u64) -> Self;
    /// The whole product.
    fn product(self, other: Self) -> Self::Column;
    /// `self` as `(low, high)` with `self = low + 2^51 high` and `low < 2^51`.
    fn split(self) -> (Self, Self);
    /// `column` as `(low, high)` with `column = low + 2^51 high` and `low < 2^51`.
    fn split_column(column: Self::Column) -> (Self, Self);
    /// A limb as a column.
    fn widen(self) -> Self::Column;
}

const LOW_51: u64 = (1 << 51) - 1;

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
    fn split(self) -> (Self, Self) {
        (self & LOW_51, self >> 51)
    }

    #[inline(always)]
    fn split_column(column: u128) -> (Self, Self) {
        // The high part is below 2^64 (proved by the bounds in proofs.rs), so the cast loses nothing.
        (column as u64 & LOW_51, (column >> 51) as u64)
    }

    #[inline(always)]
    fn widen(self) -> u128 {
        u128::from(self)
    }
}
