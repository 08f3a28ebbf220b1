//! Proofs about the arithmetic in vectors, by running its source on lanes of other kinds (`clearbox_proofs` says how). All lanes
//! do the same there, so that one stands for all.

mod field;
mod on_elements;
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{left_out, prove_bounds, prove_identity, proved};
use num_bigint::BigInt;

const POINT: &str = "edwards25519/src/x86_64_ifma/point.rs";

/// Carried limbs are below.
const CARRIED: u128 = (1 << 51) + (1 << 17);

/// What a table has, with either sign, is at most.
const SUMMAND: u128 = 1 << 52;

fn p() -> BigInt {
    (BigInt::from(1) << 255) - 19
}

#[test]
fn additions_are_right_and_never_overflow() {
    let names = ["add_affine", "add", "sum", "plus", "minus"];
    if Ifma::detect().is_none() {
        return names.iter().for_each(|name| left_out(POINT, name));
    }
    prove_bounds(POINT, "add_affine", on_ranges::affine_is_carried);
    prove_bounds(POINT, "add", on_ranges::is_carried);
    prove_identity(POINT, "add_affine", on_elements::affine_is_right);
    prove_identity(POINT, "add", on_elements::is_right);
    for name in ["sum", "plus", "minus"] {
        for method in ["bounds", "identity"] {
            proved(POINT, name, method, "as part of the additions");
        }
    }
}
