//! The ChaCha20 key stream (RFC 8439, sections 2.1 to 2.4), four blocks at once.
//!
//! A vector has one word of the state (section 2.3), of a block in each of its four lanes. So no round shuffles lanes, and the
//! four quarter rounds of a round wait for each other's latencies. The 16 vectors fill half of the 32 registers; what rotations
//! need fits into the others. A double round is 120 vector instructions: none is a copy, and nothing goes to the stack.

use core::arch::aarch64::{
    uint8x16_t, uint32x4_t, vaddq_u32, vdupq_n_u32, veorq_u8, veorq_u32, vreinterpretq_u8_u64,
    vreinterpretq_u16_u32, vreinterpretq_u32_u16, vreinterpretq_u64_u32, vrev32q_u16, vshrq_n_u32,
    vsliq_n_u32, vtrn1q_u32, vtrn1q_u64, vtrn2q_u32, vtrn2q_u64,
};
use core::hint::black_box;

use clearbox_cpu::aarch64::{load_128, load_128_u32, store_128};
use clearbox_ct::Wiped;

/// Blocks that are made at once: as many as a vector has lanes.
const BLOCKS: usize = 4;

/// A vector for each of a block's sixteen words, a block a lane.
type Words = [uint32x4_t; 16];

/// A key stream, [`BLOCKS`] blocks of it made.
pub(super) struct KeyStream {
    /// The state of the next block, before the rounds.
    state: Wiped<[u32; 16]>,
    blocks: Wiped<[[u8; 64]; BLOCKS]>,
}

impl KeyStream {
    /// Room for a stream. It is begun where it stays: a move would leave a copy of its secrets behind.
    #[inline]
    pub(super) fn empty() -> Self {
        Self { state: Wiped::new([0; 16]), blocks: Wiped::new([[0; 64]; BLOCKS]) }
    }

    /// Begins the stream with block 0.
    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn begin(&mut self, key: &[u8; 32], nonce: &[u8; 12]) {
        let key_and_counter = key.as_chunks().0.iter().chain([&[0; 4]]);
        let bytes = CONSTANTS.as_chunks().0.iter().chain(key_and_counter).chain(nonce.as_chunks().0);
        for (word, bytes) in self.state.iter_mut().zip(bytes) {
            *word = u32::from_le_bytes(*bytes);
        }
        self.next();
    }

    /// The first half of the first block, as long as no other is made: the one-time key of Poly1305 (section 2.6).
    pub(super) fn one_time_key(&self) -> &[u8; 32] {
        self.blocks[0].first_chunk().expect("a block is longer")
    }

    /// XORs `data` with the stream behind the first block.
    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn apply(&mut self, data: &mut [u8]) {
        let (head, rest) = data.split_at_mut(data.len().min(64 * (BLOCKS - 1)));
        xor(head, self.blocks[1..].as_flattened());
        for piece in rest.chunks_mut(64 * BLOCKS) {
            xor(piece, self.next());
        }
    }

    /// The next blocks. Counters wrap modulo 2^32.
    #[inline]
    #[target_feature(enable = "neon")]
    fn next(&mut self) -> &[u8] {
        let mut words = self.words();
        for _ in 0..10 {
            quarter_rounds::<0>(&mut words);
            quarter_rounds::<1>(&mut words);
        }
        // Made once more: registers have no room for them until here.
        for (word, start) in words.iter_mut().zip(black_box(&*self).words()) {
            *word = vaddq_u32(*word, start);
        }
        store_blocks(&mut self.blocks, &words);
        self.state[12] = self.state[12].wrapping_add(BLOCKS as u32);
        self.blocks.as_flattened()
    }

    /// The states of the next blocks, before the rounds.
    #[inline]
    #[target_feature(enable = "neon")]
    fn words(&self) -> Words {
        let mut words = [vdupq_n_u32(0); 16];
        for (vector, word) in words.iter_mut().zip(self.state.iter()) {
            *vector = vdupq_n_u32(*word);
        }
        words[12] = vaddq_u32(words[12], load_128_u32(&[0, 1, 2, 3]));
        words
    }
}

const CONSTANTS: &[u8; 16] = b"expand 32-byte k";

