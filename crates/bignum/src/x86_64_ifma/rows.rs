//! What the rows of all products have in common.

#![allow(clippy::needless_range_loop, reason = "vectors have numbers here")]

use super::{
    arch::{
        __m256i, _mm256_add_epi64, _mm256_alignr_epi64, _mm256_madd52hi_epu64, _mm256_madd52lo_epu64,
        _mm256_setzero_si256,
    },
    digits::{Digit, Digits, load},
};

/// What is known of a modulus m.
pub(super) struct Constants<const V: usize> {
    /// m.
    pub(super) m: Digits<V>,
    /// m / 2^52, rounded down.
    pub(super) m_above: Digits<V>,
    /// −1/m modulo 2^52.
    pub(super) m_0: Digit,
}

/// Divides by 2^52: the lowest digit is gone.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn shift<const V: usize>(sum: &mut [__m256i; V]) {
    for j in 0..V {
        let above = if j + 1 < V { sum[j + 1] } else { _mm256_setzero_si256() };
        sum[j] = _mm256_alignr_epi64::<1>(above, sum[j]);
    }
}

/// Adds q·m / 2^52, of which the lowest digit has gone into the carry: so, for each digit of m, the lower half of the product
/// by the digit above it, and the upper half of its own.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn add_multiple<const V: usize>(
    sum: &mut [__m256i; V],
    (q, carry): (__m256i, __m256i),
    constants: &Constants<V>,
) {
    // The next row waits for the lowest digits: two short chains of sums are faster than one.
    let upper = _mm256_madd52hi_epu64(carry, q, load(&constants.m[0]));
    sum[0] = _mm256_madd52lo_epu64(sum[0], q, load(&constants.m_above[0]));
    sum[0] = _mm256_add_epi64(sum[0], upper);
    for j in 1..V {
        sum[j] = _mm256_madd52lo_epu64(sum[j], q, load(&constants.m_above[j]));
        sum[j] = _mm256_madd52hi_epu64(sum[j], q, load(&constants.m[j]));
    }
}
