//! Squares, row by row as products are, but with products of different digits once, and doubled, as far as the digits are in
//! different vectors.

#![allow(clippy::needless_range_loop, reason = "vectors have numbers here")]

use super::{
    arch::{
        __m256i, _mm256_add_epi64, _mm256_alignr_epi64, _mm256_and_si256, _mm256_madd52hi_epu64,
        _mm256_madd52lo_epu64, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_srli_epi64,
    },
    carry::carry,
    digits::{Digits, MASK, Vectors, broadcast, load_all, store_all},
    multiply::multiply,
    quotient::quotient,
    rows::{Constants, add_multiple, shift},
};

/// The most vectors for which there is code.
const MOST: usize = 10;

/// What digits are multiplied by.
struct Factors<const K: usize, const V: usize> {
    /// a.
    whole: Vectors<K, V>,
    /// 2a.
    doubled: Vectors<K, V>,
    /// Twice each vector of a without what comes of the one below: the lowest digits of 2a from that vector on.
    first_doubled: Vectors<K, V>,
}

/// a = a²/S for K moduli, with S = 2^(208 V), for an a below 2m; and so is the result, if 4m < S.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn square<const K: usize, const V: usize>(a: &mut [Digits<V>; K], constants: &[Constants<V>; K]) {
    let whole = load_all(a);
    if V > MOST {
        return multiply(a, &whole, constants);
    }
    let factors = double(&whole);
    let mut sums = [[_mm256_setzero_si256(); V]; K];
    // The vectors that a digit is multiplied by differ, and so has to the code, for sums that are in registers.
    rows::<0, K, V>(&mut sums, a, &factors, constants);
    rows::<1, K, V>(&mut sums, a, &factors, constants);
    rows::<2, K, V>(&mut sums, a, &factors, constants);
    rows::<3, K, V>(&mut sums, a, &factors, constants);
    rows::<4, K, V>(&mut sums, a, &factors, constants);
    rows::<5, K, V>(&mut sums, a, &factors, constants);
    rows::<6, K, V>(&mut sums, a, &factors, constants);
    rows::<7, K, V>(&mut sums, a, &factors, constants);
    rows::<8, K, V>(&mut sums, a, &factors, constants);
    rows::<9, K, V>(&mut sums, a, &factors, constants);
    for sum in &mut sums {
        *sum = carry(sum);
    }
    store_all(a, &sums);
}

/// The rows of the four digits in vector I: by that vector, and by the double of those above it.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn rows<const I: usize, const K: usize, const V: usize>(
    sums: &mut Vectors<K, V>,
    a: &[Digits<V>; K],
    factors: &Factors<K, V>,
    constants: &[Constants<V>; K],
) {
    if I >= V {
        return;
    }
    for i in 0..4 {
        for k in 0..K {
            let (digit, sum) = (broadcast(a[k][I][i]), &mut sums[k]);
            for j in I..V {
                sum[j] = _mm256_madd52lo_epu64(sum[j], digit, factors.of(k, I, j));
            }
            let q = quotient(sum, &constants[k]);
            shift(sum);
            for j in I..V {
                sum[j] = _mm256_madd52hi_epu64(sum[j], digit, factors.of(k, I, j));
            }
            add_multiple(sum, q, &constants[k]);
        }
    }
}

impl<const K: usize, const V: usize> Factors<K, V> {
    /// Vector j of those that digits in vector i of number k are multiplied by.
    #[inline(always)]
    fn of(&self, k: usize, i: usize, j: usize) -> __m256i {
        match j - i {
            0 => self.whole[k][j],
            1 => self.first_doubled[k][j],
            _ => self.doubled[k][j],
        }
    }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn double<const K: usize, const V: usize>(whole: &Vectors<K, V>) -> Factors<K, V> {
    let (zero, below_top) = (_mm256_setzero_si256(), _mm256_set1_epi64x((MASK >> 1) as i64));
    let (mut doubled, mut first_doubled) = (*whole, *whole);
    for k in 0..K {
        let mut below = zero;
        for j in 0..V {
            let low = _mm256_and_si256(whole[k][j], below_top);
            let (twice, above) = (_mm256_add_epi64(low, low), _mm256_srli_epi64::<51>(whole[k][j]));
            doubled[k][j] = _mm256_add_epi64(twice, _mm256_alignr_epi64::<3>(above, below));
            first_doubled[k][j] = _mm256_add_epi64(twice, _mm256_alignr_epi64::<3>(above, zero));
            below = above;
        }
    }
    Factors { whole: *whole, doubled, first_doubled }
}
