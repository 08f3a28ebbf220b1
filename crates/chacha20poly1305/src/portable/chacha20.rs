//! The ChaCha20 key stream (RFC 8439, sections 2.1 to 2.4), several blocks at once.
//!
//! Blocks lie side by side: word `i` of the state is a row of one word a block, and each operation goes along a row,
//! which the compiler turns into vector instructions.

use clearbox_ct::Wiped;

/// Blocks made at once.
const BLOCKS: usize = 4;

/// The state of [`BLOCKS`] blocks: `rows[i][j]` is word `i` of block `j`.
type Rows = [[u32; BLOCKS]; 16];

/// A key stream, its first blocks made.
pub(crate) struct KeyStream {
    /// The state before the rounds (RFC 8439, section 2.3) of the blocks in `stream`.
    initial: Wiped<Rows>,
    stream: Wiped<[[u8; 64]; BLOCKS]>,
}

impl KeyStream {
    /// Begins the stream with the block `counter`.
    pub(crate) fn new(key: &[u32; 8], nonce: &[u8; 12], counter: u32) -> Self {
        let mut initial = Wiped::new([[0; BLOCKS]; 16]);
        let (constants, rest) = initial.split_at_mut(4);
        let (key_rows, rest) = rest.split_at_mut(8);
        let (counters, nonce_rows) = rest.split_at_mut(1);
        for (row, word) in constants.iter_mut().zip(CONSTANTS) {
            row.fill(word);
        }
        for (row, word) in key_rows.iter_mut().zip(key) {
            row.fill(*word);
        }
        counters[0] = core::array::from_fn(|j| counter.wrapping_add(j as u32));
        for (row, word) in nonce_rows.iter_mut().zip(nonce.as_chunks().0) {
            row.fill(u32::from_le_bytes(*word));
        }
        let mut this = Self { initial, stream: Wiped::new([[0; 64]; BLOCKS]) };
        make_blocks(&this.initial, &mut this.stream);
        this
    }

    /// The first block of the stream.
    pub(crate) fn first_block(&self) -> &[u8; 64] {
        &self.stream[0]
    }

    /// Adds the stream from its second block on to `data`. Counters wrap modulo 2^32.
    pub(crate) fn apply(&mut self, data: &mut [u8]) {
        let made = self.stream[1..].as_flattened();
        let (head, rest) = data.split_at_mut(data.len().min(made.len()));
        add(head, made);
        for chunk in rest.chunks_mut(64 * BLOCKS) {
            for counter in &mut self.initial[12] {
                *counter = counter.wrapping_add(BLOCKS as u32);
            }
            make_blocks(&self.initial, &mut self.stream);
            add(chunk, self.stream.as_flattened());
        }
    }
}

/// "expand 32-byte k" in ASCII.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Adds as much of `stream` as there is data.
fn add(data: &mut [u8], stream: &[u8]) {
    for (d, s) in data.iter_mut().zip(stream) {
        *d ^= s;
    }
}

/// The block function (RFC 8439, section 2.3.1).
fn make_blocks(initial: &Rows, stream: &mut [[u8; 64]; BLOCKS]) {
    let mut rows = Wiped::new(*initial);
    for _ in 0..10 {
        quarter_round(&mut rows, 0, 4, 8, 12);
        quarter_round(&mut rows, 1, 5, 9, 13);
        quarter_round(&mut rows, 2, 6, 10, 14);
        quarter_round(&mut rows, 3, 7, 11, 15);
        quarter_round(&mut rows, 0, 5, 10, 15);
        quarter_round(&mut rows, 1, 6, 11, 12);
        quarter_round(&mut rows, 2, 7, 8, 13);
        quarter_round(&mut rows, 3, 4, 9, 14);
    }
    for (j, block) in stream.iter_mut().enumerate() {
        for (bytes, (row, start)) in block.as_chunks_mut().0.iter_mut().zip(rows.iter().zip(initial)) {
            *bytes = row[j].wrapping_add(start[j]).to_le_bytes();
        }
    }
}

/// QUARTERROUND (RFC 8439, sections 2.1 and 2.2) on the words `a`, `b`, `c` and `d` of all blocks.
#[inline(always)]
fn quarter_round(rows: &mut Rows, a: usize, b: usize, c: usize, d: usize) {
    let [a, b, c, d] = rows.get_disjoint_mut([a, b, c, d]).expect("four different words");
    for j in 0..BLOCKS {
        a[j] = a[j].wrapping_add(b[j]);
        d[j] = (d[j] ^ a[j]).rotate_left(16);
        c[j] = c[j].wrapping_add(d[j]);
        b[j] = (b[j] ^ c[j]).rotate_left(12);
        a[j] = a[j].wrapping_add(b[j]);
        d[j] = (d[j] ^ a[j]).rotate_left(8);
        c[j] = c[j].wrapping_add(d[j]);
        b[j] = (b[j] ^ c[j]).rotate_left(7);
    }
}
