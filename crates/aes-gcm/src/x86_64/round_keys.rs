//! The key expansion of AES (FIPS 197, section 5.2) by the instructions for its rounds.

use core::arch::x86_64::{
    __m128i, _mm_aesenc_si128, _mm_aesenclast_si128, _mm_set1_epi32, _mm_setr_epi8, _mm_setzero_si128,
    _mm_shuffle_epi8, _mm_slli_si128, _mm_xor_si128,
};

use clearbox_cpu::x86_64::{load_128, store_128};

/// Room for those of the longest key: one before the first round, and one for each of 14 rounds.
pub(crate) type RoundKeys = [[u8; 16]; 15];

/// Rounds for a key of so many bytes.
pub(crate) const fn rounds(key_len: usize) -> usize {
    key_len / 4 + 6
}

/// Those between the first and the last: one for each round that [`encrypt_block`] does like the others.
pub(crate) fn middle<const ROUNDS: usize>(round_keys: &RoundKeys) -> &[[u8; 16]] {
    &round_keys[1..ROUNDS]
}

/// Expands a key of 16 or 32 bytes.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(crate) fn expand<const K: usize>(key: &[u8; K], round_keys: &mut RoundKeys) {
    let (blocks, _) = key.as_chunks::<16>();
    let (first, others) = round_keys[..=rounds(K)].split_at_mut(blocks.len());
    first.copy_from_slice(blocks);
    let mut before = load_128(&blocks[0]);
    let mut last = load_128(&blocks[blocks.len() - 1]);
    for (keys, rcon) in others.chunks_mut(blocks.len()).zip(RCON) {
        for (i, round_key) in keys.iter_mut().enumerate() {
            let word = if i == 0 { rotated_last_word(last, rcon) } else { last_word(last) };
            let next = _mm_xor_si128(sums(before), word);
            before = if K == 32 { last } else { next };
            last = next;
            store_128(round_key, next);
        }
    }
}

/// The powers of x modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, table 5).
const RCON: [i32; 10] = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x1b, 0x36];

/// SubWord(RotWord(w)) XOR Rcon in each column, where w is the last column. The last round of AES without its key is
/// SubBytes and ShiftRows, and the latter changes nothing where all columns are the same.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn rotated_last_word(key: __m128i, rcon: i32) -> __m128i {
    let columns = _mm_setr_epi8(13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12);
    _mm_aesenclast_si128(_mm_shuffle_epi8(key, columns), _mm_set1_epi32(rcon))
}

/// SubWord(w) in each column, where w is the last column.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn last_word(key: __m128i) -> __m128i {
    let columns = _mm_setr_epi8(12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    _mm_aesenclast_si128(_mm_shuffle_epi8(key, columns), _mm_setzero_si128())
}

/// To each column, those before it are added.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn sums(key: __m128i) -> __m128i {
    let pairs = _mm_xor_si128(key, _mm_slli_si128::<4>(key));
    _mm_xor_si128(pairs, _mm_slli_si128::<8>(pairs))
}

/// Encrypts one block.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(crate) fn encrypt_block<const ROUNDS: usize>(round_keys: &RoundKeys, block: __m128i) -> __m128i {
    let mut state = _mm_xor_si128(block, load_128(&round_keys[0]));
    for round_key in &round_keys[1..ROUNDS] {
        state = _mm_aesenc_si128(state, load_128(round_key));
    }
    _mm_aesenclast_si128(state, load_128(&round_keys[ROUNDS]))
}
