//! What works on whole polynomials, by AVX-512: 32 coefficients in a vector, eight vectors a polynomial.

mod ntt;
mod product;
mod sample;

#[cfg(test)]
pub(crate) mod lanes;

use clearbox_cpu::x86_64::Avx512;

use crate::ntt::{Factor, NttPolynomial};

/// Algorithm 9, NTT: as [`crate::ntt::ntt`].
#[allow(unsafe_code)]
pub(crate) fn ntt(_proof: Avx512, f: &[i16; 256]) -> [i16; 256] {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { ntt::forward(f) }
}

/// Algorithm 10, NTT^-1: as [`crate::ntt::inverse_ntt`].
#[allow(unsafe_code)]
pub(crate) fn inverse_ntt(_proof: Avx512, f: &[i16; 256]) -> [i16; 256] {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { ntt::backward(f) }
}

/// The sum of products of at most four pairs: as [`crate::ntt::inner_product`].
#[allow(unsafe_code)]
pub(crate) fn inner_product<'a>(
    _proof: Avx512,
    pairs: &(impl Iterator<Item = (&'a NttPolynomial, &'a Factor)> + Clone),
) -> [i16; 256] {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { product::inner_product(pairs) }
}

/// Steps 4 to 16 of algorithm 7, for a block: writes the candidates that are below q to `a_hat` from place `j` on, as long as
/// there is room, and returns the place behind them.
///
/// # Timing
/// Depends on the block, which is public.
#[allow(unsafe_code)]
pub(crate) fn take_vartime(_proof: Avx512, block: &[u8; 168], a_hat: &mut [i16; 256], j: usize) -> usize {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { sample::take_vartime(block, a_hat, j) }
}
