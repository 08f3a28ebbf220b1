//! Comparisons whose time depends on lengths only.

use subtle::ConstantTimeEq;

use crate::{barrier::barrier_u64, choice::Choice};

/// Whether `a` and `b` hold the same bytes. Their lengths are public: unequal lengths answer no at once.
///
/// The differences of all words are gathered before any is looked at: `subtle` would hide each byte from the compiler, which
/// takes as long as a tag of 16 bytes takes to make.
#[inline]
#[must_use]
pub fn eq_bytes(a: &[u8], b: &[u8]) -> Choice {
    if a.len() != b.len() {
        return Choice::from_lsb(0);
    }
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks(), b.as_chunks());
    let words = a.iter().zip(b).map(|(&a, &b)| u64::from_le_bytes(a) ^ u64::from_le_bytes(b));
    let bytes = a_rest.iter().zip(b_rest).map(|(a, b)| u64::from(a ^ b));
    let difference = words.chain(bytes).fold(0, |sum, difference| sum | difference);
    Choice::from_subtle(difference.ct_eq(&0))
}

/// Whether `value` is zero.
#[inline(always)]
#[must_use]
pub fn is_zero_u64(value: u64) -> Choice {
    // The top bit of v | -v is set exactly when v is not zero.
    let value = barrier_u64(value);
    !Choice::from_lsb((value | value.wrapping_neg()) >> 63)
}

/// Whether `a` is less than `b`.
#[inline(always)]
#[must_use]
pub fn lt_u64(a: u64, b: u64) -> Choice {
    // The borrow of a - b, by the majority of (!a, b, a - b) in the top bit.
    let (a, b) = (barrier_u64(a), barrier_u64(b));
    Choice::from_lsb(((!a & b) | ((!a | b) & a.wrapping_sub(b))) >> 63)
}
