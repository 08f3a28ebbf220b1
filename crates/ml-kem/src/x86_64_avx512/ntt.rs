//! The transforms (FIPS 203, section 4.3), all seven layers in registers.
//!
//! Vector i holds coefficients 32·i to 32·i + 31. For `len` of 128, 64 and 32, the two halves of a block stand in
//! different vectors. Of a block of 32, both halves are in one: here two neighbours exchange chunks, so that one
//! of them has the lower halves and the other the upper ones. Let a and b be the vectors, and a_c their chunks of `len`
//! coefficients. `exchange` makes a_0 b_0 a_2 b_2 … and a_1 b_1 a_3 b_3 … of them, which is its own inverse. Before it the
//! blocks were in order, half of each in a; after it the blocks, now twice as many, are in order again:
//!
//! ```text
//! len = 16:   a = coefficients  0 … 15 and 32 … 47     b = 16 … 31 and 48 … 63
//! len = 8:    a = 0 … 7, 16 … 23, 32 … 39, 48 … 55     b = 8 … 15, 24 … 31, 40 … 47, 56 … 63
//! len = 4, 2: and so on
//! ```
//!
//! Bound on Zen 4: two of four ports multiply, each 256 bits a cycle; of the 84 products of vectors in a transform
//! each takes a whole cycle.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi16, _mm512_mulhi_epi16, _mm512_mullo_epi16, _mm512_permutex2var_epi16,
    _mm512_set1_epi16, _mm512_setzero_si512, _mm512_srai_epi16, _mm512_sub_epi16,
};

use clearbox_cpu::x86_64::{load_512_i16, store_512_i16};

use crate::{
    field::{Q, Q_INVERSE},
    table::ZETAS,
};

/// 32 powers of ζ, and the same times 1/q modulo 2^16.
struct Factors([i16; 32], [i16; 32]);

impl Factors {
    const ONES: Self = Self([1; 32], [1; 32]);

    /// For two neighbours: those of the blocks from `first` on in the order of their use, each for `len` places.
    /// `step` is 1 for one that goes up in the table, and -1 for one that goes down.
    const fn new(first: usize, step: isize, len: usize) -> Self {
        let mut factors = Self::ONES;
        let mut lane = 0;
        while lane < 32 {
            let zeta = ZETAS[first.wrapping_add_signed(step * (lane / len) as isize)];
            factors.0[lane] = zeta;
            factors.1[lane] = zeta.wrapping_mul(Q_INVERSE);
            lane += 1;
        }
        factors
    }

    /// For a layer, one for each pair of vectors.
    const fn forward(len: usize) -> [Self; 4] {
        let (first, each) = (128 / len, 32 / len);
        [
            Self::new(first, 1, len),
            Self::new(first + each, 1, len),
            Self::new(first + 2 * each, 1, len),
            Self::new(first + 3 * each, 1, len),
        ]
    }

    const fn backward(len: usize) -> [Self; 4] {
        let (last, each) = (256 / len - 1, 32 / len);
        [
            Self::new(last, -1, len),
            Self::new(last - each, -1, len),
            Self::new(last - 2 * each, -1, len),
            Self::new(last - 3 * each, -1, len),
        ]
    }
}

static FORWARD: [[Factors; 4]; 4] =
    [Factors::forward(16), Factors::forward(8), Factors::forward(4), Factors::forward(2)];
static BACKWARD: [[Factors; 4]; 4] =
    [Factors::backward(2), Factors::backward(4), Factors::backward(8), Factors::backward(16)];

/// From where the 64 places of two neighbours are filled; the places of the second count from 32.
struct Places([i16; 32], [i16; 32]);

impl Places {
    const fn exchange(len: usize) -> Self {
        let mut places = Self([0; 32], [0; 32]);
        let mut lane = 0;
        while lane < 32 {
            let (a, b) = if (lane / len).is_multiple_of(2) {
                (lane, lane + len)
            } else {
                (32 + lane - len, 32 + lane)
            };
            (places.0[lane], places.1[lane]) = (a as i16, b as i16);
            lane += 1;
        }
        places
    }

    /// From coefficients in order to how `len` = 2 wants them: the first two of each four, and the last two.
    const SPREAD: Self = {
        let mut places = Self([0; 32], [0; 32]);
        let mut lane = 0;
        while lane < 32 {
            places.0[lane] = (4 * (lane / 2) + lane % 2) as i16;
            places.1[lane] = places.0[lane] + 2;
            lane += 1;
        }
        places
    };

    /// The inverse of it.
    const GATHER: Self = {
        let mut places = Self([0; 32], [0; 32]);
        let mut lane = 0;
        while lane < 64 {
            let place = (2 * (lane / 4) + lane % 2 + 32 * (lane % 4 / 2)) as i16;
            if lane < 32 {
                places.0[lane] = place;
            } else {
                places.1[lane - 32] = place;
            }
            lane += 1;
        }
        places
    };
}

static EXCHANGES: [Places; 4] =
    [Places::exchange(16), Places::exchange(8), Places::exchange(4), Places::exchange(2)];

