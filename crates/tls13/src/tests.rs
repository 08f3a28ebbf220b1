//! Tests of the whole crate; what concerns one module alone is tested beside it.

mod authentication;
mod bounds;
mod certificates;
mod chain_signatures;
mod compatibility;
mod cookies;
mod credentials;
#[cfg(feature = "std")]
mod fuzz_corpus;
mod grease;
mod handshake;
mod limits;
mod ml_dsa;
mod p521;
mod pair;
mod post_handshake_auth;
mod preferences;
mod puppet;
mod raw_public_keys;
mod record_sizes;
mod requirements;
mod resumption;
mod rfc8448;
mod stapling;
#[cfg(all(feature = "std", unix))]
mod stream;
mod violations;
