//! What the types promise: round trips, and each way in which bytes are refused.

use clearbox_p256::{InvalidKey, InvalidPoint, InvalidSignature, Signature, SigningKey, VerifyingKey, ecdh};
use clearbox_sha2::Sha256;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, prop_assert_ne, proptest};
use rand_core::{Infallible, TryCryptoRng, TryRng};

/// n, big-endian.
const N: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
    0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// Gives first zeros, then n, then what follows counts up: no good but for tests.
struct Stubborn(u8);

impl TryRng for Stubborn {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("keys are filled by bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("keys are filled by bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        match self.0 {
            0 => bytes.fill(0),
            1 => bytes.copy_from_slice(&N),
            other => bytes.fill(other),
        }
        self.0 += 1;
        Ok(())
    }
}

impl TryCryptoRng for Stubborn {}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32]).expect("in range")
}

fn keys() -> impl Strategy<Value = SigningKey> {
    any::<[u8; 32]>().prop_filter_map("a scalar", |bytes| SigningKey::from_bytes(&bytes).ok())
}

/// The bytes of a number by `n` less or more.
fn n_plus(n: i8) -> [u8; 32] {
    let mut bytes = N;
    bytes[31] = bytes[31].checked_add_signed(n).expect("no carry");
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn signatures_verify_and_nothing_else_does(key in keys(), message in any::<Vec<u8>>(), bit in 0..512usize) {
        let verifying_key = key.verifying_key();
        let deterministic = key.sign_deterministic(&message);
        prop_assert_eq!(key.sign_deterministic(&message), deterministic);
        let hedged = key.sign(&mut Stubborn(9), &message);
        prop_assert_ne!(hedged, deterministic);
        prop_assert_ne!(key.sign(&mut Stubborn(10), &message), hedged);
        let prehashed = key.sign_prehash(&mut Stubborn(9), &Sha256::digest(&message));
        prop_assert_eq!(prehashed, hedged);
        for signature in [deterministic, hedged] {
            prop_assert_eq!(verifying_key.verify(&message, &signature), Ok(()));
            prop_assert_eq!(verifying_key.verify_prehash(&Sha256::digest(&message), &signature), Ok(()));
            prop_assert_eq!(Signature::from_bytes(&signature.to_bytes()), Ok(signature));
            prop_assert_eq!(Signature::from_der(signature.to_der().as_slice()), Ok(signature));

            let mut changed = signature.to_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = Signature::from_bytes(&changed).and_then(|s| verifying_key.verify(&message, &s));
            prop_assert_eq!(changed, Err(InvalidSignature));
            let other = [&message[..], &[0]].concat();
            prop_assert_eq!(verifying_key.verify(&other, &signature), Err(InvalidSignature));
        }
    }

    #[test]
    fn keys_and_points_go_round(key in keys()) {
        let public = key.verifying_key();
        prop_assert_eq!(VerifyingKey::from_sec1_bytes(&public.to_sec1_uncompressed()), Ok(public));
        prop_assert_eq!(VerifyingKey::from_sec1_bytes(&public.to_sec1_compressed()), Ok(public));
        let pkcs8 = SigningKey::from_pkcs8_der(key.to_pkcs8_der().as_slice()).unwrap();
        let sec1 = SigningKey::from_sec1_der(key.to_sec1_der().as_slice()).unwrap();
        for again in [SigningKey::from_bytes(&key.to_bytes()).unwrap(), pkcs8, sec1] {
            prop_assert_eq!(again.to_bytes(), key.to_bytes());
            prop_assert_eq!(again.verifying_key(), public);
        }
    }

    #[test]
    fn both_sides_agree(a in keys(), b in keys()) {
        let [a, b] = [a, b].map(|key| ecdh::SecretKey::from_bytes(&key.to_bytes()).unwrap());
        let [a_public, b_public] = [&a, &b].map(|key| key.public_key().to_sec1_uncompressed());
        let public = |bytes| ecdh::PublicKey::from_sec1_uncompressed(bytes).unwrap();
        prop_assert_eq!(public(&a_public), a.public_key());
        let (at_a, at_b) = (a.diffie_hellman(&public(&b_public)), b.diffie_hellman(&public(&a_public)));
        prop_assert_eq!(at_a.as_bytes(), at_b.as_bytes());
    }
}

