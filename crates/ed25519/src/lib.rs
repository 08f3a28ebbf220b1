#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod der;
mod error;
mod key_format;
mod portable;
mod signature;
mod signing_key;
mod verifying_key;

pub use error::{InvalidKey, InvalidSignature, SigningError};
pub use key_format::PrivateKeyDer;
pub use signature::Signature;
pub use signing_key::SigningKey;
pub use verifying_key::VerifyingKey;

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