#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn forward(f: &[i16; 256]) -> [i16; 256] {
    let mut v = load(f);
    for i in 0..4 {
        (v[i], v[i + 4]) = cross(v[i], v[i + 4], ZETAS[1]);
    }
    for i in [0, 1, 4, 5] {
        (v[i], v[i + 2]) = cross(v[i], v[i + 2], ZETAS[2 + i / 4]);
    }
    for i in [0, 2, 4, 6] {
        (v[i], v[i + 1]) = cross(v[i], v[i + 1], ZETAS[4 + i / 2]);
    }
    v = layer(replaced(v, &EXCHANGES[0]), &FORWARD[0]);
    v = layer(replaced(v, &EXCHANGES[1]), &FORWARD[1]);
    v = layer(replaced(v, &EXCHANGES[2]), &FORWARD[2]);
    v = layer(replaced(v, &EXCHANGES[3]), &FORWARD[3]);
    v = replaced(v, &Places::GATHER);
    stored(v.map(|v| barrett_reduce(v)))
}

#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn backward(f: &[i16; 256]) -> [i16; 256] {
    let mut v = load(f);
    v = inverse_layer(replaced(v, &Places::SPREAD), &BACKWARD[0]);
    v = inverse_layer(replaced(v, &EXCHANGES[3]), &BACKWARD[1]);
    v = inverse_layer(replaced(v, &EXCHANGES[2]), &BACKWARD[2]);
    // As in the portable code, after three layers.
    v = v.map(|v| barrett_reduce(v));
    v = inverse_layer(replaced(v, &EXCHANGES[1]), &BACKWARD[3]);
    v = replaced(v, &EXCHANGES[0]);
    for i in [0, 2, 4, 6] {
        (v[i], v[i + 1]) = inverse_cross(v[i], v[i + 1], ZETAS[7 - i / 2]);
    }
    for i in [0, 1, 4, 5] {
        (v[i], v[i + 2]) = inverse_cross(v[i], v[i + 2], ZETAS[3 - i / 4]);
    }
    v = v.map(|v| barrett_reduce(v));
    for i in 0..4 {
        (v[i], v[i + 4]) = inverse_cross(v[i], v[i + 4], ZETAS[1]);
    }
    // 512 / 2^16 = 1/128.
    stored(v.map(|v| times(v, 512)))
}

/// (a + ζb, a − ζb) of neighbours.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn layer(mut v: [__m512i; 8], zetas: &[Factors; 4]) -> [__m512i; 8] {
    for ([a, b], zeta) in v.as_chunks_mut().0.iter_mut().zip(zetas) {
        let t = montgomery_multiply(*b, load_512_i16(&zeta.0), load_512_i16(&zeta.1));
        (*a, *b) = (_mm512_add_epi16(*a, t), _mm512_sub_epi16(*a, t));
    }
    v
}

/// (a + ζb, a − ζb) with one ζ for all.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn cross(a: __m512i, b: __m512i, zeta: i16) -> (__m512i, __m512i) {
    let t = times(b, zeta);
    (_mm512_add_epi16(a, t), _mm512_sub_epi16(a, t))
}

/// (a + b, ζ(b − a)) of neighbours.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn inverse_layer(mut v: [__m512i; 8], zetas: &[Factors; 4]) -> [__m512i; 8] {
    for ([a, b], zeta) in v.as_chunks_mut().0.iter_mut().zip(zetas) {
        let difference = _mm512_sub_epi16(*b, *a);
        *a = _mm512_add_epi16(*a, *b);
        *b = montgomery_multiply(difference, load_512_i16(&zeta.0), load_512_i16(&zeta.1));
    }
    v
}

/// (a + b, ζ(b − a)) with one ζ for all.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn inverse_cross(a: __m512i, b: __m512i, zeta: i16) -> (__m512i, __m512i) {
    (_mm512_add_epi16(a, b), times(_mm512_sub_epi16(b, a), zeta))
}

/// a · b / 2^16, with the same b for all.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn times(a: __m512i, b: i16) -> __m512i {
    montgomery_multiply(a, _mm512_set1_epi16(b), _mm512_set1_epi16(b.wrapping_mul(Q_INVERSE)))
}

/// [`crate::field::montgomery_multiply`] in each lane; `b_over_q` is b/q modulo 2^16.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn montgomery_multiply(a: __m512i, b: __m512i, b_over_q: __m512i) -> __m512i {
    let m = _mm512_mullo_epi16(a, b_over_q);
    _mm512_sub_epi16(_mm512_mulhi_epi16(a, b), _mm512_mulhi_epi16(m, _mm512_set1_epi16(Q)))
}

/// [`crate::field::barrett_reduce`] in each lane.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
pub(super) fn barrett_reduce(a: __m512i) -> __m512i {
    let sum = _mm512_add_epi16(_mm512_mulhi_epi16(a, _mm512_set1_epi16(20159)), _mm512_set1_epi16(1 << 9));
    let quotient = _mm512_srai_epi16::<10>(sum);
    _mm512_sub_epi16(a, _mm512_mullo_epi16(quotient, _mm512_set1_epi16(Q)))
}

/// Neighbours, with their coefficients in other places.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn replaced(mut v: [__m512i; 8], places: &Places) -> [__m512i; 8] {
    let (first, second) = (load_512_i16(&places.0), load_512_i16(&places.1));
    for [a, b] in v.as_chunks_mut().0 {
        (*a, *b) = (_mm512_permutex2var_epi16(*a, first, *b), _mm512_permutex2var_epi16(*a, second, *b));
    }
    v
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn load(f: &[i16; 256]) -> [__m512i; 8] {
    let mut v = [_mm512_setzero_si512(); 8];
    for (v, f) in v.iter_mut().zip(f.as_chunks().0) {
        *v = load_512_i16(f);
    }
    v
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn stored(v: [__m512i; 8]) -> [i16; 256] {
    let mut f = [0; 256];
    for (f, v) in f.as_chunks_mut().0.iter_mut().zip(v) {
        store_512_i16(f, v);
    }
    f
}
