//! Integers in N limbs of 64 bits, the lowest first.
//!
//! The routines are written for any kind of limb. Shipped, it is a `u64`; the tests run the very same routines on
//! polynomials and on terms for a solver, which shows for all inputs that they compute what they say (`proofs.rs`).

use core::ops::Add;

use clearbox_ct::barrier_u64;

/// What the routines need of a limb; `+` is for sums that are below 2^64. Parts are named so that (low, high)
/// is low + 2^64 high, with low < 2^64.
pub trait Limb: Copy + Add<Output = Self> {
    /// A constant.
    fn constant(value: u64) -> Self;
    /// acc + a·b + carry as (low, high): at most (2^64 − 1) + (2^64 − 1)² + (2^64 − 1) = 2^128 − 1.
    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self);
    /// a + b + carry as (low, high), for a carry of 0 or 1; so is high.
    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self);
    /// a − b − borrow as (low, −high), for a borrow of 0 or 1; so is −high.
    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self);
    /// 2a + carry as (low, high), for a carry of 0 or 1; so is high.
    fn double(a: Self, carry: Self) -> (Self, Self);
    /// 2^32 a as (low, high).
    fn shift_32(a: Self) -> (Self, Self);
    /// The low part of a·factor.
    fn multiply_low(a: Self, factor: u64) -> Self;
    /// (a·b + acc) / 2^64, where the low part is known to be zero.
    fn cancel(acc: Self, a: Self, b: Self) -> Self;
}

/// Limbs that are also words of bits.
pub(crate) trait Word: Limb {
    /// carry − borrow, of which carry is 0, or both are 1: all ones if the borrow isn't paid, or else all zeros.
    fn mask(carry: Self, borrow: Self) -> Self;
    /// Those bits of a constant that are in a mask.
    fn masked(constant: u64, mask: Self) -> Self;
    /// The lowest bit.
    fn lowest(a: Self) -> Self;
    /// The low part of (low + 2^64 high) / 2.
    fn half(low: Self, high: Self) -> Self;
}

impl Limb for u64 {
    #[inline(always)]
    fn constant(value: u64) -> Self {
        value
    }

    #[inline(always)]
    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self) {
        let sum = u128::from(acc) + u128::from(a) * u128::from(b) + u128::from(carry);
        (sum as u64, (sum >> 64) as u64)
    }

    #[inline(always)]
    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        let sum = u128::from(a) + u128::from(b) + u128::from(carry);
        (sum as u64, (sum >> 64) as u64)
    }

    #[inline(always)]
    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let (difference, under) = a.overflowing_sub(b);
        let (difference, under_again) = difference.overflowing_sub(borrow);
        (difference, u64::from(under | under_again))
    }

    #[inline(always)]
    fn double(a: Self, carry: Self) -> (Self, Self) {
        (a << 1 | carry, a >> 63)
    }

    #[inline(always)]
    fn shift_32(a: Self) -> (Self, Self) {
        (a << 32, a >> 32)
    }

    #[inline(always)]
    fn multiply_low(a: Self, factor: u64) -> Self {
        a.wrapping_mul(factor)
    }

    #[inline(always)]
    fn cancel(acc: Self, a: Self, b: Self) -> Self {
        Self::multiply_add(acc, a, b, 0).1
    }
}

impl Word for u64 {
    #[inline(always)]
    fn mask(carry: Self, borrow: Self) -> Self {
        // Hidden before it becomes a mask: a compiler that sees how a mask is made selects by it, by a branch if it likes.
        barrier_u64(carry).wrapping_sub(borrow)
    }

    #[inline(always)]
    fn masked(constant: u64, mask: Self) -> Self {
        constant & mask
    }

    #[inline(always)]
    fn lowest(a: Self) -> Self {
        a & 1
    }

    #[inline(always)]
    fn half(low: Self, high: Self) -> Self {
        low >> 1 | high << 63
    }
}

/// a + b as (low N limbs, carry).
#[inline(always)]
pub(crate) fn add<L: Limb, const N: usize>(a: &[L; N], b: &[L; N]) -> ([L; N], L) {
    let mut carry = L::constant(0);
    let sum = core::array::from_fn(|i| {
        let limb;
        (limb, carry) = L::sum(a[i], b[i], carry);
        limb
    });
    (sum, carry)
}

/// a − b as (low N limbs, borrow).
#[inline(always)]
pub(crate) fn subtract<L: Limb, const N: usize>(a: &[L; N], b: &[L; N]) -> ([L; N], L) {
    let mut borrow = L::constant(0);
    let difference = core::array::from_fn(|i| {
        let limb;
        (limb, borrow) = L::difference(a[i], b[i], borrow);
        limb
    });
    (difference, borrow)
}

/// a · b as (low, high), row by row.
#[inline(always)]
pub(crate) fn multiply<L: Limb, const N: usize>(a: &[L; N], b: &[L; N]) -> ([L; N], [L; N]) {
    let zero = L::constant(0);
    let mut product = [[zero; N]; 2];
    let t = product.as_flattened_mut();
    for i in 0..N {
        let mut carry = zero;
        for j in 0..N {
            (t[i + j], carry) = L::multiply_add(t[i + j], a[j], b[i], carry);
        }
        t[i + N] = carry;
    }
    product.into()
}

/// a² as (low, high): the products of different limbs once, doubled, and then the squares.
#[inline(always)]
pub(crate) fn square<L: Limb, const N: usize>(a: &[L; N]) -> ([L; N], [L; N]) {
    let zero = L::constant(0);
    let mut square = [[zero; N]; 2];
    let t = square.as_flattened_mut();
    for i in 0..N {
        let mut carry = zero;
        for j in i + 1..N {
            (t[i + j], carry) = L::multiply_add(t[i + j], a[i], a[j], carry);
        }
        t[i + N] = carry;
    }
    let (mut doubled, mut carry) = (zero, zero);
    for i in 0..N {
        let (low, high) = L::multiply_add(zero, a[i], a[i], zero);
        (t[2 * i], doubled) = L::double(t[2 * i], doubled);
        (t[2 * i], carry) = L::sum(t[2 * i], low, carry);
        (t[2 * i + 1], doubled) = L::double(t[2 * i + 1], doubled);
        (t[2 * i + 1], carry) = L::sum(t[2 * i + 1], high, carry);
    }
    square.into()
}

/// Reads a big-endian number of at most 8·N bytes.
pub(crate) fn from_be_bytes<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut limbs = [0; N];
    for (limb, word) in limbs.iter_mut().zip(bytes.rchunks(8)) {
        *limb = word.iter().fold(0, |limb, &byte| limb << 8 | u64::from(byte));
    }
    limbs
}

/// Writes a number that fits as big-endian bytes.
pub(crate) fn to_be_bytes<const N: usize>(limbs: &[u64; N], bytes: &mut [u8]) {
    for (word, limb) in bytes.rchunks_mut(8).zip(limbs) {
        word.copy_from_slice(&limb.to_be_bytes()[8 - word.len()..]);
    }
}
