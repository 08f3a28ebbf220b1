//! Montgomery's product (P. L. Montgomery, 1985): a·b/R mod m, where R = 2^(64·n) and m is odd and has n limbs.
//!
//! Products are made row by row: each limb of one factor with all of the other, and at once with a multiple of m, so that
//! the processor has two chains of carries to work on. Squares need only half the products, and are reduced after that.

use core::{
    num::Wrapping,
    ops::{Mul, Sub},
};

use clearbox_ct::Wiped;

use crate::{limb::Limb, limbs};

/// −1/m mod 2^64, for an odd m, by Newton's iteration: x = m is right to 3 bits, and each step doubles them.
pub(crate) fn negated_inverse(m: u64) -> u64 {
    let inverse = (0..5).fold(Wrapping(m), |x, _| nearer_inverse(Wrapping(2), Wrapping(m), x));
    inverse.0.wrapping_neg()
}

/// x (2 − m x): if m x is 1 + e, that times m is 1 − e².
#[inline(always)]
pub(crate) fn nearer_inverse<W: Copy + Mul<Output = W> + Sub<Output = W>>(two: W, m: W, x: W) -> W {
    x * (two - m * x)
}

/// out = a·b/R mod m. One of a and b may be anything below R, if the other is below m. `n0` is −1/m mod 2^64.
///
/// The lengths of primes and moduli of 2048, 3072 and 4096 bits are compiled each for itself, which is faster.
pub(crate) fn mul(out: &mut [u64], a: &[u64], b: &[u64], m: &[u64], n0: u64) {
    match m.len() {
        16 => mul_fixed::<16>(out, a, b, m, n0),
        24 => mul_fixed::<24>(out, a, b, m, n0),
        32 => mul_fixed::<32>(out, a, b, m, n0),
        64 => mul_fixed::<64>(out, a, b, m, n0),
        _ => mul_rows(out, a, b, m, n0),
    }
}

/// The same, for N limbs.
fn mul_fixed<const N: usize>(out: &mut [u64], a: &[u64], b: &[u64], m: &[u64], n0: u64) {
    let out: &mut [u64; N] = out.first_chunk_mut().expect("as long as m");
    mul_rows(out, &a[..N], &b[..N], &m[..N], n0);
}

/// The same, for any length.
#[inline(always)]
fn mul_rows(out: &mut [u64], a: &[u64], b: &[u64], m: &[u64], n0: u64) {
    let top = add_rows(out, a, b, m, n0);
    limbs::reduce_once(out, top, m);
}

/// Each limb of a adds a multiple of b, and a multiple of m that makes the lowest limb zero, which is shifted out: the sum at
/// last is (a·b + q·m)/R for a q < R. Returns what goes on top of `out`.
#[inline(always)]
pub(crate) fn add_rows<L: Limb>(out: &mut [L], a: &[L], b: &[L], m: &[L], n0: L) -> L {
    let n = m.len();
    let zero = L::constant(0);
    out.fill(zero);
    // The sum so far is out + top · 2^(64·n), below b + m < 2R, so that top is 0 or 1; at last it is below 2m.
    let mut top = zero;
    for &a in a {
        let (first, mut carry_b) = L::mul_add(a, b[0], out[0], zero);
        let q = L::mul_low(first, n0);
        let mut carry_m = L::cancel(q, m[0], first);
        for j in 1..n {
            let sum;
            (sum, carry_b) = L::mul_add(a, b[j], out[j], carry_b);
            (out[j - 1], carry_m) = L::mul_add(q, m[j], sum, carry_m);
        }
        let (sum, above) = L::add_carry(top, carry_b, zero);
        let (sum, again) = L::add_carry(sum, carry_m, zero);
        out[n - 1] = sum;
        top = above + again;
    }
    top
}

/// out = a²/R mod m, for a below m.
pub(crate) fn square(out: &mut [u64], a: &[u64], m: &[u64], n0: u64) {
    match m.len() {
        16 => square_fixed::<16, 32>(out, a, m, n0),
        24 => square_fixed::<24, 48>(out, a, m, n0),
        32 => square_fixed::<32, 64>(out, a, m, n0),
        64 => square_fixed::<64, 128>(out, a, m, n0),
        _ => mul_rows(out, a, a, m, n0),
    }
}

/// The same, for N limbs, which must be an even number; W is 2·N.
fn square_fixed<const N: usize, const W: usize>(out: &mut [u64], a: &[u64], m: &[u64], n0: u64) {
    let (a, m): (&[u64; N], &[u64; N]) =
        (a.first_chunk().expect("as long as m"), m.first_chunk().expect("N limbs"));
    let mut t = Wiped::new([0; W]);
    square_wide(&mut t, a);
    let top = reduce_rows(&mut t, m, n0);
    out.copy_from_slice(&t[N..]);
    limbs::reduce_once(out, top, m);
}

/// t = a², for a t of zeros: each product of two different limbs once, the double of that, and the squares.
#[inline(always)]
pub(crate) fn square_wide<L: Limb, const N: usize, const W: usize>(t: &mut [L; W], a: &[L; N]) {
    let zero = L::constant(0);
    for i in 0..N {
        let mut carry = zero;
        for j in i + 1..N {
            (t[i + j], carry) = L::mul_add(a[i], a[j], t[i + j], carry);
        }
        t[i + N] = carry;
    }
    let (mut carry, mut bit) = (zero, zero);
    for i in 0..N {
        let (low, high);
        (low, bit) = L::double(t[2 * i], bit);
        (high, bit) = L::double(t[2 * i + 1], bit);
        let (square, above) = L::mul_add(a[i], a[i], low, carry);
        t[2 * i] = square;
        (t[2 * i + 1], carry) = L::add_carry(high, above, zero);
    }
}

/// Adds multiples of m to t, two limbs at a time, that make its lower half zero; returns the carry out of t.
#[inline(always)]
pub(crate) fn reduce_rows<L: Limb, const N: usize, const W: usize>(t: &mut [L; W], m: &[L; N], n0: L) -> L {
    // What goes on top of limb i + N: 0 or 1, as in `add_rows`.
    let zero = L::constant(0);
    let mut top = zero;
    for i in (0..N).step_by(2) {
        let q = L::mul_low(t[i], n0);
        let mut carry = L::cancel(q, m[0], t[i]);
        let second;
        (second, carry) = L::mul_add(q, m[1], t[i + 1], carry);
        let r = L::mul_low(second, n0);
        let mut carry_r = L::cancel(r, m[0], second);
        for j in 2..N {
            let sum;
            (sum, carry) = L::mul_add(q, m[j], t[i + j], carry);
            (t[i + j], carry_r) = L::mul_add(r, m[j - 1], sum, carry_r);
        }
        let (sum, above) = L::add_carry(t[i + N], carry, zero);
        let (sum, last) = L::mul_add(r, m[N - 1], sum, carry_r);
        let (sum, above_sum) = L::add_carry(sum, top, zero);
        t[i + N] = sum;
        let (sum, above_last) = L::add_carry(t[i + N + 1], last, above);
        (t[i + N + 1], top) = L::add_carry(sum, above_sum, zero);
        top = top + above_last;
    }
    top
}
