//! Keys and their files, and each way in which they are refused.

use clearbox_ed25519::{InvalidKey, SigningKey, VerifyingKey};
use clearbox_vectors::{ran, records};

const OID_ED25519: &[u8] = &[0x06, 3, 0x2b, 0x65, 0x70];
const OID_ED448: &[u8] = &[0x06, 3, 0x2b, 0x65, 0x71];
const SEED: [u8; 32] = [7; 32];

/// An element with a length below 128.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let len = u8::try_from(contents.len()).expect("short");
    assert!(len < 0x80);
    [&[tag, len], &contents[..]].concat()
}

/// OneAsymmetricKey, with whatever follows the private key.
fn pkcs8(version: u8, algorithm: &[&[u8]], seed: &[u8], rest: &[u8]) -> Vec<u8> {
    let private = element(4, &[&element(4, &[seed])]);
    element(0x30, &[&[2, 1, version], &element(0x30, algorithm), &private, rest])
}

fn public() -> [u8; 32] {
    *SigningKey::from_seed(&SEED).verifying_key().as_bytes()
}

fn public_field(unused_bits: u8, public: &[u8]) -> Vec<u8> {
    element(0x81, &[&[unused_bits], public])
}

#[track_caller]
fn accepts(der: &[u8]) {
    assert_eq!(SigningKey::from_pkcs8_der(der).expect("a good key").to_seed(), SEED);
}

#[track_caller]
fn refuses(der: &[u8], reason: InvalidKey) {
    assert_eq!(SigningKey::from_pkcs8_der(der).err(), Some(reason));
}

#[test]
fn rfc_8410_vectors() {
    let all = records("rfc/rfc8410.txt");
    let spki = all[0].bytes("SPKI");
    for r in &all[1..] {
        let key = SigningKey::from_pkcs8_der(&r.bytes("PKCS8")).expect("a good key");
        assert!(spki.ends_with(key.verifying_key().as_bytes()));
        // What is written is the first of the two forms.
        assert_eq!(key.to_pkcs8_der().as_slice(), all[1].bytes("PKCS8"));
    }
    ran("Ed25519", "RFC 8410, keys", all.len(), 3);
}

#[test]
fn optional_fields_may_stand_or_not() {
    let (attributes, public) = (element(0xa0, &[]), public_field(0, &public()));
    accepts(&pkcs8(0, &[OID_ED25519], &SEED, &[]));
    accepts(&pkcs8(0, &[OID_ED25519], &SEED, &attributes));
    accepts(&pkcs8(1, &[OID_ED25519], &SEED, &[]));
    accepts(&pkcs8(1, &[OID_ED25519], &SEED, &public));
    accepts(&pkcs8(1, &[OID_ED25519], &SEED, &[attributes, public].concat()));
}

#[test]
fn long_attributes_are_passed_over() {
    for len in [0x80usize, 0xff, 0x100] {
        let len_bytes =
            if len < 0x100 { vec![0x81, len as u8] } else { vec![0x82, (len >> 8) as u8, len as u8] };
        let fields = pkcs8(0, &[OID_ED25519], &SEED, &[])[2..].to_vec();
        let fields = [&fields[..], &[0xa0], &len_bytes, &vec![0; len]].concat();
        let total = fields.len();
        let outer = if total < 0x100 {
            vec![0x30, 0x81, total as u8]
        } else {
            vec![0x30, 0x82, (total >> 8) as u8, total as u8]
        };
        accepts(&[outer, fields].concat());
    }
}

#[test]
fn other_algorithms_and_public_keys_are_refused() {
    refuses(&pkcs8(0, &[OID_ED448], &SEED, &[]), InvalidKey::WrongAlgorithm);
    let other = *SigningKey::from_seed(&[8; 32]).verifying_key().as_bytes();
    for public in [&other[..], &public()[1..], &[]] {
        refuses(&pkcs8(1, &[OID_ED25519], &SEED, &public_field(0, public)), InvalidKey::PublicKeyMismatch);
    }
}

