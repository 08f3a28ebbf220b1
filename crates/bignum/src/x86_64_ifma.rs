//! Powers modulo odd numbers by IFMA's 52-bit products: the digits of a number are the lanes of a few vectors.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod carry;
mod digits;
mod forms;
mod multiply;
mod pow;
#[cfg(test)]
mod proofs;
mod quotient;
mod rows;
mod square;
#[cfg(test)]
mod tests;

use clearbox_cpu::x86_64::Ifma;

use crate::{
    modulus::{Modulus, Residue},
    uint::Uint,
};

/// Whether there is a kernel for moduli of so many limbs: those of RSA with 2048, 3072 and 4096 bits, and of their primes.
pub(crate) fn has_kernel(len: usize) -> bool {
    matches!(len, 16 | 24 | 32 | 48 | 64)
}

/// What is to be done with V vectors, for the V that moduli of so many limbs need.
macro_rules! with_vectors {
    ($len:expr, $V:ident => $work:expr) => {
        match $len {
            16 => {
                const $V: usize = 5;
                $work
            }
            24 => {
                const $V: usize = 8;
                $work
            }
            32 => {
                const $V: usize = 10;
                $work
            }
            48 => {
                const $V: usize = 15;
                $work
            }
            _ => {
                const $V: usize = 20;
                $work
            }
        }
    };
}

/// base^exponent for each of K moduli of the same length, which has a kernel.
#[allow(unsafe_code)]
pub(crate) fn pow<const K: usize, const N: usize, const E: usize>(
    _proof: Ifma,
    moduli: [&Modulus<N>; K],
    bases: [&Residue<N>; K],
    exponents: [&Uint<E>; K],
    bits: usize,
) -> [Residue<N>; K] {
    // SAFETY: the token proves that the CPU has the features.
    with_vectors!(moduli[0].len, V => unsafe { pow::pow::<K, V, N, E>(moduli, bases, exponents, bits) })
}

/// The same for one modulus and a public exponent above 0.
///
/// # Timing
/// Depends on the exponent.
#[allow(unsafe_code)]
pub(crate) fn pow_vartime<const N: usize>(
    _proof: Ifma,
    modulus: &Modulus<N>,
    base: &Residue<N>,
    exponent: u64,
) -> Residue<N> {
    // SAFETY: the token proves that the CPU has the features.
    with_vectors!(modulus.len, V => unsafe { pow::pow_vartime::<V, N>(modulus, base, exponent) })
}

/// The same of a number below m, as a number.
///
/// # Timing
/// Depends on the exponent.
#[allow(unsafe_code)]
pub(crate) fn raise_vartime<const N: usize>(
    _proof: Ifma,
    modulus: &Modulus<N>,
    base: &Uint<N>,
    exponent: u64,
) -> Uint<N> {
    // SAFETY: the token proves that the CPU has the features.
    with_vectors!(modulus.len, V => unsafe { pow::raise_vartime::<V, N>(modulus, base, exponent) })
}

/// R² modulo m.
#[allow(unsafe_code)]
pub(crate) fn r_squared<const N: usize>(_proof: Ifma, modulus: &Modulus<N>) -> Uint<N> {
    // SAFETY: the token proves that the CPU has the features.
    with_vectors!(modulus.len, V => unsafe { forms::r_squared::<V, N>(modulus) })
}
