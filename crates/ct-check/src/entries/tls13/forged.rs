//! Messages that are wrong in some bytes.

use clearbox_aes_gcm::Aes128Gcm;
use clearbox_hkdf::HkdfSha256;

/// The type of the content, behind it.
const TYPE: usize = 1;

/// XORs `difference` into the end of `bytes`.
pub(super) fn change(bytes: &mut [u8], difference: &[u8]) {
    let start = bytes.len() - difference.len();
    bytes[start..].iter_mut().zip(difference).for_each(|(byte, difference)| *byte ^= difference);
}

/// The first record, and the others.
pub(super) fn split_first_record(flight: &mut [u8]) -> (&mut [u8], &mut [u8]) {
    let len = u16::from_be_bytes([flight[3], flight[4]]);
    flight.split_at_mut(5 + usize::from(len))
}

/// XORs `difference` into the verify_data of Finished, which is the last message in `record`, the first under the keys
/// of `secret`, of TLS_AES_128_GCM_SHA256: nobody but who has the secret could.
pub(super) fn change_finished(record: &mut [u8], secret: &[u8], difference: &[u8]) {
    let aead = Aes128Gcm::new(&expand_label(secret, b"key"));
    let iv: [u8; 12] = expand_label(secret, b"iv");
    let (header, body) = record.split_first_chunk_mut::<5>().expect("a record");
    let (body, tag) = body.split_last_chunk_mut::<16>().expect("an encrypted record");
    aead.open_in_place(&iv, header, body, tag).expect("the first record under this key");
    let content = body.len() - TYPE;
    change(&mut body[..content], difference);
    *tag = aead.seal_in_place(&iv, header, body).expect("short");
}

/// HKDF-Expand-Label with an empty context (RFC 9846, section 7.1).
fn expand_label<const LEN: usize>(secret: &[u8], label: &[u8]) -> [u8; LEN] {
    let mut out = [0; LEN];
    let (length, label_length) = ([0, LEN as u8], [6 + label.len() as u8]);
    let info = [length.as_slice(), &label_length, b"tls13 ", label, &[0]].concat();
    let hkdf = HkdfSha256::from_prk(secret.try_into().expect("of SHA-256"));
    hkdf.expand(&info, &mut out).expect("short");
    out
}
