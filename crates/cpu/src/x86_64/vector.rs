//! Vector loads and stores on arrays: the only place with pointers.

use core::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_loadu_si128, _mm_storeu_si128, _mm256_loadu_si256, _mm256_storeu_si256,
    _mm512_loadu_si512, _mm512_mask_storeu_epi8, _mm512_maskz_loadu_epi8, _mm512_storeu_si512,
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

/// Loads 32 numbers of 16 bits, number 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `avx512f`; inside a kernel that enables it, the call is safe.
#[inline]
#[must_use]
#[target_feature(enable = "avx512f")]
#[allow(unsafe_code)]
pub fn load_512_i16(numbers: &[i16; 32]) -> __m512i {
    // SAFETY: the array is as long as the vector, and the load needs no alignment.
    unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) }
}

/// Stores 32 numbers of 16 bits, number 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `avx512f`; inside a kernel that enables it, the call is safe.
#[inline]
#[target_feature(enable = "avx512f")]
#[allow(unsafe_code)]
pub fn store_512_i16(numbers: &mut [i16; 32], vector: __m512i) {
    // SAFETY: the array is as long as the vector, and the store needs no alignment.
    unsafe { _mm512_storeu_si512(numbers.as_mut_ptr().cast(), vector) }
}

/// Stores 16 numbers of 16 bits, number 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `avx`; inside a kernel that enables it, the call is safe.
#[inline]
#[target_feature(enable = "avx")]
#[allow(unsafe_code)]
pub fn store_256_i16(numbers: &mut [i16; 16], vector: __m256i) {
    // SAFETY: the array is as long as the vector, and the store needs no alignment.
    unsafe { _mm256_storeu_si256(numbers.as_mut_ptr().cast(), vector) }
}

/// Loads four numbers of 64 bits, number 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `avx`; inside a kernel that enables it, the call is safe.
#[inline]
#[must_use]
#[target_feature(enable = "avx")]
#[allow(unsafe_code)]
pub fn load_256_u64(numbers: &[u64; 4]) -> __m256i {
    // SAFETY: the array is as long as the vector, and the load needs no alignment.
    unsafe { _mm256_loadu_si256(numbers.as_ptr().cast()) }
}

/// Stores four numbers of 64 bits, number 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `avx`; inside a kernel that enables it, the call is safe.
#[inline]
#[target_feature(enable = "avx")]
#[allow(unsafe_code)]
pub fn store_256_u64(numbers: &mut [u64; 4], vector: __m256i) {
    // SAFETY: the array is as long as the vector, and the store needs no alignment.
    unsafe { _mm256_storeu_si256(numbers.as_mut_ptr().cast(), vector) }
}

/// Loads four words, word 0 lowest; no alignment is needed. Put together word by word, they would be loaded so, too.
///
/// # Safety
/// The CPU must have `sse2`; inside a kernel that enables it, the call is safe.
#[inline]
#[must_use]
#[target_feature(enable = "sse2")]
#[allow(unsafe_code)]
pub fn load_128_words(words: &[u32; 4]) -> __m128i {
    // SAFETY: the array is as long as the vector, and the load needs no alignment.
    unsafe { _mm_loadu_si128(words.as_ptr().cast()) }
}

/// Stores four words, word 0 lowest; no alignment is needed.
///
/// # Safety
/// The CPU must have `sse2`; inside a kernel that enables it, the call is safe.
#[inline]
#[target_feature(enable = "sse2")]
#[allow(unsafe_code)]
pub fn store_128_words(words: &mut [u32; 4], vector: __m128i) {
    // SAFETY: the array is as long as the vector, and the store needs no alignment.
    unsafe { _mm_storeu_si128(words.as_mut_ptr().cast(), vector) }
}

/// Bytes of a page, the unit in which memory is mapped.
const PAGE: usize = 4096;

/// Whether the 64 bytes from `address` on lie in two pages. A masked access that reaches into an unmapped page faults
/// nowhere, but the CPU takes some 300 ns to find out.
fn crosses_page(address: *const u8) -> bool {
    address as usize % PAGE > PAGE - 64
}

/// One bit for each of `length` bytes, at most 64.
fn mask(length: usize) -> u64 {
    if length == 64 { u64::MAX } else { (1 << length) - 1 }
}

/// Loads at most 64 bytes, byte 0 lowest, with zeros behind them.
///
/// # Panics
/// If there are more.
///
/// # Safety
/// The CPU must have `avx512f` and `avx512bw`; inside a kernel that enables them, the call is safe.
#[inline]
#[must_use]
#[target_feature(enable = "avx512f,avx512bw")]
#[allow(unsafe_code)]
pub fn load_512_partial(bytes: &[u8]) -> __m512i {
    assert!(bytes.len() <= 64, "more than a vector");
    if crosses_page(bytes.as_ptr()) {
        let mut whole = [0; 64];
        whole[..bytes.len()].copy_from_slice(bytes);
        return load_512(&whole);
    }
    // SAFETY: the mask selects bytes of the slice only, and the others are not accessed.
    unsafe { _mm512_maskz_loadu_epi8(mask(bytes.len()), bytes.as_ptr().cast()) }
}

/// Stores as many bytes of `vector` as there is room for, at most 64, byte 0 lowest.
///
/// # Panics
/// If there is room for more.
///
/// # Safety
/// The CPU must have `avx512f` and `avx512bw`; inside a kernel that enables them, the call is safe.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
#[allow(unsafe_code)]
pub fn store_512_partial(bytes: &mut [u8], vector: __m512i) {
    assert!(bytes.len() <= 64, "more than a vector");
    if crosses_page(bytes.as_ptr()) {
        let mut whole = [0; 64];
        store_512(&mut whole, vector);
        bytes.copy_from_slice(&whole[..bytes.len()]);
        return;
    }
    // SAFETY: the mask selects bytes of the slice only, and the others are not accessed.
    unsafe { _mm512_mask_storeu_epi8(bytes.as_mut_ptr().cast(), mask(bytes.len()), vector) }
}
