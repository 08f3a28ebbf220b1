//! The right result modulo p, for all inputs.

use clearbox_proofs::{Polynomial, prove_identity, routine, value};

use super::FILE;
use crate::{limb::Limb, portable, spec};

impl Limb for Polynomial {
    type Column = Self;

    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn product(self, other: Self) -> Self {
        self * other
    }

    fn split(self) -> (Self, Self) {
        self.split(51)
    }

    fn split_column(column: Self) -> (Self, Self) {
        column.split(51)
    }

    fn widen(self) -> Self {
        self
    }
}

type Limbs = [Polynomial; 5];

/// Proves that limbs made of others stand for a number made of theirs, modulo p.
fn prove<const N: usize>(
    name: &str,
    shipped: impl Fn([Limbs; N]) -> Limbs,
    expected: impl Fn([Polynomial; N]) -> Polynomial,
) {
    prove_identity(FILE, name, || {
        let inputs = [(); N].map(|()| Polynomial::unknowns());
        let result = routine(|| shipped(inputs));
        (value(&result, 51) - expected(inputs.map(|limbs| value(&limbs, 51))))
            .is_multiple_of(&spec::p().into())
    });
}

#[test]
fn routines_compute_what_they_say() {
    prove("add", |[a, b]| portable::add(&a, &b), |[x, y]| x + y);
    prove("sub", |[a, b]| portable::sub(&a, &b), |[x, y]| x - y);
    prove("sub_sums", |[a, b]| portable::sub_sums(&a, &b), |[x, y]| x - y);
    prove("mul", |[a, b]| portable::mul(&a, &b), |[x, y]| x * y);
    prove("square", |[a]| portable::square(&a), |[x]| x * x);
    prove("carry", |[a]| portable::carry(&a), |[x]| x);
    for factor in [121_665, u32::MAX] {
        prove("mul_small", |[a]| portable::mul_small(&a, factor), |[x]| x * u64::from(factor));
    }
}

#[test]
fn combinations_are_sums_of_products() {
    prove_identity(FILE, "combine", || {
        let [x, y]: [Limbs; 2] = [(); 2].map(|()| Polynomial::unknowns());
        let [a, b] = Polynomial::unknowns();
        let result = routine(|| portable::combine(&x, a, &y, b));
        let expected = a * value(&x, 51) + b * value(&y, 51);
        (value(&result, 51) - expected).is_multiple_of(&spec::p().into())
    });
}
