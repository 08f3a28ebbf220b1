//! Poly1305's polynomial, eight blocks at a time: in the limbs of [`crate::portable::poly1305`], a vector a limb, a block a
//! lane.
//!
//! Lane k sums the blocks k, k + 8, k + 16, … as a polynomial in r^8. At the end, lanes are multiplied by r^8, r^7, … r, and
//! added up.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_or_si512, _mm512_set1_epi64, _mm512_setzero_si512,
    _mm512_slli_epi64, _mm512_srli_epi64, _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

use clearbox_cpu::x86_64::{load_512, store_512};
use clearbox_ct::Wiped;

use super::numbers::{Numbers, factors, product};
use crate::portable::poly1305::limbs::{Limbs, add_product, carry, factor};

/// The block in each lane, of eight, after blocks were taken apart into halves.
pub(super) const ORDER: [usize; 8] = [0, 4, 1, 5, 2, 6, 3, 7];

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

/// Eight blocks as numbers, in the order of [`ORDER`], with 2^128 added to each to tell its length.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_blocks(bytes: &[u8; 128]) -> Numbers {
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
