//! Proofs about the shipped routines, by running them on other numbers than `u64` (`clearbox_proofs` says how).

mod bounds;
mod freeze;
mod identities;

const FILE: &str = "chacha20poly1305/src/portable/poly1305/limbs.rs";
