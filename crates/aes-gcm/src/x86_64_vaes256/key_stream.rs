//! AES in counter mode (SP 800-38D, section 6.5), two counters in a vector.

use core::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_aesenc_epi128, _mm256_aesenclast_epi128, _mm256_broadcastsi128_si256,
    _mm256_setr_epi8, _mm256_setr_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_xor_si256,
};

use clearbox_cpu::x86_64::{load_128, load_256};

use crate::x86_64::{counter::Counter, round_keys::RoundKeys};

/// Takes as many counter blocks as fill `V` vectors, and adds the first round key.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn states<const V: usize>(counter: &mut Counter, round_keys: &RoundKeys) -> [__m256i; V] {
    let mut states = counters(counter);
    let first = _mm256_broadcastsi128_si256(load_128(&round_keys[0]));
    for state in &mut states {
        *state = _mm256_xor_si256(*state, first);
    }
    states
}

#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn counters<const V: usize>(counter: &mut Counter) -> [__m256i; V] {
    let mut vectors = [_mm256_setzero_si256(); V];
    let (first, is_far_from_carry) = counter.take(2 * V);
    let mut vector = _mm256_broadcastsi128_si256(first);
    if is_far_from_carry {
        // Counters stand there with their highest byte first: only the lowest one changes, in the highest bits.
        vector = _mm256_add_epi32(vector, _mm256_setr_epi32(0, 0, 0, 0, 0, 0, 0, 1 << 24));
        let two = _mm256_setr_epi32(0, 0, 0, 2 << 24, 0, 0, 0, 2 << 24);
        for place in &mut vectors {
            *place = vector;
            vector = _mm256_add_epi32(vector, two);
        }
    } else {
        vector = swap_counters(vector);
        vector = _mm256_add_epi32(vector, _mm256_setr_epi32(0, 0, 0, 0, 0, 0, 0, 1));
        let two = _mm256_setr_epi32(0, 0, 0, 2, 0, 0, 0, 2);
        for place in &mut vectors {
            *place = swap_counters(vector);
            vector = _mm256_add_epi32(vector, two);
        }
    }
    vectors
}

#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn round<const V: usize>(round_key: &[u8; 16], states: &mut [__m256i; V]) {
    let round_key = _mm256_broadcastsi128_si256(load_128(round_key));
    for state in states {
        *state = _mm256_aesenc_epi128(*state, round_key);
    }
}

/// The last round, and the key stream into `data`. The round adds its key at the end: the data with it, while the other
/// rounds are still at work.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn last_round<const ROUNDS: usize, const V: usize>(
    round_keys: &RoundKeys,
    mut states: [__m256i; V],
    data: &[[u8; 32]],
) -> [__m256i; V] {
    let round_key = _mm256_broadcastsi128_si256(load_128(&round_keys[ROUNDS]));
    for (state, bytes) in states.iter_mut().zip(data) {
        *state = _mm256_aesenclast_epi128(*state, _mm256_xor_si256(round_key, load_256(bytes)));
    }
    states
}

/// Turns the order of the last four bytes of each block round.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn swap_counters(blocks: __m256i) -> __m256i {
    let order = _mm256_setr_epi8(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14,
        13, 12,
    );
    _mm256_shuffle_epi8(blocks, order)
}
