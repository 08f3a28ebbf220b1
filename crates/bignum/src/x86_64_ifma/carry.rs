//! Carries.

use super::{
    arch::{
        __m256i, _mm256_add_epi64, _mm256_alignr_epi64, _mm256_and_si256, _mm256_cmpeq_epu64_mask,
        _mm256_cmpgt_epu64_mask, _mm256_mask_sub_epi64, _mm256_set1_epi64x, _mm256_setzero_si256,
        _mm256_srli_epi64,
    },
    digits::MASK,
};

/// The same number in digits below 2^52, of digits below 2^64 − 2^12; what is above the topmost digit is lost.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn carry<const V: usize>(sum: &[__m256i; V]) -> [__m256i; V] {
    let [mask, minus_one] = [MASK as i64, -1].map(|value| _mm256_set1_epi64x(value));
    let (mut digits, mut below) = (*sum, _mm256_setzero_si256());
    for digits in &mut digits {
        let above = _mm256_srli_epi64::<52>(*digits);
        let low = _mm256_and_si256(*digits, mask);
        *digits = _mm256_add_epi64(low, _mm256_alignr_epi64::<3>(above, below));
        below = above;
    }
    // Now only bits are carried. A bit for each digit that is too large, or full, from the top down: in the other order, the
    // compiler would put the masks together in vectors first.
    let (mut too_large, mut full) = (0u128, 0u128);
    for digits in digits.iter().rev() {
        too_large = too_large << 4 | u128::from(_mm256_cmpgt_epu64_mask(*digits, mask));
        full = full << 4 | u128::from(_mm256_cmpeq_epu64_mask(*digits, mask));
    }
    // In a sum, bits carry as the digits do: from one that is too large, on through all that are full.
    let mut carries = (2 * too_large + full) ^ full;
    for digits in &mut digits {
        *digits = _mm256_mask_sub_epi64(*digits, carries as u8 & 15, *digits, minus_one);
        *digits = _mm256_and_si256(*digits, mask);
        carries >>= 4;
    }
    digits
}
