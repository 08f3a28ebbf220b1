//! What can be wrong with a key, a context or a signature.

use core::fmt::{Display, Formatter, Result};

/// Why bytes are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKey {
    /// The key is not as long as the parameter set has it.
    WrongLength,
    /// A coefficient of s_1 or s_2 in an expanded signing key is not from -η to η.
    OutOfRange,
    /// t_0 or tr in an expanded signing key is not what the rest of it gives.
    Inconsistent,
    /// The encoding is not the strict DER of RFC 9881 and RFC 5958 or RFC 5280.
    Malformed,
    /// It is a key for another algorithm or parameter set.
    WrongAlgorithm,
    /// The expanded signing key is not that of the seed beside it.
    SeedMismatch,
    /// The verifying key that stands beside the signing key doesn't belong to it.
    PublicKeyMismatch,
}

/// The context is longer than 255 bytes (FIPS 204, algorithm 2, step 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContextTooLong;

/// The bytes are no signature, or it is not one of this message and context by this key. Which, is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSignature;

impl Display for InvalidKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::WrongLength => "the ML-DSA key does not have the length of its parameter set",
            Self::OutOfRange => "the ML-DSA signing key has a coefficient that is out of range",
            Self::Inconsistent => "the parts of the ML-DSA signing key do not fit together",
            Self::Malformed => "the key is not in the strict DER that RFC 9881 describes",
            Self::WrongAlgorithm => "the key is not for this parameter set of ML-DSA",
            Self::SeedMismatch => "the seed does not give the ML-DSA signing key beside it",
            Self::PublicKeyMismatch => "the public key does not belong to the private key beside it",
        })
    }
}

impl Display for ContextTooLong {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the context of an ML-DSA signature is longer than 255 bytes")
    }
}

impl Display for InvalidSignature {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the ML-DSA signature is not valid")
    }
}

impl core::error::Error for InvalidKey {}
impl core::error::Error for ContextTooLong {}
impl core::error::Error for InvalidSignature {}
