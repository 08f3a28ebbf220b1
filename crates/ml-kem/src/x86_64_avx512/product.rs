//! Products in T_q (algorithms 11 and 12), 16 pairs of coefficients in a vector.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_madd_epi16, _mm512_mask_blend_epi16, _mm512_mulhi_epi16,
    _mm512_mullo_epi16, _mm512_set1_epi16, _mm512_setzero_si512, _mm512_slli_epi32, _mm512_srli_epi32,
    _mm512_sub_epi16,
};

use clearbox_cpu::x86_64::{load_512_i16, store_512_i16};

use crate::{
    field::{Q, Q_INVERSE},
    ntt::{Factor, NttPolynomial},
};

#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn inner_product<'a>(
    pairs: &(impl Iterator<Item = (&'a NttPolynomial, &'a Factor)> + Clone),
) -> [i16; 256] {
    let mut c = [0; 256];
    for (i, c) in c.as_chunks_mut().0.iter_mut().enumerate() {
        let (mut sums_0, mut sums_1) = (_mm512_setzero_si512(), _mm512_setzero_si512());
        for (a, b) in pairs.clone() {
            let a = load_512_i16(&a.0.as_chunks().0[i]);
            let [for_c_0, for_c_1] =
                [&b.for_c_0, &b.for_c_1].map(|pairs| load_512_i16(&pairs.as_flattened().as_chunks().0[i]));
            // The two products of each pair, added.
            sums_0 = _mm512_add_epi32(sums_0, _mm512_madd_epi16(a, for_c_0));
            sums_1 = _mm512_add_epi32(sums_1, _mm512_madd_epi16(a, for_c_1));
        }
        store_512_i16(c, montgomery_reduce(sums_0, sums_1));
    }
    c
}

/// [`crate::field::montgomery_reduce`] of the numbers of 32 bits in both, by turns.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn montgomery_reduce(even: __m512i, odd: __m512i) -> __m512i {
    const ODD: u32 = 0xaaaa_aaaa;
    let low = _mm512_mask_blend_epi16(ODD, even, _mm512_slli_epi32::<16>(odd));
    let high = _mm512_mask_blend_epi16(ODD, _mm512_srli_epi32::<16>(even), odd);
    let m = _mm512_mullo_epi16(low, _mm512_set1_epi16(Q_INVERSE));
    _mm512_sub_epi16(high, _mm512_mulhi_epi16(m, _mm512_set1_epi16(Q)))
}
