//! The counter of GCM (SP 800-38D, section 6.5): where the next blocks begin.

use core::arch::x86_64::{__m128i, _mm_insert_epi32, _mm_setr_epi32};

/// The counter block that comes next.
#[derive(Clone, Copy)]
pub(crate) struct Counter {
    /// With any counter in the last four bytes.
    nonce: __m128i,
    next: u32,
}

impl Counter {
    /// Stands at J0 (SP 800-38D, algorithm 4, step 2).
    #[inline]
    #[target_feature(enable = "sse4.1")]
    pub(crate) fn new(nonce: &[u8; 12]) -> Self {
        // Put together in registers: what was stored in parts waits before it is loaded as a whole.
        let [a, b, c] =
            [0, 4, 8].map(|at| i32::from_le_bytes([nonce[at], nonce[at + 1], nonce[at + 2], nonce[at + 3]]));
        Self { nonce: _mm_setr_epi32(a, b, c, 0), next: 1 }
    }

    /// Takes one block.
    #[inline]
    #[target_feature(enable = "sse4.1")]
    pub(crate) fn take_one(&mut self) -> __m128i {
        self.take(1).0
    }

    /// Takes so many blocks; returns the first of them, and whether only the last byte of each is another one.
    #[inline]
    #[target_feature(enable = "sse4.1")]
    pub(crate) fn take(&mut self, blocks: usize) -> (__m128i, bool) {
        let first = _mm_insert_epi32::<3>(self.nonce, self.next.swap_bytes() as i32);
        let is_far_from_carry = self.next & 0xff <= 0x100 - blocks as u32;
        self.next = self.next.wrapping_add(blocks as u32);
        (first, is_far_from_carry)
    }
}
