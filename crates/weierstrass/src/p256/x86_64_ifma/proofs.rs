//! Proofs about the arithmetic in lanes, by running its source on lanes of other kinds (`clearbox_proofs` says how).

mod field;
mod on_elements;
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{left_out, prove_bounds, prove_identity_but, proved};
use num_bigint::BigInt;

const DOUBLE: &str = "weierstrass/src/p256/x86_64_ifma/double.rs";
const MIXED: &str = "weierstrass/src/p256/x86_64_ifma/mixed.rs";
const SUM: &str = "weierstrass/src/p256/x86_64_ifma/sum.rs";
const CURVE: &str = "weierstrass/src/p256/x86_64_ifma/curve.rs";

/// Carried limbs are below, but for the topmost.
const CARRIED: u128 = 1 << 52;
/// The topmost is below.
const CARRIED_TOP: u128 = (1 << 48) + (1 << 25);

fn p() -> BigInt {
    (BigInt::from(1) << 256) - (BigInt::from(1) << 224) + (BigInt::from(1) << 192) + (BigInt::from(1) << 96)
        - 1
}

#[test]
fn formulas_are_right_and_never_overflow() {
    let routines = [
        (DOUBLE, "from_projective"),
        (DOUBLE, "double"),
        (DOUBLE, "double_times"),
        (MIXED, "add_affine"),
        (SUM, "sum"),
    ];
    if Ifma::detect().is_none() {
        return routines.iter().for_each(|(file, name)| left_out(file, name));
    }
    prove_bounds(DOUBLE, "from_projective", on_ranges::from_projective);
    prove_bounds(DOUBLE, "double", on_ranges::double);
    prove_bounds(DOUBLE, "double_times", on_ranges::double_times);
    prove_bounds(MIXED, "add_affine", on_ranges::add_affine);
    prove_bounds(SUM, "sum", on_ranges::sum);
    let claims = [
        on_elements::from_projective,
        on_elements::double,
        on_elements::double_times,
        on_elements::add_affine,
        on_elements::sum,
    ];
    for (((file, name), claim), harmless) in routines.into_iter().zip(claims).zip(on_elements::HARMLESS) {
        prove_identity_but(harmless, file, name, claim);
    }
    for name in ["add", "sub", "triple", "add_in", "sub_in", "blend", "permute"] {
        for method in ["bounds", "identity"] {
            proved(CURVE, name, method, "as part of the formulas");
        }
    }
}
