//! Private keys as other programs write them.

use clearbox_p256::{InvalidKey, SigningKey};
use clearbox_vectors::{Record, ran, records};

fn read(r: &Record) -> Result<SigningKey, InvalidKey> {
    let der = r.bytes("der");
    if r.text("form") == "sec1" { SigningKey::from_sec1_der(&der) } else { SigningKey::from_pkcs8_der(&der) }
}

/// What we write is what OpenSSL writes.
#[test]
fn keys_are_written_as_openssl_writes_them() {
    let all = records("openssl/private-keys.txt");
    let [pkcs8, sec1] = ["genpkey", "pkey -traditional"].map(|by| {
        let mut mine = all.iter().filter(|r| r.text("kind") == "P-256" && r.text("by").starts_with(by));
        mine.next().expect("there is one")
    });
    let key = read(pkcs8).expect("a good key");
    assert_eq!(key.to_pkcs8_der().as_slice(), pkcs8.bytes("der"));
    assert_eq!(key.to_sec1_der().as_slice(), sec1.bytes("der"));
}

#[test]
fn vectors_of_other_makers_keys() {
    let mut count = 0;
    for maker in ["openssl", "gnutls", "java"] {
        let (mine, others): (Vec<_>, Vec<_>) = records(&format!("{maker}/private-keys.txt"))
            .into_iter()
            .partition(|r| r.text("kind") == "P-256");
        for r in &mine {
            let public = read(r).expect("a good key").verifying_key();
            let spki = r.bytes("spki");
            assert!(
                spki.ends_with(&public.to_sec1_uncompressed())
                    || spki.ends_with(&public.to_sec1_compressed()),
                "{maker}, {}",
                r.text("by")
            );
        }
        assert!(others.iter().filter(|r| r.text("form") != "pkcs1").all(|r| read(r).is_err()));
        count += mine.len();
    }
    ran("ECDSA P-256", "OpenSSL, GnuTLS and Java, private keys", count, 11);
}
