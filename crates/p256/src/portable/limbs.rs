//! Integers of 256 bits in four limbs, the lowest first.
//!
//! The routines are written for any kind of limb. Shipped, it is a `u64`; the tests run the very same
//! routines on polynomials, which shows for all inputs that they compute what they say (`proofs.rs`).

use core::ops::Add;

/// What the routines need of a limb; `+` is for sums that are below 2^64. Parts are named so that (low, high)
/// is low + 2^64 high, with low < 2^64.
pub(crate) trait Limb: Copy + Add<Output = Self> {
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
}

/// a + b as (low 256 bits, carry).
#[inline(always)]
pub(crate) fn add<L: Limb>(a: &[L; 4], b: &[L; 4]) -> ([L; 4], L) {
    let mut carry = L::constant(0);
    let sum = core::array::from_fn(|i| {
        let limb;
        (limb, carry) = L::sum(a[i], b[i], carry);
        limb
    });
    (sum, carry)
}

/// a − b as (low 256 bits, borrow).
#[inline(always)]
pub(crate) fn subtract<L: Limb>(a: &[L; 4], b: &[L; 4]) -> ([L; 4], L) {
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
pub(crate) fn multiply<L: Limb>(a: &[L; 4], b: &[L; 4]) -> ([L; 4], [L; 4]) {
    let zero = L::constant(0);
    let mut t = [zero; 8];
    for i in 0..4 {
        let mut carry = zero;
        for j in 0..4 {
            (t[i + j], carry) = L::multiply_add(t[i + j], a[j], b[i], carry);
        }
        t[i + 4] = carry;
    }
    let [t0, t1, t2, t3, t4, t5, t6, t7] = t;
    ([t0, t1, t2, t3], [t4, t5, t6, t7])
}

/// a² as (low, high): the products of different limbs once, doubled, and then the squares.
#[inline(always)]
pub(crate) fn square<L: Limb>(a: &[L; 4]) -> ([L; 4], [L; 4]) {
    let [a0, a1, a2, a3] = *a;
    let zero = L::constant(0);
    let (t1, carry) = L::multiply_add(zero, a0, a1, zero);
    let (t2, carry) = L::multiply_add(zero, a0, a2, carry);
    let (t3, t4) = L::multiply_add(zero, a0, a3, carry);
    let (t3, carry) = L::multiply_add(t3, a1, a2, zero);
    let (t4, t5) = L::multiply_add(t4, a1, a3, carry);
    let (t5, t6) = L::multiply_add(t5, a2, a3, zero);

    let (t1, carry) = L::double(t1, zero);
    let (t2, carry) = L::double(t2, carry);
    let (t3, carry) = L::double(t3, carry);
    let (t4, carry) = L::double(t4, carry);
    let (t5, carry) = L::double(t5, carry);
    let (t6, t7) = L::double(t6, carry);

    let [(s0, s1), (s2, s3), (s4, s5), (s6, s7)] = a.map(|limb| L::multiply_add(zero, limb, limb, zero));
    let (low, carry) = add(&[s0, s1, s2, s3], &[zero, t1, t2, t3]);
    let (t4, carry) = L::sum(s4, t4, carry);
    let (t5, carry) = L::sum(s5, t5, carry);
    let (t6, carry) = L::sum(s6, t6, carry);
    // The square is below 2^512: nothing is carried out.
    (low, [t4, t5, t6, s7 + t7 + carry])
}

/// Reads 32 big-endian bytes.
pub(crate) fn from_be_bytes(bytes: &[u8; 32]) -> [u64; 4] {
    let (words, _) = bytes.as_chunks();
    core::array::from_fn(|i| u64::from_be_bytes(words[3 - i]))
}

/// Writes 32 big-endian bytes.
pub(crate) fn to_be_bytes(limbs: &[u64; 4]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (chunk, limb) in bytes.chunks_exact_mut(8).zip(limbs.iter().rev()) {
        chunk.copy_from_slice(&limb.to_be_bytes());
    }
    bytes
}
