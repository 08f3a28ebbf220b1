//! Poly1305's polynomial, eight blocks at a time: in the limbs of [`crate::portable::poly1305`], a vector a limb, a block a
//! lane.
//!
//! Lane k sums the blocks k, k + 8, k + 16, … as a polynomial in r^8. At the end, lanes are multiplied by r^8, r^7, … r, and
//! added up. So that no block is left over, the first group has empty places before its blocks.
//!
//! Making the powers takes three products, each waiting for the one before, about 90 cycles on Zen 4; then a group takes as long as a
//! product's chain of additions and carries, 27.

use core::arch::x86_64::{
    __m512i, __mmask8, _mm512_add_epi64, _mm512_and_si512, _mm512_broadcastq_epi64, _mm512_castsi512_si128,
    _mm512_inserti32x4, _mm512_mask_add_epi64, _mm512_mask_mov_epi64, _mm512_maskz_expand_epi64,
    _mm512_maskz_mov_epi64, _mm512_maskz_set1_epi64, _mm512_or_si512, _mm512_reduce_add_epi64,
    _mm512_set1_epi64, _mm512_setzero_si512, _mm512_slli_epi64, _mm512_srli_epi64, _mm512_unpackhi_epi64,
    _mm512_unpacklo_epi64,
};

use clearbox_cpu::x86_64::{load_128, load_512, load_512_partial};

use super::numbers::{Numbers, factors, product};
use crate::portable::poly1305::limbs::{Limbs, add, add_product, carry, factor, from_block};

/// The block in each lane, of eight, after blocks were taken apart into halves.
pub(super) const ORDER: [usize; 8] = [0, 4, 1, 5, 2, 6, 3, 7];

/// Eight blocks.
type Group = [u8; 128];

/// The same, loaded.
pub(super) type Halves = [__m512i; 2];

/// The blocks of a string, filled up with zeros, and one more.
pub(super) struct Message<'a> {
    /// Places before the first block.
    empty: usize,
    first: Halves,
    middle: &'a [Group],
    last: Option<Halves>,
}

impl<'a> Message<'a> {
    /// Nothing is copied: what was stored in pieces and is loaded whole, would be waited for.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn new(string: &'a [u8], end: &[u8; 16]) -> Self {
        let blocks = string.len().div_ceil(16) + 1;
        let empty = blocks.wrapping_neg() % 8;
        let (head, rest) = string.split_at(string.len().min(128 - 16 * empty));
        let (middle, tail) = rest.as_chunks();
        let (head, second) = head.split_at(head.len().min(64 - 16 * (empty % 4)));
        // Two words a block.
        let head = _mm512_maskz_expand_epi64(u8::MAX << (2 * (empty % 4)), load_512_partial(head));
        let first = if empty < 4 { [head, load_512_partial(second)] } else { [_mm512_setzero_si512(), head] };
        let with_end = |[first, second]: Halves| [first, _mm512_inserti32x4::<3>(second, load_128(end))];
        if blocks <= 8 {
            return Self { empty, first: with_end(first), middle, last: None };
        }
        let (tail, second) = tail.split_at(tail.len().min(64));
        let last = with_end([load_512_partial(tail), load_512_partial(second)]);
        Self { empty, first, middle, last: Some(last) }
    }
}

/// h after a string alone, filled up with zeros.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn absorb_string(r: Limbs<u64>, string: &[u8]) -> Limbs<u64> {
    match string.len() {
        0..=48 => absorb_short(r, string),
        _ => absorb_long(r, string),
    }
}

/// h = (h + m) r for each block.
#[inline]
fn absorb_short(r: Limbs<u64>, string: &[u8]) -> Limbs<u64> {
    string.chunks(16).fold([0; 3], |h, bytes| {
        let mut block = [0; 16];
        block[..bytes.len()].copy_from_slice(bytes);
        carry(add_product([0; 3], add(h, from_block(block)), &factor(r)))
    })
}

