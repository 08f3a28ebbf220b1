//! Products, squares and carries in vectors: no overflow, and the right class modulo p.

#[path = "four.rs"]
#[allow(
    clippy::duplicate_mod,
    clippy::redundant_closure,
    unreachable_pub,
    reason = "the same source, on other lanes"
)]
mod four;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{
    Lane, Polynomial, arch::lanes_256 as arch, left_out, prove_bounds, prove_identity, proved, routine, value,
};

use crate::spec::p;
use four::{Lanes, Shifts, carry, product, square};

const FILE: &str = "field25519/src/x86_64_ifma/four.rs";
const NAMES: [&str; 5] = ["product", "square", "carry", "fold", "times_19"];

/// Carried limbs are below.
const CARRIED: u128 = (1 << 51) + (1 << 17);

/// The second factor's limbs are at most.
const FACTOR: u128 = 1 << 52;

/// What is calculated with carried elements.
type Work = fn(&Lanes, &Lanes) -> Lanes;

#[allow(unsafe_code)]
fn product_of(a: &Lanes, b: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { product(a, b, Shifts::new()) }
}

#[allow(unsafe_code)]
fn square_of(a: &Lanes, _: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { square(a, Shifts::new()) }
}

#[allow(unsafe_code)]
fn carry_of(columns: &Lanes, _: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { carry(columns) }
}

/// Limbs below this end.
fn below(end: u128) -> Lanes {
    [[Lane::below(end); 4]; 5]
}

fn are_below(lanes: &Lanes, end: u128) -> bool {
    lanes.as_flattened().iter().all(|limb| limb.is_below(end))
}

fn unknown() -> Lanes {
    core::array::from_fn(|_| [Lane::Polynomial(Polynomial::unknown()); 4])
}

fn number(lanes: &Lanes, lane: usize) -> Polynomial {
    value(&lanes.map(|limb| limb[lane].polynomial()), 51)
}

fn is_right(work: Work, expected: fn(Polynomial, Polynomial) -> Polynomial) -> bool {
    let (a, b) = (unknown(), unknown());
    let result = routine(|| work(&a, &b));
    (0..4).all(|lane| {
        (number(&result, lane) - expected(number(&a, lane), number(&b, lane))).is_multiple_of(&p().into())
    })
}

#[test]
fn columns_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return NAMES.iter().for_each(|name| left_out(FILE, name));
    }
    for (name, work) in [("product", product_of as Work), ("square", square_of)] {
        prove_bounds(FILE, name, |more| are_below(&work(&below(CARRIED << more), &below(FACTOR)), 1 << 60));
    }
    prove_bounds(FILE, "carry", |more| are_below(&carry_of(&below(1 << (63 + more)), &below(1)), CARRIED));
    prove_identity(FILE, "product", || is_right(product_of, |a, b| a * b));
    prove_identity(FILE, "square", || is_right(square_of, |a, _| a * a));
    prove_identity(FILE, "carry", || is_right(carry_of, |a, _| a));
    for name in ["fold", "times_19"] {
        for method in ["bounds", "identity"] {
            proved(FILE, name, method, "as part of product and square");
        }
    }
}
