//! Products and carries: no overflow, and the right class modulo p.

#[path = "../lanes.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod lanes;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{
    Lane, Polynomial, arch::lanes_256 as arch, left_out, prove_bounds, prove_identity, proved, routine, value,
};
use num_bigint::BigInt;

use super::{CARRIED, CARRIED_TOP, p};
use lanes::{Lanes, carry, carry_up, product, sum_of_products};

const FILE: &str = "weierstrass/src/p256/x86_64_ifma/lanes.rs";
const NAMES: [&str; 6] = ["product", "sum_of_products", "multiply_add", "reduce", "carry", "carry_up"];

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

#[allow(unsafe_code)]
fn carry_up_of([columns, ..]: &[Lanes; 4]) -> Lanes {
    // SAFETY: proofs run where the CPU has the features.
    unsafe { carry_up(columns) }
}

/// The limbs are in a range, the topmost in another.
fn within(limb: Lane, top: Lane) -> [Lanes; 4] {
    [[limb, limb, limb, limb, top].map(|limb| [limb; 4]); 4]
}

fn are_below(lanes: &Lanes, end: u128, top: u128) -> bool {
    lanes.iter().zip([end, end, end, end, top]).all(|(limb, end)| limb.iter().all(|limb| limb.is_below(end)))
}

fn bounds_of_products(name: &str, work: Work) {
    prove_bounds(FILE, name, |more| {
        let carried = within(Lane::below(CARRIED << more), Lane::below(CARRIED_TOP << more));
        // 1.13 times 2^48, at most.
        are_below(&work(&carried), 1 << 57, (1 << 48) + (1 << 46))
    });
}

fn number(lanes: &Lanes, lane: usize) -> Polynomial {
    value(&lanes.map(|limb| limb[lane].polynomial()), 52)
}

/// The result is what is expected, divided by 2^shift, modulo p.
fn is_right(work: Work, shift: usize, expected: fn([Polynomial; 4]) -> Polynomial) -> bool {
    let inputs = [(); 4].map(|()| core::array::from_fn(|_| [Lane::Polynomial(Polynomial::unknown()); 4]));
    let result = routine(|| work(&inputs));
    (0..4).all(|lane| {
        let factor = Polynomial::number(BigInt::from(1) << shift);
        let numbers = inputs.each_ref().map(|input| number(input, lane));
        (number(&result, lane) * factor - expected(numbers)).is_multiple_of(&p())
    })
}

#[test]
fn products_and_carries_are_right_and_never_overflow() {
    if Ifma::detect().is_none() {
        return NAMES.iter().for_each(|name| left_out(FILE, name));
    }
    bounds_of_products("product", product_of);
    bounds_of_products("sum_of_products", sum_of);
    prove_bounds(FILE, "carry", |more| {
        let (limbs, top) = (1i128 << (61 + more), (1i128 << 53) - (1 << 22));
        let columns = within(Lane::Between(-limbs, limbs), Lane::Between(-top, top << more));
        are_below(&carry_of(&columns), CARRIED, CARRIED_TOP)
    });
    prove_bounds(FILE, "carry_up", |more| {
        let columns = within(Lane::below(1 << (63 + more)), Lane::below(1 << 51));
        are_below(&carry_up_of(&columns), CARRIED, (1 << 51) + (1 << 12))
    });
    prove_identity(FILE, "product", || is_right(product_of, 260, |[a, b, ..]| a * b));
    prove_identity(FILE, "sum_of_products", || is_right(sum_of, 260, |[a, b, c, d]| a * b + c * d));
    prove_identity(FILE, "carry", || is_right(carry_of, 0, |[a, ..]| a));
    prove_identity(FILE, "carry_up", || is_right(carry_up_of, 0, |[a, ..]| a));
    for name in ["multiply_add", "reduce"] {
        for method in ["bounds", "identity"] {
            proved(FILE, name, method, "as part of products");
        }
    }
}
