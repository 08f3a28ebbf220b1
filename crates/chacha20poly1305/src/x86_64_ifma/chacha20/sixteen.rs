//! Sixteen blocks at a time.
//!
//! On Zen 4, a rotation takes one cycle of 512-bit work, additions and XORs half a cycle: 48 cycles for two rounds, of 60 that
//! four sets take, with their shuffles. Beside these words, two sets more take less time than by themselves, waiting.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_rol_epi32, _mm512_setzero_si512, _mm512_unpackhi_epi32,
    _mm512_unpackhi_epi64, _mm512_unpacklo_epi32, _mm512_unpacklo_epi64, _mm512_xor_si512,
};

use super::{Set, transposed};

/// A vector for each of a block's sixteen words, a block an element.
pub(super) type Words = [__m512i; 16];

/// QUARTERROUND (RFC 8439, sections 2.1 and 2.2) on the four columns of each block.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn columns(words: &mut Words) {
    quarter_rounds::<0>(words);
}

/// The same on the four diagonals.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn diagonals(words: &mut Words) {
    quarter_rounds::<1>(words);
}

/// On columns, each row of which is moved so much further than the row above.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn quarter_rounds<const MOVED: usize>(words: &mut Words) {
    let place = |row: usize, column: usize| 4 * row + (column + row * MOVED) % 4;
    for i in 0..4 {
        let [a, b, d] = [place(0, i), place(1, i), place(3, i)];
        words[a] = _mm512_add_epi32(words[a], words[b]);
        words[d] = _mm512_rol_epi32::<16>(_mm512_xor_si512(words[d], words[a]));
    }
    for i in 0..4 {
        let [b, c, d] = [place(1, i), place(2, i), place(3, i)];
        words[c] = _mm512_add_epi32(words[c], words[d]);
        words[b] = _mm512_rol_epi32::<12>(_mm512_xor_si512(words[b], words[c]));
    }
    for i in 0..4 {
        let [a, b, d] = [place(0, i), place(1, i), place(3, i)];
        words[a] = _mm512_add_epi32(words[a], words[b]);
        words[d] = _mm512_rol_epi32::<8>(_mm512_xor_si512(words[d], words[a]));
    }
    for i in 0..4 {
        let [b, c, d] = [place(1, i), place(2, i), place(3, i)];
        words[c] = _mm512_add_epi32(words[c], words[d]);
        words[b] = _mm512_rol_epi32::<7>(_mm512_xor_si512(words[b], words[c]));
    }
}

/// Blocks out of what the rounds made of words, and what those were before.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn finished(mut words: Words, start: Words) -> [Set; 4] {
    for (word, start) in words.iter_mut().zip(start) {
        *word = _mm512_add_epi32(*word, start);
    }
    let quarters: [Set; 4] = core::array::from_fn(|i| turned(&words[4 * i..4 * i + 4]));
    let mut sets = [[_mm512_setzero_si512(); 4]; 4];
    for k in 0..4 {
        let every_fourth = transposed([quarters[0][k], quarters[1][k], quarters[2][k], quarters[3][k]]);
        for (set, block) in sets.iter_mut().zip(every_fourth) {
            set[k] = block;
        }
    }
    sets
}

/// Four words with a block an element become rows with a block a lane: the blocks 0, 4, 8, 12, then 1, 5, 9, 13, and so on.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn turned(words: &[__m512i]) -> Set {
    let (low_01, high_01) =
        (_mm512_unpacklo_epi32(words[0], words[1]), _mm512_unpackhi_epi32(words[0], words[1]));
    let (low_23, high_23) =
        (_mm512_unpacklo_epi32(words[2], words[3]), _mm512_unpackhi_epi32(words[2], words[3]));
    [
        _mm512_unpacklo_epi64(low_01, low_23),
        _mm512_unpackhi_epi64(low_01, low_23),
        _mm512_unpacklo_epi64(high_01, high_23),
        _mm512_unpackhi_epi64(high_01, high_23),
    ]
}
