//! Proofs about the shipped routines, by running them on other numbers than `u64` (`clearbox_proofs` says how).

mod bounds;
mod bytes;
mod freeze;
mod identities;
mod powers;

const FILE: &str = "field25519/src/portable.rs";
