//! Products and carries: no overflow, and the right class modulo p.

#[path = "../lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{
    Lane, Polynomial, arch::lane_512 as arch, left_out, prove_bounds, prove_identity, proved, routine, value,
};

use super::{CARRIED, SUMMAND, p};
use lanes::{Lanes, Shifts, carry, product};

const FILE: &str = "edwards25519/src/x86_64_ifma/lanes.rs";
const NAMES: [&str; 4] = ["product", "carry", "fold", "times_19"];

#[allow(unsafe_code)]
fn product_of(a: &Lanes, b: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { product(a, b, Shifts::new()) }
}

#[allow(unsafe_code)]
fn carry_of(columns: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { carry(columns) }
}

/// Limbs below this end.
fn below(end: u128) -> Lanes {
    [Lane::below(end); 5]
}

fn are_below(lanes: &Lanes, end: u128) -> bool {
    lanes.iter().all(|limb| limb.is_below(end))
}

fn unknown() -> Lanes {
    Polynomial::unknowns().map(Lane::Polynomial)
}

fn number(lanes: &Lanes) -> Polynomial {
    value(&lanes.map(Lane::polynomial), 51)
}

#[test]
fn columns_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return NAMES.iter().for_each(|name| left_out(FILE, name));
    }
    prove_bounds(FILE, "product", |more| {
        are_below(&product_of(&below(CARRIED << more), &below(SUMMAND)), 1 << 60)
    });
    prove_bounds(FILE, "carry", |more| are_below(&carry_of(&below(1 << (63 + more))), CARRIED));
    prove_identity(FILE, "product", || {
        let (a, b) = (unknown(), unknown());
        let result = routine(|| product_of(&a, &b));
        (number(&result) - number(&a) * number(&b)).is_multiple_of(&p())
    });
    prove_identity(FILE, "carry", || {
        let columns = unknown();
        let result = routine(|| carry_of(&columns));
        (number(&result) - number(&columns)).is_multiple_of(&p())
    });
    for name in ["fold", "times_19"] {
        for method in ["bounds", "identity"] {
            proved(FILE, name, method, "as part of product");
        }
    }
}
