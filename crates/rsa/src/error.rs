//! What can be wrong with a key or a signature.

use core::fmt::{Display, Formatter, Result};

/// Why bytes or numbers are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKey {
    /// The encoding is not the strict DER of RFC 8017, appendix A.1, RFC 5958 or RFC 5280.
    Malformed,
    /// It is a key for another algorithm, or for RSASSA-PSS only.
    WrongAlgorithm,
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
    /// The numbers of the private key don't belong together.
    Inconsistent,
}

/// The bytes are no signature of this message by this key. Why not, is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSignature;

impl Display for InvalidKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Malformed => "the RSA key is not in strict DER form",
            Self::WrongAlgorithm => "the key is for another algorithm than rsaEncryption",
            Self::MultiPrime => "RSA keys with more than two primes are not supported",
            Self::ModulusTooShort => "the RSA modulus has less than 2048 bits",
            Self::ModulusTooLong => "the RSA modulus has more than 8192 bits",
            Self::EvenModulus => "the RSA modulus is even",
            Self::PublicExponent => "the RSA public exponent is even, below 3, or longer than 33 bits",
            Self::Inconsistent => "the numbers of the RSA private key don't belong together",
        })
    }
}

impl Display for InvalidSignature {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the RSA signature is invalid")
    }
}

impl core::error::Error for InvalidKey {}
impl core::error::Error for InvalidSignature {}
