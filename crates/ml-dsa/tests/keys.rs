//! What the types promise, and keys in files.

use clearbox_ml_dsa::{InvalidKey, MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey, VerifyingKey};
use clearbox_vectors::{ran, records};
use rand_core::{CryptoRng, Infallible, TryCryptoRng, TryRng};

/// Counts up: good for a test, for nothing else.
struct Counter(u8);

impl TryRng for Counter {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("taken by bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("taken by bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

fn signs_and_verifies<P: ParameterSet>(rng: &mut dyn CryptoRng) {
    let key = Box::new(SigningKey::<P>::generate(rng));
    let public = VerifyingKey::<P>::from_bytes(key.verifying_key().as_bytes().as_ref()).expect("a good key");
    let [first, second] = [(); 2].map(|()| key.sign(rng, b"message", b"context").expect("a short context"));
    assert!(first != second, "randomness makes a difference");
    assert_eq!(public.verify(b"message", b"context", first.as_ref()), Ok(()));
    assert_eq!(public.verify(b"message", b"context", second.as_ref()), Ok(()));

    let mu = public.mu(b"message", b"context").expect("a short context");
    assert_eq!(public.verify_mu(&mu, key.sign_mu(rng, &mu).as_ref()), Ok(()));
    assert_eq!(Ok(key.sign_mu_deterministic(&mu)), key.sign_deterministic(b"message", b"context"));
}

#[test]
fn signatures_with_randomness_from_the_caller_are_verified() {
    signs_and_verifies::<MlDsa44>(&mut Counter(0));
    signs_and_verifies::<MlDsa65>(&mut Counter(1));
    signs_and_verifies::<MlDsa87>(&mut Counter(2));
}

#[test]
fn a_seed_is_taken_from_randomness_and_given_back() {
    let seed = std::array::from_fn(|i| i as u8 + 1);
    let key = Box::new(SigningKey::<MlDsa44>::generate(&mut Counter(0)));
    assert_eq!(key.clone().to_seed(), Some(seed));
    assert_eq!(key.verifying_key(), SigningKey::<MlDsa44>::from_seed(&seed).verifying_key());
}

#[cfg(feature = "getrandom")]
#[test]
fn keys_from_the_system_differ() {
    let [first, second] = [(); 2].map(|()| SigningKey::<MlDsa44>::random().expect("randomness"));
    assert_ne!(first.verifying_key(), second.verifying_key());
}

/// The same key in each form that OpenSSL writes, and a signature by it.
fn made_by_openssl<P: ParameterSet>(expected_forms: usize) {
    let cases = records("openssl/ml-dsa-keys.txt");
    let case = cases.iter().find(|case| case.parameter(P::NAME).is_some()).expect("one of each set");
    let spki = case.bytes("spki");
    let public = VerifyingKey::<P>::from_spki_der(&spki).expect("a good key");
    assert_eq!(public.to_spki_der().as_ref(), spki);

    let mut forms = 0;
    for form in ["seed-only", "priv-only", "seed-priv"].into_iter().filter(|form| case.field(form).is_some())
    {
        let key = Box::new(SigningKey::<P>::from_pkcs8_der(&case.bytes(form)).expect("a good key"));
        assert_eq!(*key.verifying_key(), public, "{form}");
        assert_eq!(key.to_seed().is_none(), form == "priv-only");
        if let Some(der) = key.to_pkcs8_der() {
            assert_eq!(der.as_slice(), case.bytes("seed-only"), "{form}");
        }
        forms += 1;
    }
    let context = case.field("context").map_or(Vec::new(), |_| case.bytes("context"));
    assert_eq!(public.verify(&case.bytes("message"), &context, &case.bytes("signature")), Ok(()));
    ran(P::NAME, "OpenSSL's keys", forms, expected_forms);
}

#[test]
fn vectors_of_openssl() {
    made_by_openssl::<MlDsa44>(2);
    made_by_openssl::<MlDsa65>(3);
    made_by_openssl::<MlDsa87>(2);
}

/// `contents` behind their tag and length.
fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let len = contents.len();
    let header = match len {
        0..=0x7f => vec![tag, len as u8],
        0x80..=0xff => vec![tag, 0x81, len as u8],
        _ => vec![tag, 0x82, (len >> 8) as u8, len as u8],
    };
    [header, contents.to_vec()].concat()
}

/// OneAsymmetricKey for ML-DSA-44 of this version, with this in the OCTET STRING, and this behind it.
fn pkcs8(version: u8, private: &[u8], rest: &[u8]) -> Vec<u8> {
    let algorithm = [0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17];
    element(0x30, &[&[2, 1, version][..], &algorithm, &element(4, private), rest].concat())
}

fn error_of(der: &[u8]) -> Option<InvalidKey> {
    SigningKey::<MlDsa44>::from_pkcs8_der(der).err()
}

#[test]
fn private_keys_in_the_forms_of_rfc_9881_are_read_and_others_refused() {
    let key = Box::new(SigningKey::<MlDsa44>::from_seed(&[3; 32]));
    let (seed, expanded) = (element(0x80, &[3; 32]), key.to_expanded());
    assert_eq!(key.to_pkcs8_der().expect("a seed").as_slice(), pkcs8(0, &seed, &[]));
    let both =
        |seed: &[u8], expanded: &[u8]| element(0x30, &[element(4, seed), element(4, expanded)].concat());
    let other = SigningKey::<MlDsa44>::from_seed(&[4; 32]).to_expanded();
    for (private, expected) in [
        (seed.clone(), None),
        (element(4, &*expanded), None),
        (both(&[3; 32], &*expanded), None),
        (both(&[3; 32], &*other), Some(InvalidKey::SeedMismatch)),
        (both(&[3; 32], &expanded[1..]), Some(InvalidKey::SeedMismatch)),
        (both(&[3; 31], &*expanded), Some(InvalidKey::WrongLength)),
        (element(0x80, &[3; 33]), Some(InvalidKey::WrongLength)),
        (element(4, &expanded[1..]), Some(InvalidKey::WrongLength)),
        (element(0xa0, &[3; 32]), Some(InvalidKey::Malformed)),
        (element(0x30, &element(4, &[3; 32])), Some(InvalidKey::Malformed)),
        ([&seed[..], &[0]].concat(), Some(InvalidKey::Malformed)),
        ([&element(4, &*expanded)[..], &[0]].concat(), Some(InvalidKey::Malformed)),
        ([&both(&[3; 32], &*expanded)[..], &[0]].concat(), Some(InvalidKey::Malformed)),
        (vec![], Some(InvalidKey::Malformed)),
    ] {
        assert_eq!(error_of(&pkcs8(0, &private, &[])), expected);
    }
}

#[test]
fn what_stands_beside_a_private_key_is_checked() {
    let key = Box::new(SigningKey::<MlDsa44>::from_seed(&[3; 32]));
    let seed = element(0x80, &[3; 32]);
    let bits = |unused: u8, key: &[u8]| element(0x81, &[&[unused], key].concat());
    let public = key.verifying_key().as_bytes();
    assert_eq!(error_of(&pkcs8(1, &seed, &bits(0, public))), None);
    assert_eq!(error_of(&pkcs8(1, &seed, &[])), None);
    assert_eq!(error_of(&pkcs8(0, &seed, &element(0xa0, b"attributes"))), None);
    assert_eq!(error_of(&pkcs8(1, &seed, &bits(0, &public[1..]))), Some(InvalidKey::PublicKeyMismatch));
    for malformed in [
        pkcs8(1, &seed, &bits(1, public)),
        pkcs8(0, &seed, &bits(0, public)),
        pkcs8(2, &seed, &[]),
        [pkcs8(0, &seed, &[]), vec![0]].concat(),
        pkcs8(0, &seed, &[])[..53].to_vec(),
    ] {
        assert_eq!(error_of(&malformed), Some(InvalidKey::Malformed));
    }
    let der = pkcs8(0, &seed, &[]);
    assert_eq!(SigningKey::<MlDsa65>::from_pkcs8_der(&der).err(), Some(InvalidKey::WrongAlgorithm));
    // Parameters, if only NULL, are not allowed.
    let with_parameters = element(
        0x30,
        &[&[2, 1, 0, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17, 5, 0][..], &element(4, &seed)]
            .concat(),
    );
    assert_eq!(error_of(&with_parameters), Some(InvalidKey::Malformed));
}

#[test]
fn public_keys_are_read_strictly() {
    let key = Box::new(SigningKey::<MlDsa44>::from_seed(&[3; 32]));
    let der = key.verifying_key().to_spki_der();
    let error = |der: &[u8]| VerifyingKey::<MlDsa44>::from_spki_der(der).err();
    assert_eq!(error(&der), None);
    assert_eq!(VerifyingKey::<MlDsa87>::from_spki_der(&der).err(), Some(InvalidKey::WrongAlgorithm));
    let changed = |place: usize, value: u8| {
        let mut changed = der;
        changed[place] = value;
        error(&changed)
    };
    // The last number of the identifier, and how many bits are unused.
    assert_eq!(changed(16, 18), Some(InvalidKey::WrongAlgorithm));
    assert_eq!(changed(21, 1), Some(InvalidKey::Malformed));
    for place in [0, 1, 2, 3, 4, 5, 6, 17, 18, 19, 20] {
        assert_eq!(changed(place, der[place] ^ 1), Some(InvalidKey::Malformed), "byte {place}");
    }
    assert_eq!(error(&der[..der.len() - 1]), Some(InvalidKey::Malformed));
    let algorithm = &der[4..17];
    let short = element(0x30, &[algorithm, &element(3, &[0; 1312])].concat());
    assert_eq!(error(&short), Some(InvalidKey::WrongLength));
    assert_eq!(VerifyingKey::<MlDsa44>::from_bytes(&der).err(), Some(InvalidKey::WrongLength));
}
