//! Private keys, and signing.

use clearbox_bignum::{Modulus, Residue, Uint};
use clearbox_ct::{Choice, declassify, declassify_ref, wiped_after};
use rand_core::{CryptoRng, TryCryptoRng};

use crate::{
    emsa_pkcs1, emsa_pss,
    error::{GenerationError, InvalidKey, SigningError},
    exponent::{minus_one, private_exponent},
    generate,
    hash::{Digest, Hash},
    private_format::{self, PrivateKeyDer},
    public_format,
    public_key::{HALF_LIMBS, MAX_BYTES, MAX_LIMBS, PublicKey},
    random::random,
    signature::Signature,
};

/// Exponents are blinded by a random multiple of p − 1 with so many bits in the factor: one limb.
const EXPONENT_BLINDING_BITS: usize = 64;

/// 96 KiB: more than the deepest frames of work with a private key take, of which half is the table of powers for 8192 bits.
pub(crate) const STACK_WORDS: usize = 12288;

/// 128 KiB: the same of work that makes a key of numbers, copies of which are on the stack then.
pub(crate) const LOAD_STACK_WORDS: usize = 16384;

/// Limbs of a blinded exponent.
const BLINDED_LIMBS: usize = HALF_LIMBS + 1;

/// The longest salt in signatures made here: that of SHA-512. There's room for it under every modulus.
const MAX_SALT_LEN: usize = 64;

/// A private key of two primes, with its public key. It signs; it's wiped on drop.
#[derive(Clone)]
pub struct PrivateKey {
    public: PublicKey,
    d: Uint<MAX_LIMBS>,
    p: Factor,
    q: Factor,
    /// 1/q mod p.
    q_inv: Residue<HALF_LIMBS>,
}

/// A prime factor of the modulus.
#[derive(Clone)]
struct Factor {
    prime: Modulus<HALF_LIMBS>,
    /// dP or dQ: 1/e mod prime − 1.
    exponent: Uint<HALF_LIMBS>,
}

/// A random number r that the base of a power is blinded by.
struct Blind {
    /// r^e.
    power: Residue<HALF_LIMBS>,
    /// 1/r.
    inverse: Residue<HALF_LIMBS>,
}

/// The numbers of RSAPrivateKey (RFC 8017, appendix A.1.2) beyond n and e.
pub(crate) struct Numbers {
    pub(crate) d: Uint<MAX_LIMBS>,
    pub(crate) p: Uint<HALF_LIMBS>,
    pub(crate) q: Uint<HALF_LIMBS>,
    pub(crate) d_p: Uint<HALF_LIMBS>,
    pub(crate) d_q: Uint<HALF_LIMBS>,
    pub(crate) q_inv: Uint<HALF_LIMBS>,
}

impl PrivateKey {
    /// Makes a key of two primes, big-endian bytes, and the public exponent. The private exponent is the least there is
    /// (FIPS 186-5, appendix A.1.1). That the primes are prime is not checked.
    ///
    /// # Errors
    /// [`InvalidKey`] if the numbers can't be those of a key.
    pub fn from_primes(p: &[u8], q: &[u8], e: u64) -> Result<Self, InvalidKey> {
        let number = |bytes| Uint::from_be_bytes(bytes).ok_or(InvalidKey::ModulusTooLong);
        wiped_after::<LOAD_STACK_WORDS, _>(|| Self::from_factors(&number(p)?, &number(q)?, e))
    }

    pub(crate) fn from_factors(
        p: &Uint<HALF_LIMBS>,
        q: &Uint<HALF_LIMBS>,
        e: u64,
    ) -> Result<Self, InvalidKey> {
        let public = PublicKey::from_numbers(&p.product(q), e)?;
        let mut key = Self::from_parts(public, Uint::zero(), p, q)?;
        key.d = private_exponent(e, p, q);
        Ok(key)
    }

