//! Signatures whose secret number k is known, which the public API doesn't give away.

use std::{format, vec::Vec};

use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_vectors::{ran, read, records, unhex};
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::{
    Signature, SigningKey, VerifyingKey,
    curve::Scalar,
    nonce::Nonces,
    spec::{self, bytes},
};

type Hash = fn(&[u8]) -> Vec<u8>;
type Hmac = fn(&[u8], &[u8]) -> Vec<u8>;

/// The hashes of this project by the names of NIST's files; SHA-1 and SHA-224 are not among them.
const HASHES: [(&str, Hash, Hmac); 3] = [
    ("SHA-256", |m| Sha256::digest(m).to_vec(), |k, m| HmacSha256::mac(k, m).to_vec()),
    ("SHA-384", |m| Sha384::digest(m).to_vec(), |k, m| HmacSha384::mac(k, m).to_vec()),
    ("SHA-512", |m| Sha512::digest(m).to_vec(), |k, m| HmacSha512::mac(k, m).to_vec()),
];

#[test]
fn nist_cavp_siggen_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/SigGen.txt");
    let mut count = 0;
    for (name, hash, _) in HASHES {
        for r in all.iter().filter(|r| r.parameter(&format!("P-256,{name}")).is_some()) {
            let key = SigningKey::from_bytes(&r.array("d")).expect("in range");
            let public = key.verifying_key().to_sec1_uncompressed();
            assert_eq!((public[1..33].to_vec(), public[33..].to_vec()), (r.bytes("Qx"), r.bytes("Qy")));
            let digest = hash(&r.bytes("Msg"));
            let k = Scalar::from_bytes(&r.array("k")).0;
            let expected = Signature::new(r.array("R"), r.array("S")).expect("in range");
            assert_eq!(key.sign_with(&k, &Scalar::from_digest(&digest)), Some(expected));
            assert_eq!(key.verifying_key().verify_prehash(&digest, &expected), Ok(()));
            count += 1;
        }
    }
    ran("ECDSA P-256", "NIST CAVP SigGen, SHA-256, SHA-384 and SHA-512", count, 45);
}

/// The P-256 part of RFC 6979, appendix A.2.5, in OpenSSL's format: each case is signed, verified, and
/// verified with the last bit of the signature changed. SHA-1 and SHA-224, the other 4 signatures of the 10,
/// are not among our hashes.
#[test]
fn rfc6979_vectors() {
    let text = read("rfc/evppkey_ecdsa_rfc6979.txt");
    let d = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    let x = BigUint::parse_bytes(d.as_bytes(), 16).expect("hexadecimal");
    let key = SigningKey::from_bytes(&bytes(&x)).expect("in range");
    let (mut signed, mut verified) = (0, 0);
    for case in text.split("\n\n").filter(|case| case.contains("Key = P-256_")) {
        let field = |name: &str| case.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        let name = field("DigestSign").or(field("DigestVerify")).expect("one of both");
        let Some((_, hash, hmac)) = HASHES.iter().find(|(hash, ..)| hash.replace('-', "") == name) else {
            continue;
        };
        let message = field("Input").expect("a message").trim_matches('"').as_bytes();
        let digest = hash(message);
        let signature = Signature::from_der(&unhex(field("Output").expect("a signature")));
        if field("DigestSign").is_some() {
            let k = spec::generate_k(*hmac, &x, &digest, &[]);
            let (r, s) = spec::sign(&x, &digest, &k);
            let signature = signature.expect("a signature");
            assert_eq!(signature, Signature::new(bytes(&r), bytes(&s)).expect("in range"));
            let (k, e) = (Scalar::from_bytes(&bytes(&k)).0, Scalar::from_digest(&digest));
            assert_eq!(key.sign_with(&k, &e), Some(signature));
            if name == "SHA256" {
                assert_eq!(key.sign_deterministic(message), signature);
            }
            signed += 1;
        } else {
            let result = key.verifying_key().verify_prehash(&digest, &signature.expect("well formed"));
            assert_eq!(result.is_err(), field("Result") == Some("VERIFY_ERROR"), "{case}");
            verified += 1;
        }
    }
    ran("ECDSA P-256", "RFC 6979, appendix A.2.5, signing", signed, 6);
    ran("ECDSA P-256", "RFC 6979, appendix A.2.5, verifying", verified, 12);
}

