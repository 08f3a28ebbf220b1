//! Proofs that the shipped limb routines compute what they say, for all inputs.
//!
//! A limb is a polynomial in the limbs of the inputs, and what a routine splits off as a high part is a fresh
//! unknown h: the low part is then x − 2^64 h. If the identity holds as one of polynomials, it holds whatever
//! the high parts are. That `+` never overflows follows from it where the documentation bounds the result.

use core::ops::{Add, Mul, Sub};
use std::{cell::RefCell, collections::BTreeMap, vec, vec::Vec};

use num_bigint::BigInt;

use crate::{
    limbs::{self, Limb},
    montgomery::Modulus,
    p256, p384, p521,
};

/// A monomial is the ascending list of its unknowns; a polynomial has a coefficient, not 0, for each
/// monomial.
type Terms = BTreeMap<Vec<u32>, BigInt>;

/// A polynomial with integer coefficients; the terms lie in `POOL`, so that it can be `Copy`, as limbs are.
#[derive(Clone, Copy)]
struct Polynomial(usize);

std::thread_local! {
    static POOL: RefCell<Vec<Terms>> = const { RefCell::new(Vec::new()) };
    static UNKNOWNS: RefCell<u32> = const { RefCell::new(0) };
}

impl Polynomial {
    fn new(mut terms: Terms) -> Self {
        terms.retain(|_, coefficient| *coefficient != BigInt::ZERO);
        POOL.with_borrow_mut(|pool| {
            pool.push(terms);
            Self(pool.len() - 1)
        })
    }

    fn terms(self) -> Terms {
        POOL.with_borrow(|pool| pool[self.0].clone())
    }

    fn number(value: impl Into<BigInt>) -> Self {
        Self::new(Terms::from([(Vec::new(), value.into())]))
    }

    /// The unknown of this name.
    fn named(name: u32) -> Self {
        Self::new(Terms::from([(vec![name], 1.into())]))
    }

    /// A fresh unknown; they are named 1, 2, 3 and so on.
    fn unknown() -> Self {
        Self::named(UNKNOWNS.with_borrow_mut(|count| {
            *count += 1;
            *count
        }))
    }

    /// Whether each coefficient is a multiple of 2^exponent.
    fn is_multiple_of_power(self, exponent: usize) -> bool {
        let power = BigInt::from(1) << exponent;
        self.terms().values().all(|coefficient| coefficient % &power == BigInt::ZERO)
    }

    /// (x − 2^64 h, h) for an unknown h.
    fn split(self) -> (Self, Self) {
        let high = Self::unknown();
        (self - high * power(64), high)
    }
}

/// 2^exponent.
fn power(exponent: usize) -> Polynomial {
    Polynomial::number(BigInt::from(1) << exponent)
}

impl Add for Polynomial {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let mut sum = self.terms();
        for (monomial, coefficient) in other.terms() {
            *sum.entry(monomial).or_default() += coefficient;
        }
        Self::new(sum)
    }
}

impl Mul for Polynomial {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let mut product = Terms::new();
        for (m, a) in self.terms() {
            for (n, b) in other.terms() {
                let mut monomial = [m.clone(), n].concat();
                monomial.sort_unstable();
                *product.entry(monomial).or_default() += &a * b;
            }
        }
        Self::new(product)
    }
}

impl Sub for Polynomial {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + other * Self::number(-1)
    }
}

impl Limb for Polynomial {
    fn constant(value: u64) -> Self {
        Self::number(value)
    }

    fn multiply_add(acc: Self, a: Self, b: Self, carry: Self) -> (Self, Self) {
        (acc + a * b + carry).split()
    }

    fn sum(a: Self, b: Self, carry: Self) -> (Self, Self) {
        (a + b + carry).split()
    }

    fn difference(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let (low, high) = (a - b - borrow).split();
        (low, Self::number(0) - high)
    }

    fn double(a: Self, carry: Self) -> (Self, Self) {
        (a + a + carry).split()
    }

    fn shift_32(a: Self) -> (Self, Self) {
        (a * power(32)).split()
    }

