//! The ChaCha20 key stream (RFC 8439, section 2.4). A set is four blocks: the four rows of their states are four vectors,
//! with a block a lane. Several sets are worked on in turn, so that none waits for its own last result. Sixteen blocks are
//! made with a word of all a vector, and no row to be shuffled.

mod sixteen;
mod two;

use core::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_broadcast_i32x4, _mm512_castsi512_si256, _mm512_rol_epi32,
    _mm512_set1_epi32, _mm512_setr_epi32, _mm512_setzero_si512, _mm512_shuffle_epi32, _mm512_shuffle_i32x4,
    _mm512_xor_si512,
};
use core::hint::black_box;

use clearbox_cpu::x86_64::{load_128, load_512, load_512_partial, store_256, store_512, store_512_partial};
use clearbox_ct::Wiped;

pub(super) use two::first_two;

use sixteen::Words;

/// The rows of four blocks, a block a lane.
type Set = [__m512i; 4];

/// The first row (section 2.3).
const SIGMA: &[u8; 16] = b"expand 32-byte k";

pub(super) struct KeyStream<'a> {
    key: &'a [u8; 32],
    nonce: &'a [u8; 12],
    /// Of the next block.
    counter: u32,
}

impl<'a> KeyStream<'a> {
    /// Stands at block 0.
    pub(super) fn new(key: &'a [u8; 32], nonce: &'a [u8; 12]) -> Self {
        Self { key, nonce, counter: 0 }
    }

    /// Makes the next blocks, one a vector, four a set: one set to four, or six.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn blocks<const SETS: usize>(&mut self) -> [Set; SETS] {
        let sets = match SETS {
            4 => joined(self.sixteen_and::<0>()),
            6 => joined(self.sixteen_and::<2>()),
            _ => self.few(),
        };
        self.counter = self.counter.wrapping_add(4 * SETS as u32);
        sets
    }

    /// The next sets.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn few<const SETS: usize>(&self) -> [Set; SETS] {
        let mut sets = self.rows(0);
        for _ in 0..10 {
            quarter_rounds(&mut sets);
            to_diagonals(&mut sets);
            quarter_rounds(&mut sets);
            to_columns(&mut sets);
        }
        finished(sets, self.rows(0))
    }

    /// The next sixteen blocks in words, and the next sets beside them.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn sixteen_and<const SETS: usize>(&self) -> ([Set; 4], [Set; SETS]) {
        let (mut words, mut sets) = (self.words(), self.rows(16));
        for _ in 0..10 {
            sixteen::columns(&mut words);
            quarter_rounds(&mut sets);
            to_diagonals(&mut sets);
            sixteen::diagonals(&mut words);
            quarter_rounds(&mut sets);
            to_columns(&mut sets);
        }
        // Made once more: registers have no room for them until here.
        let this = black_box(self);
        (sixteen::finished(words, this.words()), finished(sets, this.rows(16)))
    }

    /// Sets before the rounds, from the block on that is so many behind the next.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn rows<const SETS: usize>(&self, distance: u32) -> [Set; SETS] {
        let (halves, _) = self.key.as_chunks();
        let mut last = [0; 16];
        last[..4].copy_from_slice(&self.counter.wrapping_add(distance).to_le_bytes());
        last[4..].copy_from_slice(self.nonce);
        let broadcast = |row: &[u8; 16]| _mm512_broadcast_i32x4(load_128(row));
        let counters = _mm512_setr_epi32(0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0);
        let four = _mm512_setr_epi32(4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0);
        let mut d = _mm512_add_epi32(broadcast(&last), counters);
        let mut sets = [[broadcast(SIGMA), broadcast(&halves[0]), broadcast(&halves[1]), d]; SETS];
        for set in &mut sets {
            set[3] = d;
            d = _mm512_add_epi32(d, four);
        }
        sets
    }

    /// The words of the next sixteen blocks, before the rounds.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn words(&self) -> Words {
        let word = |bytes: &[u8; 4]| _mm512_set1_epi32(i32::from_le_bytes(*bytes));
        let counters = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        let mut words = [_mm512_add_epi32(_mm512_set1_epi32(self.counter as i32), counters); 16];
        let (sigma, key, nonce) = (SIGMA.as_chunks().0, self.key.as_chunks().0, self.nonce.as_chunks().0);
        words[..4].iter_mut().zip(sigma).for_each(|(vector, bytes)| *vector = word(bytes));
        words[4..12].iter_mut().zip(key).for_each(|(vector, bytes)| *vector = word(bytes));
        words[13..].iter_mut().zip(nonce).for_each(|(vector, bytes)| *vector = word(bytes));
        words
    }

    /// XORs the data with the stream from block 1 on; `first` are its blocks from 0 on. `input` is empty if `output` is read.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn apply<const SETS: usize>(&mut self, first: &[Set; SETS], input: &[u8], output: &mut [u8]) {
        let mut data = Data { input, output };
        data.xor(&first.as_flattened()[1..]);
        while !data.output.is_empty() {
            match data.output.len().div_ceil(256) {
                1 => data.xor(self.blocks::<1>().as_flattened()),
                2 => data.xor(self.blocks::<2>().as_flattened()),
                _ => data.xor(self.blocks::<4>().as_flattened()),
            }
        }
    }
}

