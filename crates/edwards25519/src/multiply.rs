//! Multiples of points, by the best implementation for this CPU. There is one so far.

use crate::{
    point::{AffinePoint, ProjectivePoint},
    portable,
};

/// s·B, for a secret s below 2^255 in little-endian bytes.
#[must_use]
pub fn multiply_base(s: &[u8; 32]) -> ProjectivePoint {
    portable::multiply_base(s)
}

/// s·B − k·A, for public s and k below 2^253 in little-endian bytes.
///
/// # Timing
/// Depends on all arguments.
#[must_use]
pub fn multiply_subtract_vartime(s: &[u8; 32], k: &[u8; 32], a: &AffinePoint) -> ProjectivePoint {
    portable::multiply_subtract_vartime(s, k, a)
}
