//! Proofs about the arithmetic in vectors, by running its source on lanes of other kinds (`clearbox_proofs` says how). Where
//! all lanes do the same, one stands for all.

mod field;
mod on_elements;
mod on_ranges;
mod one_on_elements;
mod one_on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{left_out, prove_bounds, prove_identity, prove_identity_but, proved};
use num_bigint::BigInt;

const ONE: &str = "edwards25519/src/x86_64_ifma/one.rs";
const POINT: &str = "edwards25519/src/x86_64_ifma/point.rs";

/// Carried limbs are below.
const CARRIED: u128 = (1 << 51) + (1 << 17);

/// What a table has, with either sign, is at most.
const SUMMAND: u128 = 1 << 52;

/// In a doubling, sums are made in more lanes than have a use for them.
const UNUSED: usize = 5;

fn p() -> BigInt {
    (BigInt::from(1) << 255) - 19
}

#[test]
fn additions_are_right_and_never_overflow() {
    let names = ["add_affine", "sum", "plus", "minus"];
    if Ifma::detect().is_none() {
        return names.iter().for_each(|name| left_out(POINT, name));
    }
    prove_bounds(POINT, "add_affine", on_ranges::affine_is_carried);
    prove_identity(POINT, "add_affine", on_elements::affine_is_right);
    for name in ["sum", "plus", "minus"] {
        for method in ["bounds", "identity"] {
            proved(POINT, name, method, "as part of add_affine");
        }
    }
}

#[test]
fn work_on_one_point_is_right_and_never_overflows() {
    let names = ["double", "add", "summand", "negated", "sums", "point", "products", "neighbour"];
    if Ifma::detect().is_none() {
        return names.iter().for_each(|name| left_out(ONE, name));
    }
    prove_bounds(ONE, "double", one_on_ranges::doubles);
    prove_bounds(ONE, "add", one_on_ranges::adds);
    prove_bounds(ONE, "summand", one_on_ranges::makes_summands);
    prove_bounds(ONE, "negated", one_on_ranges::negates);
    prove_bounds(ONE, "point", one_on_ranges::makes_points);
    prove_identity_but(UNUSED, ONE, "double", one_on_elements::doubles);
    prove_identity(ONE, "add", one_on_elements::adds);
    prove_identity(ONE, "summand", one_on_elements::makes_summands);
    prove_identity(ONE, "negated", one_on_elements::negates);
    prove_identity(ONE, "point", one_on_elements::makes_points);
    for name in ["sums", "products"] {
        for method in ["bounds", "identity"] {
            proved(ONE, name, method, "as part of add");
        }
    }
}
