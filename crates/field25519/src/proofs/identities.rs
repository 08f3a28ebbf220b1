//! The right result modulo p, for all inputs.

extern crate std;

use core::ops::{Add, Mul, Sub};
use std::{cell::RefCell, collections::BTreeMap, vec, vec::Vec};

use num_bigint::BigInt;

use crate::{limb::Limb, portable, spec};

/// A monomial is the ascending list of its unknowns, a polynomial the coefficient of each monomial.
type Terms = BTreeMap<Vec<u32>, BigInt>;

/// A polynomial with integer coefficients; the terms lie in `POOL`, so that it can be `Copy`, as limbs are.
#[derive(Clone, Copy)]
struct Polynomial(usize);

std::thread_local! {
    static POOL: RefCell<Vec<Terms>> = const { RefCell::new(Vec::new()) };
    static UNKNOWNS: RefCell<u32> = const { RefCell::new(0) };
}

impl Polynomial {
    fn new(terms: Terms) -> Self {
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

    /// A fresh unknown.
    fn unknown() -> Self {
        let name = UNKNOWNS.with_borrow_mut(|count| {
            *count += 1;
            *count
        });
        Self::new(Terms::from([(vec![name], 1.into())]))
    }

    /// What is left of a number split at bit 51 when the high part is unknown: x = (x − 2^51 h) + 2^51 h.
    fn split(self) -> (Self, Self) {
        let high = Self::unknown();
        (self - high * (1 << 51), high)
    }
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

impl Mul<u64> for Polynomial {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        self * Self::number(factor)
    }
}

impl Sub for Polynomial {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + other * Self::number(-1)
    }
}

impl Limb for Polynomial {
    type Column = Self;

    fn constant(value: u64) -> Self {
        Self::number(value)
    }

    fn product(self, other: Self) -> Self {
        self * other
    }

    fn split(self) -> (Self, Self) {
        self.split()
    }

    fn split_column(column: Self) -> (Self, Self) {
        column.split()
    }

    fn widen(self) -> Self {
        self
    }
}

fn unknowns() -> [Polynomial; 5] {
    core::array::from_fn(|_| Polynomial::unknown())
}

/// The number that limbs stand for.
fn value(limbs: [Polynomial; 5]) -> Polynomial {
    let weighted =
        limbs.into_iter().enumerate().map(|(i, limb)| limb * Polynomial::number(BigInt::from(1) << (51 * i)));
    weighted.fold(Polynomial::number(0), Add::add)
}

fn equal_modulo_p(a: Polynomial, b: Polynomial) -> bool {
    let p = BigInt::from(spec::p());
    (a - b).terms().values().all(|coefficient| coefficient % &p == BigInt::ZERO)
}

#[test]
fn routines_compute_what_they_say() {
    let (a, b) = (unknowns(), unknowns());
    let (x, y) = (value(a), value(b));
    assert!(equal_modulo_p(value(portable::add(&a, &b)), x + y));
    assert!(equal_modulo_p(value(portable::sub(&a, &b)), x - y));
    assert!(equal_modulo_p(value(portable::sub_sums(&a, &b)), x - y));
    assert!(equal_modulo_p(value(portable::mul(&a, &b)), x * y));
    assert!(equal_modulo_p(value(portable::square(&a)), x * x));
    assert!(equal_modulo_p(value(portable::carry(&a)), x));
    assert!(equal_modulo_p(value(portable::mul_small(&a, 121_665)), x * 121_665));
}

#[test]
fn the_proof_sees_a_wrong_result() {
    let (a, b) = (unknowns(), unknowns());
    assert!(!equal_modulo_p(value(portable::mul(&a, &b)), value(a) * value(b) + a[4]));
}
