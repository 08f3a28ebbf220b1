//! Eight products modulo p = 2^130 - 5 at a time, in the limbs of [`crate::portable::poly1305`].

use super::arch::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_madd52hi_epu64, _mm512_madd52lo_epu64,
    _mm512_set1_epi64, _mm512_setzero_si512, _mm512_slli_epi64, _mm512_srli_epi64,
};

/// Eight numbers, a limb a vector.
pub(super) type Numbers = [__m512i; 3];

/// Numbers by which others are multiplied: their limbs, and 20 times the upper two.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn factors([b0, b1, b2]: Numbers) -> [__m512i; 5] {
    // 20 = 2^4 + 2^2.
    let times_20 =
        |limb: __m512i| _mm512_add_epi64(_mm512_slli_epi64::<4>(limb), _mm512_slli_epi64::<2>(limb));
    [b0, b1, b2, times_20(b1), times_20(b2)]
}

/// a * b, carried, for an a that is the sum of a block and of carried limbs.
///
/// Instructions add the lower 52 bits of a product, or those above, to a column; the latter weighs 2^52 times as much, so
/// that it belongs to the next limb, shifted. With limbs of a below 2^46, 2^46 and 2^43 and those of b, or 20 times them,
/// below 2^49, three lower parts are below 2^54, and three upper ones below 2^45.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn product([a0, a1, a2]: Numbers, [b0, b1, b2, b1_20, b2_20]: &[__m512i; 5]) -> Numbers {
    let zero = _mm512_setzero_si512();
    let low =
        |x: [(__m512i, __m512i); 3]| x.into_iter().fold(zero, |sum, (a, b)| _mm512_madd52lo_epu64(sum, a, b));
    let high =
        |x: [(__m512i, __m512i); 3]| x.into_iter().fold(zero, |sum, (a, b)| _mm512_madd52hi_epu64(sum, a, b));
    // Of the limbs of an a that is a product, a2 is there first, and a1 last.
    let columns = [
        [(a2, *b1_20), (a0, *b0), (a1, *b2_20)],
        [(a2, *b2_20), (a0, *b1), (a1, *b0)],
        [(a2, *b0), (a0, *b2), (a1, *b1)],
    ];
    let [l0, l1, l2] = columns.map(low);
    let [h0, h1, h2] = columns.map(high);
    let (a0, c) = split::<44>(l0);
    let (a1, c) = split::<44>(_mm512_add_epi64(_mm512_add_epi64(l1, _mm512_slli_epi64::<8>(h0)), c));
    let (a2, c) = split::<42>(_mm512_add_epi64(_mm512_add_epi64(l2, _mm512_slli_epi64::<8>(h1)), c));
    // Of weight 2^130 = 5, and below 2^56.
    let c = _mm512_add_epi64(_mm512_slli_epi64::<10>(h2), c);
    let five_c = _mm512_add_epi64(_mm512_slli_epi64::<2>(c), c);
    let (a0, c) = split::<44>(_mm512_add_epi64(a0, five_c));
    [a0, _mm512_add_epi64(a1, c), a2]
}

/// The lowest `BITS` bits, and the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn split<const BITS: u32>(a: __m512i) -> (__m512i, __m512i) {
    (_mm512_and_si512(a, _mm512_set1_epi64((1 << BITS) - 1)), _mm512_srli_epi64::<BITS>(a))
}
