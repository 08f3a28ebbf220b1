//! How long the inputs may be: SP 800-38D, section 5.2.1.1.

use crate::error::TooLong;

/// 2^39 - 256 bits: as many blocks as a 32-bit counter has values, but for the one that masks the tag and the last.
const MAX_PLAINTEXT_BYTES: u64 = ((1 << 39) - 256) / 8;

/// 2^64 - 1 bits, in whole bytes.
const MAX_AAD_BYTES: u64 = u64::MAX / 8;

/// Checks both lengths, in bytes.
pub(crate) fn check(aad_bytes: u64, plaintext_bytes: u64) -> Result<(), TooLong> {
    if plaintext_bytes <= MAX_PLAINTEXT_BYTES && aad_bytes <= MAX_AAD_BYTES { Ok(()) } else { Err(TooLong) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::TooLong;

    #[test]
    fn lengths_are_allowed_up_to_the_standards_limits_and_not_beyond() {
        let (aad, plaintext) = ((1 << 61) - 1, (1 << 36) - 32);
        assert_eq!(check(0, 0), Ok(()));
        assert_eq!(check(aad, plaintext), Ok(()));
        assert_eq!(check(aad + 1, 0), Err(TooLong));
        assert_eq!(check(0, plaintext + 1), Err(TooLong));
        assert_eq!(check(u64::MAX, u64::MAX), Err(TooLong));
    }
}
