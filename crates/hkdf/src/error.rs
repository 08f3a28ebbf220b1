//! The one way in which expansion fails.

/// More output was asked for than 255 times the hash's length (RFC 5869, section 2.3): take it in several
/// expansions, each with its own `info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputTooLong;

impl core::fmt::Display for OutputTooLong {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("output of HKDF longer than 255 times the hash's length")
    }
}

impl core::error::Error for OutputTooLong {}
