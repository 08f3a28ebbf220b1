#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(target_arch = "aarch64")]
pub mod aarch64;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod features;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod tokens;
mod vectorized;
#[cfg(target_arch = "x86_64")]
pub mod x86_64;

pub use vectorized::vectorized;
