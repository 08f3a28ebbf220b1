#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]
// The arithmetic is written in FIPS 180-4's own letters: H, W, Σ0, σ1.
#![allow(non_snake_case, mixed_script_confusables)]

#[cfg(target_arch = "aarch64")]
mod aarch64_sha2;
#[cfg(target_arch = "aarch64")]
mod aarch64_sha3;
mod buffer;
mod compress;
mod hash;
mod portable;
mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_avx512;
#[cfg(target_arch = "x86_64")]
mod x86_64_sha_ni;

pub use hash::{Sha256, Sha384, Sha512};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
