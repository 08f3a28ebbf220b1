//! NIST's published vectors of GCM, through the public API.
//!
//! A third of them has nonces of 96 bits; those with 8 or 1024 bits don't apply, since we offer no others. Tags of less
//! than 128 bits are beginnings of the whole tag, so these cases run too, though we neither make nor accept such tags.

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm, AesGcm, OpenError};
use clearbox_vectors::{Record, ran, records};

/// The records of a file whose nonce is one of ours; the file must hold `OTHERS` more.
fn applicable(file: &str) -> Vec<Record> {
    const OTHERS: usize = 5250;
    let mut all = records(&format!("nist-cavp/{file}.rsp"));
    let before = all.len();
    all.retain(|case| case.parameter("IVlen") == Some("96"));
    assert_eq!(before - all.len(), OTHERS, "{file}: cases with other nonces");
    all
}

fn seal<const K: usize>(key: &AesGcm<K>, case: &Record, plaintext: &[u8]) -> (Vec<u8>, [u8; 16]) {
    let mut data = plaintext.to_vec();
    let tag = key.seal_in_place(&case.array("IV"), &case.bytes("AAD"), &mut data).unwrap();
    (data, tag)
}

fn encryption<const K: usize>(file: &str, algorithm: &str, new: fn(&[u8; K]) -> AesGcm<K>) {
    let cases = applicable(file);
    for case in &cases {
        let (ciphertext, tag) = seal(&new(&case.array("Key")), case, &case.bytes("PT"));
        assert_eq!(ciphertext, case.bytes("CT"), "{case:?}");
        let expected = case.bytes("Tag");
        assert_eq!(tag[..expected.len()], expected, "{case:?}");
    }
    ran(algorithm, &format!("NIST CAVP {file}, 96-bit nonces"), cases.len(), 2625);
}

fn decryption<const K: usize>(file: &str, algorithm: &str, new: fn(&[u8; K]) -> AesGcm<K>) {
    let cases = applicable(file);
    let mut whole_tags = 0;
    for case in &cases {
        let key = new(&case.array("Key"));
        let (ciphertext, tag) = (case.bytes("CT"), case.bytes("Tag"));
        let plaintext = case.field("FAIL").is_none().then(|| case.bytes("PT"));
        // Counter mode is its own inverse.
        let (decrypted, _) = seal(&key, case, &ciphertext);
        let (_, right_tag) = seal(&key, case, &decrypted);
        assert_eq!(right_tag[..tag.len()] == tag, plaintext.is_some(), "{case:?}");
        if let Some(plaintext) = &plaintext {
            assert_eq!(decrypted, *plaintext, "{case:?}");
        }
        if let Ok(tag) = tag.try_into() {
            let mut data = ciphertext;
            let opened = key.open_in_place(&case.array("IV"), &case.bytes("AAD"), &mut data, &tag);
            assert_eq!(opened.map(|()| data), plaintext.ok_or(OpenError), "{case:?}");
            whole_tags += 1;
        }
    }
    assert_eq!(whole_tags, 375);
    ran(algorithm, &format!("NIST CAVP {file}, 96-bit nonces"), cases.len(), 2625);
}

#[test]
fn vectors_of_nist_aes_128_gcm() {
    encryption("gcmEncryptExtIV128", "AES-128-GCM", Aes128Gcm::new);
    decryption("gcmDecrypt128", "AES-128-GCM", Aes128Gcm::new);
}

#[test]
fn vectors_of_nist_aes_256_gcm() {
    encryption("gcmEncryptExtIV256", "AES-256-GCM", Aes256Gcm::new);
    decryption("gcmDecrypt256", "AES-256-GCM", Aes256Gcm::new);
}
