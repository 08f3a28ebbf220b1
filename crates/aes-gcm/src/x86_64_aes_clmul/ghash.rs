//! GHASH (SP 800-38D, section 6.4) by carry-less multiplication.
//!
//! Blocks are turned round, so that they are the polynomials in t = 1/x of [`crate::portable::ghash`], where the
//! factor t is in H beforehand. A sum of products of n blocks with H^n ... H^1 is reduced once.

#[cfg(test)]
mod proofs;

use core::arch::x86_64::{
    __m128i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_extract_epi64, _mm_set_epi8, _mm_set_epi64x,
    _mm_setzero_si128, _mm_shuffle_epi8, _mm_shuffle_epi32, _mm_xor_si128,
};

use clearbox_cpu::x86_64::{load_128, store_128};
use clearbox_ct::Zeroize;

use super::BLOCKS;
use crate::portable::ghash::times_t;

/// Powers that are kept: those for a chunk, and one for the lengths behind it.
const HIGHEST: usize = BLOCKS + 1;

/// H^9 ... H^1, so that a run of blocks has its powers in a row.
#[derive(Clone)]
pub(super) struct Powers([[u8; 16]; HIGHEST]);

impl Zeroize for Powers {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Powers {
    pub(super) const ZERO: Self = Self([[0; 16]; HIGHEST]);

    /// Makes them of H.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn fill(&mut self, h: __m128i) {
        let h = turned(h);
        let halves = [_mm_cvtsi128_si64(h), _mm_extract_epi64::<1>(h)].map(|half| u128::from(half as u64));
        let one = times_t(halves[0] | halves[1] << 64);
        let one = _mm_set_epi64x((one >> 64) as i64, one as i64);
        let mut powers = [one; HIGHEST];
        for p in 2..=HIGHEST {
            // Of two halves, so that few products wait for one another.
            powers[p - 1] = multiply(powers[p / 2 - 1], powers[p.div_ceil(2) - 1]).reduce();
        }
        for (place, power) in self.0.iter_mut().rev().zip(powers) {
            store_128(place, power);
        }
    }
}

/// A running hash.
pub(super) struct Hash<'a> {
    powers: &'a Powers,
    y: __m128i,
}

impl<'a> Hash<'a> {
    /// The hash of the additional data, filled up with zeros to whole blocks.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn of_aad(powers: &'a Powers, aad: &[u8]) -> Self {
        let mut hash = Self { powers, y: _mm_setzero_si128() };
        let (blocks, rest) = aad.as_chunks();
        for run in blocks.chunks(BLOCKS) {
            hash.absorb(run);
        }
        if !rest.is_empty() {
            let mut block = [0; 16];
            block[..rest.len()].copy_from_slice(rest);
            hash.absorb(&[block]);
        }
        hash
    }

    /// Absorbs as many blocks as a chunk has, or less.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn absorb(&mut self, blocks: &[[u8; 16]]) {
        let mut sum = self.begin(blocks.len());
        for block in blocks {
            sum.add_product(turned(load_128(block)));
        }
        self.end(sum);
    }

    /// A sum for so many blocks, one more than a chunk has at most.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn begin(&self, blocks: usize) -> Sum<'a> {
        let zero = _mm_setzero_si128();
        let products = Products { low: zero, middle: zero, high: zero };
        Sum { y: self.y, products, powers: &self.powers.0[HIGHEST - blocks..] }
    }

    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn end(&mut self, sum: Sum<'_>) {
        self.y = sum.products.reduce();
    }

    /// The hash, as the bytes of a block.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn value(&self) -> __m128i {
        turned(self.y)
    }
}

/// Y H^n + X1 H^n + ... + Xn H, of which the first blocks are there.
pub(super) struct Sum<'a> {
    /// What is still to be added to the first block.
    y: __m128i,
    products: Products,
    /// Those of the blocks to come.
    powers: &'a [[u8; 16]],
}

impl Sum<'_> {
    /// Adds the next block, which is turned round.
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    pub(super) fn add_product(&mut self, block: __m128i) {
        if let Some((power, others)) = self.powers.split_first() {
            self.products.add(&multiply(_mm_xor_si128(block, self.y), load_128(power)));
            (self.y, self.powers) = (_mm_setzero_si128(), others);
        }
    }
}

/// A product as a sum of three parts: low + 2^64 middle + 2^128 high, where 2^n stands for t^n.
struct Products {
    low: __m128i,
    middle: __m128i,
    high: __m128i,
}

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
    #[inline]
    #[target_feature(enable = "aes,pclmulqdq,ssse3,sse4.1")]
    fn add(&mut self, other: &Self) {
        self.low = _mm_xor_si128(self.low, other.low);
        self.middle = _mm_xor_si128(self.middle, other.middle);
        self.high = _mm_xor_si128(self.high, other.high);
    }

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
pub(super) fn turned(block: __m128i) -> __m128i {
    _mm_shuffle_epi8(block, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}
