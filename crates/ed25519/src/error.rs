//! What can be wrong with a key or a signature.

use core::fmt::{Display, Formatter, Result};

use clearbox_edwards25519::InvalidPoint;

/// Why bytes are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKey {
    /// The bytes of a public key are not the one encoding of a point: y is not below p, or x is 0 and called negative.
    NotCanonical,
    /// No point of the curve has the y-coordinate of the public key.
    NotOnCurve,
    /// The public key is a point of order 1, 2, 4 or 8.
    SmallOrder,
    /// The encoding of a private key is not the strict DER of RFC 8410 and RFC 5958.
    Malformed,
    /// It is a private key for another algorithm.
    WrongAlgorithm,
    /// The public key that stands beside the private one doesn't belong to it.
    PublicKeyMismatch,
}

/// The bytes are no signature, or it is not one of this message by this key. Which, is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSignature;

/// The signature that was made doesn't verify, and was thrown away: a fault of the machine, or an attack by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigningError;

impl From<InvalidPoint> for InvalidKey {
    fn from(reason: InvalidPoint) -> Self {
        match reason {
            InvalidPoint::NotCanonical => Self::NotCanonical,
            InvalidPoint::NotOnCurve => Self::NotOnCurve,
        }
    }
}

impl Display for InvalidKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::NotCanonical => "the Ed25519 public key is not encoded in the one way that RFC 8032 allows",
            Self::NotOnCurve => "the Ed25519 public key is no point of the curve",
            Self::SmallOrder => "the Ed25519 public key is a point of small order",
            Self::Malformed => "the private key is not in the strict DER of PKCS #8 that RFC 8410 describes",
            Self::WrongAlgorithm => "the private key is not for Ed25519",
            Self::PublicKeyMismatch => "the public key does not belong to the private key beside it",
        })
    }
}

impl Display for InvalidSignature {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the Ed25519 signature is not valid")
    }
}

impl Display for SigningError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the Ed25519 signature that was made is wrong, and was not given out")
    }
}

impl core::error::Error for InvalidKey {}
impl core::error::Error for InvalidSignature {}
impl core::error::Error for SigningError {}
