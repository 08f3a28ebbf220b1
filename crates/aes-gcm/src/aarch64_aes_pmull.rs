//! AES-GCM with the AES and PMULL instructions of 64-bit Arm, on vectors of 128 bits, a block each.
//!
//! Chunks of eight blocks are encrypted and hashed, a block's products beside a round of all. What is left is encrypted and
//! hashed by code for just as many blocks.
//!
//! AESE adds its round key before the substitution; AESMC mixes the columns behind it, which CPUs do in one with it. So round
//! keys stand one place earlier here, and the last one is added with the data. Eight states, three sums and what a product
//! needs fill some 20 of the 32 registers. How fast this is has not been measured: it has run under an emulator alone.

mod counter;
mod ghash;
mod round_keys;

use core::{
    arch::aarch64::{uint8x16_t, vaeseq_u8, vaesmcq_u8, vdupq_n_u8, veorq_u8},
    hint::black_box,
};

use clearbox_cpu::aarch64::{AesPmull, load_128, store_128 as store};
use clearbox_ct::Wiped;

use crate::kernel::{key::key, vectors::vectors};

use counter::Counter;
use ghash::{Hash, Powers, lengths};
use round_keys::{RoundKeys, encrypt_block, middle, rounds};

type Block = uint8x16_t;

key!(AesPmull, "aes,neon");
vectors!("aes,neon", 16);

#[inline]
#[target_feature(enable = "aes,neon")]
fn zero() -> Block {
    vdupq_n_u8(0)
}

/// Takes so many counter blocks.
#[inline]
#[target_feature(enable = "aes,neon")]
fn states<const N: usize>(counter: &mut Counter, _: &RoundKeys) -> [Block; N] {
    let mut states = [zero(); N];
    for state in &mut states {
        *state = counter.take_one();
    }
    states
}

#[inline]
#[target_feature(enable = "aes,neon")]
fn round<const N: usize>(round_key: &[u8; 16], states: &mut [Block; N]) {
    let round_key = load_128(round_key);
    for state in states {
        *state = vaesmcq_u8(vaeseq_u8(*state, round_key));
    }
}

/// The last round, and the key stream into `data`.
#[inline]
#[target_feature(enable = "aes,neon")]
fn last_round<const ROUNDS: usize, const N: usize>(
    round_keys: &RoundKeys,
    mut states: [Block; N],
    data: &[[u8; 16]],
) -> [Block; N] {
    let [before, after] = [ROUNDS - 1, ROUNDS].map(|i| load_128(&round_keys[i]));
    for (state, block) in states.iter_mut().zip(data) {
        *state = veorq_u8(vaeseq_u8(*state, before), veorq_u8(after, load_128(block)));
    }
    states
}
