//! Numbers of other kinds than words, to run shipped arithmetic on: what then holds, holds for all inputs. For tests only.
//!
//! A routine is written once, for any kind of limb that has the operations of a small trait in its own crate. Shipped, a
//! limb is a `u64`. The proofs run the very same routine
//!
//! - on a [`Range`], from the least to the greatest value a limb can have: no operation leaves the word, and the results
//!   are within their bounds;
//! - on a [`Polynomial`] in unknowns, with integer coefficients: the result is the right one, as an identity of integers
//!   or modulo p. What is split off a number is a further unknown;
//! - on [`Bits`], terms of the theory of bit vectors, which are written as a question to the solver z3: for what depends
//!   on comparisons, as subtractions do that are done or not.
//!
//! Kernels for vectors name their instructions by a module beside them, which the proofs replace by one of [`arch`]:
//! there, each [`Lane`] is a range or a polynomial.
//!
//! Small domains need none of this: all numbers are tried. Every proof is tried on mutants of the routine too, and has to
//! fail for them: each operation in turn goes wrong, by losing its carry, say (`fault.rs`). What is proved is printed by
//! [`proved`], and gathered by `cargo xtask proofs`.

#![forbid(unsafe_code)]

pub mod arch;
mod bits;
mod fault;
mod lane;
mod polynomial;
mod prove;
mod range;
mod tally;

pub use bits::{Bits, Fact, assume, number, theorem};
pub use fault::routine;
pub use lane::Lane;
pub use polynomial::{Polynomial, value};
pub use prove::{prove_bounds, prove_identity, prove_identity_but};
pub use range::Range;
pub use tally::{left_out, proved};

#[cfg(test)]
mod tests;
