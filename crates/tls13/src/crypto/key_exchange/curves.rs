//! Elliptic curves (RFC 9846, sections 4.3.8.2 and 7.4.2).

use clearbox_p256::ecdh as p256;
use clearbox_p384::ecdh as p384;

use super::SharedSecret;

/// None if the point has low order: the shared secret would be all zeros (section 7.4.2).
//= 7.4.2-3
pub(super) fn agree_x25519(secret: &clearbox_x25519::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = clearbox_x25519::PublicKey::from_bytes(peer.try_into().ok()?);
    let shared = secret.diffie_hellman(&peer).ok()?;
    Some(SharedSecret::new(shared.as_bytes()))
}

/// None if the point is not on the curve, or not in the uncompressed form (section 4.3.8.2).
//= 4.3.8.2-1
pub(super) fn agree_secp256r1(secret: &p256::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = p256::PublicKey::from_sec1_uncompressed(peer.try_into().ok()?).ok()?;
    Some(SharedSecret::new(secret.diffie_hellman(&peer).as_bytes()))
}

/// The same for the larger curve.
//= 4.3.8.2-1
pub(super) fn agree_secp384r1(secret: &p384::SecretKey, peer: &[u8]) -> Option<SharedSecret> {
    let peer = p384::PublicKey::from_sec1_uncompressed(peer.try_into().ok()?).ok()?;
    Some(SharedSecret::new(secret.diffie_hellman(&peer).as_bytes()))
}
