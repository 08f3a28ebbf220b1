//! The hash of a cipher suite, and its output.

use clearbox_sha2::{Sha256, Sha384};

/// The hash functions of the cipher suites.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
}

impl Hash {
    /// The longest output, in bytes.
    pub(crate) const MAX_LEN: usize = 48;

    /// The length of the output, in bytes.
    pub(crate) const fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    pub(crate) fn digest(self, data: &[u8]) -> Digest {
        let mut hasher = Hasher::new(self);
        hasher.update(data);
        hasher.digest()
    }
}

/// A running hash.
#[derive(Clone, Debug)]
pub(crate) enum Hasher {
    Sha256(Sha256),
    Sha384(Sha384),
}

impl Hasher {
    pub(crate) fn new(hash: Hash) -> Self {
        match hash {
            Hash::Sha256 => Self::Sha256(Sha256::new()),
            Hash::Sha384 => Self::Sha384(Sha384::new()),
        }
    }

    pub(crate) fn hash(&self) -> Hash {
        match self {
            Self::Sha256(_) => Hash::Sha256,
            Self::Sha384(_) => Hash::Sha384,
        }
    }

    pub(crate) fn update(&mut self, data: &[u8]) {
        match self {
            Self::Sha256(state) => state.update(data),
            Self::Sha384(state) => state.update(data),
        }
    }

    /// The hash of what has come so far; more may follow.
    pub(crate) fn digest(&self) -> Digest {
        match self {
            Self::Sha256(state) => Digest::new(&state.clone().finalize()),
            Self::Sha384(state) => Digest::new(&state.clone().finalize()),
        }
    }
}

/// The output of a hash or MAC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Digest {
    bytes: [u8; Hash::MAX_LEN],
    len: usize,
}

impl Digest {
    pub(crate) fn new<const N: usize>(output: &[u8; N]) -> Self {
        const { assert!(N <= Hash::MAX_LEN) };
        let mut bytes = [0; Hash::MAX_LEN];
        for (byte, &output) in bytes.iter_mut().zip(output) {
            *byte = output;
        }
        Self { bytes, len: N }
    }

    /// An output of `hash` that was kept somewhere; None if its length is wrong.
    pub(crate) fn of_suite(hash: Hash, output: &[u8]) -> Option<Self> {
        match hash {
            Hash::Sha256 => Some(Self::new::<32>(output.try_into().ok()?)),
            Hash::Sha384 => Some(Self::new::<48>(output.try_into().ok()?)),
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }
}
