//! Private keys: OpenSSL's, byte for byte; those made here; and each way in which keys are refused.

#[path = "support/common.rs"]
mod common;

use clearbox_rsa::{GenerationError, Hash, InvalidKey, InvalidSignature, PrivateKey, PublicKey};
use clearbox_vectors::{Record, ran, records};
use common::{TestRng, element, integer, private_key};
use num_bigint::BigUint;

fn openssl() -> Vec<Record> {
    records("openssl/rsa-keys.txt")
}

fn key() -> PrivateKey {
    PrivateKey::from_pkcs8_der(&openssl()[0].bytes("pkcs8")).expect("a good key")
}

#[test]
fn openssl_vectors() {
    let mut count = 0;
    for r in openssl() {
        let key = PrivateKey::from_pkcs8_der(&r.bytes("pkcs8")).expect("a good key");
        assert_eq!(key.to_pkcs8_der().as_slice(), r.bytes("pkcs8"));
        assert_eq!(key.to_pkcs1_der().as_slice(), r.bytes("pkcs1"));
        assert_eq!(
            PrivateKey::from_pkcs1_der(&r.bytes("pkcs1")).unwrap().to_pkcs8_der().as_slice(),
            r.bytes("pkcs8")
        );
        let public = key.public_key();
        assert_eq!(public.modulus_bits(), r.number("bits"));
        assert_eq!(public.to_spki_der().as_slice(), r.bytes("spki"));
        assert_eq!(public.to_pkcs1_der().as_ref(), r.bytes("public"));
        assert_eq!(PublicKey::from_spki_der(&r.bytes("spki")).as_ref(), Ok(public));
        assert_eq!(PublicKey::from_pkcs1_der(&r.bytes("public")).as_ref(), Ok(public));
        let ours = key.sign_pkcs1(&mut TestRng::new(1), Hash::Sha256, b"message").unwrap();
        assert_eq!(ours.as_slice(), r.bytes("sha256_pkcs1"));
        assert_eq!(public.verify_pss(Hash::Sha256, b"message", &r.bytes("sha256_pss")), Ok(()));
        count += 1;
    }
    ran("RSA", "OpenSSL, keys and signatures", count, 3);
}

#[test]
fn signatures_verify_for_their_message_hash_and_padding_only() {
    let (key, rng) = (key(), &mut TestRng::new(2));
    let public = key.public_key();
    for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        let pkcs1 = key.sign_pkcs1(rng, hash, b"message").unwrap();
        let pss = key.sign_pss(rng, hash, b"message").unwrap();
        for check in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            let expected = if check == hash { Ok(()) } else { Err(InvalidSignature) };
            assert_eq!(public.verify_pkcs1(check, b"message", pkcs1.as_ref()), expected);
            assert_eq!(public.verify_pss(check, b"message", pss.as_ref()), expected);
            assert_eq!(public.verify_pkcs1(check, b"massage", pkcs1.as_ref()), Err(InvalidSignature));
            assert_eq!(public.verify_pss(check, b"massage", pss.as_ref()), Err(InvalidSignature));
            assert_eq!(public.verify_pkcs1(check, b"message", pss.as_ref()), Err(InvalidSignature));
            assert_eq!(public.verify_pss(check, b"message", pkcs1.as_ref()), Err(InvalidSignature));
        }
    }
}

#[test]
fn pss_signatures_differ_and_pkcs1_signatures_do_not() {
    let (key, rng) = (key(), &mut TestRng::new(3));
    let pkcs1: Vec<_> = (0..3).map(|_| key.sign_pkcs1(rng, Hash::Sha256, b"").unwrap()).collect();
    assert!(pkcs1.iter().all(|s| s.as_slice() == pkcs1[0].as_slice()));
    let pss: Vec<_> = (0..2).map(|_| key.sign_pss(rng, Hash::Sha256, b"").unwrap()).collect();
    assert_ne!(pss[0].as_slice(), pss[1].as_slice());
}