    /// Checks that the numbers belong together, all of them.
    pub(crate) fn from_numbers(public: PublicKey, numbers: Numbers) -> Result<Self, InvalidKey> {
        let Numbers { d, p, q, d_p, d_q, q_inv } = numbers;
        let key = Self::from_parts(public, d, &p, &q)?;
        let product = p.product::<HALF_LIMBS, MAX_LIMBS>(&q).equals(key.public.n.as_uint());
        let exponents = key.p.exponent.equals(&d_p) & key.q.exponent.equals(&d_q);
        let private =
            key.d.is_below(key.public.n.as_uint()) & key.p.has_exponent(&key.d) & key.q.has_exponent(&key.d);
        let inverse = key.p.prime.value(&key.q_inv).equals(&q_inv);
        // Public: whether these numbers make a key.
        if declassify(product & exponents & private & inverse) {
            Ok(key)
        } else {
            Err(InvalidKey::Inconsistent)
        }
    }

    fn from_parts(
        public: PublicKey,
        d: Uint<MAX_LIMBS>,
        p: &Uint<HALF_LIMBS>,
        q: &Uint<HALF_LIMBS>,
    ) -> Result<Self, InvalidKey> {
        let (p, q) = (Factor::new(p, &public)?, Factor::new(q, &public)?);
        let (q_inv, exists) = p.prime.invert(&p.prime.residue(q.prime.as_uint()));
        // Public: whether these numbers make a key.
        if declassify(exists) { Ok(Self { public, d, p, q, q_inv }) } else { Err(InvalidKey::Inconsistent) }
    }

    pub(crate) fn numbers(&self) -> Numbers {
        Numbers {
            d: self.d.clone(),
            p: self.p.prime.as_uint().clone(),
            q: self.q.prime.as_uint().clone(),
            d_p: self.p.exponent.clone(),
            d_q: self.q.exponent.clone(),
            q_inv: self.p.prime.value(&self.q_inv),
        }
    }

    /// Makes a key with a modulus of `bits` bits, and the public exponent 65537, from random probable primes (FIPS 186-5,
    /// appendix A.1.3). It takes a good part of a second for 2048 bits, and several for 4096.
    ///
    /// # Errors
    /// [`GenerationError`] if the length is none that keys have, or the random generator fails.
    ///
    /// # Timing
    /// Tells how many candidates were rejected, and by which small prime or round of Miller-Rabin: nothing about
    /// the primes that are found.
    pub fn generate<R: TryCryptoRng + ?Sized>(rng: &mut R, bits: usize) -> Result<Self, GenerationError> {
        generate::generate(rng, bits)
    }

    /// The same, from the operating system's randomness.
    ///
    /// # Errors
    /// [`GenerationError`] if the length is none that keys have, or the operating system has no randomness to give.
    ///
    /// # Timing
    /// As of [`Self::generate`].
    #[cfg(feature = "getrandom")]
    pub fn random(bits: usize) -> Result<Self, GenerationError> {
        Self::generate(&mut getrandom::SysRng, bits)
    }

