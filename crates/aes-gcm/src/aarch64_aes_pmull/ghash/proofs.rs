//! What a product has to be.

use clearbox_cpu::aarch64::{AesPmull, load_128, store_128};

use super::multiply;
use crate::proofs::product_of_one;

#[target_feature(enable = "aes,neon")]
fn product(a: u128, b: u128) -> u128 {
    let [a, b] = [a, b].map(|factor| load_128(&factor.to_le_bytes()));
    let mut bytes = [0; 16];
    store_128(&mut bytes, multiply(a, b).reduce());
    u128::from_le_bytes(bytes)
}

#[test]
#[allow(unsafe_code)]
fn products_are_right() {
    // SAFETY: the token proves that the CPU has the features.
    let detected = AesPmull::detect().map(|_proof| |a, b| unsafe { product(a, b) });
    product_of_one("aes-gcm/src/aarch64_aes_pmull/ghash.rs", detected);
}
