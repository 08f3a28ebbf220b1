//! The formulas on elements that have one limb, a polynomial: what products and carries do to classes modulo p is proved for
//! itself. R is 1 here.

#[path = "../curve.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod curve;
#[path = "../double.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod double;
#[path = "../mixed.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod mixed;
#[path = "../sum.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod sum;

use clearbox_proofs::{Lane, Polynomial, arch::lanes_256 as arch, routine};

use double::Jacobian;
use lanes::Lanes;
use mixed::Points;

/// How many sums and differences may lose an operand without harm: in lanes that nothing comes of.
pub(super) const HARMLESS: [usize; 5] = [11, 6, 24, 0, 26];

mod lanes {
    use super::{Lane, arch::__m256i, element, lane};

    pub(super) const LIMBS: usize = 5;
    pub(super) type Lanes = [__m256i; LIMBS];

    pub(super) fn product(a: &Lanes, b: &Lanes) -> Lanes {
        element(core::array::from_fn(|i| Lane::Polynomial(lane(a, i) * lane(b, i))))
    }

    pub(super) fn sum_of_products([a, b]: [&Lanes; 2], [c, d]: [&Lanes; 2]) -> Lanes {
        let sum = |i| lane(a, i) * lane(b, i) + lane(c, i) * lane(d, i);
        element(core::array::from_fn(|i| Lane::Polynomial(sum(i))))
    }

    pub(super) fn carry(columns: &Lanes) -> Lanes {
        *columns
    }
}

fn element(lanes: [Lane; 4]) -> Lanes {
    let zero = [Lane::Constant(0); 4];
    [lanes, zero, zero, zero, zero]
}

fn polynomials(lanes: [Polynomial; 4]) -> Lanes {
    element(lanes.map(Lane::Polynomial))
}

fn lane(a: &Lanes, i: usize) -> Polynomial {
    a[0][i].polynomial()
}

/// Whether the lanes are these.
fn are<const N: usize>(pairs: [(&Lanes, usize, Polynomial); N]) -> bool {
    pairs.into_iter().all(|(lanes, i, expected)| (lane(lanes, i) - expected).is_zero())
}

fn alpha(x: Polynomial, zz: Polynomial) -> Polynomial {
    (x - zz) * (x + zz) * 3
}

#[allow(unsafe_code)]
pub(super) fn from_projective() -> bool {
    let [x, y, z, nothing] = Polynomial::unknowns();
    // SAFETY: proofs run where the CPU has the features.
    let jacobian = routine(|| unsafe { double::from_projective(&polynomials([x, y, z, nothing])) });
    let Jacobian { y_alpha, x_zz, z: of_z } = &jacobian;
    are([
        (y_alpha, 0, y * z * z * 2),
        (y_alpha, 2, alpha(x * z, z * z)),
        (x_zz, 1, x * z),
        (x_zz, 3, z * z),
        (of_z, 1, z),
        (of_z, 3, z),
    ])
}

/// The tangent's third point in Jacobian coordinates: the slope is 3 (x² − z⁴) / 2yz.
fn doubled([x, y, z]: [Polynomial; 3]) -> [Polynomial; 3] {
    let (slope, yy) = (alpha(x, z * z), y * y);
    let x3 = slope * slope - x * yy * 8;
    [x3, slope * (x * yy * 4 - x3) - yy * yy * 8, y * z * 2]
}

#[allow(unsafe_code)]
pub(super) fn double() -> bool {
    let [x, y, z, nothing] = Polynomial::unknowns();
    let zz = z * z;
    let point = Jacobian {
        y_alpha: polynomials([y * 2, nothing, alpha(x, zz), nothing]),
        x_zz: polynomials([nothing, x, nothing, zz]),
        z: polynomials([nothing, z, nothing, z]),
    };
    // SAFETY: proofs run where the CPU has the features.
    let Jacobian { y_alpha, x_zz, z: of_z } = routine(|| unsafe { double::double(&point) });
    let [x3, y3, z3] = doubled([x, y, z]);
    are([
        (&y_alpha, 0, y3 * 2),
        (&y_alpha, 1, x3 * z3 * 2),
        (&y_alpha, 2, alpha(x3, z3 * z3)),
        (&y_alpha, 3, z3 * z3 * z3 * 2),
        (&x_zz, 1, x3),
        (&x_zz, 3, z3 * z3),
        (&of_z, 1, z3),
        (&of_z, 3, z3),
    ])
}

#[allow(unsafe_code)]
pub(super) fn double_times() -> bool {
    let [x, y, z, nothing] = Polynomial::unknowns();
    let point = polynomials([x, y, z, nothing]);
    // SAFETY: proofs run where the CPU has the features.
    let double = routine(|| unsafe { double::double_times(&point, 1) });
    let [x3, y3, z3] = doubled([x * z, y * z * z, z]);
    are([(&double, 0, x3 * z3 * 2), (&double, 1, y3 * 2), (&double, 2, z3 * z3 * z3 * 2)])
}

/// Renes, Costello and Batina, section 3.2, for a = −3.
fn complete([x1, y1, z1]: [Polynomial; 3], [x2, y2, z2]: [Polynomial; 3], b: Polynomial) -> [Polynomial; 3] {
    let (xx, yy, zz) = (x1 * x2, y1 * y2, z1 * z2);
    let (xy, yz, xz) = (x1 * y2 + x2 * y1, y1 * z2 + y2 * z1, x1 * z2 + x2 * z1);
    let u = (xz - b * zz) * 3;
    let v = (b * xz - zz * 3 - xx) * 3;
    let w = xx * 3 - zz * 3;
    [xy * (yy + u) - yz * v, (yy + u) * (yy - u) + w * v, yz * (yy - u) + xy * w]
}

#[allow(unsafe_code)]
pub(super) fn add_affine() -> bool {
    let [x1, y1, z1, x2, y2, b] = Polynomial::unknowns();
    let [x, y, z, x_2, y_2, b_] = [x1, y1, z1, x2, y2, b].map(|a| polynomials([a; 4]));
    // SAFETY: proofs run where the CPU has the features.
    let sum = routine(|| unsafe { mixed::add_affine(&Points { x, y, z }, &x_2, &y_2, &b_) });
    let expected = complete([x1, y1, z1], [x2, y2, Polynomial::number(1)], b);
    (0..4).all(|i| are([(&sum.x, i, expected[0]), (&sum.y, i, expected[1]), (&sum.z, i, expected[2])]))
}

#[allow(unsafe_code)]
pub(super) fn sum() -> bool {
    let [x1, y1, z1, x2, y2, z2, b, nothing] = Polynomial::unknowns();
    let [p, q] = [[x1, y1, z1], [x2, y2, z2]].map(|[x, y, z]| polynomials([x, y, z, nothing]));
    // SAFETY: proofs run where the CPU has the features.
    let sum = routine(|| unsafe { sum::sum(&p, &q, &polynomials([b; 4])) });
    let expected = complete([x1, y1, z1], [x2, y2, z2], b);
    are([(&sum, 0, expected[0]), (&sum, 1, expected[1]), (&sum, 2, expected[2])])
}
