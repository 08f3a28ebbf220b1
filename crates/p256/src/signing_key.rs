//! Signing.

use clearbox_ct::{Wiped, declassify_ref};
use clearbox_sha2::Sha256;
use rand_core::CryptoRng;

use crate::{
    curve::{self, Scalar},
    error::InvalidKey,
    key_format::{self, PrivateKeyDer},
    key_pair::KeyPair,
    nonce::Nonces,
    signature::Signature,
    stack::wiped_after,
    verifying_key::VerifyingKey,
};

/// A private key that signs, with its public key; wiped on drop.
#[derive(Clone)]
pub struct SigningKey(KeyPair);

impl SigningKey {
    /// Takes the scalar d, 32 big-endian bytes, and computes the public key.
    ///
    /// # Errors
    /// [`InvalidKey::OutOfRange`] if d is not from 1 to n − 1.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, InvalidKey> {
        KeyPair::from_bytes(bytes).map(Self)
    }

    /// The scalar d, 32 big-endian bytes. They are the caller's to wipe.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.d.to_bytes()
    }

    /// Makes a key from `rng`, by testing candidates (FIPS 186-5, appendix A.2.2).
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

    /// Reads a private key in PKCS #8 (RFC 5208, and RFC 5958), strictly in DER. Attributes are ignored.
    /// Where a public key stands in it, it must belong to the private one.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        key_format::read_pkcs8(der)
    }

    /// Writes the private and the public key in PKCS #8 (RFC 5208).
    #[must_use]
    pub fn to_pkcs8_der(&self) -> PrivateKeyDer {
        key_format::write_pkcs8(self)
    }

    /// Reads a private key in the form of RFC 5915 ("EC PRIVATE KEY"), strictly in DER. It must name the
    /// curve; where the public key stands in it, it must belong to the private one.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_sec1_der(der: &[u8]) -> Result<Self, InvalidKey> {
        key_format::read_sec1(der)
    }

    /// Writes the private and the public key in the form of RFC 5915, with the curve's name.
    #[must_use]
    pub fn to_sec1_der(&self) -> PrivateKeyDer {
        key_format::write_sec1(self)
    }

    /// The public key, which was computed when this key was made.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey::new(self.0.q)
    }

    /// Signs `message`, hashed with SHA-256.
    ///
    /// The secret number k of the signature comes from the key, the message and 32 bytes of `rng` together:
    /// RFC 6979, section 3.2, with additional data as its section 3.6 allows. So a bad `rng` does no harm,
    /// and faults can't make two signatures share a k as they can without randomness.
    #[must_use]
    pub fn sign<R: CryptoRng + ?Sized>(&self, rng: &mut R, message: &[u8]) -> Signature {
        self.sign_prehash(rng, &Sha256::digest(message))
    }

    /// Signs a message of which the digest is given, by whatever hash, like [`Self::sign`]; of more than 32
    /// bytes, the first 32 count. The generator of k uses SHA-256 all the same.
    #[must_use]
    pub fn sign_prehash<R: CryptoRng + ?Sized>(&self, rng: &mut R, digest: &[u8]) -> Signature {
        let mut additional = Wiped::new([0; 32]);
        rng.fill_bytes(&mut *additional);
        self.sign_scalar(&Scalar::from_digest(digest), &*additional)
    }

    /// Signs `message`, hashed with SHA-256, with the k that RFC 6979, section 3.2, derives from key and
    /// message: the same message has the same signature each time.
    #[must_use]
    pub fn sign_deterministic(&self, message: &[u8]) -> Signature {
        self.sign_scalar(&Scalar::from_digest(&Sha256::digest(message)), &[])
    }

    /// Signs the number e.
    fn sign_scalar(&self, e: &Scalar, additional: &[u8]) -> Signature {
        wiped_after(|| {
            let mut nonces = Nonces::new(&self.to_bytes(), e, additional);
            loop {
                if let Some(k) = nonces.candidate()
                    && let Some(signature) = self.sign_with(&k, e)
                {
                    return signature;
                }
                nonces.advance();
            }
        })
    }

    /// FIPS 186-5, section 6.4.1, steps 4 to 11: the signature of the number e by the secret k; none if r or
    /// s is zero, which nobody has seen yet.
    pub(crate) fn sign_with(&self, k: &Scalar, e: &Scalar) -> Option<Signature> {
        let r = Scalar::reduce(curve::multiply_base(k).x.to_limbs());
        let s = k.invert().mul(e.add(r.mul(*self.0.d)));
        // Public: the signature; and that r and s are not zero.
        Signature::new(*declassify_ref(&r.to_bytes()), *declassify_ref(&s.to_bytes())).ok()
    }
}

impl core::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SigningKey")
    }
}
