mod rfc8448;

use std::{sync::LazyLock, vec::Vec};

use clearbox_bignum::{Modulus, Uint};
use clearbox_ct::declassify;
use clearbox_vectors::records;
use num_bigint::BigUint;
use proptest::prelude::*;
use rand_core::UnwrapErr;

use crate::{
    Hash, InvalidSignature, PrivateKey, PublicKey, emsa_pss,
    prime::{SMALL_PRIMES, has_small_factor, odd_part, passes},
    private_key::Numbers,
    public_key::HALF_LIMBS,
    spec,
};

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| {
    PrivateKey::from_pkcs8_der(&records("openssl/rsa-keys.txt")[0].bytes("pkcs8")).expect("a good key")
});

fn big<const N: usize>(x: &Uint<N>) -> BigUint {
    x.as_limbs().iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
}

fn uint<const N: usize>(x: &BigUint) -> Uint<N> {
    Uint::from_be_bytes(&x.to_bytes_be()).expect("fits")
}

/// A round by our code.
fn round(w: &BigUint, b: &BigUint) -> bool {
    let modulus = Modulus::<HALF_LIMBS>::new(&uint(w)).expect("odd");
    let (m, a) = odd_part(&uint(&(w - 1u32)));
    declassify(passes(&modulus, &m, a, &uint(b)))
}

#[test]
fn small_primes_are_prime_and_complete() {
    let is_prime = |n: &u64| (2..*n).all(|d| !n.is_multiple_of(d));
    assert_eq!(SMALL_PRIMES.to_vec(), (3..1024).filter(is_prime).collect::<Vec<_>>());
    for prime in [3u64, 5, 101, 1021] {
        assert!(has_small_factor(&uint(&(BigUint::from(prime) << 1000))), "{prime}");
    }
    assert!(!has_small_factor(&KEY.numbers().p));
}

/// All bases for all small numbers; among them are liars, and numbers with w − 1 divisible by 2, 4 and so on.
#[test]
fn rounds_of_miller_rabin_agree_with_the_definition() {
    for w in (5u32..150).step_by(2).chain([193, 257, 561, 769, 2047]).map(BigUint::from) {
        for b in (2u32..40).map(BigUint::from).filter(|b| *b < &w - 1u32) {
            assert_eq!(round(&w, &b), spec::miller_rabin(&w, &b), "{w}, {b}");
        }
    }
}

#[test]
fn all_parts_of_a_key_fit_the_definitions() {
    let key = PrivateKey::generate(&mut system_rng(), 2048).expect("a key");
    let Numbers { d, p, q, d_p, d_q, q_inv } = key.numbers();
    let [d, p, q] = [big(&d), big(&p), big(&q)];
    let one = BigUint::from(1u32);
    assert!(p > q && p.bits() == 1024 && q.bits() == 1024 && (&p * &q).bits() == 2048);
    for base in [2u32, 3, 5, 7, 11] {
        assert!(spec::miller_rabin(&p, &base.into()) && spec::miller_rabin(&q, &base.into()));
    }
    assert_eq!((&d * 65537u32 % (&p - 1u32), &d * 65537u32 % (&q - 1u32)), (one.clone(), one.clone()));
    assert_eq!((big(&d_p), big(&d_q)), (&d % (&p - 1u32), &d % (&q - 1u32)));
    assert_eq!(big(&q_inv) * &q % &p, one);
    // The least private exponent: half of (p − 1)(q − 1) is a multiple of the lcm.
    assert!(d < (&p - 1u32) * (&q - 1u32) / 2u32);
}

/// Where the modulus has a bit more than whole bytes, the encoded message of PSS is a byte shorter, and the byte above it
/// must be zero. Keys made here have even lengths, so this one has a third prime.
#[test]
fn the_byte_above_a_shorter_encoded_message_must_be_zero() {
    let Numbers { p, q, .. } = KEY.numbers();
    let (p, q) = (big(&p), big(&q));
    let digest = Hash::Sha256.digest(b"message");
    let mut em = [0; 257];
    emsa_pss::encode(&digest, &[7; 32], &mut em, 2056);
    let em = BigUint::from_bytes_be(&em);
    let above = &em + (BigUint::from(1u32) << 2056u32);
    let fits = |third: &u64| (&p * &q * *third).bits() == 2057 && &p * &q * *third > above;
    let third = SMALL_PRIMES.into_iter().find(fits).expect("one");
    let n = &p * &q * third;
    let d = BigUint::from(65537u32).modinv(&((&p - 1u32) * (&q - 1u32) * (third - 1))).expect("an inverse");
    let key = PublicKey::from_be_bytes(&n.to_bytes_be(), &[1, 0, 1]).expect("a good key");
    let verify = |em: &BigUint| {
        let s = spec::rsasp1(&n, &d, em);
        let mut signature = [0; 258];
        uint::<{ crate::public_key::MAX_LIMBS }>(&s).write_be_bytes(&mut signature);
        key.verify_pss(Hash::Sha256, b"message", &signature)
    };
    assert_eq!(key.signature_len(), 258);
    assert_eq!(verify(&em), Ok(()));
    assert_eq!(verify(&above), Err(InvalidSignature));
}

fn system_rng() -> impl rand_core::CryptoRng {
    UnwrapErr(getrandom::SysRng)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn primitives_agree_with_the_definitions(x in prop::collection::vec(any::<u8>(), 0..=256)) {
        let (key, n) = (&*KEY, big(KEY.public_key().n.as_uint()));
        let x = BigUint::from_bytes_be(&x) % &n;
        prop_assert_eq!(big(&key.public_key().raise(&uint(&x))), spec::rsavp1(&n, 65537, &x));
        let s = key.decrypt(&mut system_rng(), &uint(&x));
        prop_assert_eq!(big(&s), spec::rsasp1(&n, &big(&key.numbers().d), &x));
    }
}
