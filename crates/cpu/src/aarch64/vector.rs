//! Vector loads and stores on arrays: the only place with pointers.

use core::arch::aarch64::{
    uint8x16_t, uint32x4_t, uint64x2_t, vld1q_u8, vld1q_u32, vld1q_u64, vst1q_u8, vst1q_u32, vst1q_u64,
};

macro_rules! vector {
    ($load:ident, $store:ident, $what:literal, $array:ty, $vector:ty, $ld1:ident, $st1:ident) => {
        #[doc = concat!("Loads ", $what, ", number 0 lowest; no alignment is needed.")]
        ///
        /// # Safety
        /// The CPU must have `neon`; inside a kernel that enables it, the call is safe.
        #[inline]
        #[must_use]
        #[target_feature(enable = "neon")]
        #[allow(unsafe_code)]
        pub fn $load(array: &$array) -> $vector {
            // SAFETY: the array is as long as the vector, and the load needs no alignment but that of its numbers.
            unsafe { $ld1(array.as_ptr()) }
        }

        #[doc = concat!("Stores ", $what, ", number 0 lowest; no alignment is needed.")]
        ///
        /// # Safety
        /// The CPU must have `neon`; inside a kernel that enables it, the call is safe.
        #[inline]
        #[target_feature(enable = "neon")]
        #[allow(unsafe_code)]
        pub fn $store(array: &mut $array, vector: $vector) {
            // SAFETY: the array is as long as the vector, and the store needs no alignment but that of its numbers.
            unsafe { $st1(array.as_mut_ptr(), vector) }
        }
    };
}

vector!(load_128, store_128, "16 bytes", [u8; 16], uint8x16_t, vld1q_u8, vst1q_u8);
vector!(load_128_u32, store_128_u32, "four words", [u32; 4], uint32x4_t, vld1q_u32, vst1q_u32);
vector!(load_128_u64, store_128_u64, "two words of 64 bits", [u64; 2], uint64x2_t, vld1q_u64, vst1q_u64);
