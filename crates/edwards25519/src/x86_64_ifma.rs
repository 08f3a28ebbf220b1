//! Multiples of the base point by IFMA's 52-bit products: eight points at a time, one in each lane of vectors of 512 bits.
//!
//! What bounds it on Zen 4: 50 products of limbs a product of elements, and one vector of them a cycle. An addition is seven
//! products of elements, and takes little more than 350 cycles; the eight of them take half of the time, and the inversion that
//! follows as long.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod base;
mod lanes;
mod look_up;
mod point;
#[cfg(test)]
mod proofs;
mod table;

use clearbox_cpu::x86_64::Ifma;
#[cfg(test)]
pub(crate) use point::TWO_D;

use crate::point::ProjectivePoint;

/// s·B, for a secret s below 2^255.
#[allow(unsafe_code)]
pub(crate) fn multiply_base(_proof: Ifma, s: &[u8; 32]) -> ProjectivePoint {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { base::multiply_base(s) }
}
