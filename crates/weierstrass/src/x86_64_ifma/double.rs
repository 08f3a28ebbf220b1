//! Doublings one after another, in Jacobian coordinates: x = X/Z² and y = Y/Z³. A doubling takes three rounds of products.
//!
//! From x, 2y, z, zz = z² and α = 3 (x − zz)(x + zz), with g = (2y)² and h = x·g, a doubling makes
//! x′ = α² − 2h, z′ = 2y·z, zz′ = g·zz, 2y′ = 2α (h − x′) − g², and α′ from x′ and zz′.

use super::{
    curve::{FIRST, FOURTH, SECOND, THIRD, add, add_in, all, blend, permute, sub, sub_in},
    lanes::{Lanes, carry, product},
};

/// A point between doublings.
#[derive(Clone, Copy)]
pub(super) struct Jacobian {
    /// (2y, –, α, –); and where the point is a double, (2y, 2xz, α, 2z³), so that (2xz : 2y : 2z³) are its projective
    /// coordinates.
    pub(super) y_alpha: Lanes,
    /// (–, x, –, zz).
    pub(super) x_zz: Lanes,
    /// (–, z, –, z).
    pub(super) z: Lanes,
}

/// 2ⁿ (X, Y, Z, –), for n from 1 on. Of the neutral element, (0, 0, 0, –) comes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn double_times(point: &Lanes, n: usize) -> Lanes {
    let mut jacobian = from_projective(point);
    for _ in 0..n {
        jacobian = double(&jacobian);
    }
    permute::<PROJECTIVE>(&jacobian.y_alpha)
}

/// Of (2y, 2xz, α, 2z³), (2xz, 2y, 2z³, –).
const PROJECTIVE: i32 = 0b11_11_00_01;

/// The second lane where the first is: h once more, or the compiler would make 3h a product, by an instruction that takes
/// long on some CPUs.
const SECOND_FIRST: i32 = 0b11_10_00_01;

/// x = XZ, y = YZ², z = Z.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_projective(point: &Lanes) -> Jacobian {
    let z = permute::<{ all(2) }>(point);
    // (x, YZ, zz, –).
    let products = product(point, &z);
    // (YZ, –, x − zz, –)·(Z, –, x + zz, –).
    let (x, zz) = (permute::<{ all(0) }>(&products), permute::<{ all(2) }>(&products));
    let left = carry(&blend::<THIRD>(&permute::<{ all(1) }>(&products), &sub(&x, &zz)));
    let right = blend::<THIRD>(&z, &carry(&add(&x, &zz)));
    let m = product(&left, &right);
    let m2 = add(&m, &m);
    Jacobian { y_alpha: carry(&add_in::<THIRD>(&m2, &m2, &m)), x_zz: carry(&blend::<SECOND>(&zz, &x)), z }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn double(point: &Jacobian) -> Jacobian {
    let Jacobian { y_alpha, x_zz, z } = point;
    // 2y·(2y, z, –, z) = (g, z′, –, z′).
    let y2 = permute::<{ all(0) }>(y_alpha);
    let g_z = carry(&product(&y2, &blend::<FIRST>(z, &y2)));
    // (g, x, α, zz)·(g, g, α, g) = (g², h, α², zz′).
    let left = blend::<THIRD>(&blend::<FIRST>(x_zz, &g_z), y_alpha);
    let right = blend::<THIRD>(&permute::<{ all(0) }>(&g_z), y_alpha);
    let c = product(&left, &right);
    let (h, alpha_2, zz) = (permute::<{ all(1) }>(&c), permute::<{ all(2) }>(&c), permute::<{ all(3) }>(&c));
    let x = sub(&alpha_2, &add(&h, &h));
    // (α, x′, x′ − zz′, zz′)·(h − x′, z′, x′ + zz′, z′).
    let x_zz = carry(&sub_in::<THIRD>(&blend::<FOURTH>(&x, &c), &x, &zz));
    let right = carry(&sub_in::<FIRST>(&add(&x, &zz), &permute::<SECOND_FIRST>(&c), &x));
    let left = blend::<FIRST>(&x_zz, &permute::<{ all(2) }>(y_alpha));
    let m = product(&left, &blend::<{ SECOND | FOURTH }>(&right, &g_z));
    let m2 = add(&m, &m);
    let y_alpha = add_in::<THIRD>(&sub_in::<FIRST>(&m2, &m2, &c), &m2, &m);
    Jacobian { y_alpha: carry(&y_alpha), x_zz, z: g_z }
}
