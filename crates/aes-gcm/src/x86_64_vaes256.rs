//! AES-GCM with VAES and VPCLMULQDQ on vectors of 256 bits, of two blocks each: for CPUs without AVX-512.
//!
//! Chunks of eight vectors are encrypted and hashed, a vector's products beside a round of all. What is left is encrypted and
//! hashed by code for just as many vectors.
//!
//! Eight states, three sums and what a product needs fill the 16 registers; round keys are loaded for each round. On Ice Lake, which
//! does a round of 256 bits a cycle, a chunk by AES-128 would take 80 cycles, and takes some 90.

mod ghash;
mod key_stream;

use core::arch::x86_64::{__m128i, _mm_set_epi64x, _mm_setzero_si128, _mm_xor_si128};
use core::hint::black_box;

use clearbox_cpu::x86_64::{Vaes256, store_128, store_256};
use clearbox_ct::Wiped;

use crate::x86_64::{
    counter::Counter,
    key::key,
    round_keys::{self, RoundKeys, encrypt_block, rounds},
};

use ghash::{Hash, Powers, lane};
use key_stream::{last_round, round, states};

/// Vectors in a chunk, and its bytes.
const VECTORS: usize = 8;
const CHUNK: usize = 32 * VECTORS;

key!(Vaes256, "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq");

impl Key {
    /// Takes from `input` what it reads. Beside the rounds for one chunk, one is hashed: when opening, the same; when
    /// sealing, the one before.
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    fn chunks<const ROUNDS: usize, const SEAL: bool>(
        &self,
        counter: &mut Counter,
        hash: &mut Hash<'_>,
        input: &mut &[u8],
        chunks: &mut [[u8; CHUNK]],
    ) {
        let round_keys = &self.round_keys;
        // The compiler would take a loop of known length apart, and do all products before all rounds.
        let vectors = black_box(VECTORS);
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
            let mut states = states::<VECTORS>(counter, round_keys);
            let hashed = if SEAL { before.last() } else { Some(source) };
            let mut left = &round_keys[1..ROUNDS];
            if let Some(hashed) = hashed {
                let (beside, others) = left.split_at(vectors);
                let mut sum = hash.begin(2 * VECTORS);
                for (round_key, blocks) in beside.iter().zip(hashed.as_chunks().0) {
                    round(round_key, &mut states);
                    sum.add_product(blocks);
                }
                hash.end(sum);
                left = others;
            }
            for round_key in left {
                round(round_key, &mut states);
            }
            let out = last_round(&round_keys[ROUNDS], states, source.as_chunks().0);
            for (bytes, vector) in chunk.as_chunks_mut().0.iter_mut().zip(out) {
                store_256(bytes, vector);
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
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    fn of_any_length<const ROUNDS: usize, const SEAL: bool>(
        self,
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        match output.len().div_ceil(32) {
            0 => self.of_vectors::<ROUNDS, SEAL, 0>(input, output),
            1 => self.of_vectors::<ROUNDS, SEAL, 1>(input, output),
            2 => self.of_vectors::<ROUNDS, SEAL, 2>(input, output),
            3 => self.of_vectors::<ROUNDS, SEAL, 3>(input, output),
            4 => self.of_vectors::<ROUNDS, SEAL, 4>(input, output),
            5 => self.of_vectors::<ROUNDS, SEAL, 5>(input, output),
            6 => self.of_vectors::<ROUNDS, SEAL, 6>(input, output),
            7 => self.of_vectors::<ROUNDS, SEAL, 7>(input, output),
            _ => self.of_vectors::<ROUNDS, SEAL, 8>(input, output),
        }
    }

    /// The same of as many bytes as fill `V` vectors but for, perhaps, some of the last.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    fn of_vectors<const ROUNDS: usize, const SEAL: bool, const V: usize>(
        mut self,
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        let len = output.len();
        let round_keys = &self.key.round_keys;
        // With zeros behind the end.
        let mut data = Wiped::new([[0; 32]; V]);
        data.as_flattened_mut()[..len].copy_from_slice(if input.is_empty() { output } else { input });
        let mut states = states::<V>(&mut self.counter, round_keys);
        for round_key in &round_keys[1..ROUNDS] {
            round(round_key, &mut states);
        }
        let mut out = Wiped::new([[0; 32]; V]);
        let vectors = last_round(&round_keys[ROUNDS], states, &*data);
        for (bytes, vector) in out.iter_mut().zip(vectors) {
            store_256(bytes, vector);
        }
        // No key stream behind the end is hashed.
        out.as_flattened_mut()[len..].fill(0);
        output.copy_from_slice(&out.as_flattened()[..len]);
        let mut sum = self.hash.begin(len.div_ceil(16) + 1);
        for blocks in if SEAL { &*out } else { &*data } {
            sum.add_product(blocks);
        }
        sum.add_last(lane(self.lengths));
        self.hash.end(sum);
        let mut tag = [0; 16];
        store_128(&mut tag, _mm_xor_si128(self.hash.value(), self.mask));
        tag
    }
}
