//! What can be wrong with a key or a signature, and in making them.

use core::fmt::{Display, Formatter, Result};

/// Why bytes or numbers are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKey {
    /// The encoding is not the strict DER of RFC 8017, appendix A.1, RFC 5958 or RFC 5280.
    Malformed,
    /// It is a key for another algorithm; or for RSASSA-PSS only, which [`crate::PssPrivateKey`] and
    /// [`crate::PssPublicKey`] take, and they nothing else.
    WrongAlgorithm,
    /// It is restricted to a hash function, or to longer salts, or to MGF1 with another hash function, than there are here.
    PssParameters,
    /// The private key has more than two primes.
    MultiPrime,
    /// The modulus is shorter than [`crate::MIN_MODULUS_BITS`].
    ModulusTooShort,
    /// The modulus is longer than [`crate::MAX_MODULUS_BITS`].
    ModulusTooLong,
    /// The modulus is even.
    EvenModulus,
    /// The public exponent is even, below [`crate::MIN_EXPONENT`] or longer than [`crate::MAX_EXPONENT_BITS`].
    PublicExponent,
    /// The primes are not each half as long as the modulus.
    UnequalPrimes,
    /// The numbers of the private key don't belong together.
    Inconsistent,
}

/// The bytes are no signature of this message by this key. Why not, is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSignature;

/// The signature that was made doesn't verify, and was thrown away: a fault of the machine, an attack by one, or a private
/// key of numbers that aren't prime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigningError;

/// Why no key was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenerationError {
    /// The length is odd, below [`crate::MIN_MODULUS_BITS`] or above [`crate::MAX_MODULUS_BITS`].
    ModulusLength,
    /// The random generator failed.
    Randomness,
    /// No primes were found among so many candidates that the random generator must be broken.
    Exhausted,
}

impl Display for InvalidKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Malformed => "the RSA key is not in strict DER form",
            Self::WrongAlgorithm => "the key is for another algorithm",
            Self::PssParameters => "the RSA key is restricted to a hash or salt of PSS that is not supported",
            Self::MultiPrime => "RSA keys with more than two primes are not supported",
            Self::ModulusTooShort => "the RSA modulus has less than 2048 bits",
            Self::ModulusTooLong => "the RSA modulus has more than 8192 bits",
            Self::EvenModulus => "the RSA modulus is even",
            Self::PublicExponent => "the RSA public exponent is even, below 3, or longer than 33 bits",
            Self::UnequalPrimes => "the primes of the RSA key are not each half as long as its modulus",
            Self::Inconsistent => "the numbers of the RSA private key don't belong together",
        })
    }
}

impl Display for InvalidSignature {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the RSA signature is invalid")
    }
}

impl Display for SigningError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the RSA signature came out wrong and was thrown away")
    }
}

impl Display for GenerationError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::ModulusLength => "RSA keys have an even length from 2048 to 8192 bits",
            Self::Randomness => "the random generator failed while an RSA key was made",
            Self::Exhausted => "no primes found for an RSA key: the random generator must be broken",
        })
    }
}

impl core::error::Error for InvalidKey {}
impl core::error::Error for InvalidSignature {}
impl core::error::Error for SigningError {}
impl core::error::Error for GenerationError {}
