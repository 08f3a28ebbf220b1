//! The counter blocks (SP 800-38D, section 6.5).

use core::arch::x86_64::{
    __m128i, _mm_add_epi32, _mm_set_epi8, _mm_setr_epi32, _mm_setzero_si128, _mm_shuffle_epi8,
};

use crate::x86_64::counter::Counter;

/// Takes so many blocks.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
pub(super) fn counter_blocks<const N: usize>(counter: &mut Counter) -> [__m128i; N] {
    let mut blocks = [_mm_setzero_si128(); N];
    let (mut block, is_far_from_carry) = counter.take(N);
    if is_far_from_carry {
        // Counters stand there with their highest byte first: only the lowest one changes, in the highest bits.
        let one = _mm_setr_epi32(0, 0, 0, 1 << 24);
        for place in &mut blocks {
            *place = block;
            block = _mm_add_epi32(block, one);
        }
    } else {
        let swap = _mm_set_epi8(12, 13, 14, 15, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        block = _mm_shuffle_epi8(block, swap);
        let one = _mm_setr_epi32(0, 0, 0, 1);
        for place in &mut blocks {
            *place = _mm_shuffle_epi8(block, swap);
            block = _mm_add_epi32(block, one);
        }
    }
    blocks
}