#[test]
fn signatures_of_another_length_or_not_below_the_modulus_are_refused() {
    let (key, rng) = (key(), &mut TestRng::new(4));
    let public = key.public_key();
    let signature = key.sign_pkcs1(rng, Hash::Sha256, b"").unwrap().as_slice().to_vec();
    let refused = |signature: &[u8]| {
        assert_eq!(public.verify_pkcs1(Hash::Sha256, b"", signature), Err(InvalidSignature));
        assert_eq!(public.verify_pss(Hash::Sha256, b"", signature), Err(InvalidSignature));
    };
    refused(&[]);
    refused(&signature[1..]);
    refused(&[&[0], &signature[..]].concat());
    refused(&[0; 256]);
    refused(&[0xff; 256]);
    // The same signature plus n, where that fits into 256 bytes: n has its top bit set, so the sum has 2049 bits or not.
    let n = &openssl()[0].bytes("public")[9..265];
    let sum = BigUint::from_bytes_be(&signature) + BigUint::from_bytes_be(n);
    refused(&sum.to_bytes_be());
}

#[test]
fn salts_that_do_not_fit_are_refused() {
    let (key, rng) = (key(), &mut TestRng::new(11));
    let digest = Hash::Sha512.digest(b"");
    let signature = key.sign_pss_prehash(rng, &digest).unwrap();
    for salt_len in [0, 63, 65, 190, 191, 256, usize::MAX] {
        let result = key.public_key().verify_pss_with_salt_len(&digest, signature.as_ref(), salt_len);
        assert_eq!(result, Err(InvalidSignature), "{salt_len}");
    }
    assert!(key.sign_pss_with_salt_len(rng, &digest, 64).is_ok());
    assert!(key.sign_pss_with_salt_len(rng, &digest, 65).is_err());
}

#[test]
fn keys_that_are_made_here_are_good() {
    // 2050: no whole limbs or bytes.
    for (seed, bits) in [(5, 2048), (6, 2050), (7, 2176)] {
        let rng = &mut TestRng::new(seed);
        let key = PrivateKey::generate(rng, bits).unwrap();
        assert_eq!((key.public_key().modulus_bits(), key.public_key().exponent()), (bits, 65537));
        let read = PrivateKey::from_pkcs8_der(key.to_pkcs8_der().as_slice()).expect("consistent");
        assert_eq!(read.to_pkcs1_der().as_slice(), key.to_pkcs1_der().as_slice());
        let signature = read.sign_pss(rng, Hash::Sha384, b"message").unwrap();
        assert_eq!(key.public_key().verify_pss(Hash::Sha384, b"message", signature.as_ref()), Ok(()));
    }
}

#[cfg(feature = "getrandom")]
#[test]
fn the_operating_system_makes_keys() {
    assert_eq!(PrivateKey::random(2048).unwrap().public_key().modulus_bits(), 2048);
}

#[test]
fn lengths_that_keys_do_not_have_are_refused() {
    for bits in [0, 1024, 2046, 2047, 2049, 8191, 8194, usize::MAX] {
        assert_eq!(
            PrivateKey::generate(&mut TestRng::new(8), bits).err(),
            Some(GenerationError::ModulusLength)
        );
    }
}

#[test]
fn broken_generators_make_no_keys() {
    assert_eq!(PrivateKey::generate(&mut common::Constant(0), 2048).err(), Some(GenerationError::Exhausted));
    assert_eq!(
        PrivateKey::generate(&mut common::Constant(0xff), 2048).err(),
        Some(GenerationError::Exhausted)
    );
    assert_eq!(PrivateKey::generate(&mut common::Failing, 2048).err(), Some(GenerationError::Randomness));
}

/// Without blinding, that is, but right.
#[test]
fn broken_generators_make_the_same_signatures() {
    let key = key();
    let sign = |byte| key.sign_pkcs1(&mut common::Constant(byte), Hash::Sha256, b"").unwrap();
    assert_eq!(sign(0).as_slice(), sign(0xff).as_slice());
    key.public_key().verify_pkcs1(Hash::Sha256, b"", sign(0).as_slice()).unwrap();
}

/// The numbers of OpenSSL's first key: n, e, d, p, q, dP, dQ, qInv.
fn numbers() -> [BigUint; 8] {
    let der = openssl()[0].bytes("pkcs1");
    let mut rest = &der[7..];
    std::array::from_fn(|_| {
        let (len, start) = match rest[1] {
            0x82 => (usize::from(rest[2]) << 8 | usize::from(rest[3]), 4),
            0x81 => (usize::from(rest[2]), 3),
            len => (usize::from(len), 2),
        };
        let number = BigUint::from_bytes_be(&rest[start..start + len]);
        rest = &rest[start + len..];
        number
    })
}

