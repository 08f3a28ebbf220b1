//! The curve's bulk work, by the best implementation for this CPU. There is one so far.

use crate::portable::multiply;

pub(crate) use crate::portable::{point::AffinePoint, scalar::Scalar};

/// s·B, for a secret s.
pub(crate) fn multiply_base(s: &Scalar) -> AffinePoint {
    multiply::multiply_base(s)
}

/// s·B − k·A, for public numbers.
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn multiply_subtract_vartime(s: &Scalar, k: &Scalar, a: &AffinePoint) -> AffinePoint {
    multiply::multiply_subtract_vartime(s, k, a)
}
