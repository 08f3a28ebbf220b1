//! The private key and what is done with it (FIPS 203, sections 7.1 and 7.3).

use clearbox_ct::{Wiped, ZeroizeOnDrop, declassify, eq_bytes, wipe, wiped_after};
use rand_core::CryptoRng;

use crate::{
    encapsulation_key::EncapsulationKey,
    encode::{decode_vector, encode_vector},
    error::InvalidDecapsulationKey,
    kem::{STACK_WORDS, decaps_internal, key_gen_internal},
    parameters::{Bytes, ParameterSet, sealed::Elements},
    shared_secret::SharedSecret,
};

/// What is overwritten after making a key, 30 KiB: there is a key besides, of which the one that is returned is a copy.
const KEY_STACK_WORDS: usize = 3840;

/// The private key, wiped on drop.
#[derive(Clone)]
pub struct DecapsulationKey<P: ParameterSet> {
    pub(crate) ek: EncapsulationKey<P>,
    /// Coefficients from 0 to q-1.
    pub(crate) s_hat: P::Vector,
    pub(crate) z: Wiped<[u8; 32]>,
    /// None of a key that came in expanded form.
    d: Option<Wiped<[u8; 32]>>,
}

impl<P: ParameterSet> DecapsulationKey<P> {
    /// Makes a key of 64 bytes from `rng` (algorithm 19, ML-KEM.KeyGen).
    #[must_use]
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut seed = Wiped::new([0; 64]);
        rng.fill_bytes(&mut *seed);
        Self::from_seed(&seed)
    }

    /// Makes a key of 64 bytes from the operating system.
    ///
    /// # Errors
    /// If the operating system has no randomness to give.
    #[cfg(feature = "getrandom")]
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut seed = Wiped::new([0; 64]);
        getrandom::fill(&mut *seed)?;
        Ok(Self::from_seed(&seed))
    }

    /// Takes a key in its form of 64 bytes: d, then z. All else is computed from them (algorithm 16,
    /// ML-KEM.KeyGen_internal).
    ///
    /// # Timing
    /// Depends on ρ, which is a part of the encapsulation key, and not on the rest.
    #[must_use]
    pub fn from_seed(seed: &[u8; 64]) -> Self {
        wiped_after::<KEY_STACK_WORDS, _>(|| {
            let ([d, z], _) = seed.as_chunks() else { unreachable!("64 bytes are twice 32") };
            let mut key = Self::blank();
            key.d = Some(Wiped::new(*d));
            key_gen_internal(d, z, &mut key);
            key
        })
    }

    /// Takes a key in its expanded form (FIPS 203, section 7.3): the private key of K-PKE, the encapsulation key, its
    /// hash, and z. Where there is a choice, the seed is to be preferred: it is shorter, and can't be inconsistent.
    ///
    /// # Errors
    /// If the hash isn't that of the encapsulation key, the hash check of section 7.3; also if a coefficient of the
    /// encapsulation key or of the private key of K-PKE is not below q, which no key has that was made by the standard.
    ///
    /// # Timing
    /// Depends on the encapsulation key, and not on the rest.
    pub fn from_expanded(bytes: &P::DecapsulationKeyBytes) -> Result<Self, InvalidDecapsulationKey> {
        wiped_after::<KEY_STACK_WORDS, _>(|| {
            let (s_hat, rest) = bytes.as_ref().split_at(384 * P::K);
            let (ek, rest) = rest.split_at(384 * P::K + 32);
            let (hash, z) = rest.split_at(32);
            let mut key = Self::blank();
            key.ek.read(ek).map_err(|_| InvalidDecapsulationKey)?;
            key.z.copy_from_slice(z);
            let is_reduced = decode_vector(s_hat, key.s_hat.as_mut());
            // Public: that a key is refused shows in the caller's conduct.
            let is_valid = declassify(is_reduced & eq_bytes(hash, &key.ek.hash));
            if is_valid { Ok(key) } else { Err(InvalidDecapsulationKey) }
        })
    }

    /// The key in its form of 64 bytes, d and z; `None` if it came in expanded form, which doesn't hold d.
    #[must_use]
    pub fn to_seed(&self) -> Option<Wiped<[u8; 64]>> {
        let d = self.d.as_ref()?;
        let mut seed = Wiped::new([0; 64]);
        seed[..32].copy_from_slice(&**d);
        seed[32..].copy_from_slice(&*self.z);
        Some(seed)
    }

    /// The key in its expanded form (FIPS 203, section 7.3).
    #[must_use]
    pub fn to_expanded(&self) -> Wiped<P::DecapsulationKeyBytes> {
        wiped_after::<KEY_STACK_WORDS, _>(|| {
            let mut expanded = Wiped::new(P::DecapsulationKeyBytes::ZERO);
            let (s_hat, rest) = (*expanded).as_mut().split_at_mut(384 * P::K);
            encode_vector(self.s_hat.as_ref(), s_hat);
            let (ek, rest) = rest.split_at_mut(384 * P::K + 32);
            ek.copy_from_slice(self.ek.bytes.as_ref());
            rest[..32].copy_from_slice(&self.ek.hash);
            rest[32..].copy_from_slice(&*self.z);
            expanded
        })
    }

    /// The public key to it.
    #[must_use]
    pub fn encapsulation_key(&self) -> &EncapsulationKey<P> {
        &self.ek
    }

    /// The shared secret that `ciphertext` brings (algorithm 21, ML-KEM.Decaps). A ciphertext that was not made for
    /// this key, or was changed, is no error: it gives a secret that nobody else has, so that what is done with it
    /// fails.
    #[must_use]
    pub fn decapsulate(&self, ciphertext: &P::Ciphertext) -> SharedSecret {
        wiped_after::<STACK_WORDS, _>(|| decaps_internal(self, ciphertext))
    }

    /// A key yet to be filled.
    #[inline(always)]
    pub(crate) fn blank() -> Self {
        Self { ek: EncapsulationKey::blank(), s_hat: P::Vector::ZERO, z: Wiped::new([0; 32]), d: None }
    }
}

impl<P: ParameterSet> Drop for DecapsulationKey<P> {
    fn drop(&mut self) {
        for element in self.s_hat.as_mut() {
            wipe(&mut element.0);
        }
    }
}

impl<P: ParameterSet> ZeroizeOnDrop for DecapsulationKey<P> {}

impl<P: ParameterSet> core::fmt::Debug for DecapsulationKey<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "DecapsulationKey({})", P::NAME)
    }
}