#[track_caller]
fn refused(numbers: &[BigUint; 8], reason: InvalidKey) {
    assert_eq!(PrivateKey::from_pkcs1_der(&private_key(numbers)).err(), Some(reason));
}

#[test]
fn numbers_that_do_not_belong_together_are_refused() {
    let good = numbers();
    assert!(PrivateKey::from_pkcs1_der(&private_key(&good)).is_ok());
    let with = |i: usize, number: BigUint| {
        let mut numbers = numbers();
        numbers[i] = number;
        numbers
    };
    let [n, _, d, p, q, d_p, d_q, q_inv] = &good;
    let two = BigUint::from(2u32);
    refused(&with(0, n + 2u32), InvalidKey::Inconsistent);
    refused(&with(0, n + 1u32), InvalidKey::EvenModulus);
    refused(&with(1, 3u32.into()), InvalidKey::Inconsistent);
    refused(&with(2, d + 2u32), InvalidKey::Inconsistent);
    refused(&with(3, p + 2u32), InvalidKey::Inconsistent);
    refused(&with(4, q + 2u32), InvalidKey::Inconsistent);
    refused(&with(5, d_p + 2u32), InvalidKey::Inconsistent);
    refused(&with(6, d_q + 2u32), InvalidKey::Inconsistent);
    refused(&with(7, q_inv + 1u32), InvalidKey::Inconsistent);
    refused(&with(3, p + 1u32), InvalidKey::Inconsistent);
    refused(&with(3, q.clone()), InvalidKey::Inconsistent);
    refused(&with(3, BigUint::ZERO), InvalidKey::Inconsistent);
    refused(&with(3, p * &two + 1u32), InvalidKey::UnequalPrimes);
    refused(&with(3, two.pow(5000) + 1u32), InvalidKey::Inconsistent);
    // Right modulo p − 1 and q − 1, but not reduced.
    refused(&with(5, d_p + p - 1u32), InvalidKey::Inconsistent);
    refused(&with(7, q_inv + p), InvalidKey::Inconsistent);
    let phi = (p - 1u32) * (q - 1u32);
    refused(&with(2, d + &phi), InvalidKey::Inconsistent);
    // d need not be the least one: 1/e modulo (p − 1)(q − 1) is as good.
    let e = BigUint::from(65537u32);
    let other_d = e.modinv(&phi).unwrap();
    assert!(PrivateKey::from_pkcs1_der(&private_key(&with(2, other_d))).is_ok());
}

#[test]
fn keys_from_primes_are_complete() {
    let [_, _, _, p, q, ..] = numbers();
    let made = PrivateKey::from_primes(&p.to_bytes_be(), &q.to_bytes_be(), 65537).unwrap();
    assert_eq!(made.to_pkcs1_der().as_slice(), openssl()[0].bytes("pkcs1"));
    let refused = |p: &BigUint, q: &BigUint, e| {
        PrivateKey::from_primes(&p.to_bytes_be(), &q.to_bytes_be(), e).expect_err("refused")
    };
    assert_eq!(refused(&p, &p, 65537), InvalidKey::Inconsistent);
    assert_eq!(refused(&p, &q, 65536), InvalidKey::PublicExponent);
    assert_eq!(refused(&p, &q, 1), InvalidKey::PublicExponent);
    assert_eq!(refused(&p, &q, (1 << 33) + 1), InvalidKey::PublicExponent);
    assert_eq!(refused(&p, &(q.clone() >> 512), 65537), InvalidKey::ModulusTooShort);
    assert_eq!(refused(&p, &(q.clone() << 4000), 65537), InvalidKey::ModulusTooLong);
    // e divides p − 1.
    let bad_p = (BigUint::from(1u32) << 1023) / 65537u32 * 2u32 * 65537u32 + 1u32;
    assert_eq!(refused(&bad_p, &q, 65537), InvalidKey::Inconsistent);
    assert_eq!(refused(&BigUint::ZERO, &q, 65537), InvalidKey::ModulusTooShort);
    assert_eq!(refused(&BigUint::from(1u32), &(&p << 1100u32 | &p), 65537), InvalidKey::Inconsistent);
}

