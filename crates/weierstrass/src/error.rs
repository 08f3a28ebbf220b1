//! What can be wrong with a key, a point or a signature.

use core::fmt::{Display, Formatter, Result};

/// Why bytes are no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKey {
    /// The scalar is zero, or not below the order n of the base point.
    OutOfRange,
    /// The encoding is not the strict DER of RFC 5958 or RFC 5915.
    Malformed,
    /// It is a key for another algorithm or curve.
    WrongAlgorithm,
    /// The public key that stands beside the private one doesn't belong to it.
    PublicKeyMismatch,
}

/// Why bytes are no point (SEC 1, section 2.3.4; RFC 9846, section 4.3.8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidPoint {
    /// Not the length and first byte of a compressed or uncompressed point.
    Malformed,
    /// The point at infinity, which is no public key.
    Infinity,
    /// A coordinate is not below p.
    OutOfRange,
    /// The coordinates don't fulfil the curve's equation.
    NotOnCurve,
}

/// The bytes are no signature, or it is not one of this message by this key. Which, is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSignature;

/// The signature that was made doesn't verify, and was thrown away: a fault of the machine, or an attack by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigningError;

impl Display for InvalidKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::OutOfRange => "the private key is zero or not below the group's order",
            Self::Malformed => "the private key is not in the strict DER form of PKCS #8 or SEC 1",
            Self::WrongAlgorithm => "the private key is for another algorithm or curve",
            Self::PublicKeyMismatch => "the public key in the file doesn't belong to the private one",
        })
    }
}

impl Display for InvalidPoint {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Malformed => "the bytes are not the encoding of a point",
            Self::Infinity => "the point at infinity is no public key",
            Self::OutOfRange => "a coordinate of the point is not below the field's prime",
            Self::NotOnCurve => "the point is not on the curve",
        })
    }
}

impl Display for InvalidSignature {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the ECDSA signature is invalid")
    }
}

impl Display for SigningError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("the ECDSA signature that was made is wrong, and was not given out")
    }
}

impl core::error::Error for InvalidKey {}
impl core::error::Error for InvalidPoint {}
impl core::error::Error for InvalidSignature {}
impl core::error::Error for SigningError {}
