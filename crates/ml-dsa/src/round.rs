//! High-order and low-order bits of numbers modulo q, without division (FIPS 204, section 7.4).

use crate::{
    field::Q,
    parameters::{D, sealed::Parameters},
};

/// Algorithm 35, Power2Round: r_1 and r_0 with r = r_1 · 2^d + r_0 and r_0 from -2^(d-1)+1 to 2^(d-1), for r from 0 to q-1.
#[inline(always)]
pub(crate) fn power2_round(r: i32) -> (i32, i32) {
    let r_1 = (r + (1 << (D - 1)) - 1) >> D;
    (r_1, r - (r_1 << D))
}

/// Algorithm 36, Decompose: r_1 and r_0 with r = r_1 · 2γ_2 + r_0 and r_0 from -γ_2+1 to γ_2, for r from 0 to q-1; but where
/// r_1 would be (q-1) / 2γ_2, it is 0, and r_0 is r - q.
///
/// r_1 is ⌊n / 2γ_2⌋ with n = r + γ_2 - 1. The reciprocal is by less than 2^-48 too large, and n is below 2^24, so that the
/// quotient is by less than 2^-24 too large. It never reaches the next whole number, from which a fraction stays away by
/// at least 1 / 2γ_2, more than 2^-20. A test shows it for every r.
#[inline(always)]
pub(crate) fn decompose<P: Parameters>(r: i32) -> (i32, i32) {
    let reciprocal = (1 << 48) / (2 * P::GAMMA2 as u64) + 1;
    let n = (r + P::GAMMA2 - 1) as u64;
    let quotient = ((n * reciprocal) >> 48) as i32;
    // All ones at the end of the range, otherwise 0.
    let is_last = (high_end::<P>() - 1 - quotient) >> 31;
    let r_1 = quotient & !is_last;
    (r_1, r - r_1 * 2 * P::GAMMA2 - (Q & is_last))
}

/// Algorithm 37, HighBits.
#[inline(always)]
pub(crate) fn high_bits<P: Parameters>(r: i32) -> i32 {
    decompose::<P>(r).0
}

/// Algorithm 38, LowBits.
#[inline(always)]
pub(crate) fn low_bits<P: Parameters>(r: i32) -> i32 {
    decompose::<P>(r).1
}

/// Algorithm 40, UseHint: the high-order bits of `r`, or where the hint is 1, those of the neighbour that is nearer.
///
/// # Timing
/// Depends on both arguments, which are public.
#[inline(always)]
pub(crate) fn use_hint_vartime<P: Parameters>(h: bool, r: i32) -> i32 {
    let m = high_end::<P>();
    let (r_1, r_0) = decompose::<P>(r);
    match (h, r_0 > 0) {
        (false, _) => r_1,
        (true, true) => (r_1 + 1) % m,
        (true, false) => (r_1 + m - 1) % m,
    }
}

/// (q-1) / 2γ_2: high-order bits are below.
pub(crate) const fn high_end<P: Parameters>() -> i32 {
    (Q - 1) / (2 * P::GAMMA2)
}
