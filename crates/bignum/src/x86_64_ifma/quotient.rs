//! The quotients of Montgomery's reduction.

use super::{
    arch::{
        __m256i, _mm256_add_epi64, _mm256_and_si256, _mm256_broadcastq_epi64, _mm256_castsi256_si128,
        _mm256_madd52lo_epu64, _mm256_maskz_srli_epi64, _mm256_set1_epi64x, _mm256_setzero_si256,
    },
    digits::{MASK, broadcast},
    rows::Constants,
};

/// q, in all lanes, so that q·m makes the lowest digit a multiple of 2^52, and in the lowest lane what is carried from there.
///
/// With the digit t = 2^52·h + l, and l > 0, the lower half of q·m0 is 2^52 − l: t is rounded up to a multiple of 2^52. So
/// nothing has to wait for the product.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn quotient<const V: usize>(sum: &[__m256i; V], constants: &Constants<V>) -> (__m256i, __m256i) {
    let mask = _mm256_set1_epi64x(MASK as i64);
    let lowest = _mm256_broadcastq_epi64(_mm256_castsi256_si128(_mm256_and_si256(sum[0], mask)));
    let q = _mm256_madd52lo_epu64(_mm256_setzero_si256(), lowest, broadcast(constants.m_0));
    (q, _mm256_maskz_srli_epi64::<52>(1, _mm256_add_epi64(sum[0], mask)))
}