/// With a factor that isn't prime, the key is consistent, but its signatures are wrong, and never leave.
#[test]
fn wrong_signatures_do_not_leave() {
    let [_, _, _, p, q, ..] = numbers();
    let (mut refused, mut tried) = (0, 0);
    for i in 1..20u32 {
        if let Ok(key) = PrivateKey::from_primes(&(&p + 2 * i).to_bytes_be(), &q.to_bytes_be(), 65537) {
            tried += 1;
            refused += usize::from(key.sign_pkcs1(&mut TestRng::new(9), Hash::Sha256, b"").is_err());
        }
    }
    assert!(tried > 0 && refused == tried, "{refused} of {tried}");
}

#[test]
fn encodings_that_are_not_strict_are_refused() {
    let (good, numbers) = (openssl()[0].bytes("pkcs1"), numbers());
    let rsa: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    let pkcs8 = |version: u8, algorithm: &[&[u8]], rest: &[u8]| {
        let parts =
            [&[2, 1, version], &element(0x30, &algorithm.concat())[..], &element(4, &good), rest].concat();
        PrivateKey::from_pkcs8_der(&element(0x30, &parts)).map(|key| key.to_pkcs1_der().as_slice().to_vec())
    };
    assert_eq!(pkcs8(0, &[rsa, &[5, 0]], &[]), Ok(good.clone()));
    assert_eq!(pkcs8(0, &[rsa, &[5, 0]], &[0xa0, 0]), Ok(good.clone()));
    // Version 2 may have the public key: as a BIT STRING with another tag.
    let public = openssl()[0].bytes("public");
    let beside = |unused: u8, public: &[u8]| element(0x81, &[&[unused], public].concat());
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &[]), Ok(good.clone()));
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &beside(0, &public)), Ok(good.clone()));
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &[&[0xa0, 0], &beside(0, &public)[..]].concat()), Ok(good.clone()));
    assert_eq!(pkcs8(0, &[rsa, &[5, 0]], &beside(0, &public)), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &beside(1, &public)), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &beside(0, &public[1..])), Err(InvalidKey::Malformed));
    let other = openssl()[1].bytes("public");
    assert_eq!(pkcs8(1, &[rsa, &[5, 0]], &beside(0, &other)), Err(InvalidKey::Inconsistent));
    assert_eq!(pkcs8(2, &[rsa, &[5, 0]], &[]), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(0, &[rsa], &[]), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(0, &[rsa, &[5, 1, 0]], &[]), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(0, &[rsa, &[5, 0, 5, 0]], &[]), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(0, &[rsa, &[5, 0]], &[5, 0]), Err(InvalidKey::Malformed));
    assert_eq!(pkcs8(0, &[&[6, 1, 42], &[5, 0]], &[]), Err(InvalidKey::WrongAlgorithm));

    let pkcs1 = |version: &[u8], rest: &[u8]| {
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| integer(&number.to_bytes_be())).collect();
        PrivateKey::from_pkcs1_der(&element(0x30, &[version, &numbers, rest].concat())).err()
    };
    assert_eq!(pkcs1(&[2, 1, 0], &[]), None);
    assert_eq!(pkcs1(&[2, 1, 1], &[]), Some(InvalidKey::MultiPrime));
    assert_eq!(pkcs1(&[2, 1, 2], &[]), Some(InvalidKey::Malformed));
    assert_eq!(pkcs1(&[2, 1, 0], &[5, 0]), Some(InvalidKey::Malformed));
    assert_eq!(PrivateKey::from_pkcs1_der(&[&good[..], &[0]].concat()).err(), Some(InvalidKey::Malformed));
    for len in [0, 1, 4, 300, good.len() - 1] {
        assert_eq!(PrivateKey::from_pkcs1_der(&good[..len]).err(), Some(InvalidKey::Malformed));
    }
}