/// (r, n − s) verifies too: the standard has it so, and certificates hold such signatures.
#[test]
fn negated_s_verifies() {
    let signature = key().sign_deterministic(b"message").to_bytes();
    let mut negated = signature;
    let mut borrow = 0;
    for i in (32..64).rev() {
        let difference = i16::from(N[i - 32]) - i16::from(signature[i]) - borrow;
        borrow = i16::from(difference < 0);
        negated[i] = difference.rem_euclid(256) as u8;
    }
    assert_eq!(key().verifying_key().verify(b"message", &Signature::from_bytes(&negated).unwrap()), Ok(()));
}

#[test]
fn scalars_out_of_range_are_no_keys_and_no_signatures() {
    for bytes in [[0; 32], N, n_plus(1), [0xff; 32]] {
        assert_eq!(SigningKey::from_bytes(&bytes).err(), Some(InvalidKey::OutOfRange));
        assert_eq!(ecdh::SecretKey::from_bytes(&bytes).err(), Some(InvalidKey::OutOfRange));
        for (r, s) in [(bytes, [1; 32]), ([1; 32], bytes)] {
            assert_eq!(Signature::from_bytes(&[r, s].concat().try_into().unwrap()), Err(InvalidSignature));
        }
    }
    let last = n_plus(-1);
    assert_eq!(SigningKey::from_bytes(&last).unwrap().to_bytes(), last);
    assert!(Signature::from_bytes(&[last, last].concat().try_into().unwrap()).is_ok());
}

#[test]
fn generation_rejects_candidates_out_of_range() {
    assert_eq!(SigningKey::generate(&mut Stubborn(0)).to_bytes(), [2; 32]);
    let expected = ecdh::SecretKey::from_bytes(&[2; 32]).unwrap().public_key();
    assert_eq!(ecdh::SecretKey::generate(&mut Stubborn(0)).public_key(), expected);
}

#[cfg(feature = "getrandom")]
#[test]
fn random_keys_differ() {
    assert_ne!(SigningKey::random().unwrap().to_bytes(), SigningKey::random().unwrap().to_bytes());
    let [a, b] = [(); 2].map(|()| ecdh::SecretKey::random().unwrap());
    assert_ne!(a.public_key(), b.public_key());
}

//? 4.3.8.2-1
#[test]
fn every_kind_of_invalid_point_is_named() {
    let good = key().verifying_key().to_sec1_uncompressed();
    let compressed = key().verifying_key().to_sec1_compressed();
    let refused = |bytes: &[u8]| VerifyingKey::from_sec1_bytes(bytes).expect_err("no point");
    assert_eq!(refused(&[0]), InvalidPoint::Infinity);
    for malformed in [
        &[][..],
        &[0, 0],
        &[4],
        &[2],
        &good[..64],
        &good[1..],
        &compressed[..32],
        &[&good[..], &[0]].concat(),
    ] {
        assert_eq!(refused(malformed), InvalidPoint::Malformed, "{malformed:x?}");
    }
    for first in [0, 1, 2, 3, 5, 6, 7, 0xff] {
        let mut bytes = good;
        bytes[0] = first;
        assert_eq!(refused(&bytes), InvalidPoint::Malformed, "{first}");
    }
    let mut bytes = good;
    bytes[64] ^= 1;
    assert_eq!(refused(&bytes), InvalidPoint::NotOnCurve);
    assert_eq!(ecdh::PublicKey::from_sec1_uncompressed(&bytes), Err(InvalidPoint::NotOnCurve));
    let (mut bytes, mut x_out_of_range) = (good, compressed);
    bytes[1..33].fill(0xff);
    x_out_of_range[1..].fill(0xff);
    assert_eq!(
        (refused(&bytes), refused(&x_out_of_range)),
        (InvalidPoint::OutOfRange, InvalidPoint::OutOfRange)
    );
    // x = 1 gives x³ − 3x + b = b − 2, which is no square.
    let mut no_square = [0; 33];
    (no_square[0], no_square[32]) = (2, 1);
    assert_eq!(refused(&no_square), InvalidPoint::NotOnCurve);
}

