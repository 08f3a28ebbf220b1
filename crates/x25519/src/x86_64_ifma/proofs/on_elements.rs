//! A step on elements that have one limb, a polynomial: what products and carries do to classes modulo p is proved for itself.

#[path = "../step.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod step;

use clearbox_proofs::{Lane, Polynomial, arch::lanes_256 as arch, routine};
use num_bigint::BigInt;

use super::p;
use crate::x86_64_ifma::ladder::BIAS;

mod lanes {
    use super::{Lane, arch::__m256i, element, lane};

    pub(super) type Lanes = [__m256i; 5];

    #[derive(Clone, Copy)]
    pub(super) struct Shifts;

    pub(super) fn product(a: &Lanes, b: &Lanes, _: Shifts) -> Lanes {
        element(core::array::from_fn(|i| Lane::Polynomial(lane(a, i) * lane(b, i))))
    }

    pub(super) fn square(a: &Lanes, shifts: Shifts) -> Lanes {
        product(a, a, shifts)
    }

    pub(super) fn carry(columns: &Lanes) -> Lanes {
        *columns
    }
}

fn element(lanes: [Lane; 4]) -> lanes::Lanes {
    let zero = [Lane::Constant(0); 4];
    [lanes, zero, zero, zero, zero]
}

fn lane(a: &lanes::Lanes, i: usize) -> Polynomial {
    assert!(a[1..].iter().all(|limb| matches!(limb[i], Lane::Constant(0))), "one limb");
    a[0][i].polynomial()
}

fn is_zero(a: Polynomial) -> bool {
    a.is_multiple_of(&p())
}

#[allow(unsafe_code)]
pub(super) fn is_right(swap: i64) -> bool {
    let bias = BIAS.iter().rev().fold(BigInt::ZERO, |sum, limb| (sum << 51) + limb);
    let [x_1, x_2, z_2, x_3, z_3] = Polynomial::unknowns();
    let w = element([x_2 + z_2, x_2 - z_2, x_3 + z_3, x_3 - z_3].map(Lane::Polynomial));
    let factors = [Lane::Constant(0), Lane::Constant(486_662), Lane::Constant(1), Lane::Polynomial(x_1)];
    let bias = element([Lane::Polynomial(Polynomial::number(bias)); 4]);
    let constants = step::Constants { factors: element(factors), bias };
    // SAFETY: proofs run where the CPU has the features.
    let next = routine(|| unsafe { step::step(&w, swap, &constants, lanes::Shifts) });
    // RFC 7748, section 5, in its letters; x_2 and z_2 are four times what they are there.
    let ((x_2, z_2), (x_3, z_3)) =
        if swap == 0 { ((x_2, z_2), (x_3, z_3)) } else { ((x_3, z_3), (x_2, z_2)) };
    let (a, b, c, d) = (x_2 + z_2, x_2 - z_2, x_3 + z_3, x_3 - z_3);
    let (aa, bb) = (a * a, b * b);
    let (e, da, cb) = (aa - bb, d * a, c * b);
    let (x_3, z_3) = ((da + cb) * (da + cb), x_1 * ((da - cb) * (da - cb)));
    let (x_2, z_2) = (aa * bb * 4, e * (aa + e * 121_665) * 4);
    let expected = [x_2 + z_2, x_2 - z_2, x_3 + z_3, x_3 - z_3];
    (0..4).all(|i| is_zero(lane(&next, i) - expected[i]))
}
