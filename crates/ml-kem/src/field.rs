//! Arithmetic modulo q = 3329 without division. A number modulo q is held by any `i16` of its class; each function
//! says which of them it takes and gives.

/// q (FIPS 203, section 2.3).
pub(crate) const Q: i16 = 3329;

/// 1/q mod 2^16, as a signed number: -3327 · 3329 = 1 - 2^16 · 169.
pub(crate) const Q_INVERSE: i16 = -3327;

/// The number in the class of a · b / 2^16.
///
/// Let m be the number in -2^15 … 2^15-1 with m·q = a·b mod 2^16. Then a·b - m·q is a multiple of 2^16, and the result,
/// (a·b - m·q) / 2^16, is at most |a·b| / 2^16 + q/2 in size. For |b| <= q/2 and any `a` that is 3q/4.
#[inline(always)]
pub(crate) fn montgomery_multiply(a: i16, b: i16) -> i16 {
    let m = a.wrapping_mul(b).wrapping_mul(Q_INVERSE);
    // The low halves of the two products are equal, so that their high halves can be subtracted alone.
    high_half(a, b) - high_half(m, Q)
}

/// The number in the class of x / 2^16, at most |x| / 2^16 + q/2 in size; |x| < 2^15 · q.
#[inline(always)]
pub(crate) fn montgomery_reduce(x: i32) -> i16 {
    let m = (x as i16).wrapping_mul(Q_INVERSE);
    ((x >> 16) as i16) - high_half(m, Q)
}

/// ⌊a · b / 2^16⌋.
#[inline(always)]
fn high_half(a: i16, b: i16) -> i16 {
    ((i32::from(a) * i32::from(b)) >> 16) as i16
}

/// The number of the class of `a` that is nearest to zero, for any `a`: the result is from -q/2 to q/2.
///
/// a/q is rounded to a whole number by way of 20159 / 2^26, which is 1/q to within 2^-28 · 1/q: a test shows for
/// every `a` that this is enough.
#[inline(always)]
pub(crate) fn barrett_reduce(a: i16) -> i16 {
    let quotient = (high_half(a, 20159) + (1 << 9)) >> 10;
    // Modulo 2^16, since quotient · q may pass 2^15 where the difference doesn't.
    a.wrapping_sub(quotient.wrapping_mul(Q))
}

/// The number of the class of `a` from 0 to q-1, for any `a`.
#[inline(always)]
pub(crate) fn canonical(a: i16) -> u16 {
    let r = barrett_reduce(a);
    // r >> 15 is all ones if r is negative, otherwise 0.
    (r + (Q & (r >> 15))) as u16
}
