//! Why sealing and opening fail.

use core::fmt;

/// The plaintext or the additional data is longer than the algorithm allows (SP 800-38D, section 5.2.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plaintext or additional data too long for AES-GCM")
    }
}

impl core::error::Error for TooLong {}

/// The data is not what was sealed with this key, nonce and additional data. It says no more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenError;

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AES-GCM: authentication failed")
    }
}

impl core::error::Error for OpenError {}
