//! X25519 by safe code on 64-bit words, for any CPU.

pub(crate) mod base;
mod edwards;
pub(crate) mod ladder;
pub(crate) mod table;
