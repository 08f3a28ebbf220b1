//! Numbers modulo L.

use std::vec::Vec;

use clearbox_ct::{Wiped, wipe};
use num_bigint::BigUint;
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::{
    portable::scalar::Scalar,
    spec::{L, edges, to_bytes},
};

fn scalar(value: &BigUint) -> Scalar {
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

proptest! {
    #[test]
    fn arithmetic_is_spec(x in any::<[[u8; 32]; 2]>(), y in any::<[[u8; 32]; 2]>()) {
        let [x, y] = [x, y].map(|halves| BigUint::from_bytes_le(halves.as_flattened()));
        let (a, b) = (Scalar::reduce(&wide(&x)), Scalar::reduce(&wide(&y)));
        prop_assert_eq!(number(&a), &x % L());
        prop_assert_eq!(number(&a.add_product(&a, &b)), (&x + &x * &y) % L());
    }
}

#[test]
fn wiped_scalars_are_zero() {
    let mut a = Wiped::new(scalar(&7u8.into()));
    wipe(&mut *a);
    assert_eq!(a.to_bytes(), [0; 32]);
}
