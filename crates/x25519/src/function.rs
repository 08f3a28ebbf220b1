//! The function X25519, by the best implementation for this CPU.

use crate::portable;

/// X25519(k, u) of RFC 7748, section 5: the u-coordinate of k times the point with u-coordinate u.
///
/// `k` is the secret scalar, 32 little-endian bytes, clamped here; `u` is a u-coordinate, 32 little-endian bytes
/// of which the top bit is ignored. The result is all zeros if `u` is a point of small order, which a key agreement
/// must refuse: [`crate::SecretKey::diffie_hellman`] does.
#[must_use]
pub fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    portable::x25519(k, u)
}
