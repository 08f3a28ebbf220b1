//! Why sealing and opening fail.

use core::fmt;

/// The plaintext or the additional data is longer than the algorithm allows (RFC 8439, section 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plaintext or additional data too long for ChaCha20-Poly1305")
    }
}

impl core::error::Error for TooLong {}

/// The data is not what was sealed with this key, nonce and additional data. It says no more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenError;

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChaCha20-Poly1305: authentication failed")
    }
}

impl core::error::Error for OpenError {}
