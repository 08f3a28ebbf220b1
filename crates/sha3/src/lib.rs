#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]
// The arithmetic is written in FIPS 202's own letters: A, C, D.
#![allow(non_snake_case)]

#[cfg(target_arch = "aarch64")]
mod aarch64_sha3;
mod hash;
mod keccak_x4;
mod lanes;
mod permute;
mod portable;
mod shake;
mod shake_x4;
mod sponge;
mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_avx512;

pub use hash::{Sha3_256, Sha3_384, Sha3_512};
pub use keccak_x4::{KeccakX4, Suffix};
pub use shake::{Shake128, Shake128Reader, Shake256, Shake256Reader};
pub use shake_x4::{Shake128x4, Shake256x4};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