fn scalar(number: &BigUint) -> Scalar {
    Scalar::from_bytes(&bytes(number)).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nonces_agree_with_spec(
        d in any::<[u8; 32]>(),
        digest in any::<[u8; 32]>(),
        additional in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let x = BigUint::from_bytes_be(&d) % spec::n();
        let k = spec::generate_k(HASHES[0].2, &x, &digest, &additional);
        let nonce = Nonces::new(&bytes(&x), &Scalar::from_digest(&digest), &additional).candidate();
        prop_assert_eq!(nonce.expect("almost always").to_bytes(), bytes(&k));
    }

    #[test]
    fn signatures_agree_with_spec(d in any::<[u8; 32]>(), k in any::<[u8; 32]>(), digest in any::<[u8; 48]>()) {
        let d = BigUint::from_bytes_be(&d) % (spec::n() - 1u8) + 1u8;
        let k = BigUint::from_bytes_be(&k) % (spec::n() - 1u8) + 1u8;
        let (r, s) = spec::sign(&d, &digest, &k);
        let key = SigningKey::from_bytes(&bytes(&d)).expect("in range");
        let signature = key.sign_with(&scalar(&k), &Scalar::from_digest(&digest)).expect("almost always");
        prop_assert_eq!(signature, Signature::new(bytes(&r), bytes(&s)).expect("in range"));
        prop_assert_eq!(key.verifying_key().verify_prehash(&digest, &signature), Ok(()));
        let q = spec::multiply(&d, &spec::g());
        assert!(spec::verify(&q, &digest, &r, &s));
    }

    #[test]
    fn verification_agrees_with_spec(small in 1..6u32, h in 0..6u8, r in 1..6u32, s in 1..6u32) {
        let d = BigUint::from(small);
        let (digest, r, s) = (bytes(&h.into()), BigUint::from(r), BigUint::from(s));
        let key = VerifyingKey::new(crate::curve::multiply_base(&scalar(&d)));
        let signature = Signature::new(bytes(&r), bytes(&s)).expect("in range");
        let expected = spec::verify(&spec::multiply(&d, &spec::g()), &digest, &r, &s);
        prop_assert_eq!(key.verify_prehash(&digest, &signature).is_ok(), expected);
    }
}

/// With a digest chosen so that s is zero, another k must be taken.
#[test]
fn zero_s_makes_no_signature() {
    let (d, k) = (BigUint::from(5u8), BigUint::from(7u8));
    let key = SigningKey::from_bytes(&bytes(&d)).expect("in range");
    let (r, _) = spec::sign(&d, &[0; 32], &k);
    // e = −r·d makes s = (e + r·d) / k zero.
    let e = spec::n() - r * d % spec::n();
    assert_eq!(key.sign_with(&scalar(&k), &scalar(&e)), None);
}

/// After a candidate that didn't serve, the generator goes on as step h of RFC 6979, section 3.2, says.
#[test]
fn nonces_go_on_after_a_candidate() {
    let (d, e) = ([7; 32], Scalar::from_digest(&[9; 32]));
    let mut nonces = Nonces::new(&d, &e, &[]);
    let hmac = |key: &[u8], parts: &[&[u8]]| HmacSha256::mac(key, &parts.concat());
    let (mut k, mut v) = ([0; 32], [1; 32]);
    for separator in [0, 1] {
        k = hmac(&k, &[&v, &[separator], &d, &e.to_bytes()]);
        v = hmac(&k, &[&v]);
    }
    for _ in 0..3 {
        v = hmac(&k, &[&v]);
        assert_eq!(nonces.candidate().expect("almost always").to_bytes(), v);
        nonces.advance();
        k = hmac(&k, &[&v, &[0]]);
        v = hmac(&k, &[&v]);
    }
}