    /// Reads OneAsymmetricKey (PKCS #8; RFC 5208, and RFC 5958, section 2) with rsaEncryption, strictly in DER. Attributes
    /// are ignored.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why. All numbers of the key are checked against each other, and against the public key
    /// where one stands beside it; that the primes are prime is not.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<LOAD_STACK_WORDS, _>(|| {
            private_format::read_pkcs8(der, public_format::read_algorithm).map(|((), key)| key)
        })
    }

    /// Reads RSAPrivateKey (PKCS #1; RFC 8017, appendix A.1.2) of two primes, strictly in DER.
    ///
    /// # Errors
    /// As of [`Self::from_pkcs8_der`].
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, InvalidKey> {
        wiped_after::<LOAD_STACK_WORDS, _>(|| private_format::read_pkcs1(der))
    }

    /// Writes OneAsymmetricKey of version 1, without the public key.
    #[must_use]
    pub fn to_pkcs8_der(&self) -> PrivateKeyDer {
        wiped_after::<STACK_WORDS, _>(|| private_format::write_pkcs8(self))
    }

    /// Writes RSAPrivateKey.
    #[must_use]
    pub fn to_pkcs1_der(&self) -> PrivateKeyDer {
        wiped_after::<STACK_WORDS, _>(|| private_format::write_pkcs1(self))
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Signs `message` with the padding of PKCS #1 v1.5 (RFC 8017, section 8.2.1). The signature is the same each time;
    /// `rng` is for blinding only.
    ///
    /// # Errors
    /// [`SigningError`] if the signature came out wrong.
    pub fn sign_pkcs1<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        hash: Hash,
        message: &[u8],
    ) -> Result<Signature, SigningError> {
        self.sign_pkcs1_prehash(rng, &hash.digest(message))
    }

    /// The same, for a message of which the digest is given.
    ///
    /// # Errors
    /// [`SigningError`] if the signature came out wrong.
    pub fn sign_pkcs1_prehash<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        digest: &Digest,
    ) -> Result<Signature, SigningError> {
        let mut em = [0; MAX_BYTES];
        let em = &mut em[..self.public.signature_len()];
        emsa_pkcs1::encode(digest, em);
        self.sign_encoded(rng, em)
    }

    /// Signs `message` with the padding PSS (RFC 8017, section 8.1.1), with MGF1 of the same hash and a random salt as
    /// long as a digest: as TLS has it (RFC 9846, section 4.3.3). The salt is the first that is drawn from `rng`; the rest
    /// is for blinding.
    ///
    /// # Errors
    /// [`SigningError`] if the signature came out wrong.
    //= 4.3.3-5 4.3.3-7
    pub fn sign_pss<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        hash: Hash,
        message: &[u8],
    ) -> Result<Signature, SigningError> {
        self.sign_pss_prehash(rng, &hash.digest(message))
    }

    /// The same, for a message of which the digest is given.
    ///
    /// # Errors
    /// [`SigningError`] if the signature came out wrong.
    pub fn sign_pss_prehash<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        digest: &Digest,
    ) -> Result<Signature, SigningError> {
        self.sign_pss_with_salt_len(rng, digest, digest.as_bytes().len())
    }

    /// The same, with a salt of `salt_len` bytes.
    ///
    /// # Errors
    /// [`SigningError`] if the signature came out wrong, or the salt would be longer than 64 bytes.
    pub fn sign_pss_with_salt_len<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        digest: &Digest,
        salt_len: usize,
    ) -> Result<Signature, SigningError> {
        let mut salt = [0; MAX_SALT_LEN];
        let salt = salt.get_mut(..salt_len).ok_or(SigningError)?;
        rng.fill_bytes(salt);
        let em_bits = self.public.modulus_bits() - 1;
        let mut em = [0; MAX_BYTES];
        let em = &mut em[..em_bits.div_ceil(8)];
        emsa_pss::encode(digest, salt, em, em_bits);
        self.sign_encoded(rng, em)
    }

    /// Signs the encoded message, and checks the signature: one that is wrong modulo one of the primes only would give
    /// the other away (D. Boneh, R. DeMillo, R. Lipton, 1997).
    fn sign_encoded<R: CryptoRng + ?Sized>(&self, rng: &mut R, em: &[u8]) -> Result<Signature, SigningError> {
        let m = Uint::from_be_bytes(em).ok_or(SigningError)?;
        wiped_after::<STACK_WORDS, _>(|| {
            let s = self.decrypt(rng, &m);
            // Public: that a signature is wrong, as the error tells.
            if !declassify(self.public.raise(&s).equals(&m)) {
                return Err(SigningError);
            }
            let mut signature = Signature { bytes: [0; MAX_BYTES], len: self.public.signature_len() };
            // Public: the signature, from here on.
            declassify_ref(&s).write_be_bytes(&mut signature.bytes[..signature.len]);
            Ok(signature)
        })
    }

    /// m^d mod n, for m below n: RSASP1 (section 5.2.1, step 2b, for two primes), modulo each prime on m·r^e instead of m, with
    /// a random r that the result is divided by. The two r stand for one modulo n, by the Chinese remainder theorem.
    pub(crate) fn decrypt<R: CryptoRng + ?Sized>(&self, rng: &mut R, m: &Uint<MAX_LIMBS>) -> Uint<MAX_LIMBS> {
        let factors = [&self.p, &self.q];
        let [p, q] = factors.map(|factor| &factor.prime);
        let blinds = factors.map(|factor| factor.blind(rng, self.public.exponent()));
        let residue = |prime: &Modulus<HALF_LIMBS>| prime.residue_of_bits(m, self.public.modulus_bits());
        let (m_p, m_q) = (p.mul(&residue(p), &blinds[0].power), q.mul(&residue(q), &blinds[1].power));
        let exponents = factors.map(|factor| factor.blinded_exponent(rng));
        let bits = p.bits() + EXPONENT_BLINDING_BITS;
        let [s_p, s_q] = Modulus::pow_each([p, q], [&m_p, &m_q], exponents.each_ref(), bits);
        let (s_p, s_q) = (p.mul(&s_p, &blinds[0].inverse), q.value(&q.mul(&s_q, &blinds[1].inverse)));
        let h = p.value(&p.mul(&p.sub(&s_p, &p.residue_of_bits(&s_q, q.bits())), &self.q_inv));
        h.product::<HALF_LIMBS, MAX_LIMBS>(q.as_uint()).wrapping_add(&s_q.resize())
    }
}

