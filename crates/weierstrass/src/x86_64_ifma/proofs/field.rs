//! Products and carries: no overflow, and the right class modulo p.

use clearbox_proofs::{
    Lane, Polynomial, prove_bounds, prove_identity, prove_identity_but, proved, routine, value,
};
use num_bigint::BigInt;

use super::{
    CARRIED, COLUMNS, LANES, LOW_PARTS, R_BITS, TOP_OF_SUMS,
    lanes::{LIMBS, Lanes, carry, product, sum_of_products},
    p,
};

/// What is calculated with four elements.
type Work = fn(&[Lanes; 4]) -> Lanes;

#[allow(unsafe_code)]
fn product_of([a, b, ..]: &[Lanes; 4]) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { product(a, b) }
}

#[allow(unsafe_code)]
fn sum_of([a, b, c, d]: &[Lanes; 4]) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { sum_of_products([a, b], [c, d]) }
}

#[allow(unsafe_code)]
fn carry_of([columns, ..]: &[Lanes; 4]) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { carry(columns) }
}

/// The limbs are below these ends, or larger.
pub(super) fn carried(more: u32) -> Lanes {
    CARRIED.map(|end| [Lane::below(end << more); 4])
}

pub(super) fn are_carried(all: &[Lanes]) -> bool {
    let is_carried = |lanes: &Lanes| {
        lanes.iter().zip(CARRIED).all(|(limb, end)| limb.iter().all(|limb| limb.is_below(end)))
    };
    all.iter().all(is_carried)
}

fn bounds_of_products(name: &str, work: Work) {
    prove_bounds(LANES, name, |more| {
        let columns = work(&[carried(more); 4]);
        let within = |(limb, (least, end)): (&[Lane; 4], (i128, i128))| {
            limb.iter().all(|limb| limb.is_between(least, end - 1))
        };
        columns.iter().zip(COLUMNS).all(within)
    });
}

fn number(lanes: &Lanes, lane: usize) -> Polynomial {
    value(&lanes.map(|limb| limb[lane].polynomial()), 52)
}

/// The result is what is expected, divided by 2^shift, modulo p.
pub(super) fn is_right(work: Work, shift: usize, expected: fn([Polynomial; 4]) -> Polynomial) -> bool {
    let inputs = [(); 4].map(|()| core::array::from_fn(|_| [Lane::Polynomial(Polynomial::unknown()); 4]));
    let result = routine(|| work(&inputs));
    (0..4).all(|lane| {
        let factor = Polynomial::number(BigInt::from(1) << shift);
        let numbers = inputs.each_ref().map(|input| number(input, lane));
        (number(&result, lane) * factor - expected(numbers)).is_multiple_of(&p())
    })
}

pub(super) fn products_and_carries_are_right_and_never_overflow() {
    bounds_of_products("product", product_of);
    bounds_of_products("sum_of_products", sum_of);
    prove_bounds(LANES, "carry", |more| {
        let (limbs, top) = (1i128 << (61 + more), TOP_OF_SUMS);
        let mut columns = [[Lane::Between(-limbs, limbs); 4]; LIMBS];
        columns[LIMBS - 1] = [Lane::Between(-top, top << more); 4];
        are_carried(&[carry_of(&[columns; 4])])
    });
    prove_identity_but(LOW_PARTS, LANES, "product", || is_right(product_of, R_BITS, |[a, b, ..]| a * b));
    prove_identity_but(LOW_PARTS, LANES, "sum_of_products", || {
        is_right(sum_of, R_BITS, |[a, b, c, d]| a * b + c * d)
    });
    prove_identity(LANES, "carry", || is_right(carry_of, 0, |[a, ..]| a));
    for name in ["multiply_add", "reduce"] {
        for method in ["bounds", "identity"] {
            proved(LANES, name, method, "as part of products");
        }
    }
}
