//! Poly1305's polynomial, eight blocks at a time: in the limbs of [`crate::portable::poly1305`], a vector a limb, a block a
//! lane.
//!
//! Lane k sums the blocks k, k + 8, k + 16, … as a polynomial in r^8. At the end, lanes are multiplied by r^8, r^7, … r, and
//! added up.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_madd52hi_epu64, _mm512_madd52lo_epu64,
    _mm512_or_si512, _mm512_set1_epi64, _mm512_setzero_si512, _mm512_slli_epi64, _mm512_srli_epi64,
    _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

use clearbox_cpu::x86_64::{load_512, store_512};
use clearbox_ct::Wiped;

use crate::portable::poly1305::limbs::{Limbs, add_product, carry, factor};

/// Eight numbers, a limb a vector.
type Numbers = [__m512i; 3];

/// The block in each lane, of eight, after blocks were taken apart into halves.
const ORDER: [usize; 8] = [0, 4, 1, 5, 2, 6, 3, 7];

/// h after `blocks`: h = (h + m) r for each of sixteen bytes. Limbs are carried, as there.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn absorb(h: Limbs<u64>, r: Limbs<u64>, blocks: &[[u8; 128]]) -> Limbs<u64> {
    let mut powers = Wiped::new([r; 8]);
    let factor_r = Wiped::new(factor(r));
    for i in 1..8 {
        powers[i] = carry(add_product([0; 3], powers[i - 1], &factor_r));
    }
    let every_eighth = factors(powers[7].map(|limb| _mm512_set1_epi64(limb as i64)));
    // Lane 0 has what came before, as if with the first block.
    let mut sum = from_lanes(&[h, [0; 3], [0; 3], [0; 3], [0; 3], [0; 3], [0; 3], [0; 3]]);
    let mut is_first = true;
    for eight in blocks {
        if !is_first {
            sum = product(sum, &every_eighth);
        }
        is_first = false;
        let blocks = from_blocks(eight);
        for (limb, block) in sum.iter_mut().zip(blocks) {
            *limb = _mm512_add_epi64(*limb, block);
        }
    }
    let last = factors(from_lanes(&ORDER.map(|block| powers[7 - block])));
    let products = product(sum, &last).map(|limb| lanes_added(limb));
    carry(products.map(u128::from))
}

/// Numbers by which others are multiplied: their limbs, and 20 times the upper two.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn factors([b0, b1, b2]: Numbers) -> [__m512i; 5] {
    // 20 = 2^4 + 2^2.
    let times_20 =
        |limb: __m512i| _mm512_add_epi64(_mm512_slli_epi64::<4>(limb), _mm512_slli_epi64::<2>(limb));
    [b0, b1, b2, times_20(b1), times_20(b2)]
}

/// a * b, carried, for an a that is the sum of a block and of carried limbs.
///
/// Instructions add the lower 52 bits of a product, or those above, to a column; the latter weighs 2^52 times as much, so
/// that it belongs to the next limb, shifted. With limbs of a below 2^46, 2^46 and 2^43 and those of b, or 20 times them,
/// below 2^49, three lower parts are below 2^54, and three upper ones below 2^45.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn product([a0, a1, a2]: Numbers, [b0, b1, b2, b1_20, b2_20]: &[__m512i; 5]) -> Numbers {
    let zero = _mm512_setzero_si512();
    let low =
        |x: [(__m512i, __m512i); 3]| x.into_iter().fold(zero, |sum, (a, b)| _mm512_madd52lo_epu64(sum, a, b));
    let high =
        |x: [(__m512i, __m512i); 3]| x.into_iter().fold(zero, |sum, (a, b)| _mm512_madd52hi_epu64(sum, a, b));
    let columns = [
        [(a0, *b0), (a1, *b2_20), (a2, *b1_20)],
        [(a0, *b1), (a1, *b0), (a2, *b2_20)],
        [(a0, *b2), (a1, *b1), (a2, *b0)],
    ];
    let [l0, l1, l2] = columns.map(low);
    let [h0, h1, h2] = columns.map(high);
    let (a0, c) = split::<44>(l0);
    let (a1, c) = split::<44>(_mm512_add_epi64(_mm512_add_epi64(l1, _mm512_slli_epi64::<8>(h0)), c));
    let (a2, c) = split::<42>(_mm512_add_epi64(_mm512_add_epi64(l2, _mm512_slli_epi64::<8>(h1)), c));
    // Of weight 2^130 = 5, and below 2^56.
    let c = _mm512_add_epi64(_mm512_slli_epi64::<10>(h2), c);
    let five_c = _mm512_add_epi64(_mm512_slli_epi64::<2>(c), c);
    let (a0, c) = split::<44>(_mm512_add_epi64(a0, five_c));
    [a0, _mm512_add_epi64(a1, c), a2]
}

/// The lowest `BITS` bits, and the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn split<const BITS: u32>(a: __m512i) -> (__m512i, __m512i) {
    (_mm512_and_si512(a, _mm512_set1_epi64((1 << BITS) - 1)), _mm512_srli_epi64::<BITS>(a))
}

/// Eight blocks as numbers, in the order of [`ORDER`], with 2^128 added to each to tell its length.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn from_blocks(bytes: &[u8; 128]) -> Numbers {
    let (halves, _) = bytes.as_chunks();
    let (first, second) = (load_512(&halves[0]), load_512(&halves[1]));
    let low = _mm512_unpacklo_epi64(first, second);
    let high = _mm512_unpackhi_epi64(first, second);
    let mask = _mm512_set1_epi64((1 << 44) - 1);
    let middle = _mm512_or_si512(_mm512_srli_epi64::<44>(low), _mm512_slli_epi64::<20>(high));
    [
        _mm512_and_si512(low, mask),
        _mm512_and_si512(middle, mask),
        _mm512_or_si512(_mm512_srli_epi64::<24>(high), _mm512_set1_epi64(1 << 40)),
    ]
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn from_lanes(numbers: &[Limbs<u64>; 8]) -> Numbers {
    let mut limbs = [_mm512_setzero_si512(); 3];
    for (i, limb) in limbs.iter_mut().enumerate() {
        let bytes = Wiped::new(numbers.map(|number| number[i].to_le_bytes()));
        *limb = load_512(bytes.as_flattened().try_into().expect("64 bytes"));
    }
    limbs
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn lanes_added(limb: __m512i) -> u64 {
    let mut bytes = Wiped::new([0; 64]);
    store_512(&mut bytes, limb);
    bytes.as_chunks().0.iter().map(|lane| u64::from_le_bytes(*lane)).sum()
}
