#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

mod function;
mod keys;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

pub use function::x25519;
pub use keys::{LowOrderPoint, PublicKey, SecretKey, SharedSecret};

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
