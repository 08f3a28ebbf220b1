#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

#[cfg(target_arch = "aarch64")]
mod aarch64_aes_pmull;
mod aead;
mod backend;
mod error;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod kernel;
mod limit;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86_64;
#[cfg(target_arch = "x86_64")]
mod x86_64_aes_clmul;
#[cfg(target_arch = "x86_64")]
mod x86_64_vaes256;
#[cfg(target_arch = "x86_64")]
mod x86_64_vaes512;

pub use aead::{Aes128Gcm, Aes256Gcm, AesGcm};
pub use error::{OpenError, TooLong};

#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
