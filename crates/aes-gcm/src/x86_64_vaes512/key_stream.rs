//! AES in counter mode (SP 800-38D, section 6.5), four counters in a vector.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_aesenc_epi128, _mm512_aesenclast_epi128, _mm512_broadcast_i32x4,
    _mm512_set_epi8, _mm512_setr_epi32, _mm512_setzero_si512, _mm512_shuffle_epi8, _mm512_xor_si512,
};

use clearbox_cpu::x86_64::load_128;

use crate::x86_64::{counter::Counter, round_keys::RoundKeys};

/// Takes as many blocks as fill `V` vectors.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn vectors<const V: usize>(counter: &mut Counter) -> [__m512i; V] {
    let mut vectors = [_mm512_setzero_si512(); V];
    let (first, is_far_from_carry) = counter.take(4 * V);
    let mut vector = _mm512_broadcast_i32x4(first);
    if is_far_from_carry {
        // Counters stand there with their highest byte first: only the lowest one changes, in the highest bits.
        vector = _mm512_add_epi32(
            vector,
            _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 1 << 24, 0, 0, 0, 2 << 24, 0, 0, 0, 3 << 24),
        );
        let four = _mm512_setr_epi32(0, 0, 0, 4 << 24, 0, 0, 0, 4 << 24, 0, 0, 0, 4 << 24, 0, 0, 0, 4 << 24);
        for place in &mut vectors {
            *place = vector;
            vector = _mm512_add_epi32(vector, four);
        }
    } else {
        let swap = swap_counters();
        vector = _mm512_shuffle_epi8(vector, swap);
        vector = _mm512_add_epi32(vector, _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3));
        let four = _mm512_setr_epi32(0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4);
        for place in &mut vectors {
            *place = _mm512_shuffle_epi8(vector, swap);
            vector = _mm512_add_epi32(vector, four);
        }
    }
    vectors
}

/// The next blocks with the first round key added.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn states<const V: usize>(counter: &mut Counter, round_keys: &RoundKeys) -> [__m512i; V] {
    let mut states = vectors(counter);
    let first = _mm512_broadcast_i32x4(load_128(&round_keys[0]));
    for state in &mut states {
        *state = _mm512_xor_si512(*state, first);
    }
    states
}

/// The next blocks after all rounds but for the last.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn key_stream<const ROUNDS: usize, const V: usize>(
    mut counter: Counter,
    round_keys: &RoundKeys,
) -> [__m512i; V] {
    let mut states = states(&mut counter, round_keys);
    for round_key in &round_keys[1..ROUNDS] {
        round(round_key, &mut states);
    }
    states
}

#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn round<const V: usize>(round_key: &[u8; 16], states: &mut [__m512i; V]) {
    let round_key = _mm512_broadcast_i32x4(load_128(round_key));
    for state in states {
        *state = _mm512_aesenc_epi128(*state, round_key);
    }
}

/// The last round, and the key stream into `data`. The round adds its key at the end: the data with it, while the other
/// rounds are still at work.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn last_round<const V: usize>(
    round_key: &[u8; 16],
    mut states: [__m512i; V],
    data: [__m512i; V],
) -> [__m512i; V] {
    let round_key = _mm512_broadcast_i32x4(load_128(round_key));
    for (state, data) in states.iter_mut().zip(data) {
        *state = _mm512_aesenclast_epi128(*state, _mm512_xor_si512(round_key, data));
    }
    states
}

/// Turns the order of the last four bytes of each block round.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn swap_counters() -> __m512i {
    _mm512_set_epi8(
        12, 13, 14, 15, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 12, 13, 14, 15, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
        1, 0, 12, 13, 14, 15, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 12, 13, 14, 15, 11, 10, 9, 8, 7, 6, 5, 4,
        3, 2, 1, 0,
    )
}