impl Factor {
    fn new(prime: &Uint<HALF_LIMBS>, public: &PublicKey) -> Result<Self, InvalidKey> {
        let (exponent, exists) = minus_one(prime).inverse_of(&Uint::from_u64(public.exponent()));
        let prime = Modulus::new(prime).ok_or(InvalidKey::Inconsistent)?;
        if 2 * prime.bits() != public.modulus_bits() {
            return Err(InvalidKey::UnequalPrimes);
        }
        // Public: whether these numbers make a key.
        if declassify(exists) { Ok(Self { prime, exponent }) } else { Err(InvalidKey::Inconsistent) }
    }

    /// Whether d is this factor's exponent modulo prime − 1.
    fn has_exponent(&self, d: &Uint<MAX_LIMBS>) -> Choice {
        d.div_rem(&minus_one(self.prime.as_uint())).1.equals(&self.exponent)
    }

    /// A random odd r of 64 bits.
    fn blind<R: CryptoRng + ?Sized>(&self, rng: &mut R, e: u64) -> Blind {
        let Ok(mut r) = random::<1, _>(rng, 64);
        r.as_mut_limbs()[0] |= 1 << 63 | 1;
        // A prime has no divisors that r could have.
        let (inverse, _) = self.prime.as_uint().inverse_of(&r);
        let [r, inverse] =
            [self.prime.residue_of_bits(&r, 64), self.prime.residue_of_bits(&inverse, self.prime.bits())];
        Blind { power: self.prime.pow_vartime(&r, e), inverse }
    }

    /// An exponent for the same power, that differs each time.
    fn blinded_exponent<R: CryptoRng + ?Sized>(&self, rng: &mut R) -> Uint<BLINDED_LIMBS> {
        let Ok(factor) = random::<1, _>(rng, EXPONENT_BLINDING_BITS);
        // Below (factor + 1)·(prime − 1), so it has no more than 64 bits more than the prime.
        let multiple = minus_one(self.prime.as_uint()).product::<1, BLINDED_LIMBS>(&factor);
        multiple.wrapping_add(&self.exponent.resize())
    }
}

impl core::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKey")
    }
}
