//! Elements in vectors, by IFMA's 52-bit products: for kernels of X25519 and Ed25519, which bring the proof that the CPU has it.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
pub mod four;
#[cfg(test)]
mod proofs;
