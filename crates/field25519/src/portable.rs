//! The arithmetic on limbs: a number is a0 + 2^51 a1 + 2^102 a2 + 2^153 a3 + 2^204 a4.
//!
//! Multiplication takes limbs below 2^54, and gives *carried* ones: below 2^51 + 2^13. Sums and differences of two
//! carried numbers are below 3 · 2^51 + 2^14, and those of two such sums below 2^54, so they may be multiplied without
//! carrying them first.

use crate::limb::Limb;

/// a + b, not carried. Limbs grow: below 2^52 + 2^14 if those of a and b are carried, below 2^54 if those of both
/// are sums.
#[inline(always)]
pub(crate) fn add<L: Limb>(a: &[L; 5], b: &[L; 5]) -> [L; 5] {
    core::array::from_fn(|i| a[i] + b[i])
}

/// a − b + 2p, not carried, for carried a and b.
///
/// The limbs of 2p are 2^52 − 38 and 2^52 − 2, above those of b, so none of the differences is negative; and they
/// are below 2^51 + 2^13 + 2^52 < 3 · 2^51 + 2^14.
#[inline(always)]
pub(crate) fn sub<L: Limb>(a: &[L; 5], b: &[L; 5]) -> [L; 5] {
    core::array::from_fn(|i| a[i] + L::constant(TWO_P[i]) - b[i])
}

/// a − b + 4p, not carried, for limbs of sums, below 3 · 2^51 + 2^14.
///
/// The limbs of 4p are 2^53 − 76 and 2^53 − 4, above those of b; and the differences are below
/// 3 · 2^51 + 2^14 + 2^53 < 2^54.
#[inline(always)]
pub(crate) fn sub_sums<L: Limb>(a: &[L; 5], b: &[L; 5]) -> [L; 5] {
    core::array::from_fn(|i| a[i] + L::constant(2 * TWO_P[i]) - b[i])
}

const TWO_P: [u64; 5] = [(1 << 52) - 38, (1 << 52) - 2, (1 << 52) - 2, (1 << 52) - 2, (1 << 52) - 2];

/// a · b, carried, for limbs below 2^54.
///
/// 2^255 = 19 modulo p, so the products of weight 2^255 and above come down multiplied by 19. A column is then
/// below (1 + 4 · 19) · 2^108 < 2^115.
#[inline(always)]
pub(crate) fn mul<L: Limb>(a: &[L; 5], b: &[L; 5]) -> [L; 5] {
    let [a0, a1, a2, a3, a4] = *a;
    let [b0, b1, b2, b3, b4] = *b;
    // 19 · 2^54 < 2^59.
    let (b1_19, b2_19, b3_19, b4_19) = (b1 * 19, b2 * 19, b3 * 19, b4 * 19);
    carry_columns([
        a0.product(b0) + a4.product(b1_19) + a3.product(b2_19) + a2.product(b3_19) + a1.product(b4_19),
        a1.product(b0) + a0.product(b1) + a4.product(b2_19) + a3.product(b3_19) + a2.product(b4_19),
        a2.product(b0) + a1.product(b1) + a0.product(b2) + a4.product(b3_19) + a3.product(b4_19),
        a3.product(b0) + a2.product(b1) + a1.product(b2) + a0.product(b3) + a4.product(b4_19),
        a4.product(b0) + a3.product(b1) + a2.product(b2) + a1.product(b3) + a0.product(b4),
    ])
}

/// a², carried, for limbs below 2^54: as [`mul`], with each pair of equal products computed once.
#[inline(always)]
pub(crate) fn square<L: Limb>(a: &[L; 5]) -> [L; 5] {
    let [a0, a1, a2, a3, a4] = *a;
    // 2 · 2^54 = 2^55 and 19 · 2^54 < 2^59.
    let (a0_2, a1_2, a2_2) = (a0 * 2, a1 * 2, a2 * 2);
    let (a3_19, a4_19) = (a3 * 19, a4 * 19);
    carry_columns([
        a0.product(a0) + a1_2.product(a4_19) + a2_2.product(a3_19),
        a0_2.product(a1) + a2_2.product(a4_19) + a3.product(a3_19),
        a0_2.product(a2) + a1.product(a1) + (a3 * 2).product(a4_19),
        a0_2.product(a3) + a1_2.product(a2) + a4.product(a4_19),
        a0_2.product(a4) + a1_2.product(a3) + a2.product(a2),
    ])
}

