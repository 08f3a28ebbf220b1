//! Numbers modulo L by safe code on 64-bit words, for any CPU.

mod limb;
pub(crate) mod scalar;

#[cfg(test)]
mod proofs;
