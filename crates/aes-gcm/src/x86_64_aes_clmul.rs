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

use core::arch::x86_64::{
    __m128i, _mm_aesenc_si128, _mm_aesenclast_si128, _mm_set_epi64x, _mm_setzero_si128, _mm_xor_si128,
};
use core::hint::black_box;

use clearbox_cpu::x86_64::{AesClmul, load_128, store_128};
use clearbox_ct::Wiped;

use crate::x86_64::{
    counter::Counter,
    key::key,
    round_keys::{self, RoundKeys, encrypt_block, rounds},
};

use counter_blocks::counter_blocks;
use ghash::{Hash, Powers, turned};

/// Blocks in a chunk, and its bytes.
const BLOCKS: usize = 8;
const CHUNK: usize = 16 * BLOCKS;

key!(AesClmul, "aes,pclmulqdq,ssse3,sse4.1");

impl Key {
    /// Takes from `input` what it reads. Beside the rounds for one chunk, one is hashed: when opening, the same; when
    /// sealing, the one before.
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    fn chunks<const ROUNDS: usize, const SEAL: bool>(
        &self,
        counter: &mut Counter,
        hash: &mut Hash<'_>,
        input: &mut &[u8],
        chunks: &mut [[u8; CHUNK]],
    ) {
        let round_keys = &self.round_keys;
        // The compiler would take a loop of known length apart, and do all products before all rounds.
        let blocks = black_box(BLOCKS);
        for i in 0..chunks.len() {
            let (before, rest) = chunks.split_at_mut(i);
            let chunk = &mut rest[0];
            let source = match input.split_first_chunk() {
                Some((whole, left)) => {
                    *input = left;
                    whole
                }
                None => {
                    chunk[..input.len()].copy_from_slice(input);
                    *input = &[];
                    &*chunk
                }
            };
            let mut states = first_round_key(&round_keys[0], counter_blocks::<BLOCKS>(counter));
            let hashed = if SEAL { before.last() } else { Some(source) };
            let mut left = &round_keys[1..ROUNDS];
            if let Some(hashed) = hashed {
                let (beside, others) = left.split_at(blocks);
                let mut sum = hash.begin(BLOCKS);
                for (round_key, block) in beside.iter().zip(hashed.as_chunks().0) {
                    round(round_key, &mut states);
                    sum.add_product(turned(load_128(block)));
                }
                hash.end(sum);
                left = others;
            }
            for round_key in left {
                round(round_key, &mut states);
            }
            let out = last_round(&round_keys[ROUNDS], states, source);
            for (bytes, block) in chunk.as_chunks_mut().0.iter_mut().zip(out) {
                store_128(bytes, block);
            }
        }
        if let Some(last) = chunks.last().filter(|_| SEAL) {
            hash.absorb(last.as_chunks().0);
        }
    }
}

/// The last part of a message, shorter than a chunk.
struct End<'a> {
    key: &'a Key,
    counter: Counter,
    hash: Hash<'a>,
    /// The block with both lengths in bits.
    lengths: __m128i,
    /// What masks the tag.
    mask: __m128i,
}

impl End<'_> {
    /// `input` is empty if `output` is read.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    fn of_any_length<const ROUNDS: usize, const SEAL: bool>(
        self,
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        match output.len().div_ceil(16) {
            0 => self.of_blocks::<ROUNDS, SEAL, 0>(input, output),
            1 => self.of_blocks::<ROUNDS, SEAL, 1>(input, output),
            2 => self.of_blocks::<ROUNDS, SEAL, 2>(input, output),
            3 => self.of_blocks::<ROUNDS, SEAL, 3>(input, output),
            4 => self.of_blocks::<ROUNDS, SEAL, 4>(input, output),
            5 => self.of_blocks::<ROUNDS, SEAL, 5>(input, output),
            6 => self.of_blocks::<ROUNDS, SEAL, 6>(input, output),
            7 => self.of_blocks::<ROUNDS, SEAL, 7>(input, output),
            _ => self.of_blocks::<ROUNDS, SEAL, 8>(input, output),
        }
    }

    /// The same of as many bytes as fill `N` blocks but for, perhaps, some of the last.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    fn of_blocks<const ROUNDS: usize, const SEAL: bool, const N: usize>(
        mut self,
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        let len = output.len();
        let round_keys = &self.key.round_keys;
        // With zeros behind the end.
        let mut data = Wiped::new([[0; 16]; N]);
        data.as_flattened_mut()[..len].copy_from_slice(if input.is_empty() { output } else { input });
        let mut states = first_round_key(&round_keys[0], counter_blocks::<N>(&mut self.counter));
        for round_key in &round_keys[1..ROUNDS] {
            round(round_key, &mut states);
        }
        let mut out = Wiped::new([[0; 16]; N]);
        let blocks = last_round(&round_keys[ROUNDS], states, data.as_flattened());
        for (bytes, block) in out.iter_mut().zip(blocks) {
            store_128(bytes, block);
        }
        // No key stream behind the end is hashed.
        out.as_flattened_mut()[len..].fill(0);
        output.copy_from_slice(&out.as_flattened()[..len]);
        let mut sum = self.hash.begin(N + 1);
        for block in if SEAL { &*out } else { &*data } {
            sum.add_product(turned(load_128(block)));
        }
        sum.add_product(self.lengths);
        self.hash.end(sum);
        let mut tag = [0; 16];
        store_128(&mut tag, _mm_xor_si128(self.hash.value(), self.mask));
        tag
    }
}

#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn first_round_key<const N: usize>(round_key: &[u8; 16], mut blocks: [__m128i; N]) -> [__m128i; N] {
    let round_key = load_128(round_key);
    for block in &mut blocks {
        *block = _mm_xor_si128(*block, round_key);
    }
    blocks
}

#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn round<const N: usize>(round_key: &[u8; 16], states: &mut [__m128i; N]) {
    let round_key = load_128(round_key);
    for state in states {
        *state = _mm_aesenc_si128(*state, round_key);
    }
}

/// The last round, and the key stream into `data`, of as many blocks as there are states.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn last_round<const N: usize>(round_key: &[u8; 16], mut states: [__m128i; N], data: &[u8]) -> [__m128i; N] {
    let round_key = load_128(round_key);
    for (state, block) in states.iter_mut().zip(data.as_chunks().0) {
        // The round adds its key at the end: the data with it, while the other rounds are still at work.
        *state = _mm_aesenclast_si128(*state, _mm_xor_si128(round_key, load_128(block)));
    }
    states
}
