//! How long the inputs may be: RFC 8439, section 2.8.

use crate::error::TooLong;

/// As many blocks of 64 bytes as a 32-bit counter has values, but for the one that makes the one-time key.
const MAX_PLAINTEXT_BYTES: u64 = ((1 << 32) - 1) * 64;

/// Checks the length of the plaintext, in bytes. (That of additional data may be any number below 2^64.)
pub(crate) fn check(plaintext_bytes: u64) -> Result<(), TooLong> {
    if plaintext_bytes <= MAX_PLAINTEXT_BYTES { Ok(()) } else { Err(TooLong) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::TooLong;

    #[test]
    fn lengths_are_allowed_up_to_the_standards_limit_and_not_beyond() {
        assert_eq!(check(0), Ok(()));
        assert_eq!(check(274_877_906_880), Ok(()));
        assert_eq!(check(274_877_906_881), Err(TooLong));
        assert_eq!(check(u64::MAX), Err(TooLong));
    }
}
