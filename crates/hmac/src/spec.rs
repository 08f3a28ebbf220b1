//! HMAC step by step, as RFC 2104, section 2, numbers the steps; for tests.
#![allow(non_snake_case)]

extern crate std;

use std::vec::Vec;

/// HMAC of `text` under the key `K`, by the hash `H` whose block has `B` bytes.
pub(crate) fn hmac(H: impl Fn(&[u8]) -> Vec<u8>, B: usize, K: &[u8], text: &[u8]) -> Vec<u8> {
    let K = if K.len() > B { H(K) } else { K.to_vec() };
    // (1)
    let mut padded = K;
    padded.resize(B, 0);
    // (2) to (4)
    let mut stream = xor(&padded, 0x36);
    stream.extend(text);
    let inner = H(&stream);
    // (5) to (7)
    let mut stream = xor(&padded, 0x5c);
    stream.extend(inner);
    H(&stream)
}

fn xor(bytes: &[u8], repeated: u8) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ repeated).collect()
}
