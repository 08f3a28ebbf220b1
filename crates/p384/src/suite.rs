//! P-384 with its hash.

use clearbox_hmac::HmacSha384;
use clearbox_sha2::Sha384;
use clearbox_weierstrass::{P384, SigningSuite, Suite};

/// P-384 with SHA-384, which `sign` and `verify` hash with, and which makes the secret numbers k.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct P384Sha384;

impl Suite for P384Sha384 {
    type Curve = P384;
    type Digest = [u8; 48];

    fn digest(message: &[u8]) -> Self::Digest {
        Sha384::digest(message)
    }
}

impl SigningSuite for P384Sha384 {
    fn hmac(key: &[u8; 48], parts: &[&[u8]]) -> [u8; 48] {
        HmacSha384::new(key).tag_with(parts.iter().copied())
    }
}
