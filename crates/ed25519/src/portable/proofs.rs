//! Proofs about the shipped arithmetic of scalars, by running it on other numbers than `u64` (`clearbox_proofs` says how).

use clearbox_proofs::{
    Bits, Polynomial, assume, number, prove_identity, prove_identity_but, proved, routine, theorem, value,
};
use num_bigint::{BigInt, BigUint};

use super::{
    limb::{Limb, Word},
    scalar::{self, C, TWO_L},
};
use crate::spec;

const FILE: &str = "ed25519/src/portable/scalar.rs";

impl Limb for Polynomial {
    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self) {
        (acc + a * b + carry).split(64)
    }

    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        (a + b + carry).split(64)
    }

    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let (low, high) = (a - b - borrow).split(64);
        (low, -high)
    }

    fn split_60(a: Self) -> (Self, Self) {
        a.split(60)
    }

    fn join(low: Self, high: Self) -> Self {
        low + high * 16
    }
}

/// Products are any numbers here: no theorem is about them.
impl Limb for Bits {
    fn constant(value: u64) -> Self {
        Self::constant(value, 64)
    }

    fn multiply_add(_: Self, _: Self, _: Self, _: Self) -> (Self, Self) {
        (Self::unknown(64), Self::unknown(64))
    }

    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        Self::sum(a, b, carry)
    }

    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        Self::difference(a, b, borrow)
    }

    fn split_60(a: Self) -> (Self, Self) {
        a.split(60)
    }

    fn join(low: Self, high: Self) -> Self {
        low | high << 4
    }
}

impl Word for Bits {
    fn choose(condition: Self, no: [Self; 4], yes: [Self; 4]) -> [Self; 4] {
        let is_set = condition.equals(Self::constant(1u8, 64));
        core::array::from_fn(|i| is_set.choose(yes[i], no[i]))
    }
}

fn big(limbs: &[u64]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, limb| (sum << 64) + *limb)
}

fn power_of_2(exponent: u32) -> BigInt {
    BigInt::from(1) << exponent
}

#[test]
fn products_sums_and_differences_are_exact() {
    prove_identity(FILE, "multiply", || {
        let (a, b) = (Polynomial::unknowns::<4>(), Polynomial::unknowns::<4>());
        let product: [_; 8] = routine(|| scalar::multiply(&a, &b));
        (value(&product, 64) - value(&a, 64) * value(&b, 64)).is_zero()
    });
    // What is carried out of the topmost limb is dropped, where the sum is documented to fit.
    prove_identity_but(1, FILE, "add", || {
        let (a, b) = (Polynomial::unknowns::<8>(), Polynomial::unknowns::<8>());
        let sum = routine(|| scalar::add(&a, &b));
        (value(&sum, 64) - value(&a, 64) - value(&b, 64)).is_multiple_of(&power_of_2(512))
    });
    prove_identity(FILE, "subtract", || {
        let (a, b) = (Polynomial::unknowns::<4>(), Polynomial::unknowns::<4>());
        let (difference, borrow) = routine(|| scalar::subtract(&a, &b));
        let exact = value(&difference, 64) - borrow * Polynomial::number(power_of_2(256));
        (exact - value(&a, 64) + value(&b, 64)).is_zero()
    });
}

/// With x = low + 2^252 high, the second result is c·high: so c·x = c·low + 2^252 (c·high).
#[test]
fn folds_multiply_what_is_above_252_bits() {
    prove_identity(FILE, "fold", || {
        let x = Polynomial::unknowns();
        let (low, product) = routine(|| scalar::fold(&x));
        let (c, weight) = (Polynomial::number(big(&C)), Polynomial::number(power_of_2(252)));
        (c * value(&x, 64) - c * value(&low, 64) - weight * value(&product, 64)).is_zero()
    });
}

/// x0 − x1 + x2 − x3 + 2L is right modulo 2^256, and within 256 bits.
#[test]
fn reductions_end_below_4l() {
    // Four carries or borrows out of the topmost limb are dropped.
    prove_identity_but(4, FILE, "alternating_sum", || {
        let x: [[Polynomial; 4]; 4] = core::array::from_fn(|_| Polynomial::unknowns());
        let sum = routine(|| scalar::alternating_sum(x.each_ref()));
        let [x0, x1, x2, x3] = x.map(|limbs| value(&limbs, 64));
        let expected = x0 - x1 + x2 - x3 + Polynomial::number(spec::L() * 2u8);
        (value(&sum, 64) - expected).is_multiple_of(&power_of_2(256))
    });
    // 2^252 is −c modulo L.
    let (l, c, end) = (spec::L(), big(&C), BigUint::from(1u8) << 252);
    assert!(&end + &c == l && big(&scalar::L) == l && big(&TWO_L) == &l * 2u8);
    // The largest numbers after each fold, from all of 512 bits on.
    let after = |folds: u32| (0..folds).fold((BigUint::from(1u8) << 512) - 1u8, |x, _| (x >> 252) * &c);
    assert!(after(3) < BigUint::from(1u8) << 131 && after(2) >= BigUint::from(1u8) << 131);
    assert!(after(3) + &end <= &l * 2u8 && &end * 2u8 + &l * 2u8 <= &l * 4u8);
    assert!(&l * 4u8 <= BigUint::from(1u8) << 256);
    proved(FILE, "reduce", "bounds", "the sum is from 0 to 4L - 1; a fold less fails");
}

#[test]
fn the_last_subtractions_take_4l_below_l() {
    for (m, which) in [(TWO_L, "2L"), (scalar::L, "L")] {
        theorem(FILE, "subtract_if_not_below", which, || {
            let (x, modulus) = (Bits::unknowns(), Bits::constant(big(&m), 264));
            let t = number(&x, 64, 264);
            assume(t.is_below(modulus + modulus));
            let result = number(&routine(|| scalar::subtract_if_not_below(&x, &m)), 64, 264);
            result.equals(t.is_below(modulus).choose(t, t - modulus))
        });
    }
}
