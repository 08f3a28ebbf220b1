//! ECDH over P-256 (SP 800-56A, section 5.7.1.2), as TLS uses it.

use clearbox_weierstrass::{P256, ecdh};

/// A secret key for key agreement: 32 bytes, big-endian.
pub type SecretKey = ecdh::SecretKey<P256>;

/// A public key for key agreement: 65 bytes, or 33 if compressed.
pub type PublicKey = ecdh::PublicKey<P256>;

/// The secret that two keys share: 32 bytes.
pub type SharedSecret = ecdh::SharedSecret<P256>;
