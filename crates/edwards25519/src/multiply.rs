//! Multiples of points, by the best implementation for this CPU.

#[cfg(target_arch = "x86_64")]
use crate::x86_64_ifma;
use crate::{
    point::{AffinePoint, ProjectivePoint},
    portable,
};

/// s·B, for a secret s below 2^255 in little-endian bytes.
#[must_use]
pub fn multiply_base(s: &[u8; 32]) -> ProjectivePoint {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_base(proof, s);
    }
    portable::multiply_base(s)
}

/// s·B − k·A, for public s and k below 2^253 in little-endian bytes.
///
/// # Timing
/// Depends on all arguments.
#[must_use]
pub fn multiply_subtract_vartime(s: &[u8; 32], k: &[u8; 32], a: &AffinePoint) -> ProjectivePoint {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect() {
        return x86_64_ifma::multiply_subtract_vartime(proof, s, k, a);
    }
    portable::multiply_subtract_vartime(s, k, a)
}
