//! Additions of eight pairs of points at once, in the letters of RFC 8032, section 5.1.4.

use super::{
    arch::{_mm512_add_epi64, _mm512_set1_epi64, _mm512_sub_epi64},
    lanes::{Lanes, Shifts, carry, product},
};

/// Eight points as (Y − X, Y + X, Z, T), carried.
pub(super) struct Point {
    pub(super) y_minus_x: Lanes,
    pub(super) y_plus_x: Lanes,
    pub(super) z: Lanes,
    pub(super) t: Lanes,
}

/// Eight points with Z = 1 as y − x, y + x and 2d·xy, in limbs of at most 52 bits.
pub(super) struct Summand {
    pub(super) y_minus_x: Lanes,
    pub(super) y_plus_x: Lanes,
    pub(super) xy2d: Lanes,
}

/// 2^10 p, in limbs that are each above 2^61 − 2^15: what makes up for columns that are subtracted.
pub(super) const BIAS: [i64; 5] = [((1 << 51) - 19) << 10, P_1 << 10, P_1 << 10, P_1 << 10, P_1 << 10];

/// A limb of p but for the lowest.
pub(super) const P_1: i64 = (1 << 51) - 1;

/// p + q.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn add_affine(p: &Point, q: &Summand, shifts: Shifts) -> Point {
    let a = product(&p.y_minus_x, &q.y_minus_x, shifts);
    let b = product(&p.y_plus_x, &q.y_plus_x, shifts);
    let c = product(&p.t, &q.xy2d, shifts);
    sum(&a, &b, &c, &plus(&p.z, &p.z), shifts)
}

/// The sum of points, of A, B, C and D in columns.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn sum(a: &Lanes, b: &Lanes, c: &Lanes, d: &Lanes, shifts: Shifts) -> Point {
    let (e, f) = (carry(&minus(b, a)), carry(&minus(d, c)));
    let (g, h) = (carry(&plus(d, c)), carry(&plus(b, a)));
    let (x, y) = (product(&e, &f, shifts), product(&g, &h, shifts));
    Point {
        y_minus_x: carry(&minus(&y, &x)),
        y_plus_x: carry(&plus(&y, &x)),
        z: carry(&product(&f, &g, shifts)),
        t: carry(&product(&e, &h, shifts)),
    }
}

/// a + b, of columns.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn plus(a: &Lanes, b: &Lanes) -> Lanes {
    core::array::from_fn(|i| _mm512_add_epi64(a[i], b[i]))
}

/// a − b + 2^10 p, of columns.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn minus(a: &Lanes, b: &Lanes) -> Lanes {
    core::array::from_fn(|i| _mm512_sub_epi64(_mm512_add_epi64(a[i], _mm512_set1_epi64(BIAS[i])), b[i]))
}
