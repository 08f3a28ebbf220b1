#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod der;
mod emsa_pkcs1;
mod emsa_pss;
mod error;
mod exponent;
mod generate;
mod hash;
mod prime;
mod private_format;
mod private_key;
mod pss_format;
mod pss_key;
mod public_format;
mod public_key;
mod random;
mod signature;

pub use error::{GenerationError, InvalidKey, InvalidSignature, SigningError};
pub use hash::{Digest, Hash};
pub use private_format::PrivateKeyDer;
pub use private_key::PrivateKey;
pub use pss_key::{PssPrivateKey, PssPublicKey};
pub use public_format::PublicKeyDer;
pub use public_key::{MAX_EXPONENT_BITS, MAX_MODULUS_BITS, MIN_EXPONENT, MIN_MODULUS_BITS, PublicKey};
pub use signature::Signature;

#[cfg(all(test, feature = "getrandom"))]
extern crate std;
#[cfg(all(test, feature = "getrandom"))]
mod spec;
#[cfg(all(test, feature = "getrandom"))]
mod tests;
