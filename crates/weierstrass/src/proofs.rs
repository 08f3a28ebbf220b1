//! Proofs that the shipped limb routines compute what they say, for all inputs.
//!
//! A limb is a polynomial in the limbs of the inputs, and what a routine splits off as a high part is a fresh
//! unknown h: the low part is then x − 2^64 h. If the identity holds as one of polynomials, it holds whatever
//! the high parts are. That `+` never overflows follows from it where the documentation bounds the result.

use core::ops::{Add, Mul, Sub};
use std::{cell::RefCell, collections::BTreeMap, vec, vec::Vec};

use num_bigint::BigInt;

use crate::portable::{
    field::P,
    limbs::{self, Limb},
    montgomery::Modulus,
    scalar::{MINUS_ONE_OVER_N, N},
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

fn unknowns() -> [Polynomial; 4] {
    core::array::from_fn(|_| Polynomial::unknown())
}

/// The number that limbs stand for.
fn value(limbs: [Polynomial; 4]) -> Polynomial {
    (0..4).map(|i| limbs[i] * power(64 * i)).fold(Polynomial::number(0), Add::add)
}

#[track_caller]
fn equal(a: Polynomial, b: Polynomial) {
    assert_eq!((a - b).terms(), Terms::new());
}

#[test]
fn sums_and_differences_are_exact() {
    let (a, b) = (unknowns(), unknowns());
    let (sum, carry) = limbs::add(&a, &b);
    equal(value(sum) + carry * power(256), value(a) + value(b));
    let (difference, borrow) = limbs::subtract(&a, &b);
    equal(value(difference) - borrow * power(256), value(a) - value(b));
}

#[test]
fn products_and_squares_are_exact() {
    let (a, b) = (unknowns(), unknowns());
    let (low, high) = limbs::multiply(&a, &b);
    equal(value(low) + value(high) * power(256), value(a) * value(b));
    let (low, high) = limbs::square(&a);
    equal(value(low) + value(high) * power(256), value(a) * value(a));
}

#[test]
fn folds_modulo_p_add_a_multiple_of_p() {
    let t = unknowns();
    let p = value(P::M.map(Polynomial::constant));
    equal(value(P::fold(t)) * power(64), value(t) + t[0] * p);
}

/// The lowest limb of t + q·n is dropped: it is what is left over here, t0 + q·n0 − 2^64 h. It is zero by the
/// choice of q = −t0 / n0 modulo 2^64.
#[test]
fn folds_modulo_n_add_a_multiple_of_n() {
    assert_eq!(MINUS_ONE_OVER_N.wrapping_mul(N::M[0]), u64::MAX, "−1");
    let t = unknowns();
    // The first two unknowns that the routine introduces.
    let count = UNKNOWNS.with_borrow(|count| *count);
    let (q, h) = (Polynomial::named(count + 1), Polynomial::named(count + 2));
    let dropped = t[0] + q * Polynomial::number(N::M[0]) - h * power(64);
    let n = value(N::M.map(Polynomial::constant));
    equal(value(N::fold(t)) * power(64), value(t) + q * n - dropped);
}

#[test]
#[should_panic(expected = "left == right")]
fn the_proof_sees_a_wrong_result() {
    let t = unknowns();
    let p = value(P::M.map(Polynomial::constant));
    equal(value(P::fold(t)) * power(64), value(t) + t[1] * p);
}
