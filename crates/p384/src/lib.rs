#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

pub mod ecdh;
mod suite;

use clearbox_weierstrass::P384;
pub use clearbox_weierstrass::{InvalidKey, InvalidPoint, InvalidSignature, SigningError};
pub use suite::P384Sha384;

/// A private key that signs: 48 bytes, big-endian. It hashes with SHA-384.
pub type SigningKey = clearbox_weierstrass::SigningKey<P384Sha384>;

/// A public key that verifies signatures: 97 bytes, or 49 if compressed. It hashes with SHA-384.
pub type VerifyingKey = clearbox_weierstrass::VerifyingKey<P384Sha384>;

/// An ECDSA signature (r, s): 96 bytes, or 8 to 104 as DER.
pub type Signature = clearbox_weierstrass::Signature<P384>;

/// A signature as DER, at most 104 bytes.
pub type DerSignature = clearbox_weierstrass::DerSignature<P384>;

/// A private key as DER, wiped on drop.
pub type PrivateKeyDer = clearbox_weierstrass::PrivateKeyDer<P384>;
