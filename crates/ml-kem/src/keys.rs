//! Keys, and what is done with them (FIPS 203, section 7).

use clearbox_ct::{Choice, Wiped, ZeroizeOnDrop, declassify, eq_bytes, wipe, wiped_after};
use clearbox_sha3::Sha3_256;
use rand_core::CryptoRng;

use crate::{
    encode::decode_12,
    error::{InvalidDecapsulationKey, InvalidEncapsulationKey},
    k_pke::{self, EncryptionKey},
    kem::{decaps_internal, encaps_internal, key_gen_internal},
    ntt::NttPolynomial,
    parameters::{Bytes, ParameterSet, sealed::Elements},
    sample::sample_matrix_vartime,
    shared_secret::SharedSecret,
};

/// The words of stack that are overwritten after work with secrets, 20 KiB. With 8 words here, `examples/stack.rs` shows
/// 18.6 KiB for the deepest work, decapsulation.
const STACK_WORDS: usize = 2560;

/// The same after making a private key, 30 KiB: there is a key besides, of which the one that is returned is a copy.
const KEY_STACK_WORDS: usize = 3840;

/// The public key, to which others encapsulate.
#[derive(Clone)]
pub struct EncapsulationKey<P: ParameterSet> {
    pub(crate) bytes: P::EncapsulationKeyBytes,
    /// H(ek).
    pub(crate) hash: [u8; 32],
    pub(crate) pke: EncryptionKey<P>,
}

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
    fn read(&mut self, bytes: &[u8]) -> Result<(), InvalidEncapsulationKey> {
        self.bytes.as_mut().copy_from_slice(bytes);
        self.hash = Sha3_256::digest(bytes);
        let (t_hat, rho) = bytes.split_at(384 * P::K);
        // Public: the key is.
        if !declassify(decode_vector(t_hat, self.pke.t_hat.as_mut())) {
            return Err(InvalidEncapsulationKey);
        }
        let mut seed = [0; 32];
        seed.copy_from_slice(rho);
        sample_matrix_vartime::<P>(&seed, &mut self.pke.A_hat);
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
        let mut c = P::Ciphertext::ZERO;
        let K = wiped_after::<STACK_WORDS, _>(|| encaps_internal(self, m, &mut c));
        (c, K)
    }

    /// A key yet to be filled.
    #[inline(always)]
    fn blank() -> Self {
        Self { bytes: Bytes::ZERO, hash: [0; 32], pke: EncryptionKey::ZERO }
    }
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
        let mut expanded = Wiped::new(P::DecapsulationKeyBytes::ZERO);
        let bytes = (*expanded).as_mut();
        wiped_after::<STACK_WORDS, _>(|| k_pke::encode_vector(self.s_hat.as_ref(), bytes));
        let (ek, rest) = bytes[384 * P::K..].split_at_mut(384 * P::K + 32);
        ek.copy_from_slice(self.ek.bytes.as_ref());
        rest[..32].copy_from_slice(&self.ek.hash);
        rest[32..].copy_from_slice(&*self.z);
        expanded
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

/// ByteDecode_12 of each 384 bytes, and whether each number in them is below q.
fn decode_vector(bytes: &[u8], vector: &mut [NttPolynomial]) -> Choice {
    let mut all = Choice::from_lsb(1);
    for (element, bytes) in vector.iter_mut().zip(bytes.chunks_exact(384)) {
        let (decoded, is_reduced) = decode_12(bytes);
        *element = decoded;
        all = all & is_reduced;
    }
    all
}

impl<P: ParameterSet> Drop for DecapsulationKey<P> {
    fn drop(&mut self) {
        for element in self.s_hat.as_mut() {
            wipe(&mut element.0);
        }
    }
}

impl<P: ParameterSet> ZeroizeOnDrop for DecapsulationKey<P> {}

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

impl<P: ParameterSet> core::fmt::Debug for DecapsulationKey<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "DecapsulationKey({})", P::NAME)
    }
}