#[test]
fn compressed_points_differ_in_the_sign_of_y() {
    let mut bytes = key().verifying_key().to_sec1_compressed();
    bytes[0] ^= 1;
    let negative = VerifyingKey::from_sec1_bytes(&bytes).unwrap();
    assert_eq!(negative.to_sec1_compressed(), bytes);
    assert_ne!(negative, key().verifying_key());
}

#[test]
fn der_signatures_are_read_strictly() {
    let refused = |der: &[u8]| assert_eq!(Signature::from_der(der), Err(InvalidSignature), "{der:x?}");
    let good = [0x30, 6, 2, 1, 1, 2, 1, 0x7f];
    let mut expected = [0; 64];
    (expected[31], expected[63]) = (1, 0x7f);
    assert_eq!(Signature::from_der(&good).unwrap().to_bytes(), expected);
    assert_eq!(Signature::from_der(&good).unwrap().to_der().as_slice(), good);
    for cut in 0..good.len() {
        refused(&good[..cut]);
    }
    refused(&[&good[..], &[0]].concat());
    refused(&[0x30, 7, 2, 1, 1, 2, 1, 0x7f, 0]); // trailing bytes inside
    refused(&[0x30, 0x81, 6, 2, 1, 1, 2, 1, 0x7f]); // a longer length than needed
    refused(&[0x30, 7, 2, 2, 0, 1, 2, 1, 0x7f]); // a leading zero that isn't needed
    refused(&[0x30, 6, 2, 1, 0x81, 2, 1, 0x7f]); // negative
    refused(&[0x30, 6, 2, 1, 0, 2, 1, 0x7f]); // zero
    refused(&[0x30, 5, 2, 0, 2, 1, 0x7f]); // no contents
    refused(&[0x31, 6, 2, 1, 1, 2, 1, 0x7f]); // another tag
    refused(&[0x30, 6, 2, 1, 1, 3, 1, 0x7f]);
    refused(&[0x30, 0x80, 2, 1, 1, 2, 1, 0x7f, 0, 0]); // indefinite length
    let long = |first: u8| [&[0x30, 0x26, 2, 0x21, first][..], &[0xff; 32], &[2, 1, 1]].concat();
    refused(&long(0)); // above n
    refused(&long(1)); // 33 bytes
}

#[test]
fn the_longest_signature_takes_72_bytes() {
    let last = n_plus(-1);
    let der = Signature::from_bytes(&[last, last].concat().try_into().unwrap()).unwrap().to_der();
    assert_eq!((der.as_slice().len(), der.as_ref()[..5].to_vec()), (72, vec![0x30, 70, 2, 33, 0]));
    assert_eq!(Signature::from_der(der.as_ref()).unwrap().to_bytes()[..32], last);
}

#[test]
fn debug_tells_no_secrets() {
    let secret = ecdh::SecretKey::from_bytes(&[7; 32]).unwrap();
    let shared = secret.diffie_hellman(&secret.public_key());
    let shown = format!("{:?} {secret:?} {shared:?} {:?}", key(), key().to_pkcs8_der());
    assert_eq!(shown, "SigningKey SecretKey SharedSecret PrivateKeyDer");
    let compressed: String =
        key().verifying_key().to_sec1_compressed().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(format!("{:?}", key().verifying_key()), format!("VerifyingKey({compressed})"));
    assert_eq!(format!("{:?}", secret.public_key()), format!("PublicKey({compressed})"));
}

#[test]
fn errors_say_what_is_wrong() {
    let said = [
        InvalidKey::OutOfRange.to_string(),
        InvalidKey::Malformed.to_string(),
        InvalidKey::WrongAlgorithm.to_string(),
        InvalidKey::PublicKeyMismatch.to_string(),
        InvalidPoint::Malformed.to_string(),
        InvalidPoint::Infinity.to_string(),
        InvalidPoint::OutOfRange.to_string(),
        InvalidPoint::NotOnCurve.to_string(),
        InvalidSignature.to_string(),
    ];
    let distinct: std::collections::BTreeSet<_> = said.iter().collect();
    assert_eq!(distinct.len(), said.len());
}
