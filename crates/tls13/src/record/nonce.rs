//! The per-record nonce (RFC 9846, section 5.3).

/// The sequence number, big-endian and padded on the left to twelve bytes, XORed with the IV.
//= 5.3-3
pub(super) fn nonce(iv: &[u8; 12], sequence_number: u64) -> [u8; 12] {
    let mut nonce = *iv;
    for (byte, number) in nonce.iter_mut().skip(4).zip(sequence_number.to_be_bytes()) {
        *byte ^= number;
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::nonce;

    //? 5.3-3
    #[test]
    fn the_whole_sequence_number_is_in_the_nonce() {
        let iv = *b"twelve bytes";
        let bits = (0..64).map(|bit| nonce(&iv, 1 << bit));
        let differences = bits.map(|nonce| u128_of(nonce) ^ u128_of(iv));
        assert!(differences.eq((0..64).map(|bit| 1 << bit)));
    }

    fn u128_of(bytes: [u8; 12]) -> u128 {
        bytes.iter().fold(0, |number, &byte| number << 8 | u128::from(byte))
    }
}
