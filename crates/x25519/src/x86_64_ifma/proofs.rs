//! Proofs about the ladder's arithmetic, by running its source on lanes of other kinds (`clearbox_proofs` says how).

mod on_elements;
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{left_out, prove_bounds, prove_identity_but};
use num_bigint::BigInt;

const STEP: &str = "x25519/src/x86_64_ifma/step.rs";

/// Without harm, a product may lose its factor 1, and a sum its summand in a lane that takes a difference instead.
const HARMLESS: usize = 2;

/// Carried limbs are below.
const CARRIED: u128 = (1 << 51) + (1 << 17);

fn p() -> BigInt {
    (BigInt::from(1) << 255) - 19
}

#[test]
fn steps_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return left_out(STEP, "step");
    }
    for swap in [0, 1] {
        prove_bounds(STEP, "step", |more| on_ranges::is_carried(swap, more));
        prove_identity_but(HARMLESS, STEP, "step", || on_elements::is_right(swap));
    }
}
