//! Edwards25519 by safe code on 64-bit words, for any CPU.

pub(crate) mod digits;
mod limb;
pub(crate) mod multiply;
pub(crate) mod point;
pub(crate) mod scalar;
pub(crate) mod table;

#[cfg(test)]
mod proofs;
