#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(target_arch = "x86_64")]
pub mod x86_64;
