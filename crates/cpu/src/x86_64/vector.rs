//! Vector loads and stores on arrays: the only place with pointers.

use core::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_loadu_si128, _mm_storeu_si128, _mm256_loadu_si256, _mm256_storeu_si256,
    _mm512_loadu_si512, _mm512_storeu_si512,
};

macro_rules! vector {
    ($load:ident, $store:ident, $bits:literal, $bytes:literal, $vector:ty, $feature:literal, $loadu:ident, $storeu:ident) => {
        #[doc = concat!("Loads ", $bits, " bits, byte 0 lowest; no alignment is needed.")]
        ///
        /// # Safety
        #[doc = concat!("The CPU must have `", $feature, "`; inside a kernel that enables it, the call is safe.")]
        #[inline]
        #[must_use]
        #[target_feature(enable = $feature)]
        #[allow(unsafe_code)]
        pub fn $load(bytes: &[u8; $bytes]) -> $vector {
            // SAFETY: the array is as long as the vector, and the load needs no alignment.
            unsafe { $loadu(bytes.as_ptr().cast()) }
        }

        #[doc = concat!("Stores ", $bits, " bits, byte 0 lowest; no alignment is needed.")]
        ///
        /// # Safety
        #[doc = concat!("The CPU must have `", $feature, "`; inside a kernel that enables it, the call is safe.")]
        #[inline]
        #[target_feature(enable = $feature)]
        #[allow(unsafe_code)]
        pub fn $store(bytes: &mut [u8; $bytes], vector: $vector) {
            // SAFETY: the array is as long as the vector, and the store needs no alignment.
            unsafe { $storeu(bytes.as_mut_ptr().cast(), vector) }
        }
    };
}

vector!(load_128, store_128, "128", 16, __m128i, "sse2", _mm_loadu_si128, _mm_storeu_si128);
vector!(load_256, store_256, "256", 32, __m256i, "avx", _mm256_loadu_si256, _mm256_storeu_si256);
vector!(load_512, store_512, "512", 64, __m512i, "avx512f", _mm512_loadu_si512, _mm512_storeu_si512);
