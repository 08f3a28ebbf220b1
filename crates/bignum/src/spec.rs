//! The same with num-bigint, from the definitions.

use num_bigint::BigUint;

use crate::Uint;

pub(crate) fn big<const N: usize>(x: &Uint<N>) -> BigUint {
    x.as_limbs().iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
}

pub(crate) fn uint<const N: usize>(x: &BigUint) -> Uint<N> {
    Uint::from_be_bytes(&x.to_bytes_be()).expect("fits")
}

/// Euclid's algorithm.
pub(crate) fn gcd(a: &BigUint, b: &BigUint) -> BigUint {
    if *b == BigUint::ZERO { a.clone() } else { gcd(b, &(a % b)) }
}
