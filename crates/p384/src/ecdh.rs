//! ECDH over P-384 (SP 800-56A, section 5.7.1.2), as TLS uses it.

use clearbox_weierstrass::{P384, ecdh};

/// A secret key for key agreement: 48 bytes, big-endian.
pub type SecretKey = ecdh::SecretKey<P384>;

/// A public key for key agreement: 97 bytes, or 49 if compressed.
pub type PublicKey = ecdh::PublicKey<P384>;

/// The secret that two keys share: 48 bytes.
pub type SharedSecret = ecdh::SharedSecret<P384>;
