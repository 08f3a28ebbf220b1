//! The right result modulo p, for all inputs.

use clearbox_proofs::{Polynomial, prove_identity, routine};
use num_bigint::BigInt;

use super::FILE;
use crate::portable::poly1305::{
    limb::Limb,
    limbs::{add, add_product, carry, factor},
};

impl Limb for Polynomial {
    type Column = Self;

    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn product(self, other: Self) -> Self {
        self * other
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
fn number(limbs: [Polynomial; 3]) -> Polynomial {
    clearbox_proofs::value(&limbs, 44)
}

/// Whether both are the same modulo p.
fn same(a: Polynomial, b: Polynomial) -> bool {
    (a - b).is_multiple_of(&((BigInt::from(1) << 130) - 5))
}

#[test]
fn routines_compute_what_they_say() {
    prove_identity(FILE, "add", || {
        let (a, b) = (Polynomial::unknowns(), Polynomial::unknowns());
        same(number(routine(|| add(a, b))), number(a) + number(b))
    });
    for name in ["factor", "add_product"] {
        prove_identity(FILE, name, || {
            let (a, b, sum) = (Polynomial::unknowns(), Polynomial::unknowns(), Polynomial::unknowns());
            same(number(routine(|| add_product(sum, a, &factor(b)))), number(sum) + number(a) * number(b))
        });
    }
    prove_identity(FILE, "carry", || {
        let sum = Polynomial::unknowns();
        same(number(routine(|| carry(sum))), number(sum))
    });
}
