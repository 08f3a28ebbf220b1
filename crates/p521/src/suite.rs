//! P-521 with its hash.

use clearbox_sha2::Sha512;
use clearbox_weierstrass::{P521, Suite};

/// P-521 with SHA-512, which `verify` hashes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct P521Sha512;

impl Suite for P521Sha512 {
    type Curve = P521;
    type Digest = [u8; 64];

    fn digest(message: &[u8]) -> Self::Digest {
        Sha512::digest(message)
    }
}
