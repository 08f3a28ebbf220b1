//! Private keys as other programs write them.

use clearbox_ed25519::{InvalidKey, SigningKey};
use clearbox_vectors::{ran, records};

#[test]
fn vectors_of_other_makers_keys() {
    let mut count = 0;
    for maker in ["openssl", "gnutls", "java"] {
        for r in records(&format!("{maker}/private-keys.txt")) {
            let key = SigningKey::from_pkcs8_der(&r.bytes("der"));
            match (r.text("kind"), r.text("form")) {
                ("Ed25519", _) => {
                    assert!(r.bytes("spki").ends_with(key.expect("a good key").verifying_key().as_bytes()));
                    count += 1;
                }
                (_, "pkcs8") => assert_eq!(key.err(), Some(InvalidKey::WrongAlgorithm)),
                _ => assert!(key.is_err()),
            }
        }
    }
    ran("Ed25519", "OpenSSL, GnuTLS and Java, private keys", count, 3);
}
