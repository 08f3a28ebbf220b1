//! Signatures and the secret numbers k in them, which the public API doesn't give away.

use clearbox_ct::declassify;
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use rand_core::{Infallible, TryCryptoRng, TryRng};

use super::{
    curves::{Specified, Toy, array, mix},
    points::{affine, scalar},
};
use crate::{
    Bytes, Field, InvalidSignature, P256, P384, P521, SecretCurve, Signature, SigningError, SigningKey,
    VerifyingKey, nonce::Nonces, spec::Spec,
};

type Bits = [u8; 66];

/// A number from 1 to n − 1.
fn nonzero(spec: &Spec, bits: &Bits) -> BigUint {
    BigUint::from_bytes_be(bits) % (&spec.n - 1u8) + 1u8
}

fn signing_key<C: Specified + SecretCurve>(spec: &Spec, d: &BigUint) -> SigningKey<Toy<C>> {
    SigningKey::<Toy<C>>::from_bytes(&array(&spec.bytes(d))).expect("in range")
}

fn signature<C: Specified>(spec: &Spec, r: &BigUint, s: &BigUint) -> Signature<C> {
    Signature::from_bytes(&array(&[spec.bytes(r), spec.bytes(s)].concat())).expect("in range")
}

/// The first candidate; and two more, since step h of RFC 6979, section 3.2, goes on after one that didn't serve.
fn nonces_agree<C: Specified + SecretCurve>(d: &Bits, digest: &[u8], additional: &[u8]) {
    let spec = C::spec();
    let x = nonzero(&spec, d);
    let e = C::Scalar::from_digest(digest);
    let mut nonces = Nonces::<Toy<C>>::new(&array(&spec.bytes(&x)), &e, additional);
    let first = spec.generate_k(mix, &x, digest, additional);
    assert_eq!(nonces.candidate().expect("almost always").to_bytes().as_ref(), spec.bytes(&first));

    let (mut k, mut v) = (nonces.k.as_ref().to_vec(), nonces.v.as_ref().to_vec());
    for _ in 0..2 {
        nonces.advance();
        k = mix(&k, &[&v[..], &[0]].concat());
        v = mix(&k, &mix(&k, &v));
        let next = nonces.candidate().expect("almost always");
        assert_eq!(next.to_bytes().as_ref(), v);
    }
}

fn signatures_agree<C: Specified + SecretCurve>(d: &Bits, k: &Bits, digest: &[u8]) {
    let spec = C::spec();
    let (d, k) = (nonzero(&spec, d), nonzero(&spec, k));
    let (r, s) = spec.sign(&d, digest, &k);
    let key = signing_key::<C>(&spec, &d);
    let made = key.sign_with(&scalar::<C>(&spec, &k), &C::Scalar::from_digest(digest));
    assert_eq!(made, Some(signature(&spec, &r, &s)));
    verifies::<C>(&spec, &d, digest, &r, &s);
}

fn signatures_verify<C: Specified>(d: &Bits, k: &Bits, digest: &[u8]) {
    let spec = C::spec();
    let (d, k) = (nonzero(&spec, d), nonzero(&spec, k));
    let (r, s) = spec.sign(&d, digest, &k);
    verifies::<C>(&spec, &d, digest, &r, &s);
}

/// Both verify what is a signature, and not if the digest is another.
fn verifies<C: Specified>(spec: &Spec, d: &BigUint, digest: &[u8], r: &BigUint, s: &BigUint) {
    let q = spec.multiply(d, &spec.g);
    assert!(spec.verify(&q, digest, r, s));
    let (key, signature) = (VerifyingKey::<Toy<C>>::new(affine(spec, &q)), signature(spec, r, s));
    assert_eq!(key.verify_prehash(digest, &signature), Ok(()));
    let mut other = digest.to_vec();
    other[0] ^= 1;
    assert_eq!(key.verify_prehash(&other, &signature), Err(InvalidSignature));
}

/// Whether small r and s are a signature of a small digest by a small key: almost never, and both have to say so.
fn verifications_agree<C: Specified>(d: u32, digest: u8, r: u32, s: u32) {
    let spec = C::spec();
    let (d, r, s) = (BigUint::from(d), BigUint::from(r), BigUint::from(s));
    let q = spec.multiply(&d, &spec.g);
    let digest = spec.bytes(&digest.into());
    let key = VerifyingKey::<Toy<C>>::new(affine(&spec, &q));
    let is = key.verify_prehash(&digest, &signature(&spec, &r, &s)).is_ok();
    assert_eq!(is, spec.verify(&q, &digest, &r, &s));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nonces_agree_with_spec(
        d in any::<Bits>(),
        digest in any::<Bits>(),
        additional in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        nonces_agree::<P256>(&d, &digest[..32], &additional);
        nonces_agree::<P384>(&d, &digest[..48], &additional);
    }

    #[test]
    fn signatures_agree_with_spec(d in any::<Bits>(), k in any::<Bits>(), digest in any::<Bits>()) {
        signatures_agree::<P256>(&d, &k, &digest);
        signatures_agree::<P384>(&d, &k, &digest);
    }

    #[test]
    fn verification_agrees_with_spec(d in 1..6u32, h in 0..6u8, r in 1..6u32, s in 1..6u32) {
        verifications_agree::<P256>(d, h, r, s);
        verifications_agree::<P384>(d, h, r, s);
    }

    #[test]
    fn keys_go_round(d in any::<Bits>()) {
        keys_of_a_curve_go_round::<P256>(&d);
        keys_of_a_curve_go_round::<P384>(&d);
        prop_assert_eq!(P256::OBJECT_IDENTIFIER == P384::OBJECT_IDENTIFIER, false);
    }
}

