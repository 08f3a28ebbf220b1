//! The multiple of the base point: by eight digits at a time.

use core::arch::x86_64::{
    __m512i, _mm256_setzero_si256, _mm512_castsi512_si256, _mm512_extracti64x4_epi64,
    _mm512_permutex2var_epi64, _mm512_set1_epi64, _mm512_setr_epi64, _mm512_setzero_si512,
    _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

use super::{
    four, lanes,
    look_up::Digits,
    one::{self, double, summand},
    point::{Point, add_affine},
    straus::to_portable,
    table::BASE_MULTIPLES,
};
use crate::point::ProjectivePoint;

/// s·B, for a secret s below 2^255.
///
/// s = Σ dⱼ 16^j, and j = 16 lane + 2 i for lanes 0 to 3, or one more in lanes 4 to 7, which have the same rows of the table: each
/// lane has its sum in eight additions. Those of four lanes are added, and the upper one comes to the lower by four doublings.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply_base(s: &[u8; 32]) -> ProjectivePoint {
    let (shifts, digits) = (lanes::Shifts::new(), Digits::of(s));
    let mut sum = neutral();
    for (i, multiples) in BASE_MULTIPLES.0.iter().enumerate() {
        sum = add_affine(&sum, &digits.look_up(i, multiples), shifts);
    }
    let shifts = four::Shifts::new();
    let [lower @ .., a, b, c, d] = points(&sum);
    let mut sum = total(&[a, b, c, d], shifts);
    for _ in 0..4 {
        sum = double(&sum, shifts);
    }
    for point in lower {
        sum = one::add(&sum, &summand(&point, shifts), shifts);
    }
    to_portable(&sum).into_projective()
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn total([first, others @ ..]: &[one::Sums; 4], shifts: four::Shifts) -> one::Point {
    let mut sum = one::point(first);
    for point in others {
        sum = one::add(&sum, &summand(point, shifts), shifts);
    }
    sum
}

/// x = 0 and y = 1 in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn neutral() -> Point {
    let zero = [_mm512_setzero_si512(); 5];
    let mut one = zero;
    one[0] = _mm512_set1_epi64(1);
    Point { y_minus_x: one, y_plus_x: one, z: one, t: zero }
}

/// The points of the lanes, each in vectors of its own.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn points(p: &Point) -> [one::Sums; 8] {
    let orders = [_mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15)];
    let mut points = [one::Sums([_mm256_setzero_si256(); 5]); 8];
    for i in 0..5 {
        let (a, b, c, d) = (p.y_minus_x[i], p.y_plus_x[i], p.z[i], p.t[i]);
        let even: [__m512i; 2] = [_mm512_unpacklo_epi64(a, b), _mm512_unpacklo_epi64(c, d)];
        let odd = [_mm512_unpackhi_epi64(a, b), _mm512_unpackhi_epi64(c, d)];
        for (k, [ab, cd]) in [even, odd].into_iter().enumerate() {
            for (j, order) in orders.into_iter().enumerate() {
                let two = _mm512_permutex2var_epi64(ab, order, cd);
                points[4 * j + k].0[i] = _mm512_castsi512_si256(two);
                points[4 * j + k + 2].0[i] = _mm512_extracti64x4_epi64::<1>(two);
            }
        }
    }
    points
}
