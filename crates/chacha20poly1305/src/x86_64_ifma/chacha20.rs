//! The ChaCha20 key stream (RFC 8439, section 2.4). A set is four blocks: the four rows of their states are four vectors,
//! with a block a lane. Several sets are worked on in turn, so that none waits for its own last result.

use core::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_permute2x128_si256, _mm256_rol_epi32, _mm256_shuffle_epi32,
    _mm256_slli_epi32, _mm256_srli_epi32, _mm256_ternarylogic_epi32, _mm512_add_epi32,
    _mm512_broadcast_i32x4, _mm512_castsi256_si512, _mm512_castsi512_si256, _mm512_inserti64x4,
    _mm512_rol_epi32, _mm512_setr_epi32, _mm512_shuffle_epi32, _mm512_shuffle_i32x4, _mm512_xor_si512,
};

use clearbox_cpu::x86_64::{load_128, load_512, load_512_partial, store_256, store_512, store_512_partial};
use clearbox_ct::Wiped;

/// The rows of four blocks, a block a lane.
type Set = [__m512i; 4];

pub(super) struct KeyStream {
    /// Before the rounds, with the counters of the next four blocks.
    rows: Set,
}

impl KeyStream {
    /// Stands at block 0.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn new(key: &[u8; 32], nonce: &[u8; 12]) -> Self {
        let (halves, _) = key.as_chunks();
        let mut last = [0; 16];
        last[4..].copy_from_slice(nonce);
        let broadcast = |row: &[u8; 16]| _mm512_broadcast_i32x4(load_128(row));
        let counters = _mm512_setr_epi32(0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0);
        Self {
            rows: [
                broadcast(b"expand 32-byte k"),
                broadcast(&halves[0]),
                broadcast(&halves[1]),
                _mm512_add_epi32(broadcast(&last), counters),
            ],
        }
    }

    /// Makes the next blocks, one a vector, four a set.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn blocks<const SETS: usize>(&mut self) -> [Set; SETS] {
        let four = _mm512_setr_epi32(4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0);
        let mut starts = [self.rows; SETS];
        for start in &mut starts {
            start[3] = self.rows[3];
            self.rows[3] = _mm512_add_epi32(self.rows[3], four);
        }
        let mut sets = starts;
        for _ in 0..10 {
            quarter_rounds(&mut sets);
            // The diagonals become columns, and back: all rows but b move, since b is what the next step waits for.
            for [a, _, c, d] in &mut sets {
                *a = _mm512_shuffle_epi32::<0b10_01_00_11>(*a);
                *c = _mm512_shuffle_epi32::<0b00_11_10_01>(*c);
                *d = _mm512_shuffle_epi32::<0b01_00_11_10>(*d);
            }
            quarter_rounds(&mut sets);
            for [a, _, c, d] in &mut sets {
                *a = _mm512_shuffle_epi32::<0b00_11_10_01>(*a);
                *c = _mm512_shuffle_epi32::<0b10_01_00_11>(*c);
                *d = _mm512_shuffle_epi32::<0b01_00_11_10>(*d);
            }
        }
        for (set, start) in sets.iter_mut().zip(starts) {
            for (row, start) in set.iter_mut().zip(start) {
                *row = _mm512_add_epi32(*row, start);
            }
            *set = transposed(*set);
        }
        sets
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

/// The one-time key, from block 0, and block 1, for messages of no more. Two blocks, a block a lane, wait for latencies alone;
/// so [`rotated_sum`] makes them shorter by more instructions.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn first_two(key: &[u8; 32], nonce: &[u8; 12]) -> (Wiped<[u8; 32]>, __m512i) {
    let start = KeyStream::new(key, nonce).rows.map(|row| _mm512_castsi512_si256(row));
    let [mut a, mut b, mut c, mut d] = start;
    for _ in 0..10 {
        quarter_rounds_of_two(&mut a, &mut b, &mut c, &mut d);
        // As above.
        a = _mm256_shuffle_epi32::<0b10_01_00_11>(a);
        c = _mm256_shuffle_epi32::<0b00_11_10_01>(c);
        d = _mm256_shuffle_epi32::<0b01_00_11_10>(d);
        quarter_rounds_of_two(&mut a, &mut b, &mut c, &mut d);
        a = _mm256_shuffle_epi32::<0b00_11_10_01>(a);
        c = _mm256_shuffle_epi32::<0b10_01_00_11>(c);
        d = _mm256_shuffle_epi32::<0b01_00_11_10>(d);
    }
    a = _mm256_add_epi32(a, start[0]);
    b = _mm256_add_epi32(b, start[1]);
    c = _mm256_add_epi32(c, start[2]);
    d = _mm256_add_epi32(d, start[3]);
    let mut one_time_key = Wiped::new([0; 32]);
    store_256(&mut one_time_key, _mm256_permute2x128_si256::<0x20>(a, b));
    let (ab, cd) = (_mm256_permute2x128_si256::<0x31>(a, b), _mm256_permute2x128_si256::<0x31>(c, d));
    (one_time_key, _mm512_inserti64x4::<1>(_mm512_castsi256_si512(ab), cd))
}

/// QUARTERROUND (sections 2.1 and 2.2) on the four columns of two blocks.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn quarter_rounds_of_two(a: &mut __m256i, b: &mut __m256i, c: &mut __m256i, d: &mut __m256i) {
    *a = _mm256_add_epi32(*a, *b);
    *d = rotated_sum::<16, 16>(*d, *a);
    *c = _mm256_add_epi32(*c, *d);
    *b = rotated_sum::<12, 20>(*b, *c);
    *a = _mm256_add_epi32(*a, *b);
    *d = rotated_sum::<8, 24>(*d, *a);
    *c = _mm256_add_epi32(*c, *d);
    *b = rotated_sum::<7, 25>(*b, *c);
}

/// The sum by XOR, rotated to the left: by parts, since the first summand is there early, and a shift takes one cycle where a
/// rotation takes two. `RIGHT` is 32 - `LEFT`.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn rotated_sum<const LEFT: i32, const RIGHT: i32>(early: __m256i, late: __m256i) -> __m256i {
    let early = _mm256_rol_epi32::<LEFT>(early);
    let (left, right) = (_mm256_slli_epi32::<LEFT>(late), _mm256_srli_epi32::<RIGHT>(late));
    _mm256_ternarylogic_epi32::<0b1001_0110>(early, left, right)
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
