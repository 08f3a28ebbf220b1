//! The product is right for all polynomials, in each lane: it is made of carry-less products, shuffles and sums by XOR, each
//! linear in each factor, and right for each pair of coefficients.

use clearbox_cpu::x86_64::{Vaes256, load_256, store_256};
use clearbox_proofs::{left_out, proved};

use super::multiply;
use crate::proofs::products_of_coefficients;

const FILE: &str = "aes-gcm/src/x86_64_vaes256/ghash.rs";

type Lanes = [u128; 2];

#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn product(a: Lanes, b: Lanes) -> Lanes {
    let [a, b] = [a, b].map(|lanes| lanes.map(u128::to_le_bytes));
    let [a, b] = [&a, &b].map(|lanes| load_256(lanes.as_flattened().try_into().expect("32 bytes")));
    let mut bytes = [0; 32];
    store_256(&mut bytes, multiply(a, b).reduce());
    core::array::from_fn(|lane| u128::from_le_bytes(bytes.as_chunks().0[lane]))
}

fn coefficient(i: usize) -> Lanes {
    core::array::from_fn(|lane| u128::from(lane == i / 128) << (i % 128))
}

/// Lanes have nothing to do with each other.
fn is_the_product_in_each_lane(product: impl Fn(Lanes, Lanes) -> Lanes) -> bool {
    let powers = products_of_coefficients();
    let expected = |i: usize, j: usize| {
        let lane = (i / 128 == j / 128).then_some(i / 128);
        core::array::from_fn(|other| if lane == Some(other) { powers[i % 128 + j % 128] } else { 0 })
    };
    (0..256).all(|i| (0..256).all(|j| product(coefficient(i), coefficient(j)) == expected(i, j)))
}

#[test]
#[allow(unsafe_code)]
fn products_are_right() {
    let names = ["multiply", "reduce"];
    let Some(_proof) = Vaes256::detect() else { return names.iter().for_each(|name| left_out(FILE, name)) };
    // SAFETY: the token proves that the CPU has the features.
    let product = |a, b| unsafe { product(a, b) };
    assert!(is_the_product_in_each_lane(product));
    assert!(!is_the_product_in_each_lane(|a, [b, c]| product(a, [b, c & !(1 << 127)])));
    assert!(!is_the_product_in_each_lane(|a, [b, c]| product(a, [b ^ c, c])));
    for name in names {
        proved(FILE, name, "each pair", "one after the other; mutants fail");
    }
}
