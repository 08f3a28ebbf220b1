//! Signing.

use clearbox_ct::{Wiped, declassify_ref, wiped_after};
use rand_core::CryptoRng;

use crate::{
    bytes::Bytes,
    curve::{Curve, STACK_WORDS, ScalarBytes, SecretCurve, SigningSuite, Suite},
    error::{InvalidKey, SigningError},
    field::Field,
    key_format::{self, PrivateKeyDer},
    key_pair::KeyPair,
    nonce::Nonces,
    signature::Signature,
    verifying_key::VerifyingKey,
};

/// Of the stack, 2 KiB: copies of a key, or of its DER, on their way to the caller.
const COPIES_WORDS: usize = 256;

type Scalar<S> = <<S as Suite>::Curve as Curve>::Scalar;

/// A private key that signs, with its public key; wiped on drop.
#[derive(Clone)]
pub struct SigningKey<S: SigningSuite>(pub(crate) KeyPair<S::Curve>);

impl<S: SigningSuite> SigningKey<S> {
    /// Takes the scalar d, big-endian, and computes the public key.
    ///
    /// # Errors
    /// [`InvalidKey::OutOfRange`] if d is not from 1 to n − 1.
    pub fn from_bytes(bytes: &ScalarBytes<S>) -> Result<Self, InvalidKey> {
        KeyPair::from_bytes(bytes).map(Self)
    }

    /// The scalar d, big-endian. The bytes are the caller's to wipe.
    #[must_use]
    pub fn to_bytes(&self) -> ScalarBytes<S> {
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
    /// Where a public key stands in it, it must belong to the private one. The scalar may be shorter than the order, or
    /// have a zero more, as GnuTLS writes it.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<COPIES_WORDS, _>(|| key_format::read_pkcs8(der))
    }

    /// Writes the private and the public key in PKCS #8 (RFC 5208).
    #[must_use]
    pub fn to_pkcs8_der(&self) -> PrivateKeyDer<S::Curve> {
        wiped_after::<COPIES_WORDS, _>(|| key_format::write_pkcs8(self))
    }

    /// Reads a private key in the form of RFC 5915 ("EC PRIVATE KEY"), strictly in DER. It must name the
    /// curve; for the rest, as of [`Self::from_pkcs8_der`].
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_sec1_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<COPIES_WORDS, _>(|| key_format::read_sec1(der))
    }

    /// Writes the private and the public key in the form of RFC 5915, with the curve's name.
    #[must_use]
    pub fn to_sec1_der(&self) -> PrivateKeyDer<S::Curve> {
        wiped_after::<COPIES_WORDS, _>(|| key_format::write_sec1(self))
    }

    /// The public key, which was computed when this key was made.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey<S> {
        VerifyingKey::new(self.0.q)
    }

    /// Signs `message`, hashed with the curve's hash.
    ///
    /// The secret number k of the signature comes from the key, the message and as many bytes of `rng` together:
    /// RFC 6979, section 3.2, with additional data as its section 3.6 allows. So a bad `rng` does no harm,
    /// and faults can't make two signatures share a k as they can without randomness.
    #[must_use]
    pub fn sign<R: CryptoRng + ?Sized>(&self, rng: &mut R, message: &[u8]) -> Signature<S::Curve> {
        self.sign_prehash(rng, S::digest(message).as_ref())
    }

    /// Signs a message of which the digest is given, by whatever hash, like [`Self::sign`]; of more bytes
    /// than a scalar has, as many count as it has. The generator of k uses the curve's hash all the same.
    #[must_use]
    pub fn sign_prehash<R: CryptoRng + ?Sized>(&self, rng: &mut R, digest: &[u8]) -> Signature<S::Curve> {
        let mut additional = Wiped::new(ScalarBytes::<S>::ZERO);
        rng.fill_bytes(additional.as_mut());
        self.sign_scalar(&Scalar::<S>::from_digest(digest), additional.as_ref())
    }

    /// Signs `message`, hashed with the curve's hash, with the k that RFC 6979, section 3.2, derives from key and
    /// message: the same message has the same signature each time.
    #[must_use]
    pub fn sign_deterministic(&self, message: &[u8]) -> Signature<S::Curve> {
        self.sign_scalar(&Scalar::<S>::from_digest(S::digest(message).as_ref()), &[])
    }

    /// Signs like [`Self::sign`], and verifies the signature before it is given out. For machines whose faults may be
    /// an attacker's: what a faulty computation signed can tell the key. It takes the time of a verification more.
    ///
    /// # Errors
    /// [`SigningError`] if the signature was wrong.
    pub fn sign_verified<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        message: &[u8],
    ) -> Result<Signature<S::Curve>, SigningError> {
        self.sign_prehash_verified(rng, S::digest(message).as_ref())
    }

    /// Signs like [`Self::sign_prehash`], and verifies like [`Self::sign_verified`].
    ///
    /// # Errors
    /// [`SigningError`] if the signature was wrong.
    pub fn sign_prehash_verified<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        digest: &[u8],
    ) -> Result<Signature<S::Curve>, SigningError> {
        let signature = self.sign_prehash(rng, digest);
        let verified = self.verifying_key().verify_prehash(digest, &signature);
        verified.map(|()| signature).map_err(|_| SigningError)
    }

    /// Signs the number e.
    fn sign_scalar(&self, e: &Scalar<S>, additional: &[u8]) -> Signature<S::Curve> {
        wiped_after::<STACK_WORDS, _>(|| {
            let mut nonces = Nonces::<S>::new(&self.to_bytes(), e, additional);
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

    /// The signature of the number e by the secret k; none if r or s is zero (FIPS 186-5, section 6.4.1, step 11).
    pub(crate) fn sign_with(&self, k: &Scalar<S>, e: &Scalar<S>) -> Option<Signature<S::Curve>> {
        let (r, s) = S::Curve::sign(&self.0.d, k, e);
        // Public: the signature; and that r and s are not zero.
        Signature::new(*declassify_ref(&r), *declassify_ref(&s)).ok()
    }
}

impl<S: SigningSuite> core::fmt::Debug for SigningKey<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SigningKey")
    }
}
