//! The complete addition of `point.rs`, of one point to another: a coordinate a lane, in three rounds of products.

use super::{
    curve::{FIRST, SECOND, THIRD, add, all, blend, permute, sub, sub_in, triple},
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
    let [xx, yy, zz] =
        [permute::<{ all(0) }>(&squares), permute::<{ all(1) }>(&squares), permute::<{ all(2) }>(&squares)];
    let [xz, b_zz, b_xz] =
        [permute::<{ all(2) }>(&crosses), permute::<{ all(2) }>(&times_b), permute::<{ all(3) }>(&times_b)];
    // (s, t, t) for s = yy + u, t = yy − u and u = 3 (xz − b·zz).
    let u = triple(&sub(&xz, &b_zz));
    let stt = carry(&sub_in::<{ SECOND | THIRD }>(&add(&yy, &u), &yy, &u));
    // (−v, v, w) for v = 3 (b·xz − 3zz − xx) and w = 3 (xx − zz).
    let zz3_xx = add(&triple(&zz), &xx);
    let vv = sub_in::<FIRST>(&sub(&b_xz, &zz3_xx), &zz3_xx, &b_xz);
    let vvw = carry(&triple(&sub_in::<THIRD>(&vv, &xx, &zz)));
    // (xy, s, yz)·(s, t, t) + (yz, w, xy)·(−v, v, w).
    let crosses = carry(&crosses);
    let left = blend::<SECOND>(&permute::<XXY>(&crosses), &permute::<{ all(0) }>(&stt));
    let right = blend::<SECOND>(&permute::<YYX>(&crosses), &permute::<{ all(2) }>(&vvw));
    carry(&sum_of_products([&left, &stt], [&right, &vvw]))
}

/// The lanes 1, 2, 0, 3.
const YZX: i32 = 0b11_00_10_01;
/// The lanes 0, 0, 1, 3.
const XXY: i32 = 0b11_01_00_00;
/// The lanes 1, 1, 0, 3.
const YYX: i32 = 0b11_00_01_01;
