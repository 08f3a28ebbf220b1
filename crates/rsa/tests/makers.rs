//! Private keys as other programs write them, and keys for PSS alone.

#[path = "support/common.rs"]
mod common;

use clearbox_rsa::{Hash, InvalidKey, InvalidSignature, PrivateKey, PssPrivateKey, PssPublicKey, PublicKey};
use clearbox_vectors::{Record, ran, records};
use common::{TestRng, element};

const HASHES: [(Hash, &str); 3] =
    [(Hash::Sha256, "RSA-PSS SHA-256"), (Hash::Sha384, "RSA-PSS SHA-384"), (Hash::Sha512, "RSA-PSS SHA-512")];

fn all() -> Vec<Record> {
    ["openssl", "gnutls", "java"]
        .iter()
        .flat_map(|maker| records(&format!("{maker}/private-keys.txt")))
        .collect()
}

#[test]
fn vectors_of_other_makers_keys() {
    let mut count = 0;
    for r in all() {
        let (der, kind) = (r.bytes("der"), r.text("kind"));
        let key = match r.text("form") {
            "pkcs1" => PrivateKey::from_pkcs1_der(&der),
            "pkcs8" => PrivateKey::from_pkcs8_der(&der),
            _ => continue,
        };
        if kind == "RSA" {
            let key = key.expect("a good key");
            assert_eq!(PublicKey::from_spki_der(&r.bytes("spki")).as_ref(), Ok(key.public_key()));
            count += 1;
        } else {
            assert_eq!(key.err(), Some(InvalidKey::WrongAlgorithm), "{kind}");
            assert_eq!(PublicKey::from_spki_der(&r.bytes("spki")), Err(InvalidKey::WrongAlgorithm), "{kind}");
        }
    }
    ran("RSA", "OpenSSL, GnuTLS and Java, private keys", count, 5);
}

#[test]
fn vectors_of_other_makers_pss_keys() {
    let (mut count, mut refused) = (0, 0);
    for r in all().iter().filter(|r| r.text("form") == "pkcs8") {
        let (kind, by) = (r.text("kind"), r.text("by"));
        let (private, public) =
            (PssPrivateKey::from_pkcs8_der(&r.bytes("der")), PssPublicKey::from_spki_der(&r.bytes("spki")));
        if kind == "RSA-PSS refused" {
            assert_eq!(private.err(), Some(InvalidKey::PssParameters), "{by}");
            assert_eq!(public.err(), Some(InvalidKey::PssParameters), "{by}");
            refused += 1;
        } else if kind.starts_with("RSA-PSS") {
            keeps_to_its_hash(kind, &private.expect("a good key"), &public.expect("a good key"));
            count += 1;
        } else {
            assert_eq!(private.err(), Some(InvalidKey::WrongAlgorithm), "{by}");
            assert_eq!(public.err(), Some(InvalidKey::WrongAlgorithm), "{by}");
        }
    }
    ran("RSA-PSS", "OpenSSL, GnuTLS and Java, private keys", count, 10);
    ran("RSA-PSS", "OpenSSL, private keys to refuse", refused, 3);
}

/// Signs and verifies by each hash that `kind` names.
fn keeps_to_its_hash(kind: &str, private: &PssPrivateKey, public: &PssPublicKey) {
    assert_eq!(private.public_key(), public.public_key());
    let any = private.allows(Hash::Sha256) && private.allows(Hash::Sha384);
    assert_eq!(any, kind == "RSA-PSS any");
    for (hash, named) in HASHES {
        let allowed = any || kind == named;
        assert_eq!((private.allows(hash), public.allows(hash)), (allowed, allowed), "{kind}");
        let signature = private.sign(&mut TestRng::new(1), hash, b"message");
        assert_eq!(signature.is_ok(), allowed);
        if let Ok(signature) = signature {
            assert_eq!(public.verify(hash, b"message", signature.as_ref()), Ok(()));
            assert_eq!(public.verify(hash, b"massage", signature.as_ref()), Err(InvalidSignature));
            // The restriction concerns verifying as well.
            for (other, _) in HASHES.iter().filter(|(other, _)| *other != hash) {
                assert_eq!(public.verify(*other, b"message", signature.as_ref()), Err(InvalidSignature));
            }
        }
    }
}

/// A public key whose algorithm is id-RSASSA-PSS with these parameters.
fn with_parameters(parameters: &[u8]) -> Result<PssPublicKey, InvalidKey> {
    let pss: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    let key = records("openssl/rsa-keys.txt")[0].bytes("public");
    let algorithm = element(0x30, &[pss, parameters].concat());
    let key = element(3, &[&[0], &key[..]].concat());
    PssPublicKey::from_spki_der(&element(0x30, &[algorithm, key].concat()))
}

