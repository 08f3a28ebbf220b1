//! GHASH (SP 800-38D, section 6.4) by carry-less multiplication, two blocks in a vector.
//!
//! Blocks are turned round, so that they are the polynomials in t = 1/x of [`crate::portable::ghash`], where the
//! factor t is in H beforehand. A sum of products of n blocks with H^n ... H^1 is reduced once.

#[cfg(test)]
mod proofs;

use core::arch::x86_64::{
    __m128i, __m256i, _mm_cvtsi128_si64, _mm_extract_epi64, _mm_set_epi64x, _mm_xor_si128,
    _mm256_castsi256_si128, _mm256_clmulepi64_epi128, _mm256_extracti128_si256, _mm256_permute2x128_si256,
    _mm256_set_epi64x, _mm256_setr_epi8, _mm256_setr_m128i, _mm256_setzero_si256, _mm256_shuffle_epi8,
    _mm256_shuffle_epi32, _mm256_xor_si256, _mm256_zextsi128_si256,
};

use clearbox_cpu::x86_64::{load_128, load_256, store_128, store_256};
use clearbox_ct::Zeroize;

use super::VECTORS;
use crate::portable::ghash::times_t;

/// Powers that are kept: those for a chunk, and one for the lengths behind it.
const HIGHEST: usize = 2 * VECTORS + 1;

/// H^17 ... H^1, so that a run of blocks has its powers in a row.
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
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn fill(&mut self, h: __m128i) {
        let h = lower(turned(lane(h)));
        let halves = [_mm_cvtsi128_si64(h), _mm_extract_epi64::<1>(h)].map(|half| u128::from(half as u64));
        let one = times_t(halves[0] | halves[1] << 64);
        let one = _mm_set_epi64x((one >> 64) as i64, one as i64);
        let two = multiply(lane(one), lane(one)).reduce();
        // H^2 and H, and each two above them.
        let mut pairs = [_mm256_setr_m128i(lower(two), one); VECTORS];
        // From the first n pairs, the next n, by the highest power in them.
        for n in [1, 2, 4] {
            let highest = _mm256_permute2x128_si256::<0>(pairs[n - 1], pairs[n - 1]);
            for i in 0..n {
                pairs[n + i] = multiply(pairs[i], highest).reduce();
            }
        }
        let beyond = multiply(lane(one), pairs[VECTORS - 1]).reduce();
        let (first, others) = self.0.split_at_mut(1);
        store_128(&mut first[0], lower(beyond));
        for (place, pair) in others.as_chunks_mut::<2>().0.iter_mut().rev().zip(pairs) {
            store_256(place.as_flattened_mut().try_into().expect("32 bytes"), pair);
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
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn of_aad(powers: &'a Powers, aad: &[u8]) -> Self {
        let mut hash = Self { powers, y: lower(_mm256_setzero_si256()) };
        let (blocks, rest) = aad.as_chunks();
        for run in blocks.chunks(2 * VECTORS) {
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
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn absorb(&mut self, blocks: &[[u8; 16]]) {
        let mut sum = self.begin(blocks.len());
        let (pairs, rest) = blocks.as_chunks::<2>();
        for pair in pairs {
            sum.add_product(pair.as_flattened().try_into().expect("32 bytes"));
        }
        if let [block] = rest {
            sum.add_last(lower(turned(lane(load_128(block)))));
        }
        self.end(sum);
    }

    /// A sum for so many blocks, one more than a chunk has at most.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn begin(&self, blocks: usize) -> Sum<'a> {
        let zero = _mm256_setzero_si256();
        let products = Products { low: zero, middle: zero, high: zero };
        let powers = &self.powers.0;
        Sum { y: lane(self.y), products, powers: &powers[HIGHEST - blocks..], lowest: &powers[HIGHEST - 1] }
    }

    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn end(&mut self, sum: Sum<'_>) {
        let lanes = sum.products.reduce();
        self.y = _mm_xor_si128(lower(lanes), _mm256_extracti128_si256::<1>(lanes));
    }

    /// The hash, with the mask: a tag.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn masked(&self, mask: __m128i) -> [u8; 16] {
        let mut tag = [0; 16];
        store_128(&mut tag, _mm_xor_si128(lower(turned(lane(self.y))), mask));
        tag
    }
}

/// Y H^n + X1 H^n + ... + Xn H, of which the first blocks are there.
pub(super) struct Sum<'a> {
    /// What is still to be added to the first block.
    y: __m256i,
    products: Products,
    /// Those of the blocks to come.
    powers: &'a [[u8; 16]],
    /// H^1.
    lowest: &'a [u8; 16],
}

