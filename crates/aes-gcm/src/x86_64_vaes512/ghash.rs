//! GHASH (SP 800-38D, section 6.4) by carry-less multiplication, four blocks in a vector.
//!
//! Blocks are turned round, so that they are the polynomials in t = 1/x of [`crate::portable::ghash`], where the
//! factor t is in H beforehand. A sum of products of n blocks with H^n ... H^1 is reduced once.
//!
//! The hash so far, Y, is spread over the four lanes of a vector, as the sum of what is in them: lanes are
//! multiplied by the same power each, and never added up before the end.

#[cfg(test)]
mod proofs;

use core::arch::x86_64::{
    __m128i, __m512i, _mm_cvtsi128_si64, _mm_extract_epi64, _mm_set_epi8, _mm_set_epi64x, _mm_shuffle_epi8,
    _mm_xor_si128, _mm256_castsi256_si128, _mm256_extracti128_si256, _mm256_xor_si256,
    _mm512_broadcast_i32x4, _mm512_castsi512_si128, _mm512_castsi512_si256, _mm512_clmulepi64_epi128,
    _mm512_extracti32x4_epi32, _mm512_extracti64x4_epi64, _mm512_inserti32x4, _mm512_set_epi64,
    _mm512_setzero_si512, _mm512_shuffle_epi8, _mm512_shuffle_epi32, _mm512_shuffle_i32x4, _mm512_xor_si512,
    _mm512_zextsi128_si512,
};

use clearbox_cpu::x86_64::{load_128, load_512, load_512_partial, store_128, store_512};
use clearbox_ct::Zeroize;

use super::{CHUNK, VECTORS};
use crate::portable::ghash::times_t;

/// The place of H^0, behind the others: H^p stands at ZEROTH - p, and zeros from ZEROTH on, for the lanes behind a message's end.
const ZEROTH: usize = 36;

/// A chunk has this many blocks.
const BLOCKS: usize = 4 * VECTORS;

/// H^34 ... H^1, so that a run of blocks has its powers in a row.
#[derive(Clone)]
#[repr(C, align(64))]
pub(super) struct Powers([[u8; 16]; ZEROTH + 4]);

impl Zeroize for Powers {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Powers {
    pub(super) const ZERO: Self = Self([[0; 16]; ZEROTH + 4]);

    /// Makes them of H.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn fill(&mut self, h: __m128i) {
        let h = from_bytes(h);
        let halves = [_mm_cvtsi128_si64(h), _mm_extract_epi64::<1>(h)].map(|half| u128::from(half as u64));
        let one = times_t(halves[0] | halves[1] << 64);
        let one = lane(_mm_set_epi64x((one >> 64) as i64, one as i64));
        let two = multiply(one, one).reduce();
        let one_two = _mm512_inserti32x4::<1>(one, _mm512_castsi512_si128(two));
        let three_four = multiply(one_two, _mm512_shuffle_i32x4::<0>(two, two)).reduce();
        // H^4, H^3, H^2, H.
        let mut vectors = [_mm512_setzero_si512(); VECTORS];
        vectors[0] = _mm512_shuffle_i32x4::<0b00_01_00_01>(three_four, one_two);
        // From the first n vectors, the next n, by the highest power in them.
        for n in [1, 2, 4] {
            let highest = _mm512_shuffle_i32x4::<0>(vectors[n - 1], vectors[n - 1]);
            for i in 0..n {
                vectors[n + i] = multiply(vectors[i], highest).reduce();
            }
        }
        for (i, &vector) in vectors.iter().enumerate() {
            store_512(self.four_mut(4 * i + 4), vector);
        }
        let highest = _mm512_shuffle_i32x4::<0>(vectors[VECTORS - 1], vectors[VECTORS - 1]);
        let beyond = multiply(one_two, highest).reduce();
        store_128(&mut self.0[ZEROTH - 33], _mm512_castsi512_si128(beyond));
        store_128(&mut self.0[ZEROTH - 34], _mm512_extracti32x4_epi32::<1>(beyond));
    }

    /// H^p ... H^(p-3).
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn four(&self, p: usize) -> __m512i {
        let (four, _) = self.0[ZEROTH - p..].split_first_chunk::<4>().expect("no power is lower than H^-3");
        load_512(four.as_flattened().try_into().expect("64 bytes"))
    }

    fn four_mut(&mut self, p: usize) -> &mut [u8; 64] {
        let four = &mut self.0[ZEROTH - p..][..4];
        four.as_flattened_mut().try_into().expect("64 bytes")
    }

    /// H^p in each lane.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn one(&self, p: usize) -> __m512i {
        _mm512_broadcast_i32x4(load_128(&self.0[ZEROTH - p]))
    }
}

/// A running hash.
pub(super) struct Hash<'a> {
    powers: &'a Powers,
    y: __m512i,
    /// Y is still to be multiplied by H, as it is after each block.
    multiply_owed: usize,
}

