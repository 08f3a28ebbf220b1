//! Sums, differences and shifts of numbers as slices of 64-bit limbs, the least significant first.

use clearbox_ct::{Choice, barrier_u64};

use crate::limb::Limb;

/// a + b, with the carry out.
#[inline(always)]
pub(crate) fn add_carry(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let sum = u128::from(a) + u128::from(b) + u128::from(carry);
    (sum as u64, (sum >> 64) as u64)
}

/// a − b, with the borrow out.
#[inline(always)]
pub(crate) fn sub_borrow(a: u64, b: u64, borrow: u64) -> (u64, u64) {
    let difference = u128::from(a).wrapping_sub(u128::from(b)).wrapping_sub(u128::from(borrow));
    (difference as u64, (difference >> 127) as u64)
}

/// a += b; returns the carry.
pub(crate) fn add_assign(a: &mut [u64], b: &[u64]) -> u64 {
    add_masked(a, b, u64::MAX)
}

/// a += b & mask; returns the carry.
pub(crate) fn add_masked<L: Limb>(a: &mut [L], b: &[L], mask: L) -> L {
    let mut carry = L::constant(0);
    for (a, &b) in a.iter_mut().zip(b) {
        (*a, carry) = L::add_carry(*a, L::masked(b, mask), carry);
    }
    carry
}

/// a −= b & mask; returns the borrow.
///
/// Inlined into Montgomery's product, it costs that its registers, and a sixth of its speed.
#[inline(never)]
pub(crate) fn sub_masked<L: Limb>(a: &mut [L], b: &[L], mask: L) -> L {
    let mut borrow = L::constant(0);
    for (a, &b) in a.iter_mut().zip(b) {
        (*a, borrow) = L::sub_borrow(*a, L::masked(b, mask), borrow);
    }
    borrow
}

/// a −= b; returns the borrow.
pub(crate) fn sub_assign(a: &mut [u64], b: &[u64]) -> u64 {
    sub_masked(a, b, u64::MAX)
}

/// The borrow of a − b: 1 if a < b, else 0; both have the same number of limbs.
#[inline(always)]
fn borrow<L: Limb>(a: &[L], b: &[L]) -> L {
    a.iter().zip(b).fold(L::constant(0), |borrow, (&a, &b)| L::sub_borrow(a, b, borrow).1)
}

/// Whether a < b; both have the same number of limbs.
pub(crate) fn lt(a: &[u64], b: &[u64]) -> Choice {
    Choice::from_lsb(barrier_u64(borrow(a, b)))
}

/// Subtracts m from the number a + top · 2^(64·len) if that is not below m. It must be below 2m.
#[inline(always)]
pub(crate) fn reduce_once<L: Limb>(a: &mut [L], top: L, m: &[L]) {
    // Where top is 1, a is below m, and there is a borrow.
    let mask = L::mask_if_equal(top, borrow(a, m));
    sub_masked(a, m, mask);
}

/// a = 2a + bit; returns the bit shifted out.
pub(crate) fn double(a: &mut [u64], bit: u64) -> u64 {
    a.iter_mut().fold(bit, |carry, a| {
        let out = *a >> 63;
        *a = *a << 1 | carry;
        out
    })
}

/// a = 2a mod m, for a < m.
pub(crate) fn double_mod(a: &mut [u64], m: &[u64]) {
    let top = double(a, 0);
    reduce_once(a, top, m);
}

/// a = a + b mod m, for a and b below m.
pub(crate) fn add_mod(a: &mut [u64], b: &[u64], m: &[u64]) {
    let top = add_assign(a, b);
    reduce_once(a, top, m);
}

/// a = a − b mod m, for a and b below m.
pub(crate) fn sub_mod(a: &mut [u64], b: &[u64], m: &[u64]) {
    let borrow = sub_assign(a, b);
    add_masked(a, m, Choice::from_lsb(borrow).mask());
}
