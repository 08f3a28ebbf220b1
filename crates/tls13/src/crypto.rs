//! The primitives of the sibling crates, as closed enums over what TLS 1.3 can negotiate.

mod aead;
mod hash;
mod hkdf;
mod key_exchange;

pub(crate) use aead::{Aead, TAG_LEN};
pub use hash::Hash;
pub(crate) use hash::{Digest, Hasher};
pub(crate) use hkdf::{Hkdf, Secret, hmac};
pub(crate) use key_exchange::{KeyPair, respond};
