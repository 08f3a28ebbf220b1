//! HKDF with the label structure of TLS (RFC 9846, section 7.1), and the secrets it makes.

use clearbox_ct::Wiped;
use clearbox_hkdf::{HkdfSha256, HkdfSha384};
use clearbox_hmac::{HmacSha256, HmacSha384};

use super::{Digest, Hash};

/// A secret as long as the hash's output, wiped on drop.
#[derive(Clone, Debug)]
pub(crate) struct Secret {
    hash: Hash,
    bytes: Wiped<[u8; Hash::MAX_LEN]>,
}

impl Secret {
    fn zero(hash: Hash) -> Self {
        Self { hash, bytes: Wiped::new([0; Hash::MAX_LEN]) }
    }

    /// A secret that was kept somewhere; None if it is not as long as the hash's output.
    pub(crate) fn from_bytes(hash: Hash, bytes: &[u8]) -> Option<Self> {
        let mut secret = Self::zero(hash);
        let target = secret.as_mut_bytes();
        if target.len() != bytes.len() {
            return None;
        }
        target.copy_from_slice(bytes);
        Some(secret)
    }

    pub(crate) fn hash(&self) -> Hash {
        self.hash
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.hash.len()).unwrap_or_default()
    }

    fn as_mut_bytes(&mut self) -> &mut [u8] {
        let len = self.hash.len();
        self.bytes.get_mut(..len).unwrap_or_default()
    }

    /// The keyed form, from which more is derived.
    pub(crate) fn hkdf(&self) -> Hkdf {
        Hkdf::from_prk(self)
    }
}

/// A pseudorandom key, ready to be expanded.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "lives on the stack, for a derivation or two")]
pub(crate) enum Hkdf {
    Sha256(HkdfSha256),
    Sha384(HkdfSha384),
}

impl Hkdf {
    /// HKDF-Extract; an absent `salt` or `ikm` is given as zeros of the hash's length.
    pub(crate) fn extract(hash: Hash, salt: &[u8], ikm: &[u8]) -> Self {
        match hash {
            Hash::Sha256 => Self::Sha256(HkdfSha256::extract(salt, ikm)),
            Hash::Sha384 => Self::Sha384(HkdfSha384::extract(salt, ikm)),
        }
    }

    fn from_prk(secret: &Secret) -> Self {
        match secret.hash {
            Hash::Sha256 => Self::Sha256(HkdfSha256::from_prk(&prefix(&secret.bytes))),
            Hash::Sha384 => Self::Sha384(HkdfSha384::from_prk(&prefix(&secret.bytes))),
        }
    }

    pub(crate) fn hash(&self) -> Hash {
        match self {
            Self::Sha256(_) => Hash::Sha256,
            Self::Sha384(_) => Hash::Sha384,
        }
    }

    /// The pseudorandom key itself.
    #[cfg(test)]
    pub(crate) fn prk(&self) -> &[u8] {
        match self {
            Self::Sha256(hkdf) => hkdf.prk(),
            Self::Sha384(hkdf) => hkdf.prk(),
        }
    }

    /// HKDF-Expand-Label(self, `label`, `context`, `out.len()`).
    ///
    /// `out` is a key, an IV, a hash's length, or exporter output that the caller has bounded by 255 hash lengths;
    /// `label` and `context` are shorter than 249 and 256 bytes.
    pub(crate) fn expand_label(&self, label: &[u8], context: &[u8], out: &mut [u8]) {
        // The beginning in one piece: the hash takes as long for a byte as for nine.
        let [l0, l1] = (out.len() as u16).to_be_bytes();
        let beginning = [l0, l1, (6 + label.len()) as u8, b't', b'l', b's', b'1', b'3', b' '];
        let context_length = [context.len() as u8];
        let info: [&[u8]; 4] = [&beginning, label, &context_length, context];
        let done = match self {
            Self::Sha256(hkdf) => hkdf.expand_concat(&info, out),
            Self::Sha384(hkdf) => hkdf.expand_concat(&info, out),
        };
        debug_assert!(done.is_ok(), "more than 255 hash lengths from one secret");
    }

    /// HKDF-Expand-Label to a secret of the hash's length.
    pub(crate) fn expand_secret(&self, label: &[u8], context: &[u8]) -> Secret {
        let mut secret = Secret::zero(self.hash());
        self.expand_label(label, context, secret.as_mut_bytes());
        secret
    }

    /// Derive-Secret(self, `label`, messages), given the hash of the messages.
    pub(crate) fn derive_secret(&self, label: &[u8], transcript_hash: &Digest) -> Secret {
        self.expand_secret(label, transcript_hash.as_bytes())
    }
}

/// HMAC by the hash of `key`.
pub(crate) fn hmac(key: &Secret, message: &[u8]) -> Digest {
    match key.hash {
        Hash::Sha256 => Digest::new(&HmacSha256::mac(key.as_bytes(), message)),
        Hash::Sha384 => Digest::new(&HmacSha384::mac(key.as_bytes(), message)),
    }
}

fn prefix<const N: usize>(bytes: &[u8; Hash::MAX_LEN]) -> [u8; N] {
    const { assert!(N <= Hash::MAX_LEN) };
    bytes.first_chunk::<N>().copied().unwrap_or([0; N])
}
