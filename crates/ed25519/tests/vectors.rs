//! Published vectors, through the public API.

use clearbox_ed25519::{Signature, SigningKey, VerifyingKey};
use clearbox_vectors::{ran, read, records, unhex, unhex_array};

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
