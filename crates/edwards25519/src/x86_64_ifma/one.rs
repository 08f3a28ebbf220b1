//! One point in a vector, its coordinates in four lanes: formulas of RFC 8032, section 5.1.4, in its letters, in two rounds of four
//! products.

use super::arch::{
    __m256i, _mm256_add_epi64, _mm256_mask_add_epi64, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64,
    _mm256_permutexvar_epi64, _mm256_set1_epi64x, _mm256_setr_epi64x, _mm256_shuffle_epi32,
};
use super::{
    four::{Lanes, Shifts, carry, product, square},
    point::{BIAS, P_1},
};

/// A point as (X, Y, Z, T), in columns.
#[derive(Clone, Copy)]
pub(super) struct Point(pub(super) Lanes);

/// A second summand as (Y − X, Y + X, 2Z, 2d·T), in limbs of at most 2^52.
#[derive(Clone, Copy)]
pub(super) struct Summand(pub(super) Lanes);

/// A point as (Y − X, Y + X, Z, T), carried.
#[derive(Clone, Copy)]
pub(super) struct Sums(pub(super) Lanes);

/// 2d.
pub(crate) const TWO_D: [i64; 5] =
    [0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff];

/// Masks of lanes.
const FIRST: u8 = 0b0001;
const FIRST_TWO: u8 = 0b0011;
const THIRD: u8 = 0b0100;
const FOURTH: u8 = 0b1000;

/// 2·p.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn double(p: &Point, shifts: Shifts) -> Point {
    let (first, second) = (_mm256_set1_epi64x(0), _mm256_set1_epi64x(1));
    let w = carry(&p.0.map(|limb| {
        let [x, y] = [first, second].map(|lane| _mm256_permutexvar_epi64(lane, limb));
        _mm256_mask_add_epi64(limb, FOURTH, x, y)
    }));
    // (A, B, Z², (X + Y)²).
    let s = square(&w, shifts);
    let order = _mm256_setr_epi64x(3, 3, 2, 2);
    let ehfg = carry(&core::array::from_fn(|i| {
        let [a, b] = [first, second].map(|lane| _mm256_permutexvar_epi64(lane, s[i]));
        let other = _mm256_permutexvar_epi64(order, s[i]);
        // A + B twice, and A − B twice; then (X + Y)² is subtracted from the first, and 2 Z² added to the third.
        let sum = _mm256_add_epi64(a, _mm256_set1_epi64x(BIAS[i]));
        let sum = _mm256_mask_sub_epi64(_mm256_add_epi64(sum, b), THIRD | FOURTH, sum, b);
        let sum = _mm256_mask_sub_epi64(sum, FIRST, sum, other);
        _mm256_mask_add_epi64(sum, THIRD, sum, _mm256_add_epi64(other, other))
    }));
    products(&ehfg, shifts)
}

/// p + q.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn add(p: &Point, q: &Summand, shifts: Shifts) -> Point {
    // (A, B, D, C).
    let s = product(&sums(p).0, &q.0, shifts);
    // (B − A, B + A, D − C, D + C).
    let ehfg = carry(&core::array::from_fn(|i| {
        let (bias, others) = (_mm256_set1_epi64x(BIAS[i]), neighbour(s[i]));
        let left = _mm256_mask_sub_epi64(s[i], FIRST, bias, s[i]);
        _mm256_add_epi64(left, _mm256_mask_sub_epi64(others, THIRD, bias, others))
    }));
    products(&ehfg, shifts)
}

/// p as a second summand.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn summand(p: &Sums, shifts: Shifts) -> Summand {
    let factors = core::array::from_fn(|i| {
        let one = i64::from(i == 0);
        _mm256_setr_epi64x(one, one, one, TWO_D[i])
    });
    let once = product(&p.0, &factors, shifts);
    Summand(carry(&once.map(|limb| _mm256_mask_add_epi64(limb, THIRD, limb, limb))))
}

/// −q: X and T change their signs.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn negated(q: &Summand) -> Summand {
    Summand(core::array::from_fn(|i| {
        let two_p = _mm256_set1_epi64x(2 * if i == 0 { P_1 - 18 } else { P_1 });
        let exchanged = _mm256_mask_mov_epi64(q.0[i], FIRST_TWO, neighbour(q.0[i]));
        _mm256_mask_sub_epi64(exchanged, FOURTH, two_p, q.0[i])
    }))
}

/// (Y − X, Y + X, Z, T), carried.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn sums(p: &Point) -> Sums {
    Sums(carry(&core::array::from_fn(|i| {
        let limb = _mm256_mask_sub_epi64(p.0[i], FIRST, _mm256_set1_epi64x(BIAS[i]), p.0[i]);
        _mm256_mask_add_epi64(limb, FIRST_TWO, limb, neighbour(p.0[i]))
    })))
}

/// The point, with all coordinates doubled: X is half the difference of Y + X and Y − X, and Y half their sum.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn point(p: &Sums) -> Point {
    Point(core::array::from_fn(|i| {
        let limb = _mm256_mask_sub_epi64(p.0[i], FIRST, _mm256_set1_epi64x(BIAS[i]), p.0[i]);
        _mm256_add_epi64(limb, _mm256_mask_mov_epi64(p.0[i], FIRST_TWO, neighbour(p.0[i])))
    }))
}

/// (E·F, G·H, F·G, E·H) of (E, H, F, G).
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn products(ehfg: &Lanes, shifts: Shifts) -> Point {
    let [left, right] = [_mm256_setr_epi64x(0, 3, 2, 0), _mm256_setr_epi64x(2, 1, 3, 1)]
        .map(|order| ehfg.map(|limb| _mm256_permutexvar_epi64(order, limb)));
    Point(product(&left, &right, shifts))
}

/// The lanes 1, 0, 3, 2.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn neighbour(a: __m256i) -> __m256i {
    _mm256_shuffle_epi32::<0b01_00_11_10>(a)
}