/// Half of inner_block (section 2.3.1): QUARTERROUND (sections 2.1 and 2.2) on the four columns of each block, or on its
/// diagonals, which are columns with each row moved by `MOVED` words more than the row above.
#[inline]
#[target_feature(enable = "neon")]
fn quarter_rounds<const MOVED: usize>(words: &mut Words) {
    let place = |row: usize, column: usize| 4 * row + (column + row * MOVED) % 4;
    for i in 0..4 {
        let [a, b, d] = [place(0, i), place(1, i), place(3, i)];
        words[a] = vaddq_u32(words[a], words[b]);
        words[d] = rotated_by_16(veorq_u32(words[d], words[a]));
    }
    for i in 0..4 {
        let [b, c, d] = [place(1, i), place(2, i), place(3, i)];
        words[c] = vaddq_u32(words[c], words[d]);
        words[b] = rotated::<12, 20>(veorq_u32(words[b], words[c]));
    }
    for i in 0..4 {
        let [a, b, d] = [place(0, i), place(1, i), place(3, i)];
        words[a] = vaddq_u32(words[a], words[b]);
        words[d] = rotated::<8, 24>(veorq_u32(words[d], words[a]));
    }
    for i in 0..4 {
        let [b, c, d] = [place(1, i), place(2, i), place(3, i)];
        words[c] = vaddq_u32(words[c], words[d]);
        words[b] = rotated::<7, 25>(veorq_u32(words[b], words[c]));
    }
}

/// Words rotated by 16 bits: their halves change places.
#[inline]
#[target_feature(enable = "neon")]
fn rotated_by_16(words: uint32x4_t) -> uint32x4_t {
    vreinterpretq_u32_u16(vrev32q_u16(vreinterpretq_u16_u32(words)))
}

/// Words rotated to the left. `RIGHT` is 32 - `LEFT`. Of SHL and SRI, the compiler would make SHL and USRA, a sum; USHR and SLI
/// stay.
#[inline]
#[target_feature(enable = "neon")]
fn rotated<const LEFT: i32, const RIGHT: i32>(words: uint32x4_t) -> uint32x4_t {
    vsliq_n_u32::<LEFT>(vshrq_n_u32::<RIGHT>(words), words)
}

/// Stores a block after the other, of each four words at a time.
#[inline]
#[target_feature(enable = "neon")]
fn store_blocks(blocks: &mut [[u8; 64]; BLOCKS], words: &Words) {
    for (i, row) in words.as_chunks().0.iter().enumerate() {
        for (block, quarter) in blocks.iter_mut().zip(transposed(row)) {
            store_128(&mut block.as_chunks_mut().0[i], quarter);
        }
    }
}

/// Four words with a block a lane become four words of each block.
#[inline]
#[target_feature(enable = "neon")]
fn transposed(&[a, b, c, d]: &[uint32x4_t; 4]) -> [uint8x16_t; BLOCKS] {
    // Of the blocks 0 and 2, then of 1 and 3.
    let (ab_02, ab_13) = (vtrn1q_u32(a, b), vtrn2q_u32(a, b));
    let (cd_02, cd_13) = (vtrn1q_u32(c, d), vtrn2q_u32(c, d));
    let [ab_02, ab_13, cd_02, cd_13] = [ab_02, ab_13, cd_02, cd_13].map(|two| vreinterpretq_u64_u32(two));
    [vtrn1q_u64(ab_02, cd_02), vtrn1q_u64(ab_13, cd_13), vtrn2q_u64(ab_02, cd_02), vtrn2q_u64(ab_13, cd_13)]
        .map(|block| vreinterpretq_u8_u64(block))
}

/// XORs `data` with as much of the key stream.
#[inline]
#[target_feature(enable = "neon")]
fn xor(data: &mut [u8], key_stream: &[u8]) {
    let (data, data_tail) = data.as_chunks_mut();
    let (keys, _) = key_stream.as_chunks();
    for (data, key) in data.iter_mut().zip(keys) {
        store_128(data, veorq_u8(load_128(data), load_128(key)));
    }
    if let Some(key) = keys.get(data.len()) {
        data_tail.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
    }
}
