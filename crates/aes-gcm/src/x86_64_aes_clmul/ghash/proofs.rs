//! The product is right for all polynomials: it is made of carry-less products, shuffles and sums by XOR, each linear in each
//! factor, and right for each pair of coefficients.

use clearbox_cpu::x86_64::{AesClmul, load_128, store_128};
use clearbox_proofs::{left_out, proved};

use super::multiply;
use crate::proofs::products_of_coefficients;

const FILE: &str = "aes-gcm/src/x86_64_aes_clmul/ghash.rs";

#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn product(a: u128, b: u128) -> u128 {
    let [a, b] = [a, b].map(|factor| load_128(&factor.to_le_bytes()));
    let mut bytes = [0; 16];
    store_128(&mut bytes, multiply(a, b).reduce());
    u128::from_le_bytes(bytes)
}

fn is_the_product(product: impl Fn(u128, u128) -> u128) -> bool {
    let powers = products_of_coefficients();
    (0..128).all(|i| (0..128).all(|j| product(1 << i, 1 << j) == powers[i + j]))
}

#[test]
#[allow(unsafe_code)]
fn products_are_right() {
    let names = ["multiply", "reduce"];
    let Some(_proof) = AesClmul::detect() else { return names.iter().for_each(|name| left_out(FILE, name)) };
    // SAFETY: the token proves that the CPU has the features.
    let product = |a, b| unsafe { product(a, b) };
    assert!(is_the_product(product));
    assert!(!is_the_product(|a, b| product(a, b & !(1 << 127))));
    for name in names {
        proved(FILE, name, "each pair", "one after the other; mutants fail");
    }
}