/// Its last block is the one after a message. Inlined, it would cost those time that have no long string.
#[inline(never)]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn absorb_long(r: Limbs<u64>, string: &[u8]) -> Limbs<u64> {
    let (string, last) = string.split_at((string.len() - 1) / 16 * 16);
    let mut block = [0; 16];
    block[..last.len()].copy_from_slice(last);
    absorb([0; 3], r, &Message::new(string, &block))
}

/// h after the message. Limbs are carried, as there.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn absorb(h: Limbs<u64>, r: Limbs<u64>, message: &Message<'_>) -> Limbs<u64> {
    let powers = powers(r);
    let every_eighth = factors(lowest(powers));
    let mut sum = from_blocks(message.first, lanes(|block| block >= message.empty));
    let first = lanes(|block| block == message.empty);
    for (limb, h) in sum.iter_mut().zip(h) {
        *limb = _mm512_mask_add_epi64(*limb, first, *limb, _mm512_set1_epi64(h as i64));
    }
    let mut absorb = |group| {
        sum = product(sum, &every_eighth);
        for (limb, block) in sum.iter_mut().zip(from_blocks(group, u8::MAX)) {
            *limb = _mm512_add_epi64(*limb, block);
        }
    };
    for group in message.middle {
        let (halves, _) = group.as_chunks();
        absorb([load_512(&halves[0]), load_512(&halves[1])]);
    }
    if let Some(group) = message.last {
        absorb(group);
    }
    lanes_added(product(sum, &factors(powers)))
}

/// The lanes of such blocks.
fn lanes(has: impl Fn(usize) -> bool) -> __mmask8 {
    (0..8).fold(0, |mask, lane| mask | u8::from(has(ORDER[lane])) << lane)
}

/// r^8 in the lane of the first block, to r in that of the last: r^8, r^4, r^7, r^3, r^6, r^2, r^5, r.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn powers(r: Limbs<u64>) -> Numbers {
    let r = r.map(|limb| _mm512_set1_epi64(limb as i64));
    let r2 = product(r, &factors(r));
    // r^2, r^2, r, r, r^2, r^2, r, r times r^2, r^2, r^2, r^2, 1, 1, 1, 1.
    let r_or_r2 = core::array::from_fn(|i| _mm512_mask_mov_epi64(r[i], 0b0011_0011, r2[i]));
    let to_r4 = product(r_or_r2, &factors(or_one(0b0000_1111, r2)));
    // r^4, r^4, r^3, r^3, r^2, r^2, r, r times r^4, 1, r^4, 1, r^4, 1, r^4, 1.
    product(to_r4, &factors(or_one(0b0101_0101, lowest(to_r4))))
}

/// The numbers in these lanes, and 1 in the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn or_one(lanes: __mmask8, [a0, a1, a2]: Numbers) -> Numbers {
    [
        _mm512_mask_mov_epi64(_mm512_set1_epi64(1), lanes, a0),
        _mm512_maskz_mov_epi64(lanes, a1),
        _mm512_maskz_mov_epi64(lanes, a2),
    ]
}

/// The number in the lowest lane, in each.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn lowest(numbers: Numbers) -> Numbers {
    numbers.map(|limb| _mm512_broadcastq_epi64(_mm512_castsi512_si128(limb)))
}

/// The sum of the numbers in all lanes, carried.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn lanes_added(numbers: Numbers) -> Limbs<u64> {
    carry(numbers.map(|limb| u128::from(_mm512_reduce_add_epi64(limb) as u64)))
}

/// Eight blocks as numbers, in the order of [`ORDER`], with 2^128 added to each in a lane that is filled, to tell its length.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_blocks([first, second]: Halves, filled: __mmask8) -> Numbers {
    let low = _mm512_unpacklo_epi64(first, second);
    let high = _mm512_unpackhi_epi64(first, second);
    let mask = _mm512_set1_epi64((1 << 44) - 1);
    let middle = _mm512_or_si512(_mm512_srli_epi64::<44>(low), _mm512_slli_epi64::<20>(high));
    [
        _mm512_and_si512(low, mask),
        _mm512_and_si512(middle, mask),
        _mm512_or_si512(_mm512_srli_epi64::<24>(high), _mm512_maskz_set1_epi64(filled, 1 << 40)),
    ]
}
