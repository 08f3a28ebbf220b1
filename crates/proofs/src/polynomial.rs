//! Polynomials.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ops::{Add, Mul, Neg, Sub},
};

use num_bigint::BigInt;

use crate::fault;

/// A monomial is the ascending list of its unknowns; a polynomial has a coefficient, not 0, for each monomial.
type Terms = BTreeMap<Vec<u32>, BigInt>;

/// A polynomial with integer coefficients; the terms lie in `POOL`, so that it can be `Copy`, as limbs are.
#[derive(Clone, Copy, Debug)]
pub struct Polynomial(usize);

thread_local! {
    static POOL: RefCell<Vec<Terms>> = const { RefCell::new(Vec::new()) };
    static UNKNOWNS: RefCell<u32> = const { RefCell::new(0) };
    static QUOTIENTS: RefCell<Vec<Polynomial>> = const { RefCell::new(Vec::new()) };
    static CANCELLED: RefCell<Vec<Polynomial>> = const { RefCell::new(Vec::new()) };
    /// What was split, and where, with its two parts.
    static SPLITS: RefCell<BTreeMap<(usize, u32), (Polynomial, Polynomial)>> = const { RefCell::new(BTreeMap::new()) };
    static CONSTANTS: RefCell<BTreeMap<u64, Polynomial>> = const { RefCell::new(BTreeMap::new()) };
    static PRODUCTS: RefCell<BTreeMap<(usize, usize), Polynomial>> = const { RefCell::new(BTreeMap::new()) };
}

/// Forgets all polynomials.
pub(crate) fn clear() {
    POOL.take();
    QUOTIENTS.take();
    CANCELLED.take();
    SPLITS.take();
    CONSTANTS.take();
    PRODUCTS.take();
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

    /// A number of any size.
    #[must_use]
    pub fn number(value: impl Into<BigInt>) -> Self {
        Self::new(Terms::from([(Vec::new(), value.into())]))
    }

    /// 2^exponent.
    #[must_use]
    pub fn power_of_2(exponent: usize) -> Self {
        Self::number(BigInt::from(1) << exponent)
    }

    /// A constant of a routine. Wrong, it is 1 too large.
    #[must_use]
    pub fn constant(value: u64) -> Self {
        Self::number(BigInt::from(value) + u8::from(fault::strikes()))
    }

    /// The same, where several instructions take one.
    #[must_use]
    pub(crate) fn constant_again(value: u64) -> Self {
        let known = CONSTANTS.with_borrow(|all| all.get(&value).copied());
        known.unwrap_or_else(|| {
            let constant = Self::constant(value);
            CONSTANTS.with_borrow_mut(|all| all.insert(value, constant));
            constant
        })
    }

    /// A fresh unknown.
    #[must_use]
    pub fn unknown() -> Self {
        let name = UNKNOWNS.with_borrow_mut(|count| {
            *count += 1;
            *count
        });
        Self::new(Terms::from([(vec![name], 1.into())]))
    }

    /// Fresh unknowns.
    #[must_use]
    pub fn unknowns<const N: usize>() -> [Self; N] {
        std::array::from_fn(|_| Self::unknown())
    }

    /// (x − 2^place h, h) for a fresh unknown h: the low part and the high one, whatever they are. Wrong, the high part is
    /// lost.
    #[must_use]
    pub fn split(self, place: u32) -> (Self, Self) {
        self.split_by(place, Self::unknown())
    }

    fn split_by(self, place: u32, high: Self) -> (Self, Self) {
        let low = self.plus(high.times(&-(BigInt::from(1) << place)));
        (low, if fault::strikes() { Self::number(0) } else { high })
    }

    /// The same, where one instruction takes the low part and another one the high part of the same number. If that is
    /// a multiple of 2^place, its low part is 0, and the high one no unknown.
    #[must_use]
    pub(crate) fn split_again(self, place: u32) -> (Self, Self) {
        let known = SPLITS.with_borrow(|all| all.get(&(self.0, place)).copied());
        known.unwrap_or_else(|| {
            let unit = BigInt::from(1) << place;
            let is_whole = !self.is_zero() && self.is_multiple_of(&unit);
            let parts = self.split_by(place, if is_whole { self.divided_by(&unit) } else { Self::unknown() });
            SPLITS.with_borrow_mut(|all| all.insert((self.0, place), parts));
            parts
        })
    }

    /// The product, where two instructions make the same one.
    #[must_use]
    pub(crate) fn product_again(self, other: Self) -> Self {
        let known = PRODUCTS.with_borrow(|all| all.get(&(self.0, other.0)).copied());
        known.unwrap_or_else(|| {
            let product = self * other;
            PRODUCTS.with_borrow_mut(|all| all.insert((self.0, other.0), product));
            product
        })
    }

    /// A quotient q of Montgomery's reduction, for a t: a fresh unknown, since 64 bits of a product are taken. It is
    /// remembered for [`Polynomial::quotients`].
    #[must_use]
    pub fn quotient() -> Self {
        let quotient = Self::unknown();
        QUOTIENTS.with_borrow_mut(|all| all.push(quotient));
        quotient
    }

    /// (t + q·m0) / 2^place for the q that makes that whole: a high part. The low one, which is zero by the choice of q, is
    /// remembered for [`Polynomial::cancelled`].
    #[must_use]
    pub fn cancel(self, place: u32) -> Self {
        let (low, high) = self.split(place);
        CANCELLED.with_borrow_mut(|all| all.push(low));
        high
    }

    /// The quotients so far.
    #[must_use]
    pub fn quotients() -> Vec<Self> {
        QUOTIENTS.with_borrow(Clone::clone)
    }

    /// What is zero by the choice of the quotients.
    #[must_use]
    pub fn cancelled() -> Vec<Self> {
        CANCELLED.with_borrow(Clone::clone)
    }

    /// Whether it is 0 whatever the unknowns are.
    #[must_use]
    pub fn is_zero(self) -> bool {
        POOL.with_borrow(|pool| pool[self.0].is_empty())
    }

    /// Whether it is a multiple of this number whatever integers the unknowns are.
    #[must_use]
    pub fn is_multiple_of(self, number: &BigInt) -> bool {
        self.terms().values().all(|coefficient| coefficient % number == BigInt::ZERO)
    }

    fn plus(self, other: Self) -> Self {
        let mut sum = self.terms();
        POOL.with_borrow(|pool| {
            for (monomial, coefficient) in &pool[other.0] {
                *sum.entry(monomial.clone()).or_default() += coefficient;
            }
        });
        Self::new(sum)
    }

    fn divided_by(self, divisor: &BigInt) -> Self {
        Self::new(self.terms().into_iter().map(|(monomial, c)| (monomial, c / divisor)).collect())
    }

    fn times(self, factor: &BigInt) -> Self {
        Self::new(self.terms().into_iter().map(|(monomial, c)| (monomial, c * factor)).collect())
    }
}

