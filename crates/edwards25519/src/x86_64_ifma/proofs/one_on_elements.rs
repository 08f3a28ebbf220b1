//! Work on one point whose coordinates have one limb, a polynomial: what products and carries do to classes modulo p is proved for
//! itself.

#[path = "../one.rs"]
#[allow(
    clippy::duplicate_mod,
    clippy::redundant_closure,
    dead_code,
    reason = "the same source, on other lanes"
)]
mod one;

use clearbox_proofs::{Lane, Polynomial, arch::lanes_256 as arch, routine, value};

use super::{super::point, p};
use four::{Lanes, Shifts, element, number};
use one::{Point, Summand, Sums, TWO_D};

mod four {
    use super::{Lane, Polynomial, arch::__m256i, value};

    pub(super) type Lanes = [__m256i; 5];

    #[derive(Clone, Copy)]
    pub(super) struct Shifts;

    pub(super) fn element(numbers: [Polynomial; 4]) -> Lanes {
        let zero = [Lane::Constant(0); 4];
        [numbers.map(Lane::Polynomial), zero, zero, zero, zero]
    }

    pub(super) fn number(a: &Lanes, lane: usize) -> Polynomial {
        value(&a.map(|limb| limb[lane].polynomial()), 51)
    }

    pub(super) fn product(a: &Lanes, b: &Lanes, _: Shifts) -> Lanes {
        element(core::array::from_fn(|lane| number(a, lane) * number(b, lane)))
    }

    pub(super) fn square(a: &Lanes, shifts: Shifts) -> Lanes {
        product(a, a, shifts)
    }

    pub(super) fn carry(columns: &Lanes) -> Lanes {
        element(core::array::from_fn(|lane| number(columns, lane)))
    }
}

fn are(lanes: &Lanes, expected: [Polynomial; 4]) -> bool {
    (0..4).all(|lane| (number(lanes, lane) - expected[lane]).is_multiple_of(&p()))
}

fn zero() -> Polynomial {
    Polynomial::constant(0)
}

/// E, F, G and H to X, Y, Z and T.
fn products([e, f, g, h]: [Polynomial; 4]) -> [Polynomial; 4] {
    [e * f, g * h, f * g, e * h]
}

#[allow(unsafe_code)]
pub(super) fn doubles() -> bool {
    let [x, y, z, t] = Polynomial::unknowns();
    // SAFETY: proofs run where the CPU has the features.
    let twice = routine(|| unsafe { one::double(&Point(element([x, y, z, t])), Shifts) });
    let (a, b, c) = (x * x, y * y, z * z * 2);
    let (h, g) = (a + b, a - b);
    let (e, f) = (h - (x + y) * (x + y), c + g);
    are(&twice.0, products([e, f, g, h]))
}

#[allow(unsafe_code)]
pub(super) fn adds() -> bool {
    let [x, y, z, t, y_minus_x, y_plus_x, two_z, td2]: [Polynomial; 8] = Polynomial::unknowns();
    let other = Summand(element([y_minus_x, y_plus_x, two_z, td2]));
    // SAFETY: proofs run where the CPU has the features.
    let sum = routine(|| unsafe { one::add(&Point(element([x, y, z, t])), &other, Shifts) });
    let (a, b, c, d) = ((y - x) * y_minus_x, (y + x) * y_plus_x, t * td2, z * two_z);
    are(&sum.0, products([b - a, d - c, d + c, b + a]))
}

#[allow(unsafe_code)]
pub(super) fn makes_summands() -> bool {
    let [y_minus_x, y_plus_x, z, t] = Polynomial::unknowns();
    let sums = Sums(element([y_minus_x, y_plus_x, z, t]));
    // SAFETY: proofs run where the CPU has the features.
    let summand = routine(|| unsafe { one::summand(&sums, Shifts) });
    let two_d = value(&TWO_D.map(|limb| Polynomial::constant(limb as u64)), 51);
    are(&summand.0, [y_minus_x, y_plus_x, z * 2, t * two_d])
}

#[allow(unsafe_code)]
pub(super) fn negates() -> bool {
    let [y_minus_x, y_plus_x, two_z, td2] = Polynomial::unknowns();
    let summand = Summand(element([y_minus_x, y_plus_x, two_z, td2]));
    // SAFETY: proofs run where the CPU has the features.
    let negated = routine(|| unsafe { one::negated(&summand) });
    are(&negated.0, [y_plus_x, y_minus_x, two_z, zero() - td2])
}

#[allow(unsafe_code)]
pub(super) fn makes_points() -> bool {
    let [x, y, z, t] = Polynomial::unknowns();
    // SAFETY: proofs run where the CPU has the features.
    let point = routine(|| unsafe { one::point(&Sums(element([y - x, y + x, z, t]))) });
    are(&point.0, [x * 2, y * 2, z * 2, t * 2])
}