#[test]
fn anything_but_strict_der_is_refused() {
    let malformed = |der: &[u8]| refuses(der, InvalidKey::Malformed);
    let good = pkcs8(1, &[OID_ED25519], &SEED, &public_field(0, &public()));
    accepts(&good);
    for cut in 0..good.len() {
        malformed(&good[..cut]);
    }
    malformed(&[&good[..], &[0]].concat());
    malformed(&pkcs8(2, &[OID_ED25519], &SEED, &[])); // no such version
    malformed(&pkcs8(0, &[OID_ED25519, &[5, 0]], &SEED, &[])); // parameters, which RFC 8410 forbids
    malformed(&pkcs8(0, &[OID_ED25519], &SEED[1..], &[]));
    malformed(&pkcs8(0, &[OID_ED25519], &[7; 33], &[]));
    malformed(&pkcs8(0, &[OID_ED25519], &SEED, &[5, 0])); // something else after the key
    malformed(&pkcs8(0, &[OID_ED25519], &SEED, &public_field(0, &public()))); // a public key in version 1
    malformed(&pkcs8(1, &[OID_ED25519], &SEED, &public_field(1, &public()))); // unused bits
    malformed(&pkcs8(1, &[OID_ED25519], &SEED, &[0x81, 0])); // not even their number
    // The seed without its own header, and with something after it.
    malformed(&element(0x30, &[&[2, 1, 0], &element(0x30, &[OID_ED25519]), &element(4, &[&SEED])]));
    let private = element(4, &[&element(4, &[&SEED]), &[5, 0]]);
    malformed(&element(0x30, &[&[2, 1, 0], &element(0x30, &[OID_ED25519]), &private]));
    // Lengths in more bytes than they need.
    malformed(&[&[0x30, 0x81], &good[1..]].concat());
    malformed(&[&[0x30, 0x82, 0], &good[1..]].concat());
    malformed(&[&[0x30, 0x80], &good[2..], &[0, 0]].concat());
}

#[test]
fn public_keys_that_are_none_are_refused() {
    let refused = |bytes: [u8; 32], reason| assert_eq!(VerifyingKey::from_bytes(&bytes), Err(reason));
    let small = |y: u8| core::array::from_fn(|i| if i == 0 { y } else { 0 });
    refused(small(2), InvalidKey::NotOnCurve);
    // y = 1 is the neutral element, y = 0 a point of order 4, and y = −1 the one of order 2.
    refused(small(1), InvalidKey::SmallOrder);
    refused(small(0), InvalidKey::SmallOrder);
    let near_p = |low: u8, top: u8| {
        core::array::from_fn(|i| [low, 0xff, top][usize::from(i > 0) + usize::from(i == 31)])
    };
    refused(near_p(0xec, 0x7f), InvalidKey::SmallOrder);
    // x = 0 and negative; y = p, p + 1 and 2^255 − 1.
    refused(near_p(0xec, 0xff), InvalidKey::NotCanonical);
    for low in [0xed, 0xee, 0xff] {
        refused(near_p(low, 0x7f), InvalidKey::NotCanonical);
        refused(near_p(low, 0xff), InvalidKey::NotCanonical);
    }
}

#[test]
fn keys_are_made_from_any_generator() {
    struct Counter(u8);
    impl rand_core::TryRng for Counter {
        type Error = core::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            unreachable!("keys are filled as bytes")
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            unreachable!("keys are filled as bytes")
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            for byte in bytes {
                *byte = self.0;
                self.0 += 1;
            }
            Ok(())
        }
    }
    impl rand_core::TryCryptoRng for Counter {}
    let seed = SigningKey::generate(&mut Counter(1)).to_seed();
    assert_eq!(seed, core::array::from_fn(|i| i as u8 + 1));
}

#[cfg(feature = "getrandom")]
#[test]
fn random_keys_differ() {
    let (a, b) = (SigningKey::random().unwrap(), SigningKey::random().unwrap());
    assert_ne!(a.to_seed(), b.to_seed());
    assert_ne!(a.verifying_key(), b.verifying_key());
}

#[test]
fn errors_say_what_is_wrong() {
    let reasons = [
        InvalidKey::NotCanonical,
        InvalidKey::NotOnCurve,
        InvalidKey::SmallOrder,
        InvalidKey::Malformed,
        InvalidKey::WrongAlgorithm,
        InvalidKey::PublicKeyMismatch,
    ];
    let texts: std::collections::BTreeSet<String> = reasons.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), reasons.len());
    assert_eq!(clearbox_ed25519::InvalidSignature.to_string(), "the Ed25519 signature is not valid");
}
