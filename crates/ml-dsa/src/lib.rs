#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
// The arithmetic is written in FIPS 204's own letters: A_hat, K, H.
#![allow(non_snake_case)]
#![cfg_attr(test, allow(non_upper_case_globals))]

mod der;
mod dsa;
mod encode;
mod error;
mod field;
mod hint;
mod key_format;
mod ntt;
mod parameters;
mod round;
mod sample;
mod signing_key;
mod table;
mod verifying_key;

pub use error::{ContextTooLong, InvalidKey, InvalidSignature};
pub use key_format::PrivateKeyDer;
pub use parameters::{Bytes, MlDsa44, MlDsa65, MlDsa87, ParameterSet};
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
