//! Four elements of GF(p), a limb a vector and an element a lane: a0 + 2^52 a1 + 2^104 a2 + 2^156 a3 + 2^208 a4, in
//! Montgomery's form with R = 2^260.
//!
//! *Carried* limbs are below 2^52, the topmost below 2^48 + 2^25: so the number is below p and a little. *Columns* are what
//! products give before carries: below 2^57, the topmost below 2^49, since the number is below 1.13p. Sums and differences
//! of columns are carried as one.
//!
//! p = 2^256 − 2^224 + 2^192 + 2^96 − 1 is −1 modulo 2^52. So Montgomery's quotients are the lowest limbs as they are.

use super::arch::{
    __m256i, _mm256_add_epi64, _mm256_and_si256, _mm256_madd52hi_epu64, _mm256_madd52lo_epu64,
    _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_slli_epi64, _mm256_srli_epi64, _mm256_sub_epi64,
};

/// Limbs of an element.
pub(super) const LIMBS: usize = 5;

/// Four elements, carried or columns.
pub(super) type Lanes = [__m256i; LIMBS];

/// 32p in limbs that are each above 2^62 − 2^11, but for the topmost: what makes up for columns that were subtracted.
const BIAS: [i64; 5] = {
    let [factor, more] = [32, 1 << 10];
    let up = more << 52;
    [
        factor * ((1 << 52) - 1) + up,
        factor * ((1 << 44) - 1) + up - more,
        up - more,
        (factor << 36) + up - more,
        factor * ((1 << 48) - (1 << 16)) - more,
    ]
};

/// The lowest 52 bits.
const MASK: i64 = (1 << 52) - 1;

/// a · b / R as columns, of carried a and b.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn product(a: &Lanes, b: &Lanes) -> Lanes {
    let zero = _mm256_setzero_si256();
    let (mut low, mut high) = ([zero; 9], [zero; 9]);
    multiply_add(&mut low, &mut high, a, b);
    reduce(&low, &high)
}

/// (a · b + c · d) / R as columns, of carried numbers.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn sum_of_products([a, b]: [&Lanes; 2], [c, d]: [&Lanes; 2]) -> Lanes {
    let zero = _mm256_setzero_si256();
    let (mut low, mut high) = ([zero; 9], [zero; 9]);
    multiply_add(&mut low, &mut high, a, b);
    multiply_add(&mut low, &mut high, c, d);
    reduce(&low, &high)
}

/// Adds the lower 52 bits of the products of limbs to `low`, and those above to `high`.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn multiply_add(low: &mut [__m256i; 9], high: &mut [__m256i; 9], a: &Lanes, b: &Lanes) {
    for i in 0..5 {
        for j in 0..5 {
            low[i + j] = _mm256_madd52lo_epu64(low[i + j], a[i], b[j]);
            high[i + j] = _mm256_madd52hi_epu64(high[i + j], a[i], b[j]);
        }
    }
}

/// t / R, for t with the columns `low` and 2^52 `high`.
///
/// With the lowest 52 bits of t as q, t + q·p = t − q + 2^96 q + 2^192 q + 2^208 (2^48 − 2^16) q is a multiple of 2^52.
/// Five times that makes t / R + p, at most.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn reduce(low: &[__m256i; 9], high: &[__m256i; 9]) -> Lanes {
    let mask = _mm256_set1_epi64x(MASK);
    let [p_1, p_3, p_4] = [1 << 44, 1 << 36, (1 << 48) - (1 << 16)].map(|limb| _mm256_set1_epi64x(limb));
    let mut t = [_mm256_setzero_si256(); 10];
    t[0] = low[0];
    for i in 1..9 {
        t[i] = _mm256_add_epi64(low[i], high[i - 1]);
    }
    t[9] = high[8];
    for i in 0..5 {
        let q = _mm256_and_si256(t[i], mask);
        let carried = _mm256_add_epi64(t[i + 1], _mm256_srli_epi64::<52>(t[i]));
        t[i + 1] = _mm256_madd52lo_epu64(carried, q, p_1);
        t[i + 2] = _mm256_madd52hi_epu64(t[i + 2], q, p_1);
        t[i + 3] = _mm256_madd52lo_epu64(t[i + 3], q, p_3);
        t[i + 4] = _mm256_madd52hi_epu64(t[i + 4], q, p_3);
        t[i + 4] = _mm256_madd52lo_epu64(t[i + 4], q, p_4);
        t[i + 5] = _mm256_madd52hi_epu64(t[i + 5], q, p_4);
    }
    [t[5], t[6], t[7], t[8], t[9]]
}

/// Carries sums and differences of columns: what was added is below 2^61 in all, what was subtracted, too, and the
/// topmost below 2^53 − 2^22. 32p are added, so that nothing is negative; then h, what is above 2^256, is taken off as h·p.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn carry(columns: &Lanes) -> Lanes {
    let mut t = *columns;
    for (limb, bias) in t.iter_mut().zip(BIAS) {
        *limb = _mm256_add_epi64(*limb, _mm256_set1_epi64x(bias));
    }
    // Below 2^8, so that the bias is enough for what is subtracted here.
    let h = _mm256_srli_epi64::<48>(t[4]);
    let low = _mm256_and_si256(t[4], _mm256_set1_epi64x((1 << 48) - 1));
    carry_up(&[
        _mm256_add_epi64(t[0], h),
        _mm256_sub_epi64(t[1], _mm256_slli_epi64::<44>(h)),
        t[2],
        _mm256_sub_epi64(t[3], _mm256_slli_epi64::<36>(h)),
        _mm256_add_epi64(low, _mm256_slli_epi64::<16>(h)),
    ])
}

/// The same number in limbs below 2^52, the topmost as large as need be.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn carry_up(columns: &Lanes) -> Lanes {
    let mask = _mm256_set1_epi64x(MASK);
    let mut t = *columns;
    for i in 0..4 {
        t[i + 1] = _mm256_add_epi64(t[i + 1], _mm256_srli_epi64::<52>(t[i]));
        t[i] = _mm256_and_si256(t[i], mask);
    }
    t
}
