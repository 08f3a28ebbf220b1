//! The ChaCha20 key stream (RFC 8439, sections 2.1 to 2.4), several blocks at once.

use clearbox_ct::Wiped;

/// Blocks made at once: as many words as the vector registers of most CPUs hold.
const BLOCKS: usize = 4;

/// A key stream, [`BLOCKS`] blocks of it made.
pub(crate) struct KeyStream {
    /// The state (RFC 8439, section 2.3) of the first block in `words`, before the rounds.
    state: Wiped<[u32; 16]>,
    /// `words[i][j]` is word `i` of block `j`.
    words: Wiped<[[u32; BLOCKS]; 16]>,
}

impl KeyStream {
    /// Room for a stream. It is begun where it stays: a move would leave a copy of its secrets behind.
    pub(crate) fn empty() -> Self {
        Self { state: Wiped::new([0; 16]), words: Wiped::new([[0; BLOCKS]; 16]) }
    }

    /// Begins the stream with the block `counter`.
    pub(crate) fn begin(&mut self, key: &[u32; 8], nonce: &[u8; 12], counter: u32) {
        self.state[..4].copy_from_slice(&CONSTANTS);
        self.state[4..12].copy_from_slice(key);
        self.state[12] = counter;
        for (word, bytes) in self.state[13..].iter_mut().zip(nonce.as_chunks().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        self.make_blocks();
    }

    /// The first half of the first block: with the counter 0, the one-time key of Poly1305 (section 2.6).
    pub(crate) fn one_time_key(&self) -> Wiped<[u8; 32]> {
        let mut key = Wiped::new([0; 32]);
        for (bytes, word) in key.as_chunks_mut().0.iter_mut().zip(&*self.words) {
            *bytes = word[0].to_le_bytes();
        }
        key
    }

    /// XORs `data` with the stream from its second block on. Counters wrap modulo 2^32.
    pub(crate) fn apply(&mut self, data: &mut [u8]) {
        let (head, rest) = data.split_at_mut(data.len().min(64 * (BLOCKS - 1)));
        self.xor(1, head);
        for chunk in rest.chunks_mut(64 * BLOCKS) {
            self.state[12] = self.state[12].wrapping_add(BLOCKS as u32);
            self.make_blocks();
            self.xor(0, chunk);
        }
    }

    /// XORs `data` with the blocks in hand from number `first` on.
    fn xor(&self, first: usize, data: &mut [u8]) {
        for (j, block) in (first..).zip(data.chunks_mut(64)) {
            let (words, tail) = block.as_chunks_mut();
            let mut rows = self.words.iter();
            for (word, row) in words.iter_mut().zip(&mut rows) {
                *word = (u32::from_le_bytes(*word) ^ row[j]).to_le_bytes();
            }
            for (byte, key) in tail.iter_mut().zip(rows.flat_map(|row| row[j].to_le_bytes())) {
                *byte ^= key;
            }
        }
    }

    /// The block function (section 2.3.1) on the states of [`BLOCKS`] counters in succession.
    ///
    /// The loop over them becomes vector instructions where it is the inner one, with a whole double round in it.
    fn make_blocks(&mut self) {
        *self.words = [[0; BLOCKS]; 16];
        self.add_state();
        for _ in 0..10 {
            for j in 0..BLOCKS {
                let mut block = core::array::from_fn(|i| self.words[i][j]);
                double_round(&mut block);
                for (row, word) in self.words.iter_mut().zip(block) {
                    row[j] = word;
                }
            }
        }
        self.add_state();
    }

    /// Adds its state before the rounds to each block.
    fn add_state(&mut self) {
        for (row, start) in self.words.iter_mut().zip(self.state.iter()) {
            for word in row {
                *word = word.wrapping_add(*start);
            }
        }
        for (j, counter) in (0..).zip(&mut self.words[12]) {
            *counter = counter.wrapping_add(j);
        }
    }
}

/// "expand 32-byte k" in ASCII.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// inner_block (RFC 8439, section 2.3.1): a column round and a diagonal round.
#[inline(always)]
fn double_round(state: &mut [u32; 16]) {
    quarter_round(state, 0, 4, 8, 12);
    quarter_round(state, 1, 5, 9, 13);
    quarter_round(state, 2, 6, 10, 14);
    quarter_round(state, 3, 7, 11, 15);
    quarter_round(state, 0, 5, 10, 15);
    quarter_round(state, 1, 6, 11, 12);
    quarter_round(state, 2, 7, 8, 13);
    quarter_round(state, 3, 4, 9, 14);
}

/// QUARTERROUND (RFC 8439, sections 2.1 and 2.2).
#[inline(always)]
fn quarter_round(state: &mut [u32; 16], a: usize, b: usize, c: usize, d: usize) {
    let mut step = |sum: usize, addend: usize, mixed: usize, bits| {
        state[sum] = state[sum].wrapping_add(state[addend]);
        state[mixed] = (state[mixed] ^ state[sum]).rotate_left(bits);
    };
    step(a, b, d, 16);
    step(c, d, b, 12);
    step(a, b, d, 8);
    step(c, d, b, 7);
}