/// The number that limbs of so many bits stand for, the lowest first.
#[must_use]
pub fn value(limbs: &[Polynomial], bits: usize) -> Polynomial {
    let mut sum = Terms::new();
    for (i, limb) in limbs.iter().enumerate() {
        for (monomial, coefficient) in limb.terms() {
            *sum.entry(monomial).or_default() += coefficient << (bits * i);
        }
    }
    Polynomial::new(sum)
}

/// Wrong, the second summand is lost.
impl Add for Polynomial {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        if !other.is_zero() && fault::strikes() { self } else { self.plus(other) }
    }
}

/// Wrong, nothing is subtracted.
impl Sub for Polynomial {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Polynomial {
    type Output = Self;
    fn neg(self) -> Self {
        self.times(&(-1).into())
    }
}

/// Wrong, the first factor is lost.
impl Mul for Polynomial {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (a, b) = (self.terms(), other.terms());
        if !a.is_empty() && !b.is_empty() && fault::strikes() {
            return other;
        }
        let mut product = Terms::new();
        for (m, a) in &a {
            for (n, b) in &b {
                let mut monomial = [m.clone(), n.clone()].concat();
                monomial.sort_unstable();
                *product.entry(monomial).or_default() += a * b;
            }
        }
        Self::new(product)
    }
}

/// Wrong, the factor is 1 too large.
impl Mul<u64> for Polynomial {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        let wrong = u64::from(!self.is_zero() && fault::strikes());
        self.times(&BigInt::from(factor.saturating_add(wrong)))
    }
}
