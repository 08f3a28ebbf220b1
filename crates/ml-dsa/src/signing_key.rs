//! The private key and what is done with it (FIPS 204, sections 5.1 and 5.2).

use clearbox_ct::{Choice, Wiped, ZeroizeOnDrop, declassify, declassify_ref, eq_bytes, wipe, wiped_after};
use rand_core::CryptoRng;

use crate::{
    dsa::{key_gen_from, key_gen_internal, sign_internal},
    encode::{T0_LEN, pack_s, pack_t0, s_len, unpack_s},
    error::{ContextTooLong, InvalidKey},
    key_format::{self, PrivateKeyDer},
    ntt::{NttPolynomial, Polynomial, inverse_ntt_of},
    parameters::{Bytes, ParameterSet, sealed::Array},
    verifying_key::VerifyingKey,
};

/// The words of stack that are overwritten after signing, 36 KiB. With 8 words here, `examples/ml_dsa_stack.rs` shows
/// 40.5 KiB for ML-DSA-87, of which 9 are for the signature, in the caller's frame and in ours.
const STACK_WORDS: usize = 4608;

/// The same after making a key, 56 KiB, besides copies of the key: the vectors s_1 and s_2 are there, or an expanded key.
pub(crate) const KEY_STACK_WORDS: usize = 7168;

/// The private key, which signs; with its public key, and wiped on drop. It holds the matrix A_hat and the secrets in the
/// form that signing needs, since each attempt at a signature needs all of them.
#[derive(Clone)]
pub struct SigningKey<P: ParameterSet> {
    pub(crate) verifying_key: VerifyingKey<P>,
    pub(crate) K: Wiped<[u8; 32]>,
    pub(crate) A_hat: P::Matrix,
    pub(crate) s_1_hat: P::VectorL<NttPolynomial>,
    pub(crate) s_2_hat: P::VectorK<NttPolynomial>,
    pub(crate) t_0_hat: P::VectorK<NttPolynomial>,
    /// ξ; none of a key that came in expanded form.
    seed: Option<Wiped<[u8; 32]>>,
}

impl<P: ParameterSet> SigningKey<P> {
    /// Makes a key of 32 bytes from `rng` (algorithm 1, ML-DSA.KeyGen).
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