#[test]
fn parameters_of_pss_are_read_strictly() {
    let hash = |last: u8, null: &[u8]| {
        element(0x30, &[&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last], null].concat())
    };
    let mask = |last: u8, hash: &[u8]| {
        element(0x30, &[&[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, last], hash].concat())
    };
    let parameters = |parts: &[Vec<u8>]| with_parameters(&element(0x30, &parts.concat()));
    let sha_256 = element(0xa0, &hash(1, &[5, 0]));
    let mgf1 = element(0xa1, &mask(8, &hash(1, &[5, 0])));
    let good = [sha_256.clone(), mgf1.clone()];
    assert!(parameters(&good).is_ok_and(|key| key.allows(Hash::Sha256) && !key.allows(Hash::Sha384)));
    // Hashes may be named with and without NULL, even in one key.
    assert!(parameters(&[element(0xa0, &hash(1, &[])), mgf1.clone()]).is_ok());

    let salt = |len: &[u8]| parameters(&[&good[..], &[element(0xa2, len)]].concat()).err();
    for (len, error) in [
        (&[2, 1, 0][..], None),
        (&[2, 1, 32], None),
        (&[2, 1, 33], Some(InvalidKey::PssParameters)),
        (&[2, 2, 1, 0], Some(InvalidKey::PssParameters)),
        (&[2, 1, 0xff], Some(InvalidKey::Malformed)),
        (&[2, 1, 32, 0], Some(InvalidKey::Malformed)),
        (&[], Some(InvalidKey::Malformed)),
    ] {
        assert_eq!(salt(len), error, "{len:?}");
    }

    let refused = |parts: &[Vec<u8>], reason| assert_eq!(parameters(parts).err(), Some(reason));
    // SHA-1 by default, for the message or the mask; SHA-224; another mask; another hash for it.
    refused(&[], InvalidKey::PssParameters);
    refused(&good[..1], InvalidKey::PssParameters);
    refused(&good[1..], InvalidKey::PssParameters);
    refused(&[element(0xa0, &hash(4, &[5, 0])), mgf1.clone()], InvalidKey::PssParameters);
    refused(&[sha_256.clone(), element(0xa1, &mask(9, &hash(1, &[5, 0])))], InvalidKey::PssParameters);
    refused(&[sha_256.clone(), element(0xa1, &mask(8, &hash(2, &[5, 0])))], InvalidKey::PssParameters);
    // A NULL that isn't empty; something behind each part; the parts in another order; a trailer field.
    refused(&[element(0xa0, &hash(1, &[5, 1, 0])), mgf1.clone()], InvalidKey::Malformed);
    refused(&[element(0xa0, &hash(1, &[5, 0, 5, 0])), mgf1.clone()], InvalidKey::Malformed);
    refused(&[element(0xa0, &[hash(1, &[]), vec![5, 0]].concat()), mgf1.clone()], InvalidKey::Malformed);
    let behind = [mask(8, &hash(1, &[])), vec![5, 0]].concat();
    refused(&[sha_256.clone(), element(0xa1, &behind)], InvalidKey::Malformed);
    let behind = [hash(1, &[]), vec![5, 0]].concat();
    refused(&[sha_256.clone(), element(0xa1, &mask(8, &behind))], InvalidKey::Malformed);
    refused(&[mgf1.clone(), sha_256.clone()], InvalidKey::PssParameters);
    refused(&[&good[..], &[vec![0xa3, 3, 2, 1, 1]]].concat(), InvalidKey::Malformed);
    assert_eq!(with_parameters(&[5, 0]).err(), Some(InvalidKey::Malformed));
    assert_eq!(
        with_parameters(&[&element(0x30, &good.concat())[..], &[5, 0]].concat()).err(),
        Some(InvalidKey::Malformed)
    );
}

/// Though the numbers verify the signature, the key's parameters don't allow its hash.
#[test]
fn signatures_by_other_hashes_are_refused() {
    let key =
        PrivateKey::from_pkcs8_der(&records("openssl/rsa-keys.txt")[0].bytes("pkcs8")).expect("a good key");
    let restricted = all().into_iter().find(|r| r.text("kind") == "RSA-PSS SHA-256").expect("there is one");
    let spki = restricted.bytes("spki");
    // Behind the headers of the SEQUENCEs of the key and its algorithm, and the object identifier of 11 bytes.
    let public = with_parameters(&spki[17..6 + usize::from(spki[5])]).expect("a good key");
    assert_eq!(public.public_key(), key.public_key());
    for (hash, verdict) in [(Hash::Sha256, Ok(())), (Hash::Sha384, Err(InvalidSignature))] {
        let signature = key.sign_pss(&mut TestRng::new(2), hash, b"message").unwrap();
        assert_eq!(key.public_key().verify_pss(hash, b"message", signature.as_ref()), Ok(()));
        assert_eq!(public.verify(hash, b"message", signature.as_ref()), verdict);
    }
}

#[test]
fn debug_of_pss_keys_tells_no_secrets() {
    let keys = all();
    let r = keys.iter().find(|r| r.text("kind") == "RSA-PSS any").expect("there is one");
    let private = PssPrivateKey::from_pkcs8_der(&r.bytes("der")).expect("a good key");
    assert_eq!(format!("{private:?}"), "PssPrivateKey");
}
