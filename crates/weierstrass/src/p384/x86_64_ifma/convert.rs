//! From residues, in Montgomery's form with R = 2^384, to lanes with R = 2^416, and back.

use clearbox_cpu::x86_64::{load_256_u64, store_256_u64};
use clearbox_ct::Wiped;

use super::{
    C,
    arch::{
        __m256i, _mm256_add_epi64, _mm256_and_si256, _mm256_or_si256, _mm256_set1_epi64x, _mm256_setr_epi64x,
        _mm256_slli_epi64, _mm256_srli_epi64, _mm256_sub_epi64,
    },
    curve::zero,
    lanes::{LIMBS, Lanes, MASK, carry, product},
};
use crate::{
    curve::Curve,
    field::Field,
    montgomery::Residue,
    point::{AffinePoint, Point},
};

/// Words of an element.
pub(super) const WORDS: usize = 6;

/// Vectors of four words that the coordinates of a point fill.
pub(super) const QUARTERS: usize = 3;

/// The words of x, and those of y after them.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn quarters(point: &AffinePoint<C>) -> [__m256i; QUARTERS] {
    let [a, b, c, d, e, f] = point.x.montgomery();
    let [g, h, i, j, k, l] = point.y.montgomery();
    [[a, b, c, d], [e, f, g, h], [i, j, k, l]].map(|words| load_256_u64(&words))
}

/// The words of x and of y of four points, a lane a point, of the words in their quarters.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn coordinates(words: [[__m256i; 4]; QUARTERS]) -> ([__m256i; WORDS], [__m256i; WORDS]) {
    let [[a, b, c, d], [e, f, g, h], [i, j, k, l]] = words;
    ([a, b, c, d, e, f], [g, h, i, j, k, l])
}

/// 2^32 times the numbers that six words a lane stand for: so residues come to R = 2^416. They are not carried yet. What
/// comes to stand above 2^384, h, is h·(2^128 + 2^96 − 2^32 + 1) modulo p.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn limbs(words: &[__m256i; WORDS]) -> Lanes {
    let [a, b, c, d, e, f] = *words;
    let low = |word, mask: i64| _mm256_and_si256(word, _mm256_set1_epi64x(mask));
    let both = |below, above| low(_mm256_or_si256(below, above), MASK);
    let h = _mm256_srli_epi64::<32>(f);
    let mut limbs = [
        low(_mm256_slli_epi64::<32>(a), MASK),
        both(_mm256_srli_epi64::<20>(a), _mm256_slli_epi64::<44>(b)),
        low(_mm256_srli_epi64::<8>(b), MASK),
        both(_mm256_srli_epi64::<60>(b), _mm256_slli_epi64::<4>(c)),
        both(_mm256_srli_epi64::<48>(c), _mm256_slli_epi64::<16>(d)),
        both(_mm256_srli_epi64::<36>(d), _mm256_slli_epi64::<28>(e)),
        both(_mm256_srli_epi64::<24>(e), _mm256_slli_epi64::<40>(f)),
        low(_mm256_srli_epi64::<12>(f), (1 << 20) - 1),
    ];
    limbs[0] = _mm256_sub_epi64(_mm256_add_epi64(limbs[0], h), low(_mm256_slli_epi64::<32>(h), MASK));
    limbs[1] = _mm256_sub_epi64(limbs[1], _mm256_srli_epi64::<20>(h));
    limbs[1] = _mm256_add_epi64(limbs[1], low(_mm256_slli_epi64::<44>(h), MASK));
    limbs[2] = _mm256_add_epi64(limbs[2], _mm256_srli_epi64::<8>(h));
    limbs[2] = _mm256_add_epi64(limbs[2], _mm256_slli_epi64::<24>(h));
    limbs
}

/// An element in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn broadcast(element: <C as Curve>::Field) -> Lanes {
    carry(&limbs(&element.montgomery().map(|word| _mm256_set1_epi64x(word as i64))))
}

/// (x, y, 1, –) of a point.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_affine(p: &AffinePoint<C>) -> Lanes {
    let [x, y, one] = [p.x, p.y, Residue::ONE].map(Residue::montgomery);
    let words = core::array::from_fn(|i| _mm256_setr_epi64x(x[i] as i64, y[i] as i64, one[i] as i64, 0));
    carry(&limbs(&words))
}

/// The point with coordinates (X, Y, Z, –), in others: all are divided by R and by 2^384.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn to_projective(point: &Lanes) -> Point<C> {
    let mut one = zero();
    one[0] = _mm256_set1_epi64x(1);
    // Not above p, for a number below R.
    let columns = product(point, &one);
    let mut lanes = Wiped::new([[0; 4]; LIMBS]);
    for (lanes, vector) in lanes.iter_mut().zip(columns) {
        store_256_u64(lanes, vector);
    }
    let coordinate = |lane: usize| Residue::from_nearly_reduced(words(lanes.map(|limb| limb[lane])));
    Point { x: coordinate(0), y: coordinate(1), z: coordinate(2) }
}

/// The number below 2^384 that columns stand for, of which some may be negative.
fn words(columns: [u64; LIMBS]) -> [u64; WORDS] {
    let (mut words, mut sum, mut bits, mut word) = ([0; WORDS], 0i128, 0, 0);
    for column in columns {
        sum += i128::from(column as i64) << bits;
        bits += 52;
        if bits >= 64 {
            words[word] = sum as u64;
            (sum, bits, word) = (sum >> 64, bits - 64, word + 1);
        }
    }
    words[word..].fill(sum as u64);
    words
}
