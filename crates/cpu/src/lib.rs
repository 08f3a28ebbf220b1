#![doc = include_str!("../README.md")]
#![no_std]

mod vectorized;
#[cfg(target_arch = "x86_64")]
pub mod x86_64;

pub use vectorized::vectorized;
