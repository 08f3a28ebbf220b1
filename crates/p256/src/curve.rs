//! The group of P-256: multiplications by the best implementation for this CPU.
//!
//! Temporaries are left on the stack: work with secrets is done in [`crate::stack::wiped_after`].

use crate::portable;

pub(crate) use crate::portable::{
    field::FieldElement,
    point::{AffinePoint, right_side},
    scalar::Scalar,
};

/// k·G, for a secret k that is not zero.
pub(crate) fn multiply_base(k: &Scalar) -> AffinePoint {
    portable::multiply::multiply_base(k).to_affine()
}

/// k·P, for a secret k that is not zero.
pub(crate) fn multiply(k: &Scalar, p: &AffinePoint) -> AffinePoint {
    portable::multiply::multiply(k, p).to_affine()
}

/// Whether u1·G + u2·Q has an x-coordinate that is r modulo n; no, if it is the neutral element.
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn verify_vartime(u1: &Scalar, u2: &Scalar, q: &AffinePoint, r: &Scalar) -> bool {
    portable::multiply::multiply_add_vartime(u1, u2, q).has_x_modulo_n_vartime(r)
}
