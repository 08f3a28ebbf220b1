//! The right result modulo p, for all inputs.
//!
//! A limb is a residue modulo p, and what is split off one is another, chosen at random. So both sides of an identity
//! are polynomials of degree 2, taken at a random point over the field of p elements: if they differed, their values
//! would agree with a probability of 2/p only.

extern crate std;

use core::{
    hash::{BuildHasher, Hasher},
    ops::{Add, Mul},
};
use std::hash::RandomState;

use num_bigint::BigUint;

use crate::portable::poly1305::{
    limb::Limb,
    limbs::{add, add_product, carry, factor},
};

/// A residue modulo p, little-endian.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Residue([u8; 17]);

impl Residue {
    fn new(value: &BigUint) -> Self {
        let p: BigUint = (BigUint::from(1u8) << 130) - 5u8;
        let mut bytes = (value % p).to_bytes_le();
        bytes.resize(17, 0);
        Self(bytes.try_into().unwrap())
    }

    fn value(self) -> BigUint {
        BigUint::from_bytes_le(&self.0)
    }

    fn random() -> Self {
        let word = || BigUint::from(RandomState::new().build_hasher().finish());
        Self::new(&((word() << 128) + (word() << 64) + word()))
    }

    fn power_of_2(exponent: u32) -> Self {
        Self::new(&(BigUint::from(1u8) << exponent))
    }

    /// x = (x - 2^place h) + 2^place h, for any h; and -1 is p - 1 = 2^130 - 6.
    fn split(self, place: u32) -> (Self, Self) {
        let (high, minus_1) = (Self::random(), Self::new(&((BigUint::from(1u8) << 130) - 6u8)));
        (self + minus_1.product(high.product(Self::power_of_2(place))), high)
    }
}

impl Add for Residue {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(&(self.value() + other.value()))
    }
}

impl Mul<u64> for Residue {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        Self::new(&(self.value() * factor))
    }
}

impl Limb for Residue {
    type Column = Self;

    fn product(self, other: Self) -> Self {
        Self::new(&(self.value() * other.value()))
    }

    fn split<const PLACE: u32>(self) -> (Self, Self) {
        self.split(PLACE)
    }

    fn split_column<const PLACE: u32>(column: Self) -> (Self, Self) {
        column.split(PLACE)
    }

    fn widen(self) -> Self {
        self
    }
}

/// The number that limbs stand for.
fn number([a0, a1, a2]: [Residue; 3]) -> Residue {
    a0 + a1.product(Residue::power_of_2(44)) + a2.product(Residue::power_of_2(88))
}

fn random() -> [Residue; 3] {
    core::array::from_fn(|_| Residue::random())
}

#[test]
fn routines_compute_what_they_say() {
    let (a, b, sum) = (random(), random(), random());
    assert_eq!(number(add(a, b)), number(a) + number(b));
    assert_eq!(number(add_product(sum, a, &factor(b))), number(sum) + number(a).product(number(b)));
    assert_eq!(number(carry(sum)), number(sum));
}

#[test]
fn the_proof_sees_a_wrong_result() {
    let (a, b) = (random(), random());
    let mut wrong = factor(b);
    wrong[4] = b[2] * 19;
    let zero = Residue::new(&BigUint::ZERO);
    assert_ne!(number(add_product([zero; 3], a, &wrong)), number(a).product(number(b)));
}
