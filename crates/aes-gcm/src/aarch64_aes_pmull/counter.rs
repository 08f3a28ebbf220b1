//! The counter of GCM (SP 800-38D, section 6.5).

use core::arch::aarch64::{
    uint8x16_t, uint32x4_t, vaddq_u32, vreinterpretq_u8_u32, vreinterpretq_u32_u8, vrev32q_u8,
};

use clearbox_cpu::aarch64::{load_128, load_128_u32};

/// The counter block that comes next, as four numbers: the counter is the last, and goes round by itself.
#[derive(Clone, Copy)]
pub(super) struct Counter(uint32x4_t);

impl Counter {
    /// Stands at J0 (SP 800-38D, algorithm 4, step 2).
    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn new(nonce: &[u8; 12]) -> Self {
        let mut block = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        block[..12].copy_from_slice(nonce);
        Self(vreinterpretq_u32_u8(vrev32q_u8(load_128(&block))))
    }

    /// Takes one block.
    #[inline]
    #[target_feature(enable = "neon")]
    pub(super) fn take_one(&mut self) -> uint8x16_t {
        let block = vrev32q_u8(vreinterpretq_u8_u32(self.0));
        self.0 = vaddq_u32(self.0, load_128_u32(&[0, 0, 0, 1]));
        block
    }
}
