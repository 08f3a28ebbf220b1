//! The public key and what is done with it (FIPS 203, section 7.2).

use clearbox_ct::{Wiped, declassify, wiped_after};
use clearbox_sha3::Suffix;
use rand_core::CryptoRng;

use crate::{
    encode::decode_vector,
    error::InvalidEncapsulationKey,
    k_pke::EncryptionKey,
    kem::{STACK_WORDS, encaps_internal},
    parameters::{Bytes, ParameterSet},
    sample,
    shared_secret::SharedSecret,
    sponges::{Work, run_vartime},
};

/// The public key, to which others encapsulate.
#[derive(Clone)]
pub struct EncapsulationKey<P: ParameterSet> {
    pub(crate) bytes: P::EncapsulationKeyBytes,
    /// H(ek).
    pub(crate) hash: [u8; 32],
    pub(crate) pke: EncryptionKey<P>,
}

impl<P: ParameterSet> EncapsulationKey<P> {
    /// Takes the bytes that a peer sent.
    ///
    /// # Errors
    /// If a coefficient in them is not below q, the modulus check of FIPS 203, section 7.2.
    ///
    /// # Timing
    /// Depends on the key, which is public.
    pub fn from_bytes(bytes: &P::EncapsulationKeyBytes) -> Result<Self, InvalidEncapsulationKey> {
        let mut key = Self::blank();
        key.read(bytes.as_ref())?;
        Ok(key)
    }

    /// Fills a blank key.
    pub(crate) fn read(&mut self, bytes: &[u8]) -> Result<(), InvalidEncapsulationKey> {
        self.bytes.as_mut().copy_from_slice(bytes);
        let (t_hat, rho) = bytes.split_at(384 * P::K);
        // Public: the key is.
        if !declassify(decode_vector(t_hat, self.pke.t_hat.as_mut())) {
            return Err(InvalidEncapsulationKey);
        }
        let mut seed = [0; 32];
        seed.copy_from_slice(rho);
        let H = Work::digest(bytes, Suffix::Sha3, &mut self.hash);
        run_vartime(core::iter::once(H).chain(sample::matrix::<P>(&seed, &mut self.pke.A_hat)));
        Ok(())
    }

    /// The bytes to send.
    #[must_use]
    pub fn as_bytes(&self) -> &P::EncapsulationKeyBytes {
        &self.bytes
    }

    /// A fresh shared secret, and the ciphertext by which the holder of the private key gets it (algorithm 20,
    /// ML-KEM.Encaps). The randomness is 32 bytes from `rng`.
    #[must_use]
    pub fn encapsulate<R: CryptoRng + ?Sized>(&self, rng: &mut R) -> (P::Ciphertext, SharedSecret) {
        let mut m = Wiped::new([0; 32]);
        rng.fill_bytes(&mut *m);
        self.encapsulate_deterministic(&m)
    }

    /// The same with randomness from the operating system.
    ///
    /// # Errors
    /// If the operating system has none to give.
    #[cfg(feature = "getrandom")]
    pub fn encapsulate_random(&self) -> Result<(P::Ciphertext, SharedSecret), getrandom::Error> {
        let mut m = Wiped::new([0; 32]);
        getrandom::fill(&mut *m)?;
        Ok(self.encapsulate_deterministic(&m))
    }

    /// The same with the randomness given: algorithm 17, ML-KEM.Encaps_internal. For tests: who knows or repeats `m`
    /// has no secret.
    #[must_use]
    pub fn encapsulate_deterministic(&self, m: &[u8; 32]) -> (P::Ciphertext, SharedSecret) {
        wiped_after::<STACK_WORDS, _>(|| {
            let mut c = P::Ciphertext::ZERO;
            let K = encaps_internal(self, m, &mut c);
            (c, K)
        })
    }

    /// A key yet to be filled.
    #[inline(always)]
    pub(crate) fn blank() -> Self {
        Self { bytes: Bytes::ZERO, hash: [0; 32], pke: EncryptionKey::ZERO }
    }
}

impl<P: ParameterSet> PartialEq for EncapsulationKey<P> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<P: ParameterSet> Eq for EncapsulationKey<P> {}

impl<P: ParameterSet> core::fmt::Debug for EncapsulationKey<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "EncapsulationKey({}, {:?})", P::NAME, self.bytes)
    }
}
