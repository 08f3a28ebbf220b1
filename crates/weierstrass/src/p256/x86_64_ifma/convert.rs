//! From residues, in Montgomery's form with R = 2^256, to lanes with R = 2^260, and back.

use clearbox_cpu::x86_64::{load_256_u64, store_256};
use clearbox_ct::Wiped;

use super::{
    arch::{
        __m256i, _mm256_and_si256, _mm256_or_si256, _mm256_set1_epi64x, _mm256_setr_epi64x,
        _mm256_setzero_si256, _mm256_slli_epi64, _mm256_srli_epi64,
    },
    lanes::{Lanes, carry, carry_up, product},
};
use crate::{
    field::Field,
    montgomery::Residue,
    p256::{P, P256},
    point::{AffinePoint, Point},
};

/// Words of an element.
pub(super) const WORDS: usize = 4;

/// Vectors of four words that the coordinates of a point fill.
pub(super) const QUARTERS: usize = 2;

/// The words of x, and those of y after them.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn quarters(point: &AffinePoint<P256>) -> [__m256i; QUARTERS] {
    [load_256_u64(&point.x.montgomery()), load_256_u64(&point.y.montgomery())]
}

/// The words of x and of y of four points, a lane a point, of the words in their quarters.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn coordinates([x, y]: [[__m256i; 4]; QUARTERS]) -> ([__m256i; WORDS], [__m256i; WORDS]) {
    (x, y)
}

/// 16 times the numbers that four words a lane stand for: so residues come to R = 2^260. They are not carried yet.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn limbs(words: &[__m256i; WORDS]) -> Lanes {
    let [a, b, c, d] = *words;
    let mask = _mm256_set1_epi64x((1 << 52) - 1);
    [
        _mm256_and_si256(_mm256_slli_epi64::<4>(a), mask),
        _mm256_and_si256(_mm256_or_si256(_mm256_srli_epi64::<48>(a), _mm256_slli_epi64::<16>(b)), mask),
        _mm256_and_si256(_mm256_or_si256(_mm256_srli_epi64::<36>(b), _mm256_slli_epi64::<28>(c)), mask),
        _mm256_and_si256(_mm256_or_si256(_mm256_srli_epi64::<24>(c), _mm256_slli_epi64::<40>(d)), mask),
        _mm256_srli_epi64::<12>(d),
    ]
}

/// An element in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn broadcast(element: Residue<P, 4>) -> Lanes {
    carry(&limbs(&element.montgomery().map(|word| _mm256_set1_epi64x(word as i64))))
}

/// (x, y, 1, –) of a point.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_affine(p: &AffinePoint<P256>) -> Lanes {
    let [x, y, one] = [p.x, p.y, Residue::ONE].map(Residue::montgomery);
    let words = core::array::from_fn(|i| _mm256_setr_epi64x(x[i] as i64, y[i] as i64, one[i] as i64, 0));
    carry(&limbs(&words))
}

/// The point with coordinates (X, Y, Z, –), in others: all are divided by R and by 2^256.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn to_projective(point: &Lanes) -> Point<P256> {
    let zero = _mm256_setzero_si256();
    // Not above p, for a number below R.
    let reduced = carry_up(&product(point, &[_mm256_set1_epi64x(1), zero, zero, zero, zero]));
    let mut limbs = Wiped::new([[0; 4]; 5]);
    for (limb, vector) in limbs.iter_mut().zip(reduced) {
        let mut lanes = Wiped::new([0; 32]);
        store_256(&mut lanes, vector);
        for (word, bytes) in limb.iter_mut().zip(lanes.as_chunks().0) {
            *word = u64::from_le_bytes(*bytes);
        }
    }
    let coordinate = |lane: usize| {
        let [a, b, c, d, e] = limbs.map(|limb| limb[lane]);
        Residue::from_nearly_reduced([a | b << 52, b >> 12 | c << 40, c >> 24 | d << 28, d >> 36 | e << 16])
    };
    Point { x: coordinate(0), y: coordinate(1), z: coordinate(2) }
}
