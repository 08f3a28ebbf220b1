//! GHASH by PMULL.

#[cfg(test)]
mod proofs;

use core::arch::aarch64::{
    uint8x16_t, vcombine_u64, vcreate_u64, veorq_u8 as xor, vextq_u8, vgetq_lane_u64, vmull_high_p64,
    vmull_p64, vreinterpretq_p64_u8, vreinterpretq_u8_p128, vreinterpretq_u8_u64, vreinterpretq_u64_u8,
    vrev64q_u8,
};

use clearbox_cpu::aarch64::{load_128, store_128};
use clearbox_ct::Zeroize;

use super::{Block, VECTORS, zero};
use crate::{kernel::hash::hash, portable::ghash};

hash!("aes,neon");

#[inline]
#[target_feature(enable = "aes,neon")]
fn multiply(a: Block, b: Block) -> Products {
    let other = swapped(b);
    Products {
        low: multiply_low(a, b),
        middle: xor(multiply_low(a, other), multiply_high(a, other)),
        high: multiply_high(a, b),
    }
}

impl Products {
    /// Times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1. Twice, a multiple of P makes the lowest 64
    /// coefficients zero: they themselves times P, since P - 1 begins at t^121.
    #[inline]
    #[target_feature(enable = "aes,neon")]
    fn reduce(self) -> Block {
        let p = from_halves([P, 0]);
        let fold = |low: Block, next: Block| xor(xor(next, swapped(low)), multiply_low(p, low));
        fold(fold(self.low, self.middle), self.high)
    }
}

/// t^127 + t^126 + t^121 over t^64.
const P: u64 = 0xc2 << 56;

/// The product of the lower halves.
#[inline]
#[target_feature(enable = "aes,neon")]
fn multiply_low(a: Block, b: Block) -> Block {
    let [a, b] = [a, b].map(|factor| vgetq_lane_u64::<0>(vreinterpretq_u64_u8(factor)));
    vreinterpretq_u8_p128(vmull_p64(a, b))
}

/// The product of the upper halves.
#[inline]
#[target_feature(enable = "aes,neon")]
fn multiply_high(a: Block, b: Block) -> Block {
    vreinterpretq_u8_p128(vmull_high_p64(vreinterpretq_p64_u8(a), vreinterpretq_p64_u8(b)))
}

/// The halves change places.
#[inline]
#[target_feature(enable = "aes,neon")]
fn swapped(block: Block) -> Block {
    vextq_u8::<8>(block, block)
}

/// A block from its bytes and back: the first byte has the highest coefficients of t.
#[inline]
#[target_feature(enable = "aes,neon")]
fn turned(block: Block) -> Block {
    swapped(vrev64q_u8(block))
}

/// A block from its halves, the lower one first.
#[inline]
#[target_feature(enable = "aes,neon")]
fn from_halves(halves: [u64; 2]) -> uint8x16_t {
    vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(halves[0]), vcreate_u64(halves[1])))
}

#[inline]
#[target_feature(enable = "aes,neon")]
fn times_t(a: Block) -> Block {
    let halves = vreinterpretq_u64_u8(a);
    let [low, high] = [vgetq_lane_u64::<0>(halves), vgetq_lane_u64::<1>(halves)].map(u128::from);
    let product = ghash::times_t(low | high << 64);
    from_halves([product as u64, (product >> 64) as u64])
}

/// The block with the lengths of both strings in bits (SP 800-38D, algorithm 4, step 5), turned round.
#[inline]
#[target_feature(enable = "aes,neon")]
pub(super) fn lengths(aad: &[u8], text: &[u8]) -> Block {
    from_halves([8 * text.len() as u64, 8 * aad.len() as u64])
}
