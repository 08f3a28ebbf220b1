//! SHA-256 by the SHA instructions: two rounds each, on the state as two vectors. Bound by their latency: 32 of them a
//! block, one after the other; the message schedule runs beside them.

use core::arch::x86_64::{
    __m128i, _mm_add_epi32, _mm_alignr_epi8, _mm_blend_epi16, _mm_set_epi8, _mm_set_epi32,
    _mm_sha256msg1_epu32, _mm_sha256msg2_epu32, _mm_sha256rnds2_epu32, _mm_shuffle_epi8, _mm_shuffle_epi32,
};

use clearbox_cpu::x86_64::{ShaNi, load_128, load_128_words, store_128_words};

use crate::table::K256;

/// Absorbs whole blocks (FIPS 180-4, section 6.2.2).
#[allow(unsafe_code)]
pub(crate) fn compress(_proof: ShaNi, state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compress_by_instructions(state, blocks) }
}

#[target_feature(enable = "sha,sse4.1,ssse3")]
fn compress_by_instructions(state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    let state: &mut [_; 2] = state.as_chunks_mut().0.try_into().expect("eight words");
    let (mut abef, mut cdgh) = from_words(state);
    for block in blocks {
        let before = (abef, cdgh);
        // Two rounds make the next A, B, E, F; the next C, D, G, H are the last ones.
        let mut four_rounds = |w_t: __m128i, t: usize| {
            let sum = _mm_add_epi32(w_t, constants(t));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32::<0b00_00_11_10>(sum));
        };
        let [mut w0, mut w1, mut w2, mut w3] = words(block);
        for t in [0, 4, 8] {
            four_rounds(w0, t);
            w0 = schedule(w0, w1, w2, w3);
            four_rounds(w1, t + 1);
            w1 = schedule(w1, w2, w3, w0);
            four_rounds(w2, t + 2);
            w2 = schedule(w2, w3, w0, w1);
            four_rounds(w3, t + 3);
            w3 = schedule(w3, w0, w1, w2);
        }
        four_rounds(w0, 12);
        four_rounds(w1, 13);
        four_rounds(w2, 14);
        four_rounds(w3, 15);
        abef = _mm_add_epi32(abef, before.0);
        cdgh = _mm_add_epi32(cdgh, before.1);
    }
    to_words(state, abef, cdgh);
}

/// A, B, E, F and C, D, G, H, each from the highest lane on.
#[inline]
#[target_feature(enable = "sha,sse4.1,ssse3")]
fn from_words(words: &[[u32; 4]; 2]) -> (__m128i, __m128i) {
    let badc = _mm_shuffle_epi32::<0b10_11_00_01>(load_128_words(&words[0]));
    let hgfe = _mm_shuffle_epi32::<0b00_01_10_11>(load_128_words(&words[1]));
    (_mm_alignr_epi8::<8>(badc, hgfe), _mm_blend_epi16::<0b1111_0000>(hgfe, badc))
}

/// The way back. All loads and stores are whole: what was stored in other pieces than it is loaded in, is waited for.
#[inline]
#[target_feature(enable = "sha,sse4.1,ssse3")]
fn to_words(words: &mut [[u32; 4]; 2], abef: __m128i, cdgh: __m128i) {
    let feba = _mm_shuffle_epi32::<0b00_01_10_11>(abef);
    let dchg = _mm_shuffle_epi32::<0b10_11_00_01>(cdgh);
    store_128_words(&mut words[0], _mm_blend_epi16::<0b1111_0000>(feba, dchg));
    store_128_words(&mut words[1], _mm_alignr_epi8::<8>(dchg, feba));
}

/// W0 to W15, which are big-endian in the block.
#[inline]
#[target_feature(enable = "sha,sse4.1,ssse3")]
fn words(block: &[u8; 64]) -> [__m128i; 4] {
    let order = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    let (quarters, _) = block.as_chunks();
    let mut w = [order; 4];
    for (words, bytes) in w.iter_mut().zip(quarters) {
        *words = _mm_shuffle_epi8(load_128(bytes), order);
    }
    w
}

/// K(4t) to K(4t+3), for the four rounds from 4t on.
#[inline]
#[target_feature(enable = "sha,sse4.1,ssse3")]
fn constants(t: usize) -> __m128i {
    let k = |i: usize| K256[4 * t + i] as i32;
    _mm_set_epi32(k(3), k(2), k(1), k(0))
}

/// The next four words of the schedule: σ1(W(t-2)) + W(t-7) + σ0(W(t-15)) + W(t-16). The arguments are the sixteen words
/// before, the eldest first.
#[inline]
#[target_feature(enable = "sha,sse4.1,ssse3")]
fn schedule(w16: __m128i, w12: __m128i, w8: __m128i, w4: __m128i) -> __m128i {
    let w7 = _mm_alignr_epi8::<4>(w4, w8);
    _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w16, w12), w7), w4)
}
