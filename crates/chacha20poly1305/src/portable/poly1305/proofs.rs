//! Proofs about the shipped limb routines, by running them on other numbers than `u64`.

mod bounds;
mod freeze;
mod identities;
