use std::{vec, vec::Vec};

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::{
    function::{x25519, x25519_base},
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
    crate::portable::x25519(&crate::function::clamp(k), u)
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
