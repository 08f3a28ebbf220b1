//! Numbers in digits of 52 bits.

use clearbox_cpu::x86_64::{load_256_u64, store_256_u64};

use super::arch::{__m256i, _mm256_set1_epi64x};

/// The bits of a digit.
pub(super) const BITS: usize = 52;

/// The lowest 52 bits.
pub(super) const MASK: u64 = (1 << BITS) - 1;

pub(super) type Digit = u64;

/// Four digits a vector, the lowest first.
pub(super) type Digits<const V: usize> = [[Digit; 4]; V];

/// The digits of a number of 64-bit limbs, for which there must be room. One after the other: from places that are
/// calculated, the compiler would gather.
pub(super) fn from_limbs<const V: usize>(limbs: &[u64]) -> Digits<V> {
    let mut digits = [[0; 4]; V];
    let (mut limbs, mut below, mut bits) = (limbs.iter(), 0, 0);
    for digit in digits.as_flattened_mut() {
        if bits < BITS {
            below |= u128::from(limbs.next().copied().unwrap_or(0)) << bits;
            bits += 64;
        }
        *digit = below as u64 & MASK;
        (below, bits) = (below >> BITS, bits - BITS);
    }
    digits
}

/// Writes a number of 64-bit limbs, and returns the lowest of those above them.
pub(super) fn to_limbs<const V: usize>(digits: &Digits<V>, limbs: &mut [u64]) -> u64 {
    let (mut digits, mut below, mut bits) = (digits.as_flattened().iter(), 0, 0);
    let mut limb = || {
        while bits < 64 {
            below |= u128::from(digits.next().copied().unwrap_or(0)) << bits;
            bits += BITS;
        }
        let limb = below as u64;
        (below, bits) = (below >> 64, bits - 64);
        limb
    };
    limbs.fill_with(&mut limb);
    limb()
}

/// A digit in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn broadcast(digit: Digit) -> __m256i {
    _mm256_set1_epi64x(digit as i64)
}

/// K numbers, each in V vectors.
pub(super) type Vectors<const K: usize, const V: usize> = [[__m256i; V]; K];

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn load(digits: &[Digit; 4]) -> __m256i {
    load_256_u64(digits)
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn load_all<const K: usize, const V: usize>(numbers: &[Digits<V>; K]) -> Vectors<K, V> {
    let mut vectors = [[broadcast(0); V]; K];
    for k in 0..K {
        for j in 0..V {
            vectors[k][j] = load(&numbers[k][j]);
        }
    }
    vectors
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn store_all<const K: usize, const V: usize>(
    numbers: &mut [Digits<V>; K],
    vectors: &Vectors<K, V>,
) {
    for k in 0..K {
        for j in 0..V {
            store_256_u64(&mut numbers[k][j], vectors[k][j]);
        }
    }
}
