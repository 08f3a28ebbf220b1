//! Sums, products and folds, as polynomials in the limbs of the inputs.
//!
//! A part that is split off is a fresh unknown h, and what is left x − 2^64 h: if an identity holds as one of polynomials, it
//! holds whatever the high parts are. That `+` never overflows follows where the documentation bounds the result: the
//! limbs below the topmost are below 2^64 each, so the topmost is, too.

use std::format;

use clearbox_proofs::{Polynomial, prove_identity, prove_identity_but, proved, routine, value};
use num_bigint::{BigInt, BigUint};

use super::{LIMBS, MONTGOMERY, for_each_modulus, number};
use crate::{
    limbs::{self, Limb},
    montgomery::Modulus,
    p256, p384, p521,
};

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

    fn double(a: Self, carry: Self) -> (Self, Self) {
        (a + a + carry).split(64)
    }

    fn shift_32(a: Self) -> (Self, Self) {
        (a * (1 << 32)).split(64)
    }

    fn multiply_low(_: Self, _: u64) -> Self {
        Self::quotient()
    }

    fn cancel(acc: Self, a: Self, b: Self) -> Self {
        (acc + a * b).cancel(64)
    }
}

fn power(exponent: usize) -> Polynomial {
    Polynomial::power_of_2(exponent)
}

fn sums_and_differences<const N: usize>() {
    prove_identity(LIMBS, "add", || {
        let (a, b) = (Polynomial::unknowns::<N>(), Polynomial::unknowns());
        let (sum, carry) = routine(|| limbs::add(&a, &b));
        (value(&sum, 64) + carry * power(64 * N) - value(&a, 64) - value(&b, 64)).is_zero()
    });
    prove_identity(LIMBS, "subtract", || {
        let (a, b) = (Polynomial::unknowns::<N>(), Polynomial::unknowns());
        let (difference, borrow) = routine(|| limbs::subtract(&a, &b));
        (value(&difference, 64) - borrow * power(64 * N) - value(&a, 64) + value(&b, 64)).is_zero()
    });
}

#[test]
fn sums_and_differences_are_exact() {
    sums_and_differences::<4>();
    sums_and_differences::<6>();
    sums_and_differences::<9>();
}

fn products_and_squares<const N: usize>() {
    prove_identity(LIMBS, "multiply", || {
        let (a, b) = (Polynomial::unknowns::<N>(), Polynomial::unknowns());
        let (low, high) = routine(|| limbs::multiply(&a, &b));
        (value(&[low, high].concat(), 64) - value(&a, 64) * value(&b, 64)).is_zero()
    });
    // What is carried out of the topmost limb, twice, is dropped, so the result is right up to a multiple of 2^(128 N).
    // Both the square and the result lie from 0 to 2^(128 N) − 1: so they are equal.
    prove_identity_but(2, LIMBS, "square", || {
        let a = Polynomial::unknowns::<N>();
        let (low, high) = routine(|| limbs::square(&a));
        let left_over = value(&[low, high].concat(), 64) - value(&a, 64) * value(&a, 64);
        left_over.is_multiple_of(&(BigInt::from(1) << (128 * N)))
    });
}

#[test]
fn products_and_squares_are_exact() {
    products_and_squares::<4>();
    products_and_squares::<6>();
    products_and_squares::<9>();
}

/// Where the lowest limb of p is −1 modulo 2^64, q is t0.
fn fold_adds_its_lowest_limb_times<M: Modulus<N>, const N: usize>(file: &str) {
    prove_identity(file, "fold", || {
        let t = Polynomial::unknowns();
        let p = Polynomial::number(number(M::M));
        let folded = routine(|| M::fold(t));
        (value(&folded, 64) * power(64) - value(&t, 64) - t[0] * p).is_zero()
    });
}

#[test]
fn folds_modulo_p_of_p256_and_p521_add_a_multiple_of_p() {
    fold_adds_its_lowest_limb_times::<p256::P, 4>("weierstrass/src/p256.rs");
    fold_adds_its_lowest_limb_times::<p521::P, 9>("weierstrass/src/p521.rs");
}

/// The lowest limb of t + q·m is zero by the choice of q = −t0 / m0 modulo 2^64.
fn fold_adds_a_multiple<M: Modulus<N>, const N: usize>() {
    assert_eq!(M::MINUS_INVERSE.wrapping_mul(M::M[0]), u64::MAX, "−1");
    prove_identity(MONTGOMERY, "fold", || {
        let t = Polynomial::unknowns();
        let m = Polynomial::number(number(M::M));
        let folded = routine(|| M::fold(t));
        let (q, zero) = (Polynomial::quotients()[0], Polynomial::cancelled()[0]);
        (value(&folded, 64) * power(64) + zero - value(&t, 64) - q * m).is_zero()
    });
}

#[test]
fn folds_by_the_general_routine_add_a_multiple_of_m() {
    fold_adds_a_multiple::<p256::N, 4>();
    fold_adds_a_multiple::<p384::P, 6>();
    fold_adds_a_multiple::<p384::N, 6>();
    fold_adds_a_multiple::<p521::N, 9>();
}

/// The most that so many folds leave of a number below R: (t + q·m) / 2^64 grows with t and q.
fn most_after_folds<M: Modulus<N>, const N: usize>(folds: usize) -> BigUint {
    let largest = (BigUint::from(1u8) << (64 * N)) - 1u8;
    (0..folds).fold(largest, |t, _| (t + number(M::M) * u64::MAX) >> 64)
}

fn reduction_ends_below_2m<M: Modulus<N>, const N: usize>(which: &str) {
    let (m, r) = (number(M::M), BigUint::from(1u8) << (64 * N));
    // What is folded at last is at most m, and what stood above, t / R for t < R·m, below m.
    assert!(most_after_folds::<M, N>(N) <= m && most_after_folds::<M, N>(0) > m, "{which}");
    // No fold leaves the N limbs.
    assert!((0..=N).all(|folds| most_after_folds::<M, N>(folds) < r));
    proved(MONTGOMERY, "montgomery_reduce", "bounds", &format!("{which}; fails for no folds"));
}

#[test]
fn reductions_end_below_2m() {
    for_each_modulus!(reduction_ends_below_2m);
}
