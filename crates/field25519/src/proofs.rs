//! Proofs about the shipped limb routines, by running them on other numbers than `u64`.
//!
//! *Bounds*: a limb is the largest value it can have, and every operation panics where a word would overflow.
//! What passes holds for all inputs within the bounds. *Identities*: a limb is a polynomial in the limbs of
//! the inputs; splitting one introduces a fresh unknown for the high part. A result is right if its value
//! minus the expected one has only coefficients divisible by p.

mod bounds;
mod identities;
