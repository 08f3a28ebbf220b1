//! Key exchange (RFC 9846, sections 4.3.8 and 7.4): the client offers a share, the server answers with its own.
//!
//! The shape is that of a KEM, so that groups where the server encapsulates fit in.

use alloc::vec::Vec;

use clearbox_ct::Wiped;
use clearbox_p256::ecdh as p256;
use clearbox_p384::ecdh as p384;
use rand_core::CryptoRng;

use crate::{code_points::NamedGroup, error::Error, suite::Group};

/// The longest shared secret, in bytes.
const MAX_LEN: usize = 48;

/// What both ends have in common after the exchange; wiped on drop.
#[derive(Debug)]
pub(crate) struct SharedSecret {
    bytes: Wiped<[u8; MAX_LEN]>,
    len: usize,
}

impl SharedSecret {
    //= 7.4.2-1
    fn new<const N: usize>(bytes: &[u8; N]) -> Self {
        const { assert!(N <= MAX_LEN) };
        let mut secret = Self { bytes: Wiped::new([0; MAX_LEN]), len: N };
        for (to, from) in secret.bytes.iter_mut().zip(bytes) {
            *to = *from;
        }
        secret
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// The private half of a share that was offered.
#[derive(Debug)]
pub(crate) enum KeyPair {
    X25519(clearbox_x25519::SecretKey),
    Secp256r1(p256::SecretKey),
    Secp384r1(p384::SecretKey),
}

impl KeyPair {
    //= 4.3.8-4 4.3.8-7
    pub(crate) fn generate(group: Group, mut rng: &mut dyn CryptoRng) -> Self {
        match group {
            Group::X25519 => Self::X25519(clearbox_x25519::SecretKey::generate(&mut rng)),
            Group::Secp256r1 => Self::Secp256r1(p256::SecretKey::generate(&mut rng)),
            Group::Secp384r1 => Self::Secp384r1(p384::SecretKey::generate(&mut rng)),
        }
    }

    pub(crate) fn group(&self) -> Group {
        match self {
            Self::X25519(_) => Group::X25519,
            Self::Secp256r1(_) => Group::Secp256r1,
            Self::Secp384r1(_) => Group::Secp384r1,
        }
    }

    /// key_exchange of this end's KeyShareEntry.
    pub(crate) fn public(&self) -> Vec<u8> {
        match self {
            Self::X25519(secret) => secret.public_key().as_bytes().to_vec(),
            Self::Secp256r1(secret) => secret.public_key().to_sec1_uncompressed().to_vec(),
            Self::Secp384r1(secret) => secret.public_key().to_sec1_uncompressed().to_vec(),
        }
    }

    /// The shared secret with the peer's key_exchange.
    pub(crate) fn agree(&self, peer: &[u8]) -> Result<SharedSecret, Error> {
        let agreed = match self {
            Self::X25519(secret) => agree_x25519(secret, peer),
            Self::Secp256r1(secret) => agree_secp256r1(secret, peer),
            Self::Secp384r1(secret) => agree_secp384r1(secret, peer),
        };
        agreed.ok_or(Error::BadKeyShare(NamedGroup::from(self.group())))
    }
}

/// The server's side: its share, and the shared secret with the client's.
pub(crate) fn respond(
    group: Group,
    client_share: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<(Vec<u8>, SharedSecret), Error> {
    //= 4.3.8-7
    let pair = KeyPair::generate(group, rng);
    let shared = pair.agree(client_share)?;
    Ok((pair.public(), shared))
}

/// None if the point has low order: the shared secret would be all zeros (section 7.4.2).
//= 7.4.2-3
fn agree_x25519(secret: &clearbox_x25519::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = clearbox_x25519::PublicKey::from_bytes(peer.try_into().ok()?);
    let shared = secret.diffie_hellman(&peer).ok()?;
    Some(SharedSecret::new(shared.as_bytes()))
}

/// None if the point is not on the curve, or not in the uncompressed form (section 4.3.8.2).
//= 4.3.8.2-1
fn agree_secp256r1(secret: &p256::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = p256::PublicKey::from_sec1_uncompressed(peer.try_into().ok()?).ok()?;
    Some(SharedSecret::new(secret.diffie_hellman(&peer).as_bytes()))
}

/// The same for the larger curve.
//= 4.3.8.2-1
fn agree_secp384r1(secret: &p384::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = p384::PublicKey::from_sec1_uncompressed(peer.try_into().ok()?).ok()?;
    Some(SharedSecret::new(secret.diffie_hellman(&peer).as_bytes()))
}
