//! Keys for the padding PSS alone (id-RSASSA-PSS; RFC 4055, section 1.2), which may be restricted to one hash function.

use clearbox_ct::wiped_after;
use rand_core::CryptoRng;

use crate::{
    error::{InvalidKey, InvalidSignature, SigningError},
    hash::Hash,
    private_format,
    private_key::{LOAD_STACK_WORDS, PrivateKey},
    pss_format, public_format,
    public_key::PublicKey,
    signature::Signature,
};

/// A private key that signs with the padding PSS only; wiped on drop.
#[derive(Clone)]
pub struct PssPrivateKey {
    key: PrivateKey,
    only: Option<Hash>,
}

/// A public key that verifies signatures with the padding PSS only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PssPublicKey {
    key: PublicKey,
    only: Option<Hash>,
}

impl PssPrivateKey {
    /// Reads OneAsymmetricKey (PKCS #8; RFC 5958, section 2) with id-RSASSA-PSS, strictly in DER. Attributes are ignored.
    ///
    /// # Errors
    /// As of [`PrivateKey::from_pkcs8_der`]; and [`InvalidKey::PssParameters`] if its parameters ask for what there is
    /// not here.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<LOAD_STACK_WORDS, _>(|| {
            let (only, key) = private_format::read_pkcs8(der, pss_format::read_algorithm)?;
            Ok(Self { key, only })
        })
    }

    /// Whether it may sign by this hash function.
    #[must_use]
    pub fn allows(&self, hash: Hash) -> bool {
        self.only.is_none_or(|only| only == hash)
    }

    /// The numbers of its public key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        self.key.public_key()
    }

    /// Signs `message` as [`PrivateKey::sign_pss`] does.
    ///
    /// # Errors
    /// [`SigningError`] if the key doesn't allow this hash function, or the signature came out wrong.
    pub fn sign<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        hash: Hash,
        message: &[u8],
    ) -> Result<Signature, SigningError> {
        if self.allows(hash) { self.key.sign_pss(rng, hash, message) } else { Err(SigningError) }
    }
}

impl PssPublicKey {
    /// Reads SubjectPublicKeyInfo (RFC 5280, section 4.1) of id-RSASSA-PSS, strictly in DER.
    ///
    /// # Errors
    /// As of [`PublicKey::from_spki_der`]; and [`InvalidKey::PssParameters`] if its parameters ask for what there is not
    /// here.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, InvalidKey> {
        let (only, key) = public_format::read_spki(der, pss_format::read_algorithm)?;
        Ok(Self { key, only })
    }

    /// Whether it may verify by this hash function.
    #[must_use]
    pub fn allows(&self, hash: Hash) -> bool {
        self.only.is_none_or(|only| only == hash)
    }

    /// Its numbers.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Verifies a signature as [`PublicKey::verify_pss`] does.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one of `message` by this key, or the key doesn't allow this hash function.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        if self.allows(hash) { self.key.verify_pss(hash, message, signature) } else { Err(InvalidSignature) }
    }
}

impl core::fmt::Debug for PssPrivateKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PssPrivateKey")
    }
}
