//! RFC 8439's pseudo-code, literally: one word at a time, and Poly1305 with big integers. For tests only.

extern crate std;

use std::{vec, vec::Vec};

use num_bigint::BigUint;

/// QUARTERROUND (section 2.1).
pub(crate) fn quarter_round(state: &mut [u32; 16], [a, b, c, d]: [usize; 4]) {
    let mut step = |sum: usize, addend: usize, mixed: usize, bits: u32| {
        state[sum] = state[sum].wrapping_add(state[addend]);
        state[mixed] = (state[mixed] ^ state[sum]).rotate_left(bits);
    };
    step(a, b, d, 16);
    step(c, d, b, 12);
    step(a, b, d, 8);
    step(c, d, b, 7);
}

/// chacha20_block (section 2.3.1).
pub(crate) fn chacha20_block(key: &[u8; 32], counter: u32, nonce: &[u8; 12]) -> [u8; 64] {
    let input = [&b"expand 32-byte k"[..], key, &counter.to_le_bytes(), nonce].concat();
    let state: [u32; 16] = core::array::from_fn(|i| u32::from_le_bytes(input.as_chunks().0[i]));
    let mut working_state = state;
    for _ in 0..10 {
        for i in 0..4 {
            quarter_round(&mut working_state, [i, 4 + i, 8 + i, 12 + i]);
        }
        for i in 0..4 {
            quarter_round(&mut working_state, [i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4]);
        }
    }
    let words: [[u8; 4]; 16] =
        core::array::from_fn(|i| working_state[i].wrapping_add(state[i]).to_le_bytes());
    words.as_flattened().try_into().unwrap()
}

/// chacha20_encrypt (section 2.4.1).
pub(crate) fn chacha20_encrypt(key: &[u8; 32], counter: u32, nonce: &[u8; 12], plaintext: &[u8]) -> Vec<u8> {
    let mut encrypted_message = Vec::new();
    for (j, block) in (0..).zip(plaintext.chunks(64)) {
        let key_stream = chacha20_block(key, counter.wrapping_add(j), nonce);
        encrypted_message.extend(block.iter().zip(key_stream).map(|(b, k)| b ^ k));
    }
    encrypted_message
}

/// poly1305_mac (section 2.5.1).
pub(crate) fn poly1305_mac(msg: &[u8], key: &[u8; 32]) -> [u8; 16] {
    let mut r: [u8; 16] = key[..16].try_into().unwrap();
    // clamp
    for i in [3, 7, 11, 15] {
        r[i] &= 15;
    }
    for i in [4, 8, 12] {
        r[i] &= 252;
    }
    let r = BigUint::from_bytes_le(&r);
    let s = BigUint::from_bytes_le(&key[16..]);
    let p = (BigUint::from(1u8) << 130) - 5u8;
    let mut a = BigUint::ZERO;
    for block in msg.chunks(16) {
        let n = BigUint::from_bytes_le(&[block, &[1]].concat());
        a = (&r * (a + n)) % &p;
    }
    let mut tag = (a + s).to_bytes_le();
    tag.resize(17, 0);
    tag[..16].try_into().unwrap()
}

/// poly1305_key_gen (section 2.6.1).
pub(crate) fn poly1305_key_gen(key: &[u8; 32], nonce: &[u8; 12]) -> [u8; 32] {
    *chacha20_block(key, 0, nonce).first_chunk().unwrap()
}

/// chacha20_aead_encrypt (section 2.8.1), with the nonce already put together: ciphertext and tag.
pub(crate) fn chacha20_aead_encrypt(
    aad: &[u8],
    key: &[u8; 32],
    nonce: &[u8; 12],
    plaintext: &[u8],
) -> (Vec<u8>, [u8; 16]) {
    let pad16 = |x: &[u8]| vec![0; x.len().next_multiple_of(16) - x.len()];
    let otk = poly1305_key_gen(key, nonce);
    let ciphertext = chacha20_encrypt(key, 1, nonce, plaintext);
    let lengths = [aad.len() as u64, ciphertext.len() as u64].map(u64::to_le_bytes);
    let mac_data = [aad, &pad16(aad), &ciphertext, &pad16(&ciphertext), lengths.as_flattened()].concat();
    let tag = poly1305_mac(&mac_data, &otk);
    (ciphertext, tag)
}
