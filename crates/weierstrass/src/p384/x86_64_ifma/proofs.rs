//! Proofs about the arithmetic in lanes, as for P-256. That the formulas are right is proved there, for any field.

#[path = "../../x86_64_ifma/proofs/field.rs"]
mod field;
#[path = "lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;
#[path = "../../x86_64_ifma/proofs/on_ranges.rs"]
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{arch::lanes_256 as arch, left_out, prove_bounds};
use num_bigint::BigInt;

use lanes::LIMBS;

const LANES: &str = "weierstrass/src/p384/x86_64_ifma/lanes.rs";
const DOUBLE: &str = "weierstrass/src/x86_64_ifma/double.rs";
const MIXED: &str = "weierstrass/src/x86_64_ifma/mixed.rs";
const SUM: &str = "weierstrass/src/x86_64_ifma/sum.rs";

const R_BITS: usize = 416;
/// Carried limbs are below.
const CARRIED: [u128; LIMBS] =
    [1 << 52, 1 << 52, 1 << 52, 1 << 52, 1 << 52, 1 << 52, 1 << 52, (1 << 20) + (1 << 11)];
/// Columns are from the first of these on, and below the second.
const COLUMNS: [(i128, i128); LIMBS] = {
    let column = (-1, 1 << 58);
    [column, column, column, column, column, column, column, (0, 1 << 21)]
};
/// Low parts of which the high ones are not asked for: two for each quotient, in four lanes.
const LOW_PARTS: usize = 64;
/// The topmost of sums that are carried is below.
const TOP_OF_SUMS: i128 = 1 << 25;

fn p() -> BigInt {
    (BigInt::from(1) << 384) - (BigInt::from(1) << 128) - (BigInt::from(1) << 96) + (BigInt::from(1) << 32)
        - 1
}

const FIELD: [&str; 5] = ["product", "sum_of_products", "multiply_add", "reduce", "carry"];
#[test]
fn products_and_carries_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return FIELD.iter().for_each(|name| left_out(LANES, name));
    }
    field::products_and_carries_are_right_and_never_overflow();
}

/// Whether a formula is within its bounds, for inputs of so many bits more than are allowed.
type Claim = fn(u32) -> bool;

#[test]
fn formulas_never_overflow() {
    let claims: [(&str, &str, Claim); 5] = [
        (DOUBLE, "from_projective", on_ranges::from_projective),
        (DOUBLE, "double", on_ranges::double),
        (DOUBLE, "double_times", on_ranges::double_times),
        (MIXED, "add_affine", on_ranges::add_affine),
        (SUM, "sum", on_ranges::sum),
    ];
    for (file, name, claim) in claims {
        if Ifma::detect().is_some() {
            prove_bounds(file, name, claim);
        } else {
            left_out(file, name);
        }
    }
}
