#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod aead;
mod error;
mod limit;
mod portable;

pub use aead::{Aes128Gcm, Aes256Gcm, AesGcm};
pub use error::{OpenError, TooLong};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
