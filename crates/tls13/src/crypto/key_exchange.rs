//! Key exchange (RFC 9846, sections 4.3.8 and 7.4): the client offers a share, the server answers with its own.
//!
//! The shape is that of a KEM, so that groups where the server encapsulates fit in.

use alloc::vec::Vec;

use clearbox_ct::Wiped;
use clearbox_p256::ecdh;
use rand_core::CryptoRng;

use crate::{code_points::NamedGroup, error::Error, suite::Group};

/// What both ends have in common after the exchange.
pub(crate) type SharedSecret = Wiped<[u8; 32]>;

/// The private half of a share that was offered.
#[derive(Debug)]
pub(crate) enum KeyPair {
    X25519(clearbox_x25519::SecretKey),
    Secp256r1(ecdh::SecretKey),
}

impl KeyPair {
    pub(crate) fn generate(group: Group, mut rng: &mut dyn CryptoRng) -> Self {
        match group {
            Group::X25519 => Self::X25519(clearbox_x25519::SecretKey::generate(&mut rng)),
            Group::Secp256r1 => Self::Secp256r1(ecdh::SecretKey::generate(&mut rng)),
        }
    }

    pub(crate) fn group(&self) -> Group {
        match self {
            Self::X25519(_) => Group::X25519,
            Self::Secp256r1(_) => Group::Secp256r1,
        }
    }

    /// key_exchange of this end's KeyShareEntry.
    pub(crate) fn public(&self) -> Vec<u8> {
        match self {
            Self::X25519(secret) => secret.public_key().as_bytes().to_vec(),
            Self::Secp256r1(secret) => secret.public_key().to_sec1_uncompressed().to_vec(),
        }
    }

    /// The shared secret with the peer's key_exchange.
    pub(crate) fn agree(&self, peer: &[u8]) -> Result<SharedSecret, Error> {
        let agreed = match self {
            Self::X25519(secret) => agree_x25519(secret, peer),
            Self::Secp256r1(secret) => agree_secp256r1(secret, peer),
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
    let pair = KeyPair::generate(group, rng);
    let shared = pair.agree(client_share)?;
    Ok((pair.public(), shared))
}

/// None if the point has low order: the shared secret would be all zeros (section 7.4.2).
fn agree_x25519(secret: &clearbox_x25519::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = clearbox_x25519::PublicKey::from_bytes(peer.try_into().ok()?);
    let shared = secret.diffie_hellman(&peer).ok()?;
    Some(Wiped::new(*shared.as_bytes()))
}

/// None if the point is not on the curve, or not in the uncompressed form (section 4.3.8.2).
fn agree_secp256r1(secret: &ecdh::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = ecdh::PublicKey::from_sec1_uncompressed(peer.try_into().ok()?).ok()?;
    Some(Wiped::new(*secret.diffie_hellman(&peer).as_bytes()))
}
