//! Key agreement as RFC 7748, section 6.1, has it, in types.

use clearbox_ct::{Wiped, declassify, eq_bytes, wiped_after};
use rand_core::CryptoRng;

use crate::function::{x25519, x25519_base};

/// Of the stack, 512 bytes: copies of what is on its way to the caller.
const COPIES_WORDS: usize = 64;

/// A secret key: 32 bytes, wiped on drop.
#[derive(Clone)]
pub struct SecretKey(Wiped<[u8; 32]>);

/// A public key: a u-coordinate of 32 little-endian bytes. Any bytes are one (RFC 7748, section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

/// The secret that two keys share: 32 bytes, wiped on drop. It is for a key derivation function, not a key
/// yet.
pub struct SharedSecret(Wiped<[u8; 32]>);

/// The peer's public key is a point of small order, so that the shared secret would be known to everyone
/// (RFC 7748, section 6.1; RFC 9846, section 7.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LowOrderPoint;

impl SecretKey {
    /// Takes 32 secret random bytes as a key. They need no clamping: X25519 does it.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Wiped::new(bytes))
    }

    /// The bytes that the key was made from. They are the caller's to wipe.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        *self.0
    }

    /// Makes a key of 32 bytes from `rng`.
    #[must_use]
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        wiped_after::<COPIES_WORDS, _>(|| {
            let mut key = Wiped::new([0; 32]);
            rng.fill_bytes(&mut *key);
            Self(key)
        })
    }

    /// Makes a key of 32 bytes from the operating system.
    ///
    /// # Errors
    /// If the operating system has no randomness to give.
    #[cfg(feature = "getrandom")]
    pub fn random() -> Result<Self, getrandom::Error> {
        wiped_after::<COPIES_WORDS, _>(|| {
            let mut key = Wiped::new([0; 32]);
            getrandom::fill(&mut *key)?;
            Ok(Self(key))
        })
    }

    /// The public key to send to the peer: X25519(k, 9).
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey(x25519_base(&self.0))
    }

    /// The secret shared with the holder of the secret key to `their` public key.
    ///
    /// # Errors
    /// [`LowOrderPoint`] if the result is all zeros.
    pub fn diffie_hellman(&self, their: &PublicKey) -> Result<SharedSecret, LowOrderPoint> {
        wiped_after::<COPIES_WORDS, _>(|| {
            let shared = Wiped::new(x25519(&self.0, &their.0));
            // Public: it depends on the peer's point alone, since clamped scalars are no multiples of the large
            // order.
            let is_of_small_order = declassify(eq_bytes(&*shared, &[0; 32]));
            if is_of_small_order { Err(LowOrderPoint) } else { Ok(SharedSecret(shared)) }
        })
    }
}

impl PublicKey {
    /// Takes the 32 bytes a peer sent.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes to send.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl SharedSecret {
    /// The u-coordinate of the shared point, 32 little-endian bytes, never all zeros.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl core::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SecretKey")
    }
}

impl core::fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SharedSecret")
    }
}

impl core::fmt::Display for LowOrderPoint {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the peer's X25519 public key is a point of small order")
    }
}

impl core::error::Error for LowOrderPoint {}
