//! The digits of scalars.

use std::vec::Vec;

use clearbox_ct::declassify;
use num_bigint::{BigInt, BigUint};
use proptest::prelude::{any, proptest};

use crate::{
    digits::{COUNT, Digit, non_adjacent_form_vartime},
    spec::{L, edges, to_bytes},
};

/// Σ dᵢ 2^(step·i).
fn value(digits: impl Iterator<Item = i64>, step: usize) -> BigInt {
    digits.enumerate().map(|(i, digit)| BigInt::from(digit) << (step * i)).sum()
}

fn digits_are_spec(x: &BigUint) {
    let bytes = to_bytes(x);
    let digits = (0..COUNT).map(|i| {
        let Digit { negative, magnitude } = Digit::of(&bytes, i);
        assert!(magnitude <= 8);
        let magnitude = i64::try_from(magnitude).expect("small");
        if declassify(negative) { -magnitude } else { magnitude }
    });
    assert_eq!(value(digits, 4), x.clone().into());
    for width in [5, 8] {
        let digits = non_adjacent_form_vartime(&bytes, width);
        assert_eq!(value(digits.iter().copied().map(i64::from), 1), x.clone().into());
        let places: Vec<usize> = (0..digits.len()).filter(|&i| digits[i] != 0).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= width));
        assert!(places.iter().all(|&i| digits[i] % 2 != 0 && digits[i].unsigned_abs() < 1 << (width - 1)));
    }
}

#[test]
fn digits_of_edges_are_spec() {
    edges(253).iter().filter(|x| **x < L()).for_each(digits_are_spec);
}

proptest! {
    #[test]
    fn digits_are_spec_for_any_scalar(bytes in any::<[u8; 32]>()) {
        digits_are_spec(&(BigUint::from_bytes_le(&bytes) % L()));
    }
}
