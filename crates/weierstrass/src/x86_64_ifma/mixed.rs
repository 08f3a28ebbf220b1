//! The complete addition of `point.rs` for Z₂ = 1, of four points at once: a point a lane.

use super::{
    curve::{add, sub, triple, zero},
    lanes::{Lanes, carry, product, sum_of_products},
};

/// Four points (X : Y : Z).
pub(super) struct Points {
    pub(super) x: Lanes,
    pub(super) y: Lanes,
    pub(super) z: Lanes,
}

/// (X₁ : Y₁ : Z₁) + (x₂, y₂), with b in all lanes. 14 products in ten reductions.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn add_affine(p: &Points, x: &Lanes, y: &Lanes, b: &Lanes) -> Points {
    let zz = &p.z;
    let (xx, yy) = (product(&p.x, x), product(&p.y, y));
    let xy = carry(&sum_of_products([&p.x, y], [&p.y, x]));
    let yz = carry(&add(&product(y, zz), &p.y));
    let xz = add(&product(x, zz), &p.x);
    let u = triple(&sub(&xz, &product(b, zz)));
    let (s, t) = (carry(&add(&yy, &u)), carry(&sub(&yy, &u)));
    let v = triple(&sub(&product(b, &carry(&xz)), &add(&triple(zz), &xx)));
    let (v, minus_v) = (carry(&v), carry(&sub(&zero(), &v)));
    let w = carry(&triple(&sub(&xx, zz)));
    Points {
        x: carry(&sum_of_products([&xy, &s], [&yz, &minus_v])),
        y: carry(&sum_of_products([&s, &t], [&w, &v])),
        z: carry(&sum_of_products([&yz, &t], [&xy, &w])),
    }
}