impl<'a> Hash<'a> {
    /// The hash of the additional data, filled up with zeros to whole blocks.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn of_aad(powers: &'a Powers, aad: &[u8]) -> Self {
        if aad.len() <= 16 {
            let block = _mm512_castsi512_si128(load_512_partial(aad));
            return Self { powers, y: lane(from_bytes(block)), multiply_owed: usize::from(!aad.is_empty()) };
        }
        Self::of_long_aad(powers, aad)
    }

    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn of_long_aad(powers: &'a Powers, aad: &[u8]) -> Self {
        let mut hash = Self { powers, y: _mm512_setzero_si512(), multiply_owed: 0 };
        let (chunks, rest) = aad.as_chunks::<CHUNK>();
        for chunk in chunks {
            hash.absorb_chunk(&super::load_chunk(chunk));
        }
        for bytes in rest.chunks(16) {
            if hash.multiply_owed == 1 {
                hash.y = multiply(hash.y, powers.one(1)).reduce();
            }
            let mut block = [0; 16];
            block[..bytes.len()].copy_from_slice(bytes);
            hash.y = _mm512_xor_si512(hash.y, lane(from_bytes(load_128(&block))));
            hash.multiply_owed = 1;
        }
        hash
    }

    /// Absorbs a chunk: Y = Y H^32 + X1 H^32 + ... + X32 H.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn absorb_chunk(&mut self, chunk: &[__m512i; VECTORS]) {
        let products = self.products(chunk, BLOCKS);
        self.end_chunk(products);
    }

    /// The same vector by vector: Y, multiplied.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn begin_chunk(&self) -> Products {
        multiply(self.y, self.powers.one(BLOCKS + self.multiply_owed))
    }

    /// The powers for the vectors of a chunk.
    pub(super) fn powers_of_chunk(&self) -> &'a [[[u8; 16]; 4]] {
        self.powers.0[ZEROTH - BLOCKS..ZEROTH].as_chunks().0
    }

    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn end_chunk(&mut self, sum: Products) {
        self.y = sum.reduce();
        self.multiply_owed = 0;
    }

    /// Absorbs `blocks` blocks and the one of lengths, and returns the hash.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn finish<const V: usize>(
        self,
        vectors: &[__m512i; V],
        blocks: usize,
        lengths: __m128i,
    ) -> __m128i {
        let of_lengths = multiply(lane(lengths), lane(load_128(&self.powers.0[ZEROTH - 1])));
        // Each block's power is one more, since that of the lengths follows.
        let products = self.products(vectors, blocks + 1);
        sum(products.add(&of_lengths).reduce())
    }

    /// Y and the blocks in `vectors`, each multiplied by its power of H: the first by H^p.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn products<const V: usize>(&self, vectors: &[__m512i; V], p: usize) -> Products {
        let mut products = multiply(self.y, self.powers.one(p + self.multiply_owed));
        for (i, &vector) in vectors.iter().enumerate() {
            products = products.add(&multiply(turned(vector), self.powers.four(p - 4 * i)));
        }
        products
    }
}

/// Four products, each as a sum of three parts: low + 2^64 middle + 2^128 high, where 2^n stands for t^n.
pub(super) struct Products {
    low: __m512i,
    middle: __m512i,
    high: __m512i,
}

/// Lane by lane.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn multiply(a: __m512i, b: __m512i) -> Products {
    Products {
        low: _mm512_clmulepi64_epi128::<0x00>(a, b),
        middle: _mm512_xor_si512(
            _mm512_clmulepi64_epi128::<0x01>(a, b),
            _mm512_clmulepi64_epi128::<0x10>(a, b),
        ),
        high: _mm512_clmulepi64_epi128::<0x11>(a, b),
    }
}

impl Products {
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn add(&self, other: &Self) -> Self {
        Self {
            low: _mm512_xor_si512(self.low, other.low),
            middle: _mm512_xor_si512(self.middle, other.middle),
            high: _mm512_xor_si512(self.high, other.high),
        }
    }

    /// Adds a vector's blocks, multiplied by these powers.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    pub(super) fn add_product(&mut self, vector: __m512i, powers: &[[u8; 16]; 4]) {
        let powers = load_512(powers.as_flattened().try_into().expect("64 bytes"));
        *self = self.add(&multiply(turned(vector), powers));
    }

    /// Times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1. Twice, a multiple of P makes the lowest 64
    /// coefficients zero: they themselves times P, since P - 1 begins at t^121.
    #[inline]
    #[target_feature(
        enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq"
    )]
    fn reduce(self) -> __m512i {
        // t^127 + t^126 + t^121 over t^64, in the upper half.
        let p = _mm512_set_epi64(P, 0, P, 0, P, 0, P, 0);
        let fold = |low: __m512i, next: __m512i| {
            let low_times_p = _mm512_clmulepi64_epi128::<0x01>(p, low);
            let swapped = _mm512_shuffle_epi32::<0b01_00_11_10>(low);
            _mm512_xor_si512(_mm512_xor_si512(next, swapped), low_times_p)
        };
        fold(fold(self.low, self.middle), self.high)
    }
}

const P: i64 = 0xc2 << 56;

/// In the first lane, with zeros in the others.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn lane(block: __m128i) -> __m512i {
    _mm512_zextsi128_si512(block)
}

/// The sum of the lanes.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn sum(lanes: __m512i) -> __m128i {
    let two = _mm256_xor_si256(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64::<1>(lanes));
    _mm_xor_si128(_mm256_castsi256_si128(two), _mm256_extracti128_si256::<1>(two))
}

/// A block from its bytes and back: the first byte has the highest coefficients of t.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
pub(super) fn from_bytes(block: __m128i) -> __m128i {
    _mm_shuffle_epi8(block, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

/// The same of four blocks.
#[inline]
#[target_feature(enable = "aes,avx512bw,avx512dq,avx512f,avx512vl,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq")]
fn turned(blocks: __m512i) -> __m512i {
    let order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm512_shuffle_epi8(blocks, _mm512_broadcast_i32x4(order))
}