    fn multiply_low(_: Self, _: u64) -> Self {
        Self::unknown()
    }
}

fn unknowns<const N: usize>() -> [Polynomial; N] {
    core::array::from_fn(|_| Polynomial::unknown())
}

/// The number that limbs stand for.
fn value<const N: usize>(limbs: [Polynomial; N]) -> Polynomial {
    (0..N).map(|i| limbs[i] * power(64 * i)).fold(Polynomial::number(0), Add::add)
}

#[track_caller]
fn equal(a: Polynomial, b: Polynomial) {
    assert_eq!((a - b).terms(), Terms::new());
}

fn sums_and_differences<const N: usize>() {
    let (a, b) = (unknowns::<N>(), unknowns());
    let (sum, carry) = limbs::add(&a, &b);
    equal(value(sum) + carry * power(64 * N), value(a) + value(b));
    let (difference, borrow) = limbs::subtract(&a, &b);
    equal(value(difference) - borrow * power(64 * N), value(a) - value(b));
}

#[test]
fn sums_and_differences_are_exact() {
    sums_and_differences::<4>();
    sums_and_differences::<6>();
    sums_and_differences::<9>();
}

/// The squaring drops what it carries out of the topmost limb, so its result is right up to a multiple of 2^(128 N).
/// Both the square and the result lie from 0 to 2^(128 N) − 1: so they are equal.
fn products_and_squares<const N: usize>() {
    let (a, b) = (unknowns::<N>(), unknowns());
    let (low, high) = limbs::multiply(&a, &b);
    equal(value(low) + value(high) * power(64 * N), value(a) * value(b));
    let (low, high) = limbs::square(&a);
    let left_over = value(low) + value(high) * power(64 * N) - value(a) * value(a);
    assert!(left_over.is_multiple_of_power(128 * N));
}

#[test]
fn products_and_squares_are_exact() {
    products_and_squares::<4>();
    products_and_squares::<6>();
    products_and_squares::<9>();
}

/// Where the lowest limb of p is −1 modulo 2^64, q is t0.
fn fold_adds_its_lowest_limb_times<M: Modulus<N>, const N: usize>() {
    let t = unknowns();
    let p = value(M::M.map(Polynomial::constant));
    equal(value(M::fold(t)) * power(64), value(t) + t[0] * p);
}

#[test]
fn folds_modulo_p_of_p256_and_p521_add_a_multiple_of_p() {
    fold_adds_its_lowest_limb_times::<p256::P, 4>();
    fold_adds_its_lowest_limb_times::<p521::P, 9>();
}

/// The lowest limb of t + q·m is dropped: it is what is left over here, t0 + q·m0 − 2^64 h. It is zero by the
/// choice of q = −t0 / m0 modulo 2^64.
fn fold_adds_a_multiple<M: Modulus<N>, const N: usize>() {
    assert_eq!(M::MINUS_INVERSE.wrapping_mul(M::M[0]), u64::MAX, "−1");
    let t = unknowns();
    // The first two unknowns that the routine introduces.
    let count = UNKNOWNS.with_borrow(|count| *count);
    let (q, h) = (Polynomial::named(count + 1), Polynomial::named(count + 2));
    let dropped = t[0] + q * Polynomial::number(M::M[0]) - h * power(64);
    let m = value(M::M.map(Polynomial::constant));
    equal(value(M::fold(t)) * power(64), value(t) + q * m - dropped);
}

#[test]
fn folds_by_the_general_routine_add_a_multiple_of_m() {
    fold_adds_a_multiple::<p256::N, 4>();
    fold_adds_a_multiple::<p384::P, 6>();
    fold_adds_a_multiple::<p384::N, 6>();
    fold_adds_a_multiple::<p521::N, 9>();
}

#[test]
#[should_panic(expected = "left == right")]
fn the_proof_sees_a_wrong_result() {
    let t = unknowns();
    let p = value(p256::P::M.map(Polynomial::constant));
    equal(value(p256::P::fold(t)) * power(64), value(t) + t[1] * p);
}
