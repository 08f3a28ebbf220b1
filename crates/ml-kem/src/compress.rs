//! Rounding numbers modulo q to d bits and back, without division (FIPS 203, section 4.2.1).

use crate::field::Q;

/// 2^36 / q, rounded up: by 1655 / 2^36 of 1/q too much.
const RECIPROCAL: u64 = (1 << 36) / Q as u64 + 1;

/// Compress_d (equation 4.7): ⌈2^d / q · x⌋ mod 2^d, for x from 0 to q-1.
///
/// That is ⌊n / q⌋ with n = 2^d · x + (q - 1) / 2. With d <= 11, n is below 2^23, so that n · 1655 is below 2^36 and the
/// quotient by the reciprocal never reaches the next whole number. A test shows it for every x and d.
#[inline(always)]
pub(crate) fn compress<const D: usize>(x: u16) -> u16 {
    let n = (u64::from(x) << D) + Q as u64 / 2;
    ((n * RECIPROCAL) >> 36) as u16 & ((1 << D) - 1)
}

/// Decompress_d (equation 4.8): ⌈q / 2^d · y⌋, for y from 0 to 2^d - 1; from 0 to q-1.
#[inline(always)]
pub(crate) fn decompress<const D: usize>(y: u16) -> i16 {
    ((u32::from(y) * Q as u32 + (1 << (D - 1))) >> D) as i16
}