impl Sum<'_> {
    /// Adds the next two blocks.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn add_product(&mut self, blocks: &[u8; 32]) {
        if let Some((powers, others)) = self.powers.split_first_chunk::<2>() {
            let powers = load_256(powers.as_flattened().try_into().expect("32 bytes"));
            let blocks = _mm256_xor_si256(turned(load_256(blocks)), self.y);
            self.products.add(&multiply(blocks, powers));
            (self.y, self.powers) = (_mm256_setzero_si256(), others);
        }
    }

    /// Adds the last block, which is turned round, and alone in its vector. If their number is even, a block of zeros may have
    /// had its power.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    pub(super) fn add_last(&mut self, block: __m128i) {
        let power = lane(load_128(self.lowest));
        self.products.add(&multiply(_mm256_xor_si256(lane(block), self.y), power));
        self.y = _mm256_setzero_si256();
    }
}

/// Two products, each as a sum of three parts: low + 2^64 middle + 2^128 high, where 2^n stands for t^n.
struct Products {
    low: __m256i,
    middle: __m256i,
    high: __m256i,
}

/// Lane by lane.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn multiply(a: __m256i, b: __m256i) -> Products {
    Products {
        low: _mm256_clmulepi64_epi128::<0x00>(a, b),
        middle: _mm256_xor_si256(
            _mm256_clmulepi64_epi128::<0x01>(a, b),
            _mm256_clmulepi64_epi128::<0x10>(a, b),
        ),
        high: _mm256_clmulepi64_epi128::<0x11>(a, b),
    }
}

impl Products {
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    fn add(&mut self, other: &Self) {
        self.low = _mm256_xor_si256(self.low, other.low);
        self.middle = _mm256_xor_si256(self.middle, other.middle);
        self.high = _mm256_xor_si256(self.high, other.high);
    }

    /// Times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1. Twice, a multiple of P makes the lowest 64
    /// coefficients zero: they themselves times P, since P - 1 begins at t^121.
    #[inline]
    #[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
    fn reduce(self) -> __m256i {
        // t^127 + t^126 + t^121 over t^64, in the upper half.
        let p = _mm256_set_epi64x(P, 0, P, 0);
        let fold = |low: __m256i, next: __m256i| {
            let low_times_p = _mm256_clmulepi64_epi128::<0x01>(p, low);
            let swapped = _mm256_shuffle_epi32::<0b01_00_11_10>(low);
            _mm256_xor_si256(_mm256_xor_si256(next, swapped), low_times_p)
        };
        fold(fold(self.low, self.middle), self.high)
    }
}

const P: i64 = 0xc2 << 56;

/// In the first lane, with zeros in the other.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn lane(block: __m128i) -> __m256i {
    _mm256_zextsi128_si256(block)
}

/// The first lane.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn lower(lanes: __m256i) -> __m128i {
    _mm256_castsi256_si128(lanes)
}

/// Blocks from their bytes and back: the first byte has the highest coefficients of t.
#[inline]
#[target_feature(enable = "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn turned(blocks: __m256i) -> __m256i {
    let order = _mm256_setr_epi8(
        15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
        1, 0,
    );
    _mm256_shuffle_epi8(blocks, order)
}
