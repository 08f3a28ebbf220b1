#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

#[cfg(target_arch = "aarch64")]
mod aarch64_neon;
mod aead;
mod backend;
mod error;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod kernel;
mod limit;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86_64_avx2;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

pub use aead::ChaCha20Poly1305;
pub use error::{OpenError, TooLong};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
