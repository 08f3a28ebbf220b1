//! The complete addition of `point.rs`, of one point to another: a coordinate a lane, in three rounds of products.

use super::{
    arch::{_mm256_mask_mov_epi64, _mm256_permutex_epi64},
    curve::{add, sub, triple},
    lanes::{Lanes, carry, product, sum_of_products},
};

/// (X₁, Y₁, Z₁, –) + (X₂, Y₂, Z₂, –), with b in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn sum(p: &Lanes, q: &Lanes, b: &Lanes) -> Lanes {
    // (xx, yy, zz) = (X₁X₂, Y₁Y₂, Z₁Z₂), and (xy, yz, xz) = (X₁, Y₁, Z₁)·(Y₂, Z₂, X₂) + (Y₁, Z₁, X₁)·(X₂, Y₂, Z₂).
    let squares = product(p, q);
    let crosses = sum_of_products([p, &permute::<YZX>(q)], [&permute::<YZX>(p), q]);
    let zz_xz = carry(&blend::<THIRD>(&permute::<{ all(2) }>(&crosses), &squares));
    let times_b = product(b, &zz_xz);
    let (xx, yy, zz) =
        (permute::<{ all(0) }>(&squares), permute::<{ all(1) }>(&squares), permute::<{ all(2) }>(&squares));
    let (xz, b_zz, b_xz) =
        (permute::<{ all(2) }>(&crosses), permute::<{ all(2) }>(&times_b), permute::<{ all(3) }>(&times_b));
    // (u, −u, −u), (−v, v, w).
    let u = triple(&blend::<FIRST>(&sub(&b_zz, &xz), &sub(&xz, &b_zz)));
    let v = add(&triple(&zz), &xx);
    let v = blend::<FIRST>(&sub(&b_xz, &v), &sub(&v, &b_xz));
    let vvw = carry(&triple(&blend::<THIRD>(&v, &sub(&xx, &zz))));
    // (s, t, t) for s = yy + u and t = yy − u.
    let stt = carry(&add(&yy, &u));
    // (xy, s, yz)·(s, t, t) + (yz, w, xy)·(−v, v, w).
    let crosses = carry(&crosses);
    let left = blend::<SECOND>(&permute::<XXY>(&crosses), &permute::<{ all(0) }>(&stt));
    let right = blend::<SECOND>(&permute::<YYX>(&crosses), &permute::<{ all(2) }>(&vvw));
    carry(&sum_of_products([&left, &stt], [&right, &vvw]))
}

/// Masks of lanes.
pub(super) const FIRST: u8 = 0b0001;
pub(super) const SECOND: u8 = 0b0010;
pub(super) const THIRD: u8 = 0b0100;

/// The lanes 1, 2, 0, 3.
const YZX: i32 = 0b11_00_10_01;
/// The lanes 0, 0, 1, 3.
const XXY: i32 = 0b11_01_00_00;
/// The lanes 1, 1, 0, 3.
const YYX: i32 = 0b11_00_01_01;

/// One lane everywhere.
pub(super) const fn all(lane: i32) -> i32 {
    0b01_01_01_01 * lane
}

/// The lanes in another order.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn permute<const ORDER: i32>(a: &Lanes) -> Lanes {
    a.map(|limb| _mm256_permutex_epi64::<ORDER>(limb))
}

/// From `yes` the lanes of a mask, from `no` the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn blend<const MASK: u8>(no: &Lanes, yes: &Lanes) -> Lanes {
    core::array::from_fn(|i| _mm256_mask_mov_epi64(no[i], MASK, yes[i]))
}
