//! Numbers modulo L, and their digits.

use std::vec::Vec;

use clearbox_ct::{Wiped, declassify, wipe};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::{
    portable::{
        digits::{COUNT, Digit, non_adjacent_form_vartime},
        scalar::Scalar,
    },
    spec::{L, to_bytes},
};

pub(super) fn scalar(value: &BigUint) -> Scalar {
    Scalar::from_canonical_bytes_vartime(&to_bytes(value)).expect("below L")
}

fn number(scalar: &Scalar) -> BigUint {
    BigUint::from_bytes_le(&scalar.to_bytes())
}

fn wide(value: &BigUint) -> [u8; 64] {
    let mut bytes = value.to_bytes_le();
    bytes.resize(64, 0);
    bytes.try_into().expect("below 2^512")
}

/// Numbers around 0, powers of two where limbs and folds end, multiples of L, and the largest, below 2^`bits`.
pub(super) fn edges(bits: u32) -> Vec<BigUint> {
    let one = BigUint::from(1u8);
    let mut around: Vec<BigUint> =
        [0u32, 64, 124, 125, 128, 131, 192, 251, 252, 253, 255, 256, 258, 260, 384, 385, 448]
            .map(|n| &one << n)
            .to_vec();
    around.extend([1u32, 2, 3, 4, 7, 8, 15].map(|n| L() * n));
    around.push(L() * L());
    around.push(&one << bits);
    // ⌊2^512 / L⌋ L, the last multiple.
    around.push((&one << 512) / L() * L());
    // n − 3 … n + 3, where that is not negative.
    let near = around
        .iter()
        .flat_map(|n| (0u8..7).filter(move |i| n + 3u8 >= (*i).into()).map(move |i| n + 3u8 - i));
    near.filter(|n| n.bits() <= u64::from(bits)).collect()
}

#[test]
fn reduction_of_edges_is_spec() {
    for x in edges(512) {
        assert_eq!(number(&Scalar::reduce(&wide(&x))), x % L());
    }
}

#[test]
fn numbers_below_l_are_read_and_no_others() {
    for x in edges(256) {
        let scalar = Scalar::from_canonical_bytes_vartime(&to_bytes(&x));
        assert_eq!(scalar.map(|s| number(&s)), (x < L()).then_some(x));
    }
}

#[test]
fn products_of_edges_are_spec() {
    let edges: Vec<BigUint> = edges(253).into_iter().filter(|n| *n < L()).collect();
    for a in &edges {
        for b in &edges {
            let c = &edges[edges.len() - 1];
            let sum = scalar(c).add_product(&scalar(a), &scalar(b));
            assert_eq!(number(&sum), (c + a * b) % L());
        }
    }
}

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
    fn arithmetic_is_spec(x in any::<[[u8; 32]; 2]>(), y in any::<[[u8; 32]; 2]>()) {
        let [x, y] = [x, y].map(|halves| BigUint::from_bytes_le(halves.as_flattened()));
        let (a, b) = (Scalar::reduce(&wide(&x)), Scalar::reduce(&wide(&y)));
        prop_assert_eq!(number(&a), &x % L());
        prop_assert_eq!(number(&a.add_product(&a, &b)), (&x + &x * &y) % L());
        digits_are_spec(&(x % L()));
    }
}

#[test]
fn wiped_scalars_are_zero() {
    let mut a = Wiped::new(scalar(&7u8.into()));
    wipe(&mut *a);
    assert_eq!(a.to_bytes(), [0; 32]);
}
