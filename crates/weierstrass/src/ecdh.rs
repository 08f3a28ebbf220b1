//! ECDH (SP 800-56A, section 5.7.1.2), as TLS uses it.

use clearbox_ct::{Wiped, wiped_after};
use rand_core::CryptoRng;

use crate::{
    curve::{STACK_WORDS, SecretCurve},
    error::{InvalidKey, InvalidPoint},
    field::Field,
    key_pair::KeyPair,
    point::AffinePoint,
    sec1,
};

/// A secret key for key agreement, with its public key; wiped on drop.
#[derive(Clone)]
pub struct SecretKey<C: SecretCurve>(KeyPair<C>);

/// A public key for key agreement: a point of the curve other than the one at infinity.
#[derive(Clone, Copy)]
pub struct PublicKey<C: SecretCurve>(AffinePoint<C>);

/// The secret that two keys share, wiped on drop. It is for a key derivation function, not a key yet.
pub struct SharedSecret<C: SecretCurve>(Wiped<C::Bytes>);

impl<C: SecretCurve> SecretKey<C> {
    /// Takes the scalar d, big-endian, and computes the public key. If the bytes are random, this fails for one
    /// of 2^32 with P-256: try others then.
    ///
    /// # Errors
    /// [`InvalidKey::OutOfRange`] if d is not from 1 to n − 1.
    pub fn from_bytes(bytes: &C::Bytes) -> Result<Self, InvalidKey> {
        KeyPair::from_bytes(bytes).map(Self)
    }

    /// Makes a key from `rng`, by testing candidates (SP 800-56A, section 5.6.1.2.2).
    #[must_use]
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self(KeyPair::generate(rng))
    }

    /// Makes a key from the operating system's randomness.
    ///
    /// # Errors
    /// If the operating system has none to give.
    #[cfg(feature = "getrandom")]
    pub fn random() -> Result<Self, getrandom::Error> {
        KeyPair::random().map(Self)
    }

    /// The public key, which was computed when this key was made.
    #[must_use]
    pub fn public_key(&self) -> PublicKey<C> {
        PublicKey(self.0.q)
    }

    /// The secret shared with the holder of the secret key to `their` public key. Since both are valid and
    /// the group's order is a prime, the shared point can't be the one at infinity.
    #[must_use]
    pub fn diffie_hellman(&self, their: &PublicKey<C>) -> SharedSecret<C> {
        wiped_after::<STACK_WORDS, _>(|| {
            SharedSecret(Wiped::new(C::multiply(&self.0.d, &their.0).x.to_bytes()))
        })
    }
}

impl<C: SecretCurve> PublicKey<C> {
    /// Decodes 04, x, y: the one form that TLS 1.3 allows (RFC 9846, section 4.3.8.2). x and y are
    /// big-endian.
    ///
    /// # Errors
    /// [`InvalidPoint`] if it is another form, or the point is not on the curve.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_sec1_uncompressed(bytes: &C::Uncompressed) -> Result<Self, InvalidPoint> {
        Self::from_sec1_bytes(bytes.as_ref())
    }

    /// Decodes an uncompressed or compressed point (SEC 1, section 2.3.4).
    ///
    /// # Errors
    /// [`InvalidPoint`] if the bytes are neither, or the point is not on the curve, or the one at infinity.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_sec1_bytes(bytes: &[u8]) -> Result<Self, InvalidPoint> {
        sec1::decode_vartime(bytes).map(Self)
    }

    /// Encodes the point as 04, x, y.
    #[must_use]
    pub fn to_sec1_uncompressed(&self) -> C::Uncompressed {
        sec1::encode_uncompressed(&self.0)
    }
}

impl<C: SecretCurve> SharedSecret<C> {
    /// The x-coordinate of the shared point, big-endian.
    #[must_use]
    pub fn as_bytes(&self) -> &C::Bytes {
        &self.0
    }
}

impl<C: SecretCurve> PartialEq for PublicKey<C> {
    fn eq(&self, other: &Self) -> bool {
        self.to_sec1_uncompressed() == other.to_sec1_uncompressed()
    }
}

impl<C: SecretCurve> Eq for PublicKey<C> {}

impl<C: SecretCurve> core::fmt::Debug for PublicKey<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        sec1::debug("PublicKey", &self.0, f)
    }
}

impl<C: SecretCurve> core::fmt::Debug for SecretKey<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SecretKey")
    }
}

impl<C: SecretCurve> core::fmt::Debug for SharedSecret<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SharedSecret")
    }
}
