//! What the kernels for x86-64 have in common.

pub(crate) mod counter;
pub(crate) mod round_keys;

use core::arch::x86_64::{__m128i, _mm_set_epi64x, _mm_setzero_si128};

pub(crate) type Block = __m128i;

#[inline]
#[target_feature(enable = "sse2")]
pub(crate) fn zero() -> Block {
    _mm_setzero_si128()
}

/// The block with the lengths of both strings in bits (SP 800-38D, algorithm 4, step 5), turned round.
#[inline]
#[target_feature(enable = "sse2")]
pub(crate) fn lengths(aad: &[u8], text: &[u8]) -> Block {
    _mm_set_epi64x(8 * aad.len() as i64, 8 * text.len() as i64)
}
