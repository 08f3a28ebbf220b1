#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod curve;
mod der;
pub mod ecdh;
mod error;
mod key_format;
mod key_pair;
mod nonce;
mod portable;
mod sec1;
mod signature;
mod signing_key;
mod stack;
mod verifying_key;

pub use error::{InvalidKey, InvalidPoint, InvalidSignature};
pub use key_format::PrivateKeyDer;
pub use signature::{DerSignature, Signature};
pub use signing_key::SigningKey;
pub use verifying_key::VerifyingKey;

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
