//! The chain of squarings and multiplications, run on exponents: a product is a sum, a square is the double.

use clearbox_proofs::{Polynomial, prove_identity, routine};

use crate::{
    power::{Power, power_p_5_8},
    spec::p,
};

impl Power for Polynomial {
    fn times(&self, other: &Self) -> Self {
        *self + *other
    }

    fn square_n(&self, n: u32) -> Self {
        (0..n).fold(*self, |exponent, _| exponent * 2)
    }
}

#[test]
fn the_chain_reaches_its_exponent() {
    prove_identity("field25519/src/power.rs", "power_p_5_8", || {
        let exponent = routine(|| power_p_5_8(&Polynomial::number(1)));
        (exponent - Polynomial::number((p() - 5u8) >> 3)).is_zero()
    });
}
