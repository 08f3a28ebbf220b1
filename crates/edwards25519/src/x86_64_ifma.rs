//! Multiples of points by IFMA's 52-bit products. Those of the base point are sums of eight points at a time, one in each lane of
//! vectors of 512 bits; for the rest, the four coordinates of one point are in the lanes of 256 bits.
//!
//! What bounds them on Zen 4: eight additions at a time are seven products of elements, each 50 products of limbs, of which one
//! vector of 512 bits is done a cycle: 350 cycles of the 620 measured, with the table's look-up. Four coordinates at a time are
//! bound by latency: a doubling is two products of elements, one after the other, with carries and permutations between them,
//! 140 cycles measured, where the products of limbs alone would take 40.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod base;
mod lanes;
mod look_up;
mod one;
mod point;
#[cfg(test)]
mod proofs;
mod straus;
mod table;

use clearbox_cpu::x86_64::Ifma;
use clearbox_field25519::x86_64_ifma::four;
#[cfg(test)]
pub(crate) use one::TWO_D;

use crate::point::{AffinePoint, ProjectivePoint};

/// s·B, for a secret s below 2^255.
#[allow(unsafe_code)]
pub(crate) fn multiply_base(_proof: Ifma, s: &[u8; 32]) -> ProjectivePoint {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { base::multiply_base(s) }
}

/// s·B − k·A, for public s and k below 2^253.
///
/// # Timing
/// Depends on all arguments.
#[allow(unsafe_code)]
pub(crate) fn multiply_subtract_vartime(
    _proof: Ifma,
    s: &[u8; 32],
    k: &[u8; 32],
    a: &AffinePoint,
) -> ProjectivePoint {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { straus::multiply_subtract_vartime(s, k, a) }
}
