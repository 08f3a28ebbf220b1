#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod function;
mod keys;
mod portable;

pub use function::x25519;
pub use keys::{LowOrderPoint, PublicKey, SecretKey, SharedSecret};

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