/// a · factor, carried, for limbs below 2^54 and a factor below 2^32.
#[inline(always)]
pub(crate) fn mul_small<L: Limb>(a: &[L; 5], factor: u32) -> [L; 5] {
    let factor = L::constant(u64::from(factor));
    carry_columns(a.map(|limb| limb.product(factor)))
}

/// a · x + b · y, carried, for limbs below 2^52 + 2^13 and factors of at most 2^60.
///
/// Columns are below 2^114, so that the carry of the last one, times 19, fits beside the first one. What is then carried out
/// of the last limb once more is below 2^12.
#[inline(always)]
pub(crate) fn combine<L: Limb>(x: &[L; 5], a: L, y: &[L; 5], b: L) -> [L; 5] {
    let [c0, c1, c2, c3, c4] = core::array::from_fn(|i| a.product(x[i]) + b.product(y[i]));
    let (r4, carry) = L::split_column(c4);
    let (r0, carry) = L::split_column(c0 + carry.product(L::constant(19)));
    let (r1, carry) = L::split_column(c1 + carry.widen());
    let (r2, carry) = L::split_column(c2 + carry.widen());
    let (r3, carry) = L::split_column(c3 + carry.widen());
    let (r4, carry) = (r4 + carry).split();
    let (r0, carry) = (r0 + carry * 19).split();
    [r0, r1 + carry, r2, r3, r4]
}

/// Carries five columns into five limbs, below 2^51 + 2^13 each.
///
/// The columns are below 2^115, the last one (which holds no product times 19) below 5 · 2^108. So a carry is below
/// 2^64; the last one is at most 5 · 2^57, and 19 times that, below 2^63.6, still fits beside the lowest limb. The
/// second carry from there is below 2^13.
#[inline(always)]
fn carry_columns<L: Limb>([c0, c1, c2, c3, c4]: [L::Column; 5]) -> [L; 5] {
    let (r0, carry) = L::split_column(c0);
    let (r1, carry) = L::split_column(c1 + carry.widen());
    let (r2, carry) = L::split_column(c2 + carry.widen());
    let (r3, carry) = L::split_column(c3 + carry.widen());
    let (r4, carry) = L::split_column(c4 + carry.widen());
    let (r0, carry) = (r0 + carry * 19).split();
    [r0, r1 + carry, r2, r3, r4]
}

/// Carries limbs below 2^54 once round: each passes what is above 2^51 to the next, the last one to the first,
/// times 19. So they end below 2^51 + 19 · 2^3 < 2^51 + 2^13.
#[inline(always)]
pub(crate) fn carry<L: Limb>(a: &[L; 5]) -> [L; 5] {
    let [(r0, c0), (r1, c1), (r2, c2), (r3, c3), (r4, c4)] = a.map(L::split);
    [r0 + c4 * 19, r1 + c0, r2 + c1, r3 + c2, r4 + c3]
}

/// The one representative below p, in limbs below 2^51, of carried limbs.
#[inline(always)]
pub(crate) fn freeze<L: Limb>(a: &[L; 5]) -> [L; 5] {
    // A carried number is below 2p. So q = ⌊(a + 19) / 2^255⌋, found by carrying, is 1 if a ≥ p, else 0.
    let mut q = L::constant(19);
    for &limb in a {
        q = (limb + q).split().1;
    }
    // a − q·p = a + 19q − 2^255 q: the last term is dropped with what would be carried out of the top limb.
    let mut carry = q * 19;
    a.map(|limb| {
        let (low, high) = (limb + carry).split();
        carry = high;
        low
    })
}

/// Reads 255 bits of little-endian bytes; the top bit is ignored. The limbs are below 2^51.
#[inline(always)]
pub(crate) fn from_bytes(bytes: &[u8; 32]) -> [u64; 5] {
    let word = |i: usize| u64::from_le_bytes(core::array::from_fn(|j| bytes[i + j]));
    // Limb i begins at bit 51 i, which is bit 0, 3, 6, 1 and 12 of bytes 0, 6, 12, 19 and 24.
    [word(0), word(6) >> 3, word(12) >> 6, word(19) >> 1, word(24) >> 12].map(|limb| limb.split().0)
}

/// Writes limbs below 2^51 as little-endian bytes.
#[inline(always)]
pub(crate) fn to_bytes([a0, a1, a2, a3, a4]: &[u64; 5]) -> [u8; 32] {
    let words = [a0 | a1 << 51, a1 >> 13 | a2 << 38, a2 >> 26 | a3 << 25, a3 >> 39 | a4 << 12];
    let mut bytes = [0; 32];
    for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
        chunk.copy_from_slice(&word.to_le_bytes());
    }
    bytes
}