#[test]
fn public_keys_out_of_bounds_are_refused() {
    let [n, ..] = numbers();
    let key = |n: &[u8], e: &[u8]| PublicKey::from_be_bytes(n, e).map(drop);
    let bytes = n.to_bytes_be();
    assert_eq!(key(&bytes, &[3]), Ok(()));
    assert_eq!(key(&[&[0, 0], &bytes[..]].concat(), &[0, 0, 0, 0, 0, 0, 0, 0, 3]), Ok(()));
    assert_eq!(key(&bytes, &[1, 0xff, 0xff, 0xff, 0xff]), Ok(()));
    for e in [&[][..], &[0], &[1], &[2], &[1, 0], &[2, 0, 0, 0, 1], &[1, 0, 0, 0, 0, 0, 0, 0, 1]] {
        assert_eq!(key(&bytes, e), Err(InvalidKey::PublicExponent), "{e:?}");
    }
    assert_eq!(key(&[0xff; 128], &[3]), Err(InvalidKey::ModulusTooShort));
    assert_eq!(key(&(&n >> 1u32).to_bytes_be(), &[3]), Err(InvalidKey::ModulusTooShort));
    assert_eq!(key(&[0xff; 1024], &[3]), Ok(()));
    assert_eq!(key(&[0xff; 1025], &[3]), Err(InvalidKey::ModulusTooLong));
    assert_eq!(key(&(&n - 1u32).to_bytes_be(), &[3]), Err(InvalidKey::EvenModulus));
}

#[test]
fn public_encodings_that_are_not_strict_are_refused() {
    let n = numbers()[0].to_bytes_be();
    let public = |n: &[u8], e: &[u8], rest: &[u8]| {
        PublicKey::from_pkcs1_der(&element(0x30, &[n, e, rest].concat())).map(drop)
    };
    let e = &[2, 1, 3];
    assert_eq!(public(&integer(&n), e, &[]), Ok(()));
    assert_eq!(public(&integer(&n), e, &[5, 0]), Err(InvalidKey::Malformed));
    assert_eq!(public(&integer(&n), &[2, 2, 0, 3], &[]), Err(InvalidKey::Malformed));
    assert_eq!(public(&element(2, &n), e, &[]), Err(InvalidKey::Malformed), "negative");
    assert_eq!(public(&element(2, &[&[0, 0], &n[..]].concat()), e, &[]), Err(InvalidKey::Malformed));
    assert_eq!(public(&[2, 0], e, &[]), Err(InvalidKey::Malformed));
    let spki = openssl()[0].bytes("spki");
    for (i, reason) in
        [(0, InvalidKey::Malformed), (10, InvalidKey::WrongAlgorithm), (23, InvalidKey::Malformed)]
    {
        let mut spki = spki.clone();
        spki[i] ^= 1;
        assert_eq!(PublicKey::from_spki_der(&spki), Err(reason), "{i}");
    }
}

#[test]
fn debug_tells_no_secrets() {
    let key = key();
    assert_eq!(format!("{key:?} {:?}", key.to_pkcs8_der()), "PrivateKey PrivateKeyDer");
    let n: String = numbers()[0].to_bytes_be().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(format!("{:?}", key.public_key()), format!("PublicKey(n: {n}, e: 65537)"));
    let signature = key.sign_pkcs1(&mut TestRng::new(10), Hash::Sha256, b"").unwrap();
    assert_eq!(format!("{signature:?}"), format!("Signature({:?})", signature.as_slice()));
}

#[test]
fn errors_say_what_is_wrong() {
    let said = [
        InvalidKey::Malformed.to_string(),
        InvalidKey::WrongAlgorithm.to_string(),
        InvalidKey::PssParameters.to_string(),
        InvalidKey::MultiPrime.to_string(),
        InvalidKey::ModulusTooShort.to_string(),
        InvalidKey::ModulusTooLong.to_string(),
        InvalidKey::EvenModulus.to_string(),
        InvalidKey::PublicExponent.to_string(),
        InvalidKey::UnequalPrimes.to_string(),
        InvalidKey::Inconsistent.to_string(),
        InvalidSignature.to_string(),
        clearbox_rsa::SigningError.to_string(),
        GenerationError::ModulusLength.to_string(),
        GenerationError::Randomness.to_string(),
        GenerationError::Exhausted.to_string(),
    ];
    let distinct: std::collections::BTreeSet<_> = said.iter().collect();
    assert_eq!(distinct.len(), said.len());
}
