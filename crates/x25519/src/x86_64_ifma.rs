//! X25519 by IFMA's 52-bit products: four elements of the field at a time, one in each lane of vectors of 256 bits.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod ladder;
#[cfg(test)]
mod proofs;
mod step;

use clearbox_cpu::x86_64::Ifma;
use clearbox_field25519::x86_64_ifma::four as lanes;

/// X25519 (RFC 7748, section 5), for a clamped scalar k.
#[allow(unsafe_code)]
pub(crate) fn x25519(_proof: Ifma, k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { ladder::x25519(k, u) }
}
