//! Multiplication of points of P-256 by IFMA's 52-bit products: four elements of the field at a time, one in each lane of
//! vectors of 256 bits.
//!
//! Four points are added at once where scalars are for the base point; where a point is to be doubled and added to, the
//! lanes hold the products of one formula that don't depend on one another.
//!
//! What bounds it, on Zen 4, which does two multiplications of 256 bits a cycle: an addition to four points has a thousand
//! of them and as many other instructions, on four ports, and takes 700 to 800 cycles, a look-up included. Doublings wait for
//! three products one after another, each with its carry: some 90 cycles a round, of which the multiplications are 40.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
#[path = "../x86_64_ifma/base.rs"]
mod base;
mod convert;
#[path = "../x86_64_ifma/curve.rs"]
mod curve;
#[path = "../x86_64_ifma/double.rs"]
mod double;
mod lanes;
#[path = "../x86_64_ifma/mixed.rs"]
mod mixed;
#[cfg(test)]
mod proofs;
#[path = "../x86_64_ifma/sum.rs"]
mod sum;
#[path = "../x86_64_ifma/window.rs"]
mod window;

use clearbox_cpu::x86_64::Ifma;

use super::{N, P256 as C};
use crate::{
    montgomery::Residue,
    point::{AffinePoint, Point},
};

/// k·G, for secret k.
#[allow(unsafe_code)]
pub(super) fn multiply_base(_proof: Ifma, k: &Residue<N, 4>) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { base::multiply(k) }
}

/// u·G + v·Q.
#[allow(unsafe_code)]
pub(super) fn multiply_add(
    _proof: Ifma,
    u: &Residue<N, 4>,
    v: &Residue<N, 4>,
    q: &AffinePoint<C>,
) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { window::multiply_add(u, v, q) }
}

/// k·P, for secret k.
#[allow(unsafe_code)]
pub(super) fn multiply(_proof: Ifma, k: &Residue<N, 4>, p: &AffinePoint<C>) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { window::multiply(k, p) }
}