proptest! {
    // Big integers take their time over this curve.
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// A digest of SHA-512 is shorter than n; the longer one is cut in the middle of a byte.
    #[test]
    fn verification_on_p521_agrees_with_spec(
        (d, k, digest) in any::<(Bits, Bits, Bits)>(),
        (small_d, h, r, s) in (1..6u32, 0..6u8, 1..6u32, 1..6u32),
    ) {
        signatures_verify::<P521>(&d, &k, &digest[..64]);
        signatures_verify::<P521>(&d, &k, &digest);
        verifications_agree::<P521>(small_d, h, r, s);
    }
}

fn keys_of_a_curve_go_round<C: Specified + SecretCurve>(d: &Bits) {
    let spec = C::spec();
    let key = signing_key::<C>(&spec, &nonzero(&spec, d));
    let (pkcs8, sec1) = (key.to_pkcs8_der(), key.to_sec1_der());
    let again = [
        SigningKey::<Toy<C>>::from_pkcs8_der(pkcs8.as_slice()),
        SigningKey::<Toy<C>>::from_sec1_der(sec1.as_slice()),
    ];
    for again in again {
        assert_eq!(again.expect("a good key").to_bytes(), key.to_bytes());
    }
    let public = key.verifying_key();
    for point in [public.to_sec1_uncompressed().as_ref(), public.to_sec1_compressed().as_ref()] {
        assert_eq!(VerifyingKey::from_sec1_bytes(point), Ok(public));
    }
    let signature = key.sign_deterministic(d);
    assert_eq!(Signature::from_der(signature.to_der().as_slice()), Ok(signature));
    assert_eq!(Signature::from_bytes(&signature.to_bytes()), Ok(signature));
    assert_eq!(public.verify(d, &signature), Ok(()));
}

/// A generator that is no good.
struct Constant;

impl TryRng for Constant {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        Ok(())
    }
}

impl TryCryptoRng for Constant {}

/// With the scalar of another key, as after a fault, what is signed doesn't verify.
fn wrong_signatures_are_not_given_out<C: Specified + SecretCurve>() {
    let spec = C::spec();
    let mut key = signing_key::<C>(&spec, &BigUint::from(5u8));
    let signature = key.sign_verified(&mut Constant, b"message").expect("no fault");
    assert_eq!(signature, key.sign(&mut Constant, b"message"));
    key.0.d = signing_key::<C>(&spec, &BigUint::from(7u8)).0.d.clone();
    assert_eq!(key.sign_verified(&mut Constant, b"message"), Err(SigningError));
}

#[test]
fn after_a_fault_no_signature_is_given_out() {
    wrong_signatures_are_not_given_out::<P256>();
    wrong_signatures_are_not_given_out::<P384>();
}

/// With a digest chosen so that s is zero, another k must be taken.
fn zero_s<C: Specified + SecretCurve>() {
    let spec = C::spec();
    let (d, k) = (BigUint::from(5u8), BigUint::from(7u8));
    let (r, _) = spec.sign(&d, &[0; 32], &k);
    // e = −r·d makes s = (e + r·d) / k zero.
    let e = scalar::<C>(&spec, &(&spec.n - r * &d % &spec.n));
    assert!(!declassify(e.is_zero()));
    assert_eq!(signing_key::<C>(&spec, &d).sign_with(&scalar::<C>(&spec, &k), &e), None);
}

#[test]
fn zero_s_makes_no_signature() {
    zero_s::<P256>();
    zero_s::<P384>();
}

/// Both numbers with all the bytes that they can have.
fn longest_signature_fills_its_array<C: Specified>() {
    let spec = C::spec();
    let last = &spec.n - 1u8;
    let longest = signature::<C>(&spec, &last, &last);
    assert_eq!(longest.to_der().as_slice().len(), C::SignatureDer::ZERO.as_ref().len());
    assert_eq!(Signature::from_der(longest.to_der().as_ref()), Ok(longest));
}

/// Private keys all are of one length.
fn private_key_fills_its_array<C: Specified + SecretCurve>() {
    let key = signing_key::<C>(&C::spec(), &7u8.into());
    assert_eq!(key.to_pkcs8_der().as_slice().len(), C::PrivateKeyDer::ZERO.as_ref().len());
}

#[test]
fn arrays_hold_the_longest_encodings_and_no_more() {
    longest_signature_fills_its_array::<P256>();
    longest_signature_fills_its_array::<P384>();
    longest_signature_fills_its_array::<P521>();
    private_key_fills_its_array::<P256>();
    private_key_fills_its_array::<P384>();
}
