//! The key expansion of AES (FIPS 197, section 5.2) by the instruction for its rounds.

use core::arch::aarch64::{
    uint8x16_t, vaeseq_u8, vaesmcq_u8, vdupq_n_u8, vdupq_n_u32, veorq_u8, vextq_u8, vqtbl1q_u8,
    vreinterpretq_u8_u32,
};

use clearbox_cpu::aarch64::{load_128, store_128};

/// Room for those of the longest key: one before the first round, and one for each of 14 rounds.
pub(super) type RoundKeys = [[u8; 16]; 15];

/// Rounds for a key of so many bytes.
pub(super) const fn rounds(key_len: usize) -> usize {
    key_len / 4 + 6
}

/// Those of all rounds but the last, which has two.
pub(super) fn middle<const ROUNDS: usize>(round_keys: &RoundKeys) -> &[[u8; 16]] {
    &round_keys[..ROUNDS - 1]
}

/// Expands a key of 16 or 32 bytes.
#[inline]
#[target_feature(enable = "aes,neon")]
pub(super) fn expand<const K: usize>(key: &[u8; K], round_keys: &mut RoundKeys) {
    let (blocks, _) = key.as_chunks::<16>();
    let (first, others) = round_keys[..=rounds(K)].split_at_mut(blocks.len());
    first.copy_from_slice(blocks);
    let mut before = load_128(&blocks[0]);
    let mut last = load_128(&blocks[blocks.len() - 1]);
    for (keys, rcon) in others.chunks_mut(blocks.len()).zip(RCON) {
        for (i, round_key) in keys.iter_mut().enumerate() {
            let word = if i == 0 { rotated_last_word(last, rcon) } else { last_word(last) };
            let next = veorq_u8(sums(before), word);
            before = if K == 32 { last } else { next };
            last = next;
            store_128(round_key, next);
        }
    }
}

/// The powers of x modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, table 5).
const RCON: [u32; 10] = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x1b, 0x36];

/// SubWord(RotWord(w)) XOR Rcon in each column, where w is the last column. AESE with a key of zeros is SubBytes and
/// ShiftRows, and the latter changes nothing where all columns are the same.
#[inline]
#[target_feature(enable = "aes,neon")]
fn rotated_last_word(key: uint8x16_t, rcon: u32) -> uint8x16_t {
    let columns = load_128(&[13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12]);
    let word = vaeseq_u8(vqtbl1q_u8(key, columns), vdupq_n_u8(0));
    veorq_u8(word, vreinterpretq_u8_u32(vdupq_n_u32(rcon)))
}

/// SubWord(w) in each column, where w is the last column.
#[inline]
#[target_feature(enable = "aes,neon")]
fn last_word(key: uint8x16_t) -> uint8x16_t {
    let columns = load_128(&[12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15]);
    vaeseq_u8(vqtbl1q_u8(key, columns), vdupq_n_u8(0))
}

/// To each column, those before it are added.
#[inline]
#[target_feature(enable = "aes,neon")]
fn sums(key: uint8x16_t) -> uint8x16_t {
    let zero = vdupq_n_u8(0);
    let pairs = veorq_u8(key, vextq_u8::<12>(zero, key));
    veorq_u8(pairs, vextq_u8::<8>(zero, pairs))
}

/// Encrypts one block.
#[inline]
#[target_feature(enable = "aes,neon")]
pub(super) fn encrypt_block<const ROUNDS: usize>(round_keys: &RoundKeys, block: uint8x16_t) -> uint8x16_t {
    let mut state = block;
    for round_key in middle::<ROUNDS>(round_keys) {
        state = vaesmcq_u8(vaeseq_u8(state, load_128(round_key)));
    }
    veorq_u8(vaeseq_u8(state, load_128(&round_keys[ROUNDS - 1])), load_128(&round_keys[ROUNDS]))
}
