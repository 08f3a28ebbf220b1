//! Proofs about the arithmetic in lanes, by running its source on lanes of other kinds (`clearbox_proofs` says how).

#[path = "../../x86_64_ifma/proofs/field.rs"]
mod field;
#[path = "lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;
#[path = "../../x86_64_ifma/proofs/on_elements.rs"]
mod on_elements;
#[path = "../../x86_64_ifma/proofs/on_ranges.rs"]
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{
    Lane, arch::lanes_256 as arch, left_out, prove_bounds, prove_identity, prove_identity_but, proved,
};
use num_bigint::BigInt;

use lanes::{LIMBS, Lanes};

const LANES: &str = "weierstrass/src/p256/x86_64_ifma/lanes.rs";
const DOUBLE: &str = "weierstrass/src/x86_64_ifma/double.rs";
const MIXED: &str = "weierstrass/src/x86_64_ifma/mixed.rs";
const SUM: &str = "weierstrass/src/x86_64_ifma/sum.rs";
const CURVE: &str = "weierstrass/src/x86_64_ifma/curve.rs";

const R_BITS: usize = 260;
/// Carried limbs are below.
const CARRIED: [u128; LIMBS] = [1 << 52, 1 << 52, 1 << 52, 1 << 52, (1 << 48) + (1 << 25)];
/// Columns are from the first of these on, and below the second. The topmost is 1.13 times 2^48, at most.
const COLUMNS: [(i128, i128); LIMBS] =
    [(0, 1 << 57), (0, 1 << 57), (0, 1 << 57), (0, 1 << 57), (0, (1 << 48) + (1 << 46))];
/// Low parts of which the high ones are not asked for: these may be lost.
const LOW_PARTS: usize = 0;
/// The topmost of sums that are carried is below.
const TOP_OF_SUMS: i128 = (1 << 53) - (1 << 22);

fn p() -> BigInt {
    (BigInt::from(1) << 256) - (BigInt::from(1) << 224) + (BigInt::from(1) << 192) + (BigInt::from(1) << 96)
        - 1
}

#[test]
fn products_and_carries_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return NAMES.iter().for_each(|name| left_out(LANES, name));
    }
    field::products_and_carries_are_right_and_never_overflow();
    prove_bounds(LANES, "carry_up", |more| {
        let mut columns = [[Lane::below(1 << (63 + more)); 4]; LIMBS];
        columns[LIMBS - 1] = [Lane::below(1 << 51); 4];
        let carried = carry_up_of(&columns);
        let ends = [1 << 52, 1 << 52, 1 << 52, 1 << 52, (1 << 51) + (1 << 12)];
        carried.iter().zip(ends).all(|(limb, end)| limb.iter().all(|limb| limb.is_below(end)))
    });
    prove_identity(LANES, "carry_up", || field::is_right(|[a, ..]| carry_up_of(a), 0, |[a, ..]| a));
}

const NAMES: [&str; 6] = ["product", "sum_of_products", "multiply_add", "reduce", "carry", "carry_up"];

#[allow(unsafe_code)]
fn carry_up_of(columns: &Lanes) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { lanes::carry_up(columns) }
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
