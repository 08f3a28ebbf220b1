//! The kernel does what the portable code does. Its reductions are tried on all inputs, on the CPU itself; its transforms are
//! linear modulo q, with the same bounds as the portable ones, so that unit vectors tell all.

use clearbox_cpu::x86_64::Avx512;
use clearbox_proofs::{left_out, proved};

use super::Q32;
use crate::{
    field::{Q, barrett_reduce, montgomery_multiply, montgomery_reduce},
    spec,
    x86_64_avx512::{self, lanes},
};

const NTT: &str = "ml-kem/src/x86_64_avx512/ntt.rs";
const PRODUCT: &str = "ml-kem/src/x86_64_avx512/product.rs";

/// All i16, 32 at a time.
fn all() -> impl Iterator<Item = [i16; 32]> {
    (0..1 << 11).map(|high: i32| core::array::from_fn(|low| (high << 5 | low as i32) as i16))
}

fn multiplies(kernel: impl Fn([i16; 32], i16) -> [i16; 32]) -> bool {
    (-Q / 2..=Q / 2).all(|b| all().all(|a| kernel(a, b) == a.map(|a| montgomery_multiply(a, b))))
}

fn reduces_near(kernel: impl Fn([i16; 32]) -> [i16; 32]) -> bool {
    all().all(|a| kernel(a) == a.map(barrett_reduce))
}

fn reduces_sums(kernel: impl Fn([i32; 16], [i32; 16]) -> [i16; 32]) -> bool {
    let bound = (Q32 << 15) - 1;
    (-bound..=bound - 31).step_by(32).chain([bound - 31]).all(|first| {
        let even = core::array::from_fn(|i| first + 2 * i as i32);
        let odd = even.map(|x| x + 1);
        kernel(even, odd) == core::array::from_fn(|i| montgomery_reduce(first + i as i32))
    })
}

#[test]
fn reductions_of_vectors_are_those_of_numbers() {
    let Some(proof) = Avx512::detect() else {
        left_out(NTT, "montgomery_multiply");
        left_out(NTT, "barrett_reduce");
        return left_out(PRODUCT, "montgomery_reduce");
    };
    let changed = |mut numbers: [i16; 32]| {
        numbers[31] += i16::from(numbers[31] == 7);
        numbers
    };
    assert!(multiplies(|a, b| lanes::montgomery_multiply(proof, a, b)));
    assert!(!multiplies(|a, b| changed(lanes::montgomery_multiply(proof, a, b))));
    proved(NTT, "montgomery_multiply", "exhaustive", "all i16 by all from -q/2 to q/2; a mutant fails");
    assert!(reduces_near(|a| lanes::barrett_reduce(proof, a)));
    assert!(!reduces_near(|a| changed(lanes::barrett_reduce(proof, a))));
    proved(NTT, "barrett_reduce", "exhaustive", "all i16; a mutant fails");
    assert!(reduces_sums(|even, odd| lanes::montgomery_reduce(proof, even, odd)));
    assert!(!reduces_sums(|even, odd| changed(lanes::montgomery_reduce(proof, even, odd))));
    proved(PRODUCT, "montgomery_reduce", "exhaustive", "all numbers below 2^15 q in size; a mutant fails");
}

/// Whether each unit vector comes to what the standard says, times `factor`.
fn transforms(
    kernel: impl Fn(&[i16; 256]) -> [i16; 256],
    standard: impl Fn(&[u32]) -> std::vec::Vec<u32>,
) -> bool {
    (0..256).all(|unit| {
        let f: [i16; 256] = core::array::from_fn(|i| i16::from(i == unit));
        let expected = standard(&f.map(|c| c as u32));
        kernel(&f).iter().zip(expected).all(|(&is, expected)| (i32::from(is) - expected as i32) % Q32 == 0)
    })
}

#[test]
fn transforms_of_unit_vectors_are_right() {
    let Some(proof) = Avx512::detect() else {
        left_out(NTT, "forward");
        return left_out(NTT, "backward");
    };
    let swapped = |mut f: [i16; 256]| {
        f.swap(254, 255);
        f
    };
    assert!(transforms(|f| x86_64_avx512::ntt(proof, f), spec::NTT));
    assert!(!transforms(|f| swapped(x86_64_avx512::ntt(proof, f)), spec::NTT));
    proved(NTT, "forward", "each unit", "all 256; a mutant fails");
    assert!(transforms(|f| x86_64_avx512::inverse_ntt(proof, f), spec::inverse_NTT));
    assert!(!transforms(|f| swapped(x86_64_avx512::inverse_ntt(proof, f)), spec::inverse_NTT));
    proved(NTT, "backward", "each unit", "all 256; a mutant fails");
}
