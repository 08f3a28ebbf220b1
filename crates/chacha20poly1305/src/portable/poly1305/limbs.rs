//! Arithmetic modulo p = 2^130 - 5: a number is a0 + 2^44 a1 + 2^88 a2.
//!
//! *Carried* limbs are below 2^44, 2^44 + 2^8 and 2^42.

use super::limb::Limb;

/// A number modulo p.
pub(crate) type Limbs<L> = [L; 3];

/// What a number is multiplied by: its three limbs, and 20 times the upper two.
pub(crate) type Factor<L> = [L; 5];

/// A sum of products, before carries.
pub(crate) type Columns<L> = [<L as Limb>::Column; 3];

/// A number below 2^128, in limbs below 2^44, 2^44 and 2^40.
#[inline(always)]
pub(super) fn from_u128(a: u128) -> Limbs<u64> {
    let (a0, a1) = (a as u64, (a >> 44) as u64);
    [a0.split::<44>().0, a1.split::<44>().0, (a >> 88) as u64]
}

/// A block as a number, with 2^128 added to tell its length (RFC 8439, section 2.5).
#[inline(always)]
pub(crate) fn from_block(block: [u8; 16]) -> Limbs<u64> {
    let [a0, a1, a2] = from_u128(u128::from_le_bytes(block));
    [a0, a1, a2 + (1 << 40)]
}

/// Prepares carried limbs for being multiplied by; 20 times a limb is below 2^49.
#[inline(always)]
pub(crate) fn factor<L: Limb>([b0, b1, b2]: Limbs<L>) -> Factor<L> {
    [b0, b1, b2, b1 * 20, b2 * 20]
}

/// a + b, not carried.
#[inline(always)]
pub(crate) fn add<L: Limb>(a: Limbs<L>, b: Limbs<L>) -> Limbs<L> {
    core::array::from_fn(|i| a[i] + b[i])
}

/// Adds a * b to `sum`, for an a that is the sum of a block and of carried limbs.
///
/// 2^132 = 4 * 2^130 = 20 modulo p, so products of weight 2^132 and 2^176 come down to 1 and 2^44, multiplied by 20. The
/// limbs of a are below 2^46, 2^46 and 2^43, so each column grows by less than 3 * 2^46 * 2^49 < 2^97.
#[inline(always)]
pub(crate) fn add_product<L: Limb>(sum: Columns<L>, a: Limbs<L>, b: &Factor<L>) -> Columns<L> {
    let ([a0, a1, a2], [b0, b1, b2, b1_20, b2_20]) = (a, *b);
    [
        sum[0] + a0.product(b0) + a1.product(b2_20) + a2.product(b1_20),
        sum[1] + a0.product(b1) + a1.product(b0) + a2.product(b2_20),
        sum[2] + a0.product(b2) + a1.product(b1) + a2.product(b0),
    ]
}

/// Carries a sum of at most two products.
///
/// Its columns are below 2^94, 2^92 and 2^91, so the carries are below 2^50, 2^49 and 2^50; five times the last one
/// fits beside the lowest limb, and leaves a carry below 2^8 for the next.
#[inline(always)]
pub(crate) fn carry<L: Limb>([c0, c1, c2]: Columns<L>) -> Limbs<L> {
    let (a0, carry) = L::split_column::<44>(c0);
    let (a1, carry) = L::split_column::<44>(c1 + carry.widen());
    let (a2, carry) = L::split_column::<42>(c2 + carry.widen());
    let (a0, carry) = (a0 + carry * 5).split::<44>();
    [a0, a1 + carry, a2]
}

/// The limbs, below 2^44, 2^44 and 2^42, of the number below p that carried limbs stand for.
pub(super) fn freeze<L: Limb>([a0, a1, a2]: Limbs<L>) -> Limbs<L> {
    // a < 2^130 + 2^52 < 2p. So q = ⌊(a + 5) / 2^130⌋, found by carrying, is 1 if a ≥ p, else 0.
    let (_, q) = (a0 + L::constant(5)).split::<44>();
    let (_, q) = (a1 + q).split::<44>();
    let (_, q) = (a2 + q).split::<42>();
    // a − q·p = a + 5q − 2^130 q: the last term is dropped with what would be carried out of the top limb.
    let (a0, carry) = (a0 + q * 5).split::<44>();
    let (a1, carry) = (a1 + carry).split::<44>();
    let (a2, _) = (a2 + carry).split::<42>();
    [a0, a1, a2]
}

/// A number in limbs below 2^44, 2^44 and 2^42, modulo 2^128.
pub(super) fn to_u128([a0, a1, a2]: Limbs<u64>) -> u128 {
    u128::from(a0) | u128::from(a1) << 44 | u128::from(a2) << 88
}
