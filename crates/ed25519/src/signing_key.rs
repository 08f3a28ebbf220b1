//! Signing.

use clearbox_ct::{Wiped, declassify_ref, wiped_after};
use clearbox_edwards25519::{AffinePoint, multiply_base};
use clearbox_sha2::Sha512;
use rand_core::CryptoRng;

use crate::{
    error::{InvalidKey, SigningError},
    key_format::{self, PrivateKeyDer},
    portable::scalar::Scalar,
    signature::Signature,
    verifying_key::{VerifyingKey, challenge},
};

/// A private key that signs, with its public key; wiped on drop.
#[derive(Clone)]
pub struct SigningKey {
    seed: Wiped<[u8; 32]>,
    s: Wiped<Scalar>,
    prefix: Wiped<[u8; 32]>,
    verifying_key: VerifyingKey,
}

impl SigningKey {
    /// Takes the private key of RFC 8032, 32 secret random bytes, and computes the public key (section 5.1.5).
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        wiped_after::<STACK_WORDS, _>(|| {
            let mut h = Wiped::new(Sha512::digest(seed));
            let prefix = Wiped::new(core::array::from_fn(|i| h[32 + i]));
            // The number s is the lower half, with some bits set and cleared.
            h[0] &= 248;
            h[31] &= 127;
            h[31] |= 64;
            h[32..].fill(0);
            let s = Wiped::new(Scalar::reduce(&h));
            // Public: the public key.
            let verifying_key = VerifyingKey::new(declassify_ref(&multiple_of_base(&s)).clone());
            Self { seed: Wiped::new(*seed), s, prefix, verifying_key }
        })
    }

    /// Makes a key of 32 bytes from `rng`.
    #[must_use]
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut seed = Wiped::new([0; 32]);
        rng.fill_bytes(&mut *seed);
        Self::from_seed(&seed)
    }

    /// Makes a key of 32 bytes from the operating system.
    ///
    /// # Errors
    /// If the operating system has no randomness to give.
    #[cfg(feature = "getrandom")]
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut seed = Wiped::new([0; 32]);
        getrandom::fill(&mut *seed)?;
        Ok(Self::from_seed(&seed))
    }

    /// The 32 bytes that the key was made from. They are the caller's to wipe.
    #[must_use]
    pub fn to_seed(&self) -> [u8; 32] {
        *self.seed
    }

    /// Reads a private key in PKCS #8 (RFC 8410, section 7, and RFC 5958), version 1 or 2, strictly in DER. Attributes
    /// are ignored. Where a public key stands in it, it must belong to the private one.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<COPIES_WORDS, _>(|| key_format::read_pkcs8(der))
    }

    /// Writes the private key in PKCS #8, version 1 (RFC 8410, section 7).
    #[must_use]
    pub fn to_pkcs8_der(&self) -> PrivateKeyDer {
        wiped_after::<COPIES_WORDS, _>(|| key_format::write_pkcs8(&self.seed))
    }

    /// The public key, which was computed when this key was made.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        self.verifying_key.clone()
    }

    /// Signs `message` (RFC 8032, section 5.1.6): the same message has the same signature each time.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        wiped_after::<STACK_WORDS, _>(|| {
            let mut hash = Sha512::new();
            hash.update(&*self.prefix);
            hash.update(message);
            let r = Wiped::new(Scalar::reduce(&Wiped::new(hash.finalize())));
            // Public: both halves of the signature.
            let r_encoded = *declassify_ref(&multiple_of_base(&r).encode());
            let k = challenge(&r_encoded, self.verifying_key.as_bytes(), message);
            Signature::new(r_encoded, declassify_ref(&r.add_product(&k, &self.s)))
        })
    }

    /// Signs like [`Self::sign`], and verifies the signature before it is given out. For machines whose faults may be
    /// an attacker's: a right and a wrong signature of one message tell the key. It takes the time of a verification more.
    ///
    /// # Errors
    /// [`SigningError`] if the signature was wrong.
    pub fn sign_verified(&self, message: &[u8]) -> Result<Signature, SigningError> {
        let signature = self.sign(message);
        self.verifying_key.verify(message, &signature).map(|()| signature).map_err(|_| SigningError)
    }
}

/// s·B.
fn multiple_of_base(s: &Scalar) -> AffinePoint {
    multiply_base(&Wiped::new(s.to_bytes())).to_affine()
}

impl core::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SigningKey")
    }
}

/// Of the stack, 10 KiB: the frames of the deepest work here, with eight points at a time, take more than half of it.
const STACK_WORDS: usize = 1280;

/// 1 KiB: copies of a key on its way to the caller.
const COPIES_WORDS: usize = 128;

#[cfg(test)]
mod tests {
    use super::{SigningError, SigningKey};

    #[test]
    fn a_wrong_signature_is_not_given_out() {
        let key = SigningKey::from_seed(&[1; 32]);
        assert_eq!(key.sign_verified(b"message"), Ok(key.sign(b"message")));
        let faulty = SigningKey { s: SigningKey::from_seed(&[2; 32]).s.clone(), ..key };
        assert_eq!(faulty.sign_verified(b"message"), Err(SigningError));
    }
}
