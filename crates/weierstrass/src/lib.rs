#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]
#![allow(
    clippy::duplicate_mod,
    reason = "kernels are one source on the fields of several curves, and proofs run it on other lanes"
)]

mod bytes;
mod curve;
mod der;
mod digits;
pub mod ecdh;
mod ecdsa;
mod error;
mod field;
mod invert;
mod key_format;
mod key_pair;
mod limbs;
mod montgomery;
mod multiply;
mod nonce;
mod p256;
mod p384;
mod p521;
mod point;
mod sec1;
mod signature;
mod signing_key;
mod verifying_key;

pub use bytes::Bytes;
pub use curve::{Curve, ScalarBytes, SecretCurve, SigningSuite, Suite};
pub use error::{InvalidKey, InvalidPoint, InvalidSignature, SigningError};
pub use field::Field;
pub use key_format::PrivateKeyDer;
pub use p256::P256;
pub use p384::P384;
pub use p521::P521;
pub use point::AffinePoint;
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
