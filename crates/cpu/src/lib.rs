#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(target_arch = "aarch64")]
pub mod aarch64;
mod features;
mod tokens;
mod vectorized;
#[cfg(target_arch = "x86_64")]
pub mod x86_64;

pub use vectorized::vectorized;
