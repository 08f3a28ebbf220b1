//! Four elements of GF(p), a limb a vector and an element a lane: a0 + 2^52 a1 + … + 2^364 a7, in Montgomery's form with
//! R = 2^416.
//!
//! *Carried* limbs are below 2^52, the topmost below 2^20 + 2^11: so the number is below p and a little. *Columns* are what
//! products give before carries: above −2, below 2^58, the topmost below 2^21, since the number is below 1.01p. Sums and
//! differences of columns are carried as one.
//!
//! p = 2^384 − 2^128 − 2^96 + 2^32 − 1 is 2^32 − 1 modulo 2^52, and −1 divided by that is 2^32 + 1.

use super::arch::{
    __m256i, _mm256_add_epi64, _mm256_and_si256, _mm256_madd52hi_epu64, _mm256_madd52lo_epu64,
    _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_slli_epi64, _mm256_srli_epi64, _mm256_sub_epi64,
};

/// Limbs of an element.
pub(super) const LIMBS: usize = 8;

/// Four elements, carried or columns.
pub(super) type Lanes = [__m256i; LIMBS];

/// The columns of products.
type Wide = [__m256i; 2 * LIMBS];

/// The lowest 52 bits.
pub(super) const MASK: i64 = (1 << 52) - 1;

/// The limbs of p, of which those from the fourth to the seventh are 2^52 − 1.
const P: [i64; LIMBS] = [(1 << 32) - 1, 0xff << 44, MASK - (1 << 24), MASK, MASK, MASK, MASK, (1 << 20) - 1];

/// 2^9 p in limbs that are each above 2^62 − 2^11, but for the topmost: what makes up for columns that were subtracted.
const BIAS: [i64; LIMBS] = {
    let (mut bias, mut i) = (P, 0);
    while i < LIMBS {
        bias[i] <<= 9;
        // 2^62 here are 2^10 in the limb above.
        bias[i] += if i < LIMBS - 1 { 1 << 62 } else { 0 };
        bias[i] -= if i > 0 { 1 << 10 } else { 0 };
        i += 1;
    }
    bias
};

/// a · b / R as columns, of carried a and b.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn product(a: &Lanes, b: &Lanes) -> Lanes {
    let (mut low, mut high) = start();
    multiply_add(&mut low, &mut high, a, b);
    reduce(&low, &high)
}

/// (a · b + c · d) / R as columns, of carried numbers.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn sum_of_products([a, b]: [&Lanes; 2], [c, d]: [&Lanes; 2]) -> Lanes {
    let (mut low, mut high) = start();
    multiply_add(&mut low, &mut high, a, b);
    multiply_add(&mut low, &mut high, c, d);
    reduce(&low, &high)
}

/// Adds the lower 52 bits of the products of limbs to `low`, and those above to `high`.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn multiply_add(low: &mut Wide, high: &mut Wide, a: &Lanes, b: &Lanes) {
    for i in 0..LIMBS {
        for j in 0..LIMBS {
            low[i + j] = _mm256_madd52lo_epu64(low[i + j], a[i], b[j]);
            high[i + j] = _mm256_madd52hi_epu64(high[i + j], a[i], b[j]);
        }
    }
}

/// Columns of 0, as lower and upper parts. In these columns, `reduce` is to subtract a number below 2^52: each has 2^52 more,
/// less those of the column below; the 1 that is missing above is taken away at last.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn start() -> (Wide, Wide) {
    let zero = _mm256_setzero_si256();
    let (mut low, high) = ([zero; 2 * LIMBS], [zero; 2 * LIMBS]);
    low[3] = _mm256_set1_epi64x(MASK + 1);
    for column in &mut low[4..LIMBS + 3] {
        *column = _mm256_set1_epi64x(MASK);
    }
    (low, high)
}

/// t / R, for t with the columns `low` and 2^52 `high`.
///
/// With the lowest 52 bits of (2^32 + 1)·t as q, t + q·p is a multiple of 2^52. The upper part of p is 2^384 − 2^156: its
/// five limbs take one addition and one subtraction. Eight times that makes t / R + p, at most.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn reduce(low: &Wide, high: &Wide) -> Lanes {
    let [mask, low_20] = [MASK, (1 << 20) - 1].map(|mask| _mm256_set1_epi64x(mask));
    let [p_0, p_1, p_2, p_7] = [P[0], P[1], P[2], P[7] + 1].map(|limb| _mm256_set1_epi64x(limb));
    let mut t = *low;
    for i in 1..2 * LIMBS {
        t[i] = _mm256_add_epi64(low[i], high[i - 1]);
    }
    t[LIMBS + 3] = _mm256_sub_epi64(t[LIMBS + 3], _mm256_set1_epi64x(1));
    for i in 0..LIMBS {
        let shifted = _mm256_slli_epi64::<32>(_mm256_and_si256(t[i], low_20));
        let q = _mm256_and_si256(_mm256_add_epi64(t[i], shifted), mask);
        t[i] = _mm256_madd52lo_epu64(t[i], q, p_0);
        t[i + 1] = _mm256_madd52hi_epu64(t[i + 1], q, p_0);
        t[i + 1] = _mm256_madd52lo_epu64(t[i + 1], q, p_1);
        t[i + 2] = _mm256_madd52hi_epu64(t[i + 2], q, p_1);
        t[i + 2] = _mm256_madd52lo_epu64(t[i + 2], q, p_2);
        t[i + 3] = _mm256_madd52hi_epu64(t[i + 3], q, p_2);
        t[i + 3] = _mm256_sub_epi64(t[i + 3], q);
        t[i + 7] = _mm256_madd52lo_epu64(t[i + 7], q, p_7);
        t[i + 8] = _mm256_madd52hi_epu64(t[i + 8], q, p_7);
        t[i + 1] = _mm256_add_epi64(t[i + 1], _mm256_srli_epi64::<52>(t[i]));
    }
    [t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15]]
}

/// Carries sums and differences of columns: what was added is below 2^61 in all, what was subtracted, too, and the
/// topmost below 2^25. 2^9 p are added, so that nothing is negative; then h, what is above 2^384, is taken off as h·p.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn carry(columns: &Lanes) -> Lanes {
    let mut t = *columns;
    for (limb, bias) in t.iter_mut().zip(BIAS) {
        *limb = _mm256_add_epi64(*limb, _mm256_set1_epi64x(bias));
    }
    // Below 2^10.
    let h = _mm256_srli_epi64::<20>(t[7]);
    t[7] = _mm256_and_si256(t[7], _mm256_set1_epi64x((1 << 20) - 1));
    t[0] = _mm256_add_epi64(_mm256_sub_epi64(t[0], _mm256_slli_epi64::<32>(h)), h);
    t[1] = _mm256_add_epi64(t[1], _mm256_slli_epi64::<44>(h));
    t[2] = _mm256_add_epi64(t[2], _mm256_slli_epi64::<24>(h));
    let mask = _mm256_set1_epi64x(MASK);
    for i in 0..LIMBS - 1 {
        t[i + 1] = _mm256_add_epi64(t[i + 1], _mm256_srli_epi64::<52>(t[i]));
        t[i] = _mm256_and_si256(t[i], mask);
    }
    t
}
