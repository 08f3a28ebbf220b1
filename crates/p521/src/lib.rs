#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod suite;

use clearbox_weierstrass::P521;
pub use clearbox_weierstrass::{InvalidPoint, InvalidSignature};
pub use suite::P521Sha512;

/// A public key that verifies signatures: 133 bytes, or 67 if compressed. It hashes with SHA-512.
pub type VerifyingKey = clearbox_weierstrass::VerifyingKey<P521Sha512>;

/// An ECDSA signature (r, s): 132 bytes, or 8 to 139 as DER.
pub type Signature = clearbox_weierstrass::Signature<P521>;

/// A signature as DER, at most 139 bytes.
pub type DerSignature = clearbox_weierstrass::DerSignature<P521>;
