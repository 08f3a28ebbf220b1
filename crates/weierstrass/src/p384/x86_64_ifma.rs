//! Multiplication of points of P-384 by IFMA's 52-bit products, as of P-256: the same source on another field.
//!
//! What bounds it, on Zen 4: a product of elements has twice as many multiplications as in P-256, and its reduction eight
//! quotients one after another.

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

use super::{N, P384 as C};
use crate::{
    montgomery::Residue,
    point::{AffinePoint, Point},
};

/// k·G, for secret k.
#[allow(unsafe_code)]
pub(super) fn multiply_base(_proof: Ifma, k: &Residue<N, 6>) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { base::multiply(k) }
}

/// u·G + v·Q.
#[allow(unsafe_code)]
pub(super) fn multiply_add(
    _proof: Ifma,
    u: &Residue<N, 6>,
    v: &Residue<N, 6>,
    q: &AffinePoint<C>,
) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { window::multiply_add(u, v, q) }
}

/// k·P, for secret k.
#[allow(unsafe_code)]
pub(super) fn multiply(_proof: Ifma, k: &Residue<N, 6>, p: &AffinePoint<C>) -> Point<C> {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { window::multiply(k, p) }
}
