//! The ChaCha20 key stream (RFC 8439, sections 2.1 to 2.4), six blocks at once.
//!
//! A vector has one of the four rows of the state (section 2.1), of two blocks in a lane each; a set of four such vectors is two
//! blocks. Three sets fill twelve of the 16 registers, and wait for each other's latencies.

use core::arch::x86_64::{
    __m256i, _mm_setr_epi32, _mm256_add_epi32, _mm256_broadcastsi128_si256, _mm256_or_si256,
    _mm256_permute2x128_si256, _mm256_set1_epi32, _mm256_setr_epi32, _mm256_setzero_si256,
    _mm256_shuffle_epi8, _mm256_shuffle_epi32, _mm256_slli_epi32, _mm256_srli_epi32, _mm256_xor_si256,
};

use core::hint::black_box;

use clearbox_cpu::x86_64::{load_128, load_256, store_256};
use clearbox_ct::Wiped;

/// Sets that are made at once, and the bytes of their blocks.
const SETS: usize = 3;
const CHUNK: usize = 128 * SETS;

/// Four rows of two blocks.
type Set = [__m256i; 4];

/// A key stream, a chunk of it made.
pub(super) struct KeyStream {
    /// The state of the blocks to come, before the rounds, without the counter.
    start: Set,
    /// The counter of the first of them.
    counter: u32,
    chunk: Wiped<[u8; CHUNK]>,
}

impl KeyStream {
    /// Room for a stream. It is begun where it stays: a move would leave a copy of its secrets behind.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn empty() -> Self {
        Self { start: [_mm256_setzero_si256(); 4], counter: 0, chunk: Wiped::new([0; CHUNK]) }
    }

    /// Begins the stream with block 0.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn begin(&mut self, key: &[u8; 32], nonce: &[u8; 12]) {
        let [c0, c1, c2, c3] = CONSTANTS;
        let [n0, n1, n2] =
            [0, 4, 8].map(|at| i32::from_le_bytes([nonce[at], nonce[at + 1], nonce[at + 2], nonce[at + 3]]));
        let (halves, _) = key.as_chunks();
        self.start = [
            _mm_setr_epi32(c0, c1, c2, c3),
            load_128(&halves[0]),
            load_128(&halves[1]),
            _mm_setr_epi32(0, n0, n1, n2),
        ]
        .map(|row| _mm256_broadcastsi128_si256(row));
        self.next();
    }

    /// The first half of the first block, as long as no other is made: the one-time key of Poly1305 (section 2.6).
    pub(super) fn one_time_key(&self) -> &[u8; 32] {
        self.chunk.first_chunk().expect("a chunk is longer")
    }

    /// XORs `data` with the stream behind the first block.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn apply(&mut self, data: &mut [u8]) {
        let (head, rest) = data.split_at_mut(data.len().min(CHUNK - 64));
        xor(head, &self.chunk[64..]);
        for piece in rest.chunks_mut(CHUNK) {
            xor(piece, self.next());
        }
    }

    /// The next chunk. Counters wrap modulo 2^32.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn next(&mut self) -> &[u8] {
        let mut begin = [self.start; SETS];
        for (set, first) in begin.iter_mut().zip((0..).step_by(2)) {
            let counters = _mm256_add_epi32(
                _mm256_set1_epi32(self.counter.wrapping_add(first) as i32),
                _mm256_setr_epi32(0, 0, 0, 0, 1, 0, 0, 0),
            );
            set[3] = _mm256_add_epi32(set[3], first_words(counters));
        }
        self.counter = self.counter.wrapping_add(2 * SETS as u32);
        let mut sets = begin;
        let by_bytes = by_bytes();
        for _ in 0..10 {
            double_round(&mut sets, &by_bytes);
        }
        for ((set, begin), blocks) in sets.iter().zip(&begin).zip(self.chunk.as_chunks_mut::<128>().0) {
            store_blocks(blocks, set, begin);
        }
        &*self.chunk
    }
}

