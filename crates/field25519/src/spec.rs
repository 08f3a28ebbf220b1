//! GF(p) with big integers: the oracle of the tests.

use num_bigint::BigUint;

/// p = 2^255 − 19 (RFC 7748, section 4.1).
pub(crate) fn p() -> BigUint {
    (BigUint::from(1u8) << 255) - 19u8
}

/// decodeUCoordinate of RFC 7748, section 5: bit 255 is masked, and the number taken modulo p.
pub(crate) fn decode(bytes: &[u8; 32]) -> BigUint {
    let mut bytes = *bytes;
    bytes[31] &= 0x7f;
    BigUint::from_bytes_le(&bytes) % p()
}

/// encodeUCoordinate of RFC 7748, section 5.
pub(crate) fn encode(value: &BigUint) -> [u8; 32] {
    let mut bytes = (value % p()).to_bytes_le();
    bytes.resize(32, 0);
    bytes.try_into().expect("a number below p has 32 bytes")
}
