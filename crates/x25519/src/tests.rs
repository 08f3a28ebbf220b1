extern crate std;

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::{portable, spec};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn portable_is_spec(k in any::<[u8; 32]>(), u in any::<[u8; 32]>()) {
        prop_assert_eq!(portable::x25519(&k, &u), spec::x25519(&k, &u));
    }
}

#[test]
fn portable_is_spec_for_edges_of_k_and_u() {
    let mut edges = std::vec![[0u8; 32], [0xff; 32]];
    for first in [1, 2, 8, 9, 0xda, 0xec, 0xed, 0xee, 0xff] {
        for (middle, last) in [(0, 0), (0xff, 0x7f), (0xff, 0xff), (0, 0x80)] {
            let mut edge = [middle; 32];
            (edge[0], edge[31]) = (first, last);
            edges.push(edge);
        }
    }
    for k in &edges[..8] {
        for u in &edges {
            assert_eq!(portable::x25519(k, u), spec::x25519(k, u), "k = {k:x?}, u = {u:x?}");
        }
    }
}
