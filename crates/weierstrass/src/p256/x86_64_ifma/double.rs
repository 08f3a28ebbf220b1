//! Doublings one after another, in Jacobian coordinates: x = X/Z² and y = Y/Z³. A doubling takes three rounds of products.
//!
//! From x, 2y, z, zz = z² and α = 3 (x − zz)(x + zz), with g = (2y)² and h = x·g, a doubling makes
//! x′ = α² − 2h, z′ = 2y·z, zz′ = g·zz, 2y′ = 2α (h − x′) − g², and α′ from x′ and zz′.

use super::{
    curve::{add, sub, triple},
    lanes::{Lanes, carry, product},
    sum::{FIRST, SECOND, THIRD, all, blend, permute},
};

/// A point between doublings.
#[derive(Clone, Copy)]
pub(super) struct Jacobian {
    /// (2y, α, –, –); and where the point is a double, (2y, α, 2xz, 2z³), so that (2xz : 2y : 2z³) are its projective
    /// coordinates.
    y_alpha: Lanes,
    /// (–, –, x, zz).
    x_zz: Lanes,
    /// z, in the lanes 1 to 3.
    z: Lanes,
}

/// 2ⁿ (X, Y, Z, –), for n from 1 on. Of the neutral element, (0, 0, 0, –) comes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn double_times(point: &Lanes, n: usize) -> Lanes {
    let mut jacobian = from_projective(point);
    for _ in 0..n {
        jacobian = double(&jacobian);
    }
    permute::<FIRST_OF_PAIRS>(&jacobian.y_alpha)
}

/// (2xz, 2y, 2z³) of (2y, –, 2xz, 2z³).
const FIRST_OF_PAIRS: i32 = 0b11_11_00_10;

/// x = XZ, y = YZ², z = Z.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_projective(point: &Lanes) -> Jacobian {
    let z = permute::<{ all(2) }>(point);
    // (x, YZ, zz, –).
    let times_z = product(point, &z);
    // (YZ, x − zz)·(Z, x + zz).
    let (x, zz) = (permute::<{ all(0) }>(&times_z), permute::<{ all(2) }>(&times_z));
    let left = carry(&blend::<FIRST>(&sub(&x, &zz), &permute::<{ all(1) }>(&times_z)));
    let right = blend::<FIRST>(&carry(&add(&x, &zz)), &z);
    let y_alpha = product(&left, &right);
    Jacobian {
        y_alpha: carry(&blend::<SECOND>(&add(&y_alpha, &y_alpha), &triple(&y_alpha))),
        x_zz: carry(&blend::<THIRD>(&zz, &x)),
        z,
    }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn double(point: &Jacobian) -> Jacobian {
    let Jacobian { y_alpha, x_zz, z } = point;
    // 2y·(2y, z) = (g, z′).
    let y2 = permute::<{ all(0) }>(y_alpha);
    let g_z = carry(&product(&y2, &blend::<FIRST>(z, &y2)));
    let (g, z) = (permute::<{ all(0) }>(&g_z), permute::<{ all(1) }>(&g_z));
    // (x, g, α, zz)·(g, g, α, g) = (h, g², α², zz′).
    let alpha = permute::<{ all(1) }>(y_alpha);
    let left = blend::<THIRD>(&blend::<SECOND>(&permute::<X_FIRST>(x_zz), &g), &alpha);
    let c = product(&left, &blend::<THIRD>(&g, &alpha));
    let (h, zz) = (permute::<{ all(0) }>(&c), permute::<{ all(3) }>(&c));
    let (alpha_squared, h2) = (permute::<{ all(2) }>(&c), add(&h, &h));
    // h − x′ = 3h − α².
    let (x, h_x) = (sub(&alpha_squared, &h2), sub(&add(&h2, &h), &alpha_squared));
    // (α, x′ − zz′, x′, zz′)·(h − x′, x′ + zz′, z′, z′).
    let left = carry(&blend::<SECOND>(&blend::<THIRD>(&zz, &x), &sub(&x, &zz)));
    let right = carry(&blend::<FIRST>(&add(&x, &zz), &h_x));
    let m = product(&blend::<FIRST>(&left, &alpha), &blend::<LAST_TWO>(&right, &z));
    let doubled = add(&m, &m);
    let y = sub(&doubled, &permute::<{ all(1) }>(&c));
    Jacobian {
        y_alpha: carry(&blend::<SECOND>(&blend::<FIRST>(&doubled, &y), &add(&doubled, &m))),
        x_zz: left,
        z,
    }
}

/// The lanes 2, 0, 0, 3.
const X_FIRST: i32 = 0b11_00_00_10;

/// A mask of lanes.
const LAST_TWO: u8 = 0b1100;
