#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
// The arithmetic is written in FIPS 180-4's own letters: H, W, Σ0, σ1.
#![allow(non_snake_case, mixed_script_confusables)]

mod buffer;
mod compress;
mod hash;
mod portable;
mod table;

pub use hash::{Sha256, Sha384, Sha512};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
