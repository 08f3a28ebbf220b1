//! Four products modulo p = 2^130 - 5 at a time: a number is a0 + 2^26 a1 + 2^52 a2 + 2^78 a3 + 2^104 a4, a limb a vector, since
//! AVX2 multiplies numbers of 32 bits.
//!
//! *Carried* limbs are below 2^26, 2^26 + 2^10, 2^26, 2^26 and 2^26 + 2^10.

use super::arch::{
    __m256i, _mm256_add_epi64, _mm256_and_si256, _mm256_mul_epu32, _mm256_set1_epi64x, _mm256_setzero_si256,
    _mm256_slli_epi64, _mm256_srli_epi64,
};

/// Four numbers, or sums of products before carries.
pub(super) type Numbers = [__m256i; 5];

/// Numbers by which others are multiplied: their limbs, and five times the upper four.
pub(super) type Factors = (Numbers, [__m256i; 4]);

/// Prepares carried numbers for being multiplied by; five times a limb is below 2^29.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn factors(b: Numbers) -> Factors {
    let [_, upper @ ..] = b;
    (b, upper.map(|limb| times_5(limb)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn times_5(limb: __m256i) -> __m256i {
    _mm256_add_epi64(_mm256_slli_epi64::<2>(limb), limb)
}

/// No numbers.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn zero() -> Numbers {
    [_mm256_setzero_si256(); 5]
}

/// Adds a * b to `sum`, for an a that is the sum of a block and of carried limbs.
///
/// 2^130 = 5 modulo p, so products of that weight and more come down, multiplied by 5. With limbs of a below 2^27 + 2^10, each
/// column grows by less than 21 * 2^54 < 2^59.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn add_product(mut sum: Numbers, a: Numbers, (b, upper_5): &Factors) -> Numbers {
    for (i, a) in a.into_iter().enumerate() {
        for (j, column) in sum.iter_mut().enumerate() {
            let b = if i <= j { b[j - i] } else { upper_5[j + 4 - i] };
            *column = _mm256_add_epi64(*column, _mm256_mul_epu32(a, b));
        }
    }
    sum
}

/// Carries a sum of at most two products: from the lowest limb and from the fourth one at the same time.
///
/// Columns are below 2^60, so that what is carried is below 2^34; five times the last one fits beside the lowest limb, and leaves a carry
/// below 2^10 for the next.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn carry([c0, c1, c2, c3, c4]: Numbers) -> Numbers {
    let ((a0, carry_0), (a3, carry_3)) = (split(c0), split(c3));
    let (a1, carry_1) = split(_mm256_add_epi64(c1, carry_0));
    let (a4, carry_4) = split(_mm256_add_epi64(c4, carry_3));
    let (a2, carry_2) = split(_mm256_add_epi64(c2, carry_1));
    let (a0, carry_0) = split(_mm256_add_epi64(a0, times_5(carry_4)));
    let (a3, carry_3) = split(_mm256_add_epi64(a3, carry_2));
    [a0, _mm256_add_epi64(a1, carry_0), a2, a3, _mm256_add_epi64(a4, carry_3)]
}

/// The lowest 26 bits, and the others.
#[inline]
#[target_feature(enable = "avx2")]
fn split(a: __m256i) -> (__m256i, __m256i) {
    (_mm256_and_si256(a, _mm256_set1_epi64x((1 << 26) - 1)), _mm256_srli_epi64::<26>(a))
}
