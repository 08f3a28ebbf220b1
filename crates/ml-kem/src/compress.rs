//! Rounding numbers modulo q to d bits and back, without division (FIPS 203, section 4.2.1).

use crate::field::Q;

/// 2^29 / q, rounded up.
const RECIPROCAL: u32 = (1 << 29) / Q as u32 + 1;

/// Compress_d (equation 4.7): ⌈2^d / q · x⌋ mod 2^d, for x from 0 to q-1.
///
/// The quotient comes by the reciprocal, within 32 bits as vector units want it; for d <= 11 what is added to round it lies
/// where neither the reciprocal's error nor a fraction next to one half leads to another number. A test tries every x and d.
#[inline(always)]
pub(crate) fn compress<const D: usize>(x: u16) -> u16 {
    let rounding = (1 << (28 - D)) - (1 << 7);
    ((u32::from(x) * RECIPROCAL + rounding) >> (29 - D)) as u16 & ((1 << D) - 1)
}

/// Decompress_d (equation 4.8): ⌈q / 2^d · y⌋, for y from 0 to 2^d - 1; from 0 to q-1.
#[inline(always)]
pub(crate) fn decompress<const D: usize>(y: u16) -> i16 {
    ((u32::from(y) * Q as u32 + (1 << (D - 1))) >> D) as i16
}
