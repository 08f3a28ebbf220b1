//! Keys that both ends know from outside TLS (RFC 9846, section 2.2), as they are or imported (RFC 9258).

use alloc::vec::Vec;

use clearbox_ct::{declassify, eq_bytes};

use super::secret_bytes::SecretBytes;
use crate::{
    code_points::ProtocolVersion,
    crypto::{Hash, Hkdf},
    error::Error,
    key_schedule::{EarlySecret, PskKind},
    wire::Writer,
};

/// An external pre-shared key. Both ends need the same one, of enough entropy to withstand guessing: not a password.
#[derive(Clone, Debug)]
pub struct Psk {
    identity: Vec<u8>,
    key: SecretBytes,
    hash: Hash,
    kind: PskKind,
}

impl Psk {
    /// The key called `identity`, of 1 to 65535 bytes, for cipher suites with this hash. A key that is used elsewhere too,
    /// or with another hash, has to be [imported](Self::import) instead.
    ///
    /// # Errors
    /// `Configuration` if the identity or the key is empty, or the identity too long.
    //= 2.2-2 4.3.11-3
    pub fn new(identity: &[u8], key: &[u8], hash: Hash) -> Result<Self, Error> {
        Self::of_kind(PskKind::External, identity, key, hash)
    }

    /// The keys for TLS 1.3 that come of importing `key`, one for each hash that a cipher suite may have (RFC 9258,
    /// section 5.1). `hash` is the one that the key was made for, SHA-256 if none was named; `context` says who shares
    /// it, and may be empty.
    ///
    /// # Errors
    /// `Configuration` if identity, context and what goes with them are not 1 to 65535 bytes together.
    pub fn import(identity: &[u8], key: &[u8], context: &[u8], hash: Hash) -> Result<[Self; 2], Error> {
        if identity.is_empty() || key.is_empty() || identity.len() + context.len() > usize::from(u16::MAX) - 8
        {
            return Err(Error::Configuration(
                "an external PSK needs a key and an identity of 1 to 65535 bytes",
            ));
        }
        let extracted = Hkdf::extract(hash, &[], key);
        let target = |target: Hash| {
            let imported = imported_identity(identity, context, target);
            let mut key = alloc::vec![0; target.len()];
            extracted.expand_label(b"derived psk", hash.digest(&imported).as_bytes(), &mut key);
            Self { identity: imported, key: SecretBytes::new(key), hash: target, kind: PskKind::Imported }
        };
        Ok([target(Hash::Sha256), target(Hash::Sha384)])
    }

    fn of_kind(kind: PskKind, identity: &[u8], key: &[u8], hash: Hash) -> Result<Self, Error> {
        if key.is_empty() || !(1..=usize::from(u16::MAX)).contains(&identity.len()) {
            return Err(Error::Configuration(
                "an external PSK needs a key and an identity of 1 to 65535 bytes",
            ));
        }
        Ok(Self { identity: identity.to_vec(), key: SecretBytes::new(key.to_vec()), hash, kind })
    }

    /// Its name on the wire.
    #[must_use]
    pub fn identity(&self) -> &[u8] {
        &self.identity
    }

    /// Whether it is called so. Who guesses an identity learns whether it is known here (appendix F.6), but not how far a
    /// wrong guess is right.
    pub(crate) fn is_called(&self, identity: &[u8]) -> bool {
        // Public: the client learns it from our answer.
        declassify(eq_bytes(&self.identity, identity))
    }

    pub(crate) fn hash(&self) -> Hash {
        self.hash
    }

    pub(crate) fn kind(&self) -> PskKind {
        self.kind
    }

    pub(crate) fn early_secret(&self) -> EarlySecret {
        EarlySecret::from_psk(self.hash, self.key.as_bytes())
    }
}

/// ImportedIdentity (RFC 9258, section 5.1).
fn imported_identity(identity: &[u8], context: &[u8], target: Hash) -> Vec<u8> {
    const HKDF_SHA256: u16 = 1;
    const HKDF_SHA384: u16 = 2;
    let mut bytes = Vec::new();
    let mut w = Writer::new(&mut bytes);
    w.vec_u16(|w| w.bytes(identity));
    w.vec_u16(|w| w.bytes(context));
    w.u16(ProtocolVersion::TLS_1_3.0);
    w.u16(match target {
        Hash::Sha256 => HKDF_SHA256,
        Hash::Sha384 => HKDF_SHA384,
    });
    bytes
}