    /// Takes a key in its form of 32 bytes, ξ. All else is computed from them (algorithm 6, ML-DSA.KeyGen_internal).
    ///
    /// # Timing
    /// Depends on ρ, which is a part of the verifying key, and on which pseudorandom bits are rejected, which tells nothing
    /// about the others.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        P::made(|| {
            let mut key = Self::blank();
            key.fill_from_seed(seed);
            key
        })
    }

    /// Takes a key in its expanded form (algorithm 25, skDecode). Where there is a choice, the seed is to be preferred: it
    /// is shorter, and can't be inconsistent.
    ///
    /// # Errors
    /// [`InvalidKey::WrongLength`]; [`InvalidKey::OutOfRange`] if a coefficient of s_1 or s_2 is not from -η to η;
    /// [`InvalidKey::Inconsistent`] if t_0 or tr is not what ρ, s_1 and s_2 give. No key that the standard makes has that.
    ///
    /// # Timing
    /// Depends on ρ, which is a part of the verifying key, and not on the rest.
    pub fn from_expanded(bytes: &[u8]) -> Result<Self, InvalidKey> {
        P::made(|| {
            let mut key = Self::blank();
            key.fill_from_expanded(bytes)?;
            Ok(key)
        })
    }

    /// Fills a blank key.
    pub(crate) fn fill_from_seed(&mut self, seed: &[u8; 32]) {
        self.seed = Some(Wiped::new(*seed));
        key_gen_internal(seed, self);
    }

    /// Fills a blank key.
    pub(crate) fn fill_from_expanded(&mut self, bytes: &[u8]) -> Result<(), InvalidKey> {
        if bytes.len() != P::ExpandedKeyBytes::ZERO.as_ref().len() {
            return Err(InvalidKey::WrongLength);
        }
        let (rho, rest) = bytes.split_first_chunk().unwrap_or_else(|| unreachable!("keys are longer"));
        let (K, rest) = rest.split_at(32);
        let (_tr, rest) = rest.split_at(64);
        let (s_1_bytes, rest) = rest.split_at(P::L * s_len::<P>());
        let mut s_1 = P::VectorL::<Polynomial>::ZERO;
        let mut s_2 = P::VectorK::<Polynomial>::ZERO;
        let is_in_range =
            unpack_vector::<P>(s_1_bytes, s_1.as_mut()) & unpack_vector::<P>(rest, s_2.as_mut());
        // Public: that a key is refused shows in the caller's conduct.
        if !declassify(is_in_range) {
            return Err(InvalidKey::OutOfRange);
        }
        self.K.copy_from_slice(K);
        // Public: ρ is a part of the verifying key.
        key_gen_from(declassify_ref(rho), s_1.as_ref(), s_2.as_ref(), self);
        let mut again = Wiped::new(P::ExpandedKeyBytes::ZERO);
        self.write_expanded((*again).as_mut());
        // Public: the same.
        let is_same = declassify(eq_bytes((*again).as_ref(), bytes));
        if is_same { Ok(()) } else { Err(InvalidKey::Inconsistent) }
    }

    /// Reads a private key in PKCS #8 (RFC 9881, section 6, and RFC 5958), version 1 or 2, strictly in DER: the seed, the
    /// expanded form, or both, which must agree. Attributes are ignored. Where a public key stands in it, it must belong to
    /// the private one.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        P::made(|| {
            let mut key = Self::blank();
            key_format::read_pkcs8(der, &mut key)?;
            Ok(key)
        })
    }

    /// The key in its form of 32 bytes, which are the caller's to wipe; `None` if it came in expanded form, from which there
    /// is no way back.
    #[must_use]
    pub fn to_seed(&self) -> Option<[u8; 32]> {
        self.seed.as_deref().copied()
    }

    /// The key in its expanded form (algorithm 24, skEncode).
    #[must_use]
    pub fn to_expanded(&self) -> Wiped<P::ExpandedKeyBytes> {
        wiped_after::<STACK_WORDS, _>(|| {
            let mut expanded = Wiped::new(P::ExpandedKeyBytes::ZERO);
            self.write_expanded((*expanded).as_mut());
            expanded
        })
    }

    fn write_expanded(&self, bytes: &mut [u8]) {
        let (rho, _) = self.verifying_key.parts();
        let mut rest = bytes;
        let mut next =
            |len: usize| rest.split_off_mut(..len).unwrap_or_else(|| unreachable!("keys are longer"));
        next(32).copy_from_slice(rho);
        next(32).copy_from_slice(&*self.K);
        next(64).copy_from_slice(self.verifying_key.tr());
        for s_hat in self.s_1_hat.as_ref().iter().chain(self.s_2_hat.as_ref()) {
            pack_s::<P>(&inverse_ntt_of(s_hat).centered(), next(s_len::<P>()));
        }
        for t_0_hat in self.t_0_hat.as_ref() {
            pack_t0(&inverse_ntt_of(t_0_hat).centered(), next(T0_LEN));
        }
    }

    /// Writes the private key in PKCS #8, as its seed (RFC 9881, section 6); `None` if it came in expanded form.
    #[must_use]
    pub fn to_pkcs8_der(&self) -> Option<PrivateKeyDer> {
        self.seed.as_deref().map(key_format::write_pkcs8::<P>)
    }

    /// The public key to it.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey<P> {
        &self.verifying_key
    }

    /// Signs `message` with `context`, which is empty in TLS and X.509, and 32 bytes from `rng` (algorithm 2, ML-DSA.Sign,
    /// hedged): what `rng` gives may be weak, but then the signature is no more than deterministic.
    ///
    /// # Errors
    /// [`ContextTooLong`], from 256 bytes on.
    ///
    /// # Timing
    /// Depends on how many attempts are rejected, and by which check, which tells nothing about the key.
    pub fn sign<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        message: &[u8],
        context: &[u8],
    ) -> Result<P::Signature, ContextTooLong> {
        Ok(self.sign_mu(rng, &self.verifying_key.mu(message, context)?))
    }

    /// The same without randomness: the same message and context have the same signature each time. That makes attacks by
    /// faults and by power consumption easier.
    ///
    /// # Errors
    /// [`ContextTooLong`], from 256 bytes on.
    ///
    /// # Timing
    /// As of [`Self::sign`].
    pub fn sign_deterministic(&self, message: &[u8], context: &[u8]) -> Result<P::Signature, ContextTooLong> {
        Ok(self.sign_mu_deterministic(&self.verifying_key.mu(message, context)?))
    }

    /// Signs by a message representative that was computed elsewhere, by [`VerifyingKey::mu`] of this key or the like.
    ///
    /// # Timing
    /// As of [`Self::sign`].
    #[must_use]
    pub fn sign_mu<R: CryptoRng + ?Sized>(&self, rng: &mut R, mu: &[u8; 64]) -> P::Signature {
        let mut rnd = Wiped::new([0; 32]);
        rng.fill_bytes(&mut *rnd);
        self.sign_with(mu, &rnd)
    }

    /// The same without randomness.
    ///
    /// # Timing
    /// As of [`Self::sign`].
    #[must_use]
    pub fn sign_mu_deterministic(&self, mu: &[u8; 64]) -> P::Signature {
        self.sign_with(mu, &[0; 32])
    }

    fn sign_with(&self, mu: &[u8; 64], rnd: &[u8; 32]) -> P::Signature {
        let mut sigma = P::Signature::ZERO;
        wiped_after::<STACK_WORDS, _>(|| sign_internal(self, mu, rnd, &mut sigma));
        sigma
    }

    /// A key yet to be filled.
    #[inline(always)]
    fn blank() -> Self {
        Self {
            verifying_key: VerifyingKey::blank(),
            K: Wiped::new([0; 32]),
            A_hat: P::Matrix::ZERO,
            s_1_hat: P::VectorL::<NttPolynomial>::ZERO,
            s_2_hat: P::VectorK::<NttPolynomial>::ZERO,
            t_0_hat: P::VectorK::<NttPolynomial>::ZERO,
            seed: None,
        }
    }
}

/// BitUnpack of each polynomial of s_1 or s_2 from the beginning of `bytes`, and whether all of them are in range.
fn unpack_vector<P: ParameterSet>(bytes: &[u8], s: &mut [Polynomial]) -> Choice {
    let mut all = Choice::from_lsb(1);
    for (s, bytes) in s.iter_mut().zip(bytes.chunks_exact(s_len::<P>())) {
        let (unpacked, is_in_range) = unpack_s::<P>(bytes);
        *s = unpacked;
        all = all & is_in_range;
    }
    all
}

impl<P: ParameterSet> Drop for SigningKey<P> {
    fn drop(&mut self) {
        let vectors = [self.s_1_hat.as_mut(), self.s_2_hat.as_mut(), self.t_0_hat.as_mut()];
        for element in vectors.into_iter().flatten() {
            wipe(&mut element.0);
        }
    }
}

impl<P: ParameterSet> ZeroizeOnDrop for SigningKey<P> {}

impl<P: ParameterSet> core::fmt::Debug for SigningKey<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SigningKey({})", P::NAME)
    }
}
