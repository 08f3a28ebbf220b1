//! Additions of elements that have one limb, a polynomial: what products and carries do to classes modulo p is proved for itself.

#[path = "../point.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod point;

use clearbox_proofs::{Lane, Polynomial, arch::lane_512 as arch, routine, value};

use super::p;
use lanes::{Shifts, element, number};
use point::{Point, Summand, add_affine};

mod lanes {
    use super::{Lane, Polynomial, arch::__m512i, value};

    pub(super) type Lanes = [__m512i; 5];

    #[derive(Clone, Copy)]
    pub(super) struct Shifts;

    pub(super) fn element(number: Polynomial) -> Lanes {
        let zero = Lane::Constant(0);
        [Lane::Polynomial(number), zero, zero, zero, zero]
    }

    pub(super) fn number(a: &Lanes) -> Polynomial {
        value(&a.map(Lane::polynomial), 51)
    }

    pub(super) fn product(a: &Lanes, b: &Lanes, _: Shifts) -> Lanes {
        element(number(a) * number(b))
    }

    pub(super) fn carry(columns: &Lanes) -> Lanes {
        element(number(columns))
    }
}

/// X, Y, Z and T.
type Coordinates = [Polynomial; 4];

fn point([x, y, z, t]: Coordinates) -> Point {
    Point { y_minus_x: element(y - x), y_plus_x: element(y + x), z: element(z), t: element(t) }
}

/// Of X1 … T1, X2 and Y2, C and Z2: RFC 8032, section 5.1.4, in its letters.
fn is_sum(sum: &Point, [x1, y1, z1, _]: Coordinates, [x2, y2, c, z2]: Coordinates) -> bool {
    let (a, b) = ((y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2));
    let d = z1 * z2 * 2;
    let (e, f, g, h) = (b - a, d - c, d + c, b + a);
    let (x3, y3, t3, z3) = (e * f, g * h, e * h, f * g);
    let expected = [(&sum.y_minus_x, y3 - x3), (&sum.y_plus_x, y3 + x3), (&sum.z, z3), (&sum.t, t3)];
    expected.iter().all(|(lanes, expected)| (number(lanes) - *expected).is_multiple_of(&p()))
}

fn one() -> Polynomial {
    Polynomial::constant(1)
}

#[allow(unsafe_code)]
pub(super) fn affine_is_right() -> bool {
    let [p @ .., x2, y2, xy2d]: [Polynomial; 7] = Polynomial::unknowns();
    let summand = Summand { y_minus_x: element(y2 - x2), y_plus_x: element(y2 + x2), xy2d: element(xy2d) };
    // SAFETY: proofs run where the CPU has the features.
    let sum = routine(|| unsafe { add_affine(&point(p), &summand, Shifts) });
    is_sum(&sum, p, [x2, y2, p[3] * xy2d, one()])
}
