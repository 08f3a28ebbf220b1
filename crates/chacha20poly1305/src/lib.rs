#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod aead;
mod error;
mod limit;
mod portable;

pub use aead::ChaCha20Poly1305;
pub use error::{OpenError, TooLong};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
