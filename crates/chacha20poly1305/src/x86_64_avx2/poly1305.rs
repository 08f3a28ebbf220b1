//! Poly1305's polynomial, four blocks at a time, a block a lane.
//!
//! Lane k sums the blocks k, k + 4, k + 8, … as a polynomial in r^4. At the end, lanes are multiplied by r^4, r^3, r^2 and r, and
//! added up.

use core::arch::x86_64::{
    __m256i, _mm_add_epi64, _mm_cvtsi128_si64, _mm_unpackhi_epi64, _mm256_add_epi64, _mm256_and_si256,
    _mm256_castsi256_si128, _mm256_extracti128_si256, _mm256_or_si256, _mm256_set1_epi64x,
    _mm256_setr_epi64x, _mm256_slli_epi64, _mm256_srli_epi64, _mm256_unpackhi_epi64, _mm256_unpacklo_epi64,
};

use clearbox_cpu::x86_64::load_256;

use super::numbers::{Factors, Numbers, add_product, carry, factors, zero};
use crate::portable::poly1305::limbs::{self, Limbs};

/// Four blocks.
pub(super) type Group = [u8; 64];

/// The block in each lane, after blocks were taken apart into halves.
pub(super) const ORDER: [usize; 4] = [0, 2, 1, 3];

/// h after the groups, one at least.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn absorb(h: Limbs<u64>, r: Limbs<u64>, groups: &[Group]) -> Limbs<u64> {
    let Some((first, others)) = groups.split_first() else { return h };
    let powers = [r, times(r, r), times(times(r, r), r), times(times(r, r), times(r, r))];
    let fourth = in_all_lanes(powers[3]);
    let eighth = in_all_lanes(times(powers[3], powers[3]));
    let mut sum = add(from_blocks(first), in_first_lane(h));
    let (pairs, odd) = others.as_chunks::<2>();
    // h = (h r^4 + m1) r^4 + m2, so that there is one carry for both.
    for [group, next] in pairs {
        let products = add_product(add_product(zero(), from_blocks(group), &fourth), sum, &eighth);
        sum = add(carry(products), from_blocks(next));
    }
    for group in odd {
        sum = add(carry(add_product(zero(), sum, &fourth)), from_blocks(group));
    }
    let by_lane = ORDER.map(|block| in_26_bits(powers[3 - block]));
    let by_lane = core::array::from_fn(|i| lanes(by_lane.map(|limbs| limbs[i])));
    lanes_added(carry(add_product(zero(), sum, &factors(by_lane))))
}

/// a * b, carried.
fn times(a: Limbs<u64>, b: Limbs<u64>) -> Limbs<u64> {
    limbs::carry(limbs::add_product([0; 3], a, &limbs::factor(b)))
}

/// Carried limbs of 44 bits, as limbs of 26 bits that are below 2^26, but for the topmost, which is below 2^26 + 2.
fn in_26_bits([a0, a1, a2]: Limbs<u64>) -> [u64; 5] {
    const MASK: u64 = (1 << 26) - 1;
    let (a1, a2) = (a1 & ((1 << 44) - 1), a2 + (a1 >> 44));
    [a0 & MASK, (a0 >> 26 | a1 << 18) & MASK, a1 >> 8 & MASK, (a1 >> 34 | a2 << 10) & MASK, a2 >> 16]
}

#[inline]
#[target_feature(enable = "avx2")]
fn lanes([a, b, c, d]: [u64; 4]) -> __m256i {
    _mm256_setr_epi64x(a as i64, b as i64, c as i64, d as i64)
}

#[inline]
#[target_feature(enable = "avx2")]
fn in_all_lanes(a: Limbs<u64>) -> Factors {
    factors(in_26_bits(a).map(|limb| lanes([limb; 4])))
}

#[inline]
#[target_feature(enable = "avx2")]
fn in_first_lane(a: Limbs<u64>) -> Numbers {
    in_26_bits(a).map(|limb| lanes([limb, 0, 0, 0]))
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: Numbers, b: Numbers) -> Numbers {
    core::array::from_fn(|i| _mm256_add_epi64(a[i], b[i]))
}

/// The sum of the numbers in all lanes, carried.
#[inline]
#[target_feature(enable = "avx2")]
fn lanes_added(numbers: Numbers) -> Limbs<u64> {
    let [a0, a1, a2, a3, a4] = numbers.map(|limb| {
        let two = _mm_add_epi64(_mm256_castsi256_si128(limb), _mm256_extracti128_si256::<1>(limb));
        u128::from(_mm_cvtsi128_si64(_mm_add_epi64(two, _mm_unpackhi_epi64(two, two))) as u64)
    });
    limbs::carry([a0 + (a1 << 26), (a2 << 8) + (a3 << 34), a4 << 16])
}

/// Four blocks as numbers, in the order of [`ORDER`], with 2^128 added to each, to tell its length (RFC 8439, section 2.5).
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn from_blocks(group: &Group) -> Numbers {
    let (halves, _) = group.as_chunks();
    let (first, second) = (load_256(&halves[0]), load_256(&halves[1]));
    let low = _mm256_unpacklo_epi64(first, second);
    let high = _mm256_unpackhi_epi64(first, second);
    let mask = _mm256_set1_epi64x((1 << 26) - 1);
    let middle = _mm256_or_si256(_mm256_srli_epi64::<52>(low), _mm256_slli_epi64::<12>(high));
    [
        _mm256_and_si256(low, mask),
        _mm256_and_si256(_mm256_srli_epi64::<26>(low), mask),
        _mm256_and_si256(middle, mask),
        _mm256_and_si256(_mm256_srli_epi64::<14>(high), mask),
        _mm256_or_si256(_mm256_srli_epi64::<40>(high), _mm256_set1_epi64x(1 << 24)),
    ]
}
