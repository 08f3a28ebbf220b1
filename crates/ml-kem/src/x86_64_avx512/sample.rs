//! Rejection sampling (algorithm 7): 16 candidates in a vector, of which those below q are moved together.

use core::arch::x86_64::{
    __m512i, _mm256_broadcastsi128_si256, _mm512_and_si512, _mm512_broadcast_i32x4, _mm512_cmplt_epu32_mask,
    _mm512_cvtepi32_epi16, _mm512_inserti64x4, _mm512_maskz_compress_epi32, _mm512_set1_epi32,
    _mm512_shuffle_epi8, _mm512_srlv_epi32,
};

use clearbox_cpu::x86_64::{load_128, load_512, store_256_i16};

use crate::field::Q;

/// Where the bytes of candidates stand: two for each of the 16, in words of four bytes; -1 makes a zero. Of 24 bytes,
/// the first two lanes have bytes 0 … 15, the others bytes 8 … 23; each takes six, which are four candidates.
const PLACES: [u8; 64] = {
    let mut places = [0x80; 64];
    let mut word = 0;
    while word < 16 {
        let (lane, candidate) = (word / 4, word % 4);
        let six = [0, 6, 12 - 8, 18 - 8][lane];
        let first = six + [0, 1, 3, 4][candidate];
        places[4 * word] = first;
        places[4 * word + 1] = first + 1;
        word += 1;
    }
    places
};

/// A candidate of odd number begins in the middle of a byte.
const SHIFTS: [u8; 64] = {
    let mut shifts = [0; 64];
    let mut word = 0;
    while word < 16 {
        shifts[4 * word] = 4 * (word as u8 % 2);
        word += 1;
    }
    shifts
};

/// As [`super::take_vartime`].
///
/// # Timing
/// Depends on the block, which is public.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn take_vartime(block: &[u8; 168], a_hat: &mut [i16; 256], mut j: usize) -> usize {
    let (places, shifts) = (load_512(&PLACES), load_512(&SHIFTS));
    for bytes in block.as_chunks::<24>().0 {
        let d = candidates(bytes, places, shifts);
        let is_below_q = _mm512_cmplt_epu32_mask(d, _mm512_set1_epi32(Q.into()));
        let taken = _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(is_below_q, d));
        let rest = a_hat.get_mut(j..).unwrap_or_default();
        let count = rest.len().min(is_below_q.count_ones() as usize);
        if let Some(room) = rest.first_chunk_mut() {
            // Those beyond the ones that count are overwritten by the next.
            store_256_i16(room, taken);
        } else {
            let mut last = [0; 16];
            store_256_i16(&mut last, taken);
            rest[..count].copy_from_slice(&last[..count]);
        }
        j += count;
    }
    j
}

/// Numbers of 12 bits, one in each word.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn candidates(bytes: &[u8; 24], places: __m512i, shifts: __m512i) -> __m512i {
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        unreachable!("24 bytes")
    };
    let (first, last) = (load_128(first), _mm256_broadcastsi128_si256(load_128(last)));
    let lanes = _mm512_inserti64x4::<1>(_mm512_broadcast_i32x4(first), last);
    let words = _mm512_srlv_epi32(_mm512_shuffle_epi8(lanes, places), shifts);
    _mm512_and_si512(words, _mm512_set1_epi32(0xfff))
}
