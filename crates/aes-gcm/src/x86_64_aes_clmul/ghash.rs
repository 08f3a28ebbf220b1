//! GHASH by PCLMULQDQ.

#[cfg(test)]
mod proofs;

use core::arch::x86_64::{
    __m128i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_extract_epi64, _mm_set_epi8, _mm_set_epi64x,
    _mm_shuffle_epi8, _mm_shuffle_epi32, _mm_xor_si128, _mm_xor_si128 as xor,
};

use clearbox_cpu::x86_64::{load_128, store_128};
use clearbox_ct::Zeroize;

use super::VECTORS;
use crate::{
    kernel::hash::hash,
    portable::ghash,
    x86_64::{Block, zero},
};

hash!("aes,pclmulqdq,ssse3,sse4.1");

#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn multiply(a: __m128i, b: __m128i) -> Products {
    Products {
        low: _mm_clmulepi64_si128::<0x00>(a, b),
        middle: _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b)),
        high: _mm_clmulepi64_si128::<0x11>(a, b),
    }
}

impl Products {
    /// Times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1. Twice, a multiple of P makes the lowest 64
    /// coefficients zero: they themselves times P, since P - 1 begins at t^121.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    fn reduce(self) -> __m128i {
        // t^127 + t^126 + t^121 over t^64, in the upper half.
        let p = _mm_set_epi64x(P, 0);
        let fold = |low: __m128i, next: __m128i| {
            let low_times_p = _mm_clmulepi64_si128::<0x01>(p, low);
            let swapped = _mm_shuffle_epi32::<0b01_00_11_10>(low);
            _mm_xor_si128(_mm_xor_si128(next, swapped), low_times_p)
        };
        fold(fold(self.low, self.middle), self.high)
    }
}

const P: i64 = 0xc2 << 56;

/// A block from its bytes and back: the first byte has the highest coefficients of t.
#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn turned(block: __m128i) -> __m128i {
    _mm_shuffle_epi8(block, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

#[inline]
#[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
fn times_t(a: __m128i) -> __m128i {
    let halves = [_mm_cvtsi128_si64(a), _mm_extract_epi64::<1>(a)].map(|half| u128::from(half as u64));
    let product = ghash::times_t(halves[0] | halves[1] << 64);
    _mm_set_epi64x((product >> 64) as i64, product as i64)
}
