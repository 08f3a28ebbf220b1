#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod der;
mod emsa_pkcs1;
mod emsa_pss;
mod error;
mod hash;
mod public_format;
mod public_key;

pub use error::{InvalidKey, InvalidSignature};
pub use hash::{Digest, Hash};
pub use public_format::PublicKeyDer;
pub use public_key::{MAX_EXPONENT_BITS, MAX_MODULUS_BITS, MIN_EXPONENT, MIN_MODULUS_BITS, PublicKey};
