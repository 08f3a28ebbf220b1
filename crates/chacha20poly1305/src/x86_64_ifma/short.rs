//! Poly1305 of a few blocks (RFC 8439, section 2.5), in words of 64 bits: a number is h0 + 2^64 h1 + 2^128 h2.
//!
//! r is clamped, so that r1 is a multiple of 4, and 2^128 r1 = 2^130 (r1 / 4) = 5 r1 / 4. A block takes four long products
//! and no power of r, which vectors had to wait for. Bound by latency: a sum waits for the last carry of the block
//! before, 17 cycles.

#[cfg(test)]
mod proofs;

use crate::portable::poly1305::limb::Limb;

/// A number: h2 is below 5.
type Words<L> = [L; 3];

/// r0, r1, and 5 r1 / 4.
type Factor<L> = [L; 3];

/// The tag of whole blocks.
#[inline(always)]
pub(super) fn tag(one_time_key: &[u8; 32], blocks: &[[u8; 16]]) -> [u8; 16] {
    let (halves, _) = one_time_key.as_chunks();
    let r = clamped(u128::from_le_bytes(halves[0]));
    let [h0, h1, _] = freeze(blocks.iter().fold([0; 3], |h, block| absorb(h, words(*block), r)));
    let h = u128::from(h0) | u128::from(h1) << 64;
    h.wrapping_add(u128::from_le_bytes(halves[1])).to_le_bytes()
}

#[inline(always)]
fn words(block: [u8; 16]) -> [u64; 2] {
    let m = u128::from_le_bytes(block);
    [m as u64, (m >> 64) as u64]
}

#[inline(always)]
fn clamped(r: u128) -> Factor<u64> {
    let [r0, r1] = words((r & 0x0ffffffc_0ffffffc_0ffffffc_0fffffff).to_le_bytes());
    [r0, r1, r1 + (r1 >> 2)]
}

/// (h + m + 2^128) r, for a block m. Words of r are below 2^60, 5 r1 / 4 below 2^61: so the sums of products are below 2^127.
#[inline(always)]
fn absorb<L: Limb>([h0, h1, h2]: Words<L>, [m0, m1]: [L; 2], [r0, r1, s1]: Factor<L>) -> Words<L> {
    let (h0, carry) = L::split_column::<64>(h0.widen() + m0.widen());
    let (h1, carry) = L::split_column::<64>(h1.widen() + m1.widen() + carry.widen());
    let h2 = h2 + L::constant(1) + carry;
    let (d0, carry) = L::split_column::<64>(h0.product(r0) + h1.product(s1));
    let (d1, carry) = L::split_column::<64>(h0.product(r1) + h1.product(r0) + h2.product(s1) + carry.widen());
    // Of weight 2^128, and below 2^63; what is above 2^130 counts five times.
    let (d2, high) = L::split_column::<2>(h2.product(r0) + carry.widen());
    let (h0, carry) = L::split_column::<64>(d0.widen() + (high * 5).widen());
    let (h1, carry) = L::split_column::<64>(d1.widen() + carry.widen());
    [h0, h1, d2 + carry]
}

/// The number below p = 2^130 - 5 of its class.
#[inline(always)]
fn freeze<L: Limb>([h0, h1, h2]: Words<L>) -> Words<L> {
    // h < 2p. So q = ⌊(h + 5) / 2^130⌋ is 1 if h ≥ p, else 0, and h − q·p = h + 5q − 2^130 q.
    let (_, carry) = L::split_column::<64>(h0.widen() + L::constant(5).widen());
    let (_, carry) = L::split_column::<64>(h1.widen() + carry.widen());
    let (_, q) = (h2 + carry).split::<2>();
    let (h0, carry) = L::split_column::<64>(h0.widen() + (q * 5).widen());
    let (h1, carry) = L::split_column::<64>(h1.widen() + carry.widen());
    let (h2, _) = (h2 + carry).split::<2>();
    [h0, h1, h2]
}
