//! P-256 with its hash.

use clearbox_hmac::HmacSha256;
use clearbox_sha2::Sha256;
use clearbox_weierstrass::{P256, SigningSuite, Suite};

/// P-256 with SHA-256, which `sign` and `verify` hash with, and which makes the secret numbers k.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct P256Sha256;

impl Suite for P256Sha256 {
    type Curve = P256;
    type Digest = [u8; 32];

    fn digest(message: &[u8]) -> Self::Digest {
        Sha256::digest(message)
    }
}

impl SigningSuite for P256Sha256 {
    fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
        HmacSha256::new(key).tag_with(parts.iter().copied())
    }
}
