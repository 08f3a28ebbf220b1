//! Public keys, and verification.

use clearbox_bignum::{Modulus, Uint};
use clearbox_ct::{declassify, declassify_ref};

use crate::{
    emsa_pkcs1, emsa_pss,
    error::{InvalidKey, InvalidSignature},
    hash::{Digest, Hash},
    public_format::{self, PublicKeyDer},
};

/// Shorter moduli are refused: 2048 bits is the least that FIPS 186-5, section 5.1, approves.
//= C.2-1
pub const MIN_MODULUS_BITS: usize = 2048;

/// Longer moduli are refused, so that a peer's key can't keep us busy.
//= C.2-1
pub const MAX_MODULUS_BITS: usize = 8192;

/// The least public exponent (RFC 8017, section 3.1). With 3, padding that is checked carelessly can be forged; here it
/// is checked whole.
pub const MIN_EXPONENT: u64 = 3;

/// The greatest length of a public exponent, for the same reason as [`MAX_MODULUS_BITS`].
pub const MAX_EXPONENT_BITS: usize = 33;

/// The length of the longest modulus and signature in bytes, and in limbs.
pub(crate) const MAX_BYTES: usize = MAX_MODULUS_BITS / 8;
pub(crate) const MAX_LIMBS: usize = MAX_MODULUS_BITS / 64;

/// The limbs of its primes.
pub(crate) const HALF_LIMBS: usize = MAX_LIMBS / 2;

/// A public key (n, e). It verifies signatures.
#[derive(Clone)]
pub struct PublicKey {
    pub(crate) n: Modulus<MAX_LIMBS>,
    e: u64,
}

impl PublicKey {
    /// Takes the modulus and the public exponent in big-endian bytes; leading zeros don't matter.
    ///
    /// # Errors
    /// [`InvalidKey`] if they are out of the bounds that this crate's constants name, or even.
    ///
    /// # Timing
    /// Depends on the arguments, which are public.
    pub fn from_be_bytes(n: &[u8], e: &[u8]) -> Result<Self, InvalidKey> {
        let n = Uint::<MAX_LIMBS>::from_be_bytes(strip(n)).ok_or(InvalidKey::ModulusTooLong)?;
        let e = Uint::<1>::from_be_bytes(strip(e)).ok_or(InvalidKey::PublicExponent)?.as_limbs()[0];
        Self::from_numbers(&n, e)
    }

    pub(crate) fn from_numbers(n: &Uint<MAX_LIMBS>, e: u64) -> Result<Self, InvalidKey> {
        // Public: the modulus, also where it has just been made of the primes.
        let n = declassify_ref(n);
        if n.bits() < MIN_MODULUS_BITS as u64 {
            return Err(InvalidKey::ModulusTooShort);
        }
        if e < MIN_EXPONENT || e >> MAX_EXPONENT_BITS != 0 || e.is_multiple_of(2) {
            return Err(InvalidKey::PublicExponent);
        }
        let n = Modulus::new(n).ok_or(InvalidKey::EvenModulus)?;
        Ok(Self { n, e })
    }

    /// A key that is too short for anything but a published trace.
    #[cfg(test)]
    pub(crate) fn of_any_size(n: &[u8], e: u64) -> Self {
        let n = Uint::from_be_bytes(n).and_then(|n| Modulus::new(&n));
        Self { n: n.expect("an odd number"), e }
    }

