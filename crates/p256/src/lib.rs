#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

pub mod ecdh;
mod suite;

use clearbox_weierstrass::P256;
pub use clearbox_weierstrass::{InvalidKey, InvalidPoint, InvalidSignature, SigningError};
pub use suite::P256Sha256;

/// A private key that signs: 32 bytes, big-endian. It hashes with SHA-256.
pub type SigningKey = clearbox_weierstrass::SigningKey<P256Sha256>;

/// A public key that verifies signatures: 65 bytes, or 33 if compressed. It hashes with SHA-256.
pub type VerifyingKey = clearbox_weierstrass::VerifyingKey<P256Sha256>;

/// An ECDSA signature (r, s): 64 bytes, or 8 to 72 as DER.
pub type Signature = clearbox_weierstrass::Signature<P256>;

/// A signature as DER, at most 72 bytes.
pub type DerSignature = clearbox_weierstrass::DerSignature<P256>;

/// A private key as DER, wiped on drop.
pub type PrivateKeyDer = clearbox_weierstrass::PrivateKeyDer<P256>;
