use std::{vec, vec::Vec};

use clearbox_ct::declassify;
use clearbox_field25519::FieldElement;
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::{
    function::{x25519, x25519_base},
    portable::table::BASE_MULTIPLES,
    spec,
};

/// The u-coordinate of the base point.
fn base() -> [u8; 32] {
    let mut u = [0; 32];
    u[0] = 9;
    u
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ladder_is_spec(k in any::<[u8; 32]>(), u in any::<[u8; 32]>()) {
        prop_assert_eq!(x25519(&k, &u), spec::x25519(&k, &u));
    }
}

proptest! {
    #[test]
    fn base_is_ladder_of_nine(k in any::<[u8; 32]>()) {
        prop_assert_eq!(x25519_base(&k), x25519(&k, &base()));
    }
}

/// The ladder that runs on every machine, beside the one that this CPU may have instead.
fn portable(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    crate::portable::ladder::x25519(&crate::function::clamp(k), u)
}

proptest! {
    #[test]
    fn kernels_agree_with_portable_code(k in any::<[u8; 32]>(), u in any::<[u8; 32]>()) {
        prop_assert_eq!(x25519(&k, &u), portable(&k, &u));
    }
}

/// Bytes of which all bits are equal but for the first and the last byte.
fn edges() -> Vec<[u8; 32]> {
    let mut edges = vec![[0u8; 32], [0xff; 32]];
    for first in [1, 2, 8, 9, 0xda, 0xec, 0xed, 0xee, 0xff] {
        for (middle, last) in [(0, 0), (0xff, 0x7f), (0xff, 0xff), (0, 0x80)] {
            let mut edge = [middle; 32];
            (edge[0], edge[31]) = (first, last);
            edges.push(edge);
        }
    }
    edges
}

#[test]
fn ladder_is_spec_for_edges_of_k_and_u() {
    let edges = edges();
    for k in &edges[..8] {
        for u in &edges {
            assert_eq!(x25519(k, u), spec::x25519(k, u), "k = {k:x?}, u = {u:x?}");
            assert_eq!(portable(k, u), spec::x25519(k, u), "k = {k:x?}, u = {u:x?}");
        }
    }
}

/// Each digit of k takes all its values while the others are all zeros, or all ones: so every entry of the
/// table is used with either sign.
#[test]
fn base_is_ladder_of_nine_for_each_digit() {
    for k in edges() {
        assert_eq!(x25519_base(&k), x25519(&k, &base()), "k = {k:x?}");
    }
    for others in [0, 0xff] {
        for place in 0..32 {
            for byte in 0..=255 {
                let mut k = [others; 32];
                k[place] = byte;
                assert_eq!(x25519_base(&k), x25519(&k, &base()), "k = {k:x?}");
            }
        }
    }
}

/// The addition of the twisted Edwards curve (RFC 8032, section 5.1), in big integers.
fn add((x1, y1): &(BigUint, BigUint), (x2, y2): &(BigUint, BigUint), d: &BigUint) -> (BigUint, BigUint) {
    let p = spec::p();
    let one = BigUint::from(1u8);
    let invert = |a: BigUint| (a % &p).modinv(&p).expect("the addition is complete");
    let dxxyy = d * x1 * x2 * y1 * y2 % &p;
    let x = (x1 * y2 + x2 * y1) * invert(&one + &dxxyy) % &p;
    let y = (y1 * y2 + x1 * x2) * invert(&one + &p - &dxxyy) % &p;
    (x, y)
}

#[test]
fn table_holds_multiples_of_the_base_point() {
    let p = spec::p();
    // d and B of RFC 8032, section 5.1; u = (1 + y) / (1 − y) is 9 for B.
    let d = (&p - 121_665u32) * BigUint::from(121_666u32).modinv(&p).expect("p is prime") % &p;
    let y = 4u8 * BigUint::from(5u8).modinv(&p).expect("p is prime") % &p;
    let x = b"15112221349535400772501151409588531511454012693041857206046113283949847762202";
    let x = BigUint::parse_bytes(x, 10).expect("a number");
    assert_eq!((&y * &y - &x * &x) % &p, (1u8 + &d * &x * &x * &y * &y) % &p);
    assert_eq!((1u8 + &y) % &p, 9u8 * (1u8 + &p - &y) % &p);

    let mut unit = (x, y);
    for multiples in &BASE_MULTIPLES {
        let mut expected = unit.clone();
        for multiple in multiples {
            let (x, y) = &expected;
            let equals = |element: &FieldElement, value: BigUint| {
                let expected = FieldElement::from_bytes(&spec::encode_u_coordinate(&value));
                assert!(declassify(element.ct_eq(&expected)));
            };
            equals(&multiple.y_plus_x, y + x);
            equals(&multiple.y_minus_x, y + &p - x);
            equals(&multiple.xy2d, 2u8 * &d * x * y);
            expected = add(&expected, &unit, &d);
        }
        for _ in 0..16 {
            unit = add(&unit, &unit, &d);
        }
    }
}
