//! The hash functions that messages are hashed with, and digests by them.

use clearbox_sha2::{Sha256, Sha384, Sha512};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// The digest of a message, and by which hash function it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// By SHA-256.
    Sha256([u8; 32]),
    /// By SHA-384.
    Sha384([u8; 48]),
    /// By SHA-512.
    Sha512([u8; 64]),
}

impl Hash {
    /// The digest of `message`.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Digest {
        self.digest_of_parts(&[message])
    }

    /// The length of a digest in bytes.
    #[must_use]
    pub fn output_len(self) -> usize {
        match self {
            Self::Sha256 => Sha256::OUTPUT_LEN,
            Self::Sha384 => Sha384::OUTPUT_LEN,
            Self::Sha512 => Sha512::OUTPUT_LEN,
        }
    }

    /// The digest of some bytes after each other.
    pub(crate) fn digest_of_parts(self, parts: &[&[u8]]) -> Digest {
        macro_rules! digest {
            ($hash:ident) => {{
                let mut hash = $hash::new();
                parts.iter().for_each(|part| hash.update(part));
                Digest::$hash(hash.finalize())
            }};
        }
        match self {
            Self::Sha256 => digest!(Sha256),
            Self::Sha384 => digest!(Sha384),
            Self::Sha512 => digest!(Sha512),
        }
    }
}

impl Digest {
    /// The hash function.
    #[must_use]
    pub fn hash(&self) -> Hash {
        match self {
            Self::Sha256(_) => Hash::Sha256,
            Self::Sha384(_) => Hash::Sha384,
            Self::Sha512(_) => Hash::Sha512,
        }
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Sha256(bytes) => bytes,
            Self::Sha384(bytes) => bytes,
            Self::Sha512(bytes) => bytes,
        }
    }
}