/// "expand 32-byte k" in ASCII.
const CONSTANTS: [i32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Of each lane the first word, and zeros.
#[inline]
#[target_feature(enable = "avx2")]
fn first_words(vector: __m256i) -> __m256i {
    let order = _mm_setr_epi32(0x03_02_01_00, -1, -1, -1);
    _mm256_shuffle_epi8(vector, _mm256_broadcastsi128_si256(order))
}

/// inner_block (section 2.3.1): a column round, and a diagonal round, for which rows are turned until diagonals are columns.
#[inline]
#[target_feature(enable = "avx2")]
fn double_round(sets: &mut [Set; SETS], by_bytes: &[__m256i; 2]) {
    quarter_rounds(sets, by_bytes);
    for [_, b, c, d] in &mut *sets {
        *b = _mm256_shuffle_epi32::<0b00_11_10_01>(*b);
        *c = _mm256_shuffle_epi32::<0b01_00_11_10>(*c);
        *d = _mm256_shuffle_epi32::<0b10_01_00_11>(*d);
    }
    quarter_rounds(sets, by_bytes);
    for [_, b, c, d] in sets {
        *b = _mm256_shuffle_epi32::<0b10_01_00_11>(*b);
        *c = _mm256_shuffle_epi32::<0b01_00_11_10>(*c);
        *d = _mm256_shuffle_epi32::<0b00_11_10_01>(*d);
    }
}

/// QUARTERROUND (sections 2.1 and 2.2) on the four columns of each block. What one set waits for, others do.
#[inline]
#[target_feature(enable = "avx2")]
fn quarter_rounds(sets: &mut [Set; SETS], [by_16, by_8]: &[__m256i; 2]) {
    for [a, b, _, d] in &mut *sets {
        *a = _mm256_add_epi32(*a, *b);
        *d = _mm256_shuffle_epi8(_mm256_xor_si256(*d, *a), *by_16);
    }
    for [_, b, c, d] in &mut *sets {
        *c = _mm256_add_epi32(*c, *d);
        *b = rotated::<12, 20>(_mm256_xor_si256(*b, *c));
    }
    for [a, b, _, d] in &mut *sets {
        *a = _mm256_add_epi32(*a, *b);
        *d = _mm256_shuffle_epi8(_mm256_xor_si256(*d, *a), *by_8);
    }
    for [_, b, c, d] in sets {
        *c = _mm256_add_epi32(*c, *d);
        *b = rotated::<7, 25>(_mm256_xor_si256(*b, *c));
    }
}

/// Words rotated to the left. `RIGHT` is 32 - `LEFT`.
#[inline]
#[target_feature(enable = "avx2")]
fn rotated<const LEFT: i32, const RIGHT: i32>(words: __m256i) -> __m256i {
    _mm256_or_si256(_mm256_slli_epi32::<LEFT>(words), _mm256_srli_epi32::<RIGHT>(words))
}

/// The orders of bytes that rotate words by 16 and by 8 bits to the left. The compiler doesn't know them: it would not shuffle a sum, but
/// each of its terms, one of them by two orders at once.
#[inline]
#[target_feature(enable = "avx2")]
fn by_bytes() -> [__m256i; 2] {
    black_box(
        [0x0d0c_0f0e_0908_0b0a_0504_0706_0100_0302, 0x0e0d_0c0f_0a09_080b_0605_0407_0201_0003]
            .map(|order: u128| _mm256_broadcastsi128_si256(load_128(&order.to_le_bytes()))),
    )
}

/// Adds the state before the rounds, and stores a block after the other.
#[inline]
#[target_feature(enable = "avx2")]
fn store_blocks(blocks: &mut [u8; 128], set: &Set, begin: &Set) {
    let [a, b, c, d] = core::array::from_fn(|row| _mm256_add_epi32(set[row], begin[row]));
    let quarters = [
        _mm256_permute2x128_si256::<0x20>(a, b),
        _mm256_permute2x128_si256::<0x20>(c, d),
        _mm256_permute2x128_si256::<0x31>(a, b),
        _mm256_permute2x128_si256::<0x31>(c, d),
    ];
    for (bytes, quarter) in blocks.as_chunks_mut().0.iter_mut().zip(quarters) {
        store_256(bytes, quarter);
    }
}

/// XORs `data` with as much of the key stream.
#[inline]
#[target_feature(enable = "avx2")]
fn xor(data: &mut [u8], key_stream: &[u8]) {
    let (data, data_tail) = data.as_chunks_mut();
    let (keys, _) = key_stream.as_chunks();
    for (data, key) in data.iter_mut().zip(keys) {
        store_256(data, _mm256_xor_si256(load_256(data), load_256(key)));
    }
    for (byte, key) in data_tail.iter_mut().zip(&key_stream[32 * data.len()..]) {
        *byte ^= key;
    }
}
