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
