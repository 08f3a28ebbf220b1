//! The product is right for all polynomials, in each lane: it is made of carry-less products, shuffles and sums by XOR, each
//! linear in each factor, and right for each pair of coefficients.

use clearbox_cpu::x86_64::{Vaes512, load_512, store_512};
use clearbox_proofs::{left_out, proved};

use super::multiply;
use crate::proofs::products_of_coefficients;

const FILE: &str = "aes-gcm/src/x86_64_vaes512/ghash.rs";

type Lanes = [u128; 4];

#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn product(a: Lanes, b: Lanes) -> Lanes {
    let [a, b] = [a, b].map(|lanes| lanes.map(u128::to_le_bytes));
    let [a, b] = [&a, &b].map(|lanes| load_512(lanes.as_flattened().try_into().expect("64 bytes")));
    let mut bytes = [0; 64];
    store_512(&mut bytes, multiply(a, b).reduce());
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
    (0..512).all(|i| (0..512).all(|j| product(coefficient(i), coefficient(j)) == expected(i, j)))
}

#[test]
#[allow(unsafe_code)]
fn products_are_right() {
    let names = ["multiply", "reduce"];
    let Some(_proof) = Vaes512::detect() else { return names.iter().for_each(|name| left_out(FILE, name)) };
    // SAFETY: the token proves that the CPU has the features.
    let product = |a, b| unsafe { product(a, b) };
    assert!(is_the_product_in_each_lane(product));
    assert!(!is_the_product_in_each_lane(|a, [b, c, d, e]| product(a, [b, c, d, e & !(1 << 127)])));
    assert!(!is_the_product_in_each_lane(|a, [b, c, d, e]| product(a, [b ^ c, c, d, e])));
    for name in names {
        proved(FILE, name, "each pair", "one after the other; mutants fail");
    }
}