/// The one-time key of Poly1305 (section 2.6), from block 0.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn one_time_key<const SETS: usize>(first: &[Set; SETS]) -> Wiped<[u8; 32]> {
    let mut key = Wiped::new([0; 32]);
    store_256(&mut key, _mm512_castsi512_si256(first[0][0]));
    key
}

/// What is left to do.
struct Data<'a> {
    input: &'a [u8],
    output: &'a mut [u8],
}

impl Data<'_> {
    /// XORs as much as there are blocks for.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn xor(&mut self, blocks: &[__m512i]) {
        let whole = blocks.len().min(self.output.len() / 64);
        let (output, rest) = core::mem::take(&mut self.output).split_at_mut(64 * whole);
        self.output = rest;
        let (input, rest) = self.input.split_at(self.input.len().min(64 * whole));
        self.input = rest;
        let (output, input) = (output.as_chunks_mut().0, input.as_chunks().0);
        for (i, (output, &block)) in output.iter_mut().zip(blocks).enumerate() {
            let data = load_512(input.get(i).unwrap_or(output));
            store_512(output, _mm512_xor_si512(data, block));
        }
        if let Some(&block) = blocks.get(whole) {
            let data = load_512_partial(if self.input.is_empty() { self.output } else { self.input });
            store_512_partial(self.output, _mm512_xor_si512(data, block));
            self.output = &mut [];
        }
    }
}

/// QUARTERROUND (sections 2.1 and 2.2) on the four columns of each block.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn quarter_rounds<const SETS: usize>(sets: &mut [Set; SETS]) {
    for [a, b, _, d] in &mut *sets {
        *a = _mm512_add_epi32(*a, *b);
        *d = _mm512_rol_epi32::<16>(_mm512_xor_si512(*d, *a));
    }
    for [_, b, c, d] in &mut *sets {
        *c = _mm512_add_epi32(*c, *d);
        *b = _mm512_rol_epi32::<12>(_mm512_xor_si512(*b, *c));
    }
    for [a, b, _, d] in &mut *sets {
        *a = _mm512_add_epi32(*a, *b);
        *d = _mm512_rol_epi32::<8>(_mm512_xor_si512(*d, *a));
    }
    for [_, b, c, d] in &mut *sets {
        *c = _mm512_add_epi32(*c, *d);
        *b = _mm512_rol_epi32::<7>(_mm512_xor_si512(*b, *c));
    }
}

/// The diagonals become columns: all rows but b move, since b is what the next step waits for.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn to_diagonals<const SETS: usize>(sets: &mut [Set; SETS]) {
    for [a, _, c, d] in sets {
        *a = _mm512_shuffle_epi32::<0b10_01_00_11>(*a);
        *c = _mm512_shuffle_epi32::<0b00_11_10_01>(*c);
        *d = _mm512_shuffle_epi32::<0b01_00_11_10>(*d);
    }
}

/// The way back.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn to_columns<const SETS: usize>(sets: &mut [Set; SETS]) {
    for [a, _, c, d] in sets {
        *a = _mm512_shuffle_epi32::<0b00_11_10_01>(*a);
        *c = _mm512_shuffle_epi32::<0b10_01_00_11>(*c);
        *d = _mm512_shuffle_epi32::<0b01_00_11_10>(*d);
    }
}

/// Blocks out of what the rounds made of sets, and what those were before.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn finished<const SETS: usize>(mut sets: [Set; SETS], starts: [Set; SETS]) -> [Set; SETS] {
    for (set, start) in sets.iter_mut().zip(starts) {
        for (row, start) in set.iter_mut().zip(start) {
            *row = _mm512_add_epi32(*row, start);
        }
        *set = transposed(*set);
    }
    sets
}

/// Four sets and the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn joined<const OTHERS: usize, const SETS: usize>((four, others): ([Set; 4], [Set; OTHERS])) -> [Set; SETS] {
    let mut sets = [[_mm512_setzero_si512(); 4]; SETS];
    for (set, blocks) in sets.iter_mut().zip(four.into_iter().chain(others)) {
        *set = blocks;
    }
    sets
}

/// Rows with a block a lane become blocks with a row a lane.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn transposed([a, b, c, d]: Set) -> Set {
    // Blocks 0 and 1, then 2 and 3.
    let (ab_01, ab_23) =
        (_mm512_shuffle_i32x4::<0b01_00_01_00>(a, b), _mm512_shuffle_i32x4::<0b11_10_11_10>(a, b));
    let (cd_01, cd_23) =
        (_mm512_shuffle_i32x4::<0b01_00_01_00>(c, d), _mm512_shuffle_i32x4::<0b11_10_11_10>(c, d));
    [
        _mm512_shuffle_i32x4::<0b10_00_10_00>(ab_01, cd_01),
        _mm512_shuffle_i32x4::<0b11_01_11_01>(ab_01, cd_01),
        _mm512_shuffle_i32x4::<0b10_00_10_00>(ab_23, cd_23),
        _mm512_shuffle_i32x4::<0b11_01_11_01>(ab_23, cd_23),
    ]
}
