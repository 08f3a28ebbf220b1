//! AES-GCM with AES-NI and PCLMULQDQ on vectors of 128 bits, a block each.
//!
//! Chunks of eight blocks are encrypted and hashed, a block's products beside a round of all. What is left is encrypted and
//! hashed by code for just as many blocks.
//!
//! Eight states, three sums and what a product needs fill the 16 registers; round keys are loaded for each round. Instructions
//! have two operands, so products need copies: without AVX, this is for every CPU that has AES-NI. On Ice Lake, which does two
//! rounds or one product a cycle, a chunk by AES-128 would take 48 cycles, and takes some 70.

mod counter_blocks;
mod ghash;

use core::{
    arch::x86_64::{__m128i, _mm_aesenc_si128, _mm_aesenclast_si128, _mm_xor_si128},
    hint::black_box,
};

use clearbox_cpu::x86_64::{AesClmul, load_128, store_128 as store};
use clearbox_ct::Wiped;

use crate::{
    kernel::{key::key, vectors::vectors},
    x86_64::{
        Block,
        counter::Counter,
        lengths,
        round_keys::{self, RoundKeys, encrypt_block, middle, rounds},
        zero,
    },
};

use counter_blocks::counter_blocks;
use ghash::{Hash, Powers};

key!(AesClmul, "aes,pclmulqdq,ssse3,sse4.1");
vectors!("aes,pclmulqdq,ssse3,sse4.1", 16);

/// Takes so many counter blocks, and adds the first round key.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn states<const N: usize>(counter: &mut Counter, round_keys: &RoundKeys) -> [__m128i; N] {
    let mut states = counter_blocks(counter);
    let first = load_128(&round_keys[0]);
    for state in &mut states {
        *state = _mm_xor_si128(*state, first);
    }
    states
}

#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn round<const N: usize>(round_key: &[u8; 16], states: &mut [__m128i; N]) {
    let round_key = load_128(round_key);
    for state in states {
        *state = _mm_aesenc_si128(*state, round_key);
    }
}

/// The last round, and the key stream into `data`. The round adds its key at the end: the data with it, while the other
/// rounds are still at work.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn last_round<const ROUNDS: usize, const N: usize>(
    round_keys: &RoundKeys,
    mut states: [__m128i; N],
    data: &[[u8; 16]],
) -> [__m128i; N] {
    let round_key = load_128(&round_keys[ROUNDS]);
    for (state, block) in states.iter_mut().zip(data) {
        *state = _mm_aesenclast_si128(*state, _mm_xor_si128(round_key, load_128(block)));
    }
    states
}
