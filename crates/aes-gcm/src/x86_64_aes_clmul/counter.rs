//! The counter blocks (SP 800-38D, section 6.5).

use core::arch::x86_64::{
    __m128i, _mm_add_epi32, _mm_insert_epi32, _mm_set_epi8, _mm_setr_epi32, _mm_setzero_si128,
    _mm_shuffle_epi8,
};

/// The counter block that comes next.
#[derive(Clone, Copy)]
pub(super) struct Counter {
    /// With any counter in the last four bytes.
    nonce: __m128i,
    next: u32,
}

impl Counter {
    /// Stands at J0 (SP 800-38D, algorithm 4, step 2).
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn new(nonce: &[u8; 12]) -> Self {
        // Put together in registers: what was stored in parts waits before it is loaded as a whole.
        let [a, b, c] =
            [0, 4, 8].map(|at| i32::from_le_bytes([nonce[at], nonce[at + 1], nonce[at + 2], nonce[at + 3]]));
        Self { nonce: _mm_setr_epi32(a, b, c, 0), next: 1 }
    }

    /// Takes so many blocks.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn blocks<const N: usize>(&mut self) -> [__m128i; N] {
        let mut blocks = [_mm_setzero_si128(); N];
        let mut block = _mm_insert_epi32::<3>(self.nonce, self.next.swap_bytes() as i32);
        let is_far_from_carry = self.next & 0xff <= 0x100 - N as u32;
        self.next = self.next.wrapping_add(N as u32);
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
}