    /// Reads RSAPublicKey (RFC 8017, appendix A.1.1), strictly in DER: what a certificate has in the BIT STRING
    /// subjectPublicKey.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, InvalidKey> {
        public_format::read_pkcs1(der)
    }

    /// Reads SubjectPublicKeyInfo (RFC 5280, section 4.1) of rsaEncryption, strictly in DER.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, InvalidKey> {
        public_format::read_spki(der, public_format::read_algorithm).map(|((), key)| key)
    }

    /// Writes RSAPublicKey.
    #[must_use]
    pub fn to_pkcs1_der(&self) -> PublicKeyDer {
        public_format::write_pkcs1(self)
    }

    /// Writes SubjectPublicKeyInfo.
    #[must_use]
    pub fn to_spki_der(&self) -> PublicKeyDer {
        public_format::write_spki(self)
    }

    /// The length of the modulus in bits.
    #[must_use]
    pub fn modulus_bits(&self) -> usize {
        self.n.bits()
    }

    /// The length of a signature in bytes: that of the modulus.
    #[must_use]
    pub fn signature_len(&self) -> usize {
        self.modulus_bits().div_ceil(8)
    }

    /// The public exponent e.
    #[must_use]
    pub fn exponent(&self) -> u64 {
        self.e
    }

    /// The modulus as big-endian bytes, written into a part of `buffer`.
    pub(crate) fn modulus_be_bytes<'a>(&self, buffer: &'a mut [u8; MAX_BYTES]) -> &'a [u8] {
        let bytes = &mut buffer[..self.signature_len()];
        self.n.as_uint().write_be_bytes(bytes);
        bytes
    }

    /// Verifies a signature with the padding of PKCS #1 v1.5 (RFC 8017, section 8.2.2).
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one of `message` by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_pkcs1(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        self.verify_pkcs1_prehash(&hash.digest(message), signature)
    }

    /// The same, of a message of which the digest is given.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_pkcs1_prehash(&self, digest: &Digest, signature: &[u8]) -> Result<(), InvalidSignature> {
        let (mut em, mut expected) = ([0; MAX_BYTES], [0; MAX_BYTES]);
        let em = self.open(signature, &mut em)?;
        let expected = &mut expected[..em.len()];
        emsa_pkcs1::encode(digest, expected);
        // The padding is compared whole, not parsed: there is nothing that could be read in two ways.
        if em == expected { Ok(()) } else { Err(InvalidSignature) }
    }

    /// Verifies a signature with the padding PSS (RFC 8017, section 8.1.2), with MGF1 of the same hash and a salt as
    /// long as a digest: as TLS has it (RFC 9846, section 4.3.3).
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one of `message` by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    //= 4.3.3-5 4.3.3-7
    pub fn verify_pss(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        self.verify_pss_prehash(&hash.digest(message), signature)
    }

    /// The same, of a message of which the digest is given.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_pss_prehash(&self, digest: &Digest, signature: &[u8]) -> Result<(), InvalidSignature> {
        self.verify_pss_with_salt_len(digest, signature, digest.as_bytes().len())
    }

    /// The same, with a salt of `salt_len` bytes.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is not one by this key with a salt of this length.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_pss_with_salt_len(
        &self,
        digest: &Digest,
        signature: &[u8],
        salt_len: usize,
    ) -> Result<(), InvalidSignature> {
        let mut em = [0; MAX_BYTES];
        let em = self.open(signature, &mut em)?;
        // The encoded message has a bit less than the modulus, which may be a byte less.
        let em_bits = self.modulus_bits() - 1;
        let (above, em) = em.split_at_mut(em.len() - em_bits.div_ceil(8));
        if above.iter().any(|&byte| byte != 0) {
            return Err(InvalidSignature);
        }
        emsa_pss::verify(digest, em, em_bits, salt_len)
    }

    /// RSAVP1 (section 5.2.2): s^e mod n, as bytes in a part of `buffer`. The signature must be as long as the modulus,
    /// and below it.
    fn open<'a>(
        &self,
        signature: &[u8],
        buffer: &'a mut [u8; MAX_BYTES],
    ) -> Result<&'a mut [u8], InvalidSignature> {
        if signature.len() != self.signature_len() {
            return Err(InvalidSignature);
        }
        let s = Uint::from_be_bytes(signature).ok_or(InvalidSignature)?;
        // Public: signatures are.
        if !declassify(s.is_below(self.n.as_uint())) {
            return Err(InvalidSignature);
        }
        let em = &mut buffer[..signature.len()];
        self.raise(&s).write_be_bytes(em);
        Ok(em)
    }

    /// x^e mod n, for an x below n.
    pub(crate) fn raise(&self, x: &Uint<MAX_LIMBS>) -> Uint<MAX_LIMBS> {
        self.n.raise_vartime(x, self.e)
    }
}

/// Without leading zeros.
fn strip(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    &bytes[zeros..]
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        // Public: both keys are.
        self.e == other.e && declassify(self.n.as_uint().equals(other.n.as_uint()))
    }
}

impl Eq for PublicKey {}

impl core::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut n = [0; MAX_BYTES];
        write!(f, "PublicKey(n: ")?;
        self.modulus_be_bytes(&mut n).iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        write!(f, ", e: {})", self.e)
    }
}
