//! What the types promise: round trips, and each way in which bytes are refused.

use clearbox_p521::{InvalidPoint, InvalidSignature, Signature, VerifyingKey};
use clearbox_sha2::Sha512;
use clearbox_vectors::unhex_array;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

/// n, in bytes and big-endian.
const N: &str = "
    01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409";

/// The base point, as 04, x, y.
const G: &str = "04
    00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66
    011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650";

fn g() -> [u8; 133] {
    unhex_array(G)
}

/// n with another last byte.
fn n_but(last: u8) -> [u8; 66] {
    let mut bytes = unhex_array(N);
    bytes[65] = last;
    bytes
}

fn signature(r: [u8; 66], s: [u8; 66]) -> Result<Signature, InvalidSignature> {
    Signature::from_bytes(&[r, s].concat().try_into().expect("twice the length"))
}

/// RFC 6979, appendix A.2.7: the key, and its signature of "sample" with SHA-512.
fn known() -> (VerifyingKey, Signature) {
    let key = "03
        01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f5023a4";
    let signature = "
        00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa
        00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a";
    let key = VerifyingKey::from_sec1_bytes(&unhex_array::<67>(key)).expect("a point");
    (key, Signature::from_bytes(&unhex_array(signature)).expect("in range"))
}

#[test]
fn points_go_round() {
    let (uncompressed, key) = (g(), VerifyingKey::from_sec1_bytes(&g()).expect("the base point"));
    assert_eq!(key.to_sec1_uncompressed(), uncompressed);
    // y is even, so the other one is odd.
    let mut compressed = key.to_sec1_compressed();
    assert_eq!((compressed[0], &compressed[1..]), (2, &uncompressed[1..67]));
    assert_eq!(VerifyingKey::from_sec1_bytes(&compressed), Ok(key));
    compressed[0] = 3;
    let negative = VerifyingKey::from_sec1_bytes(&compressed).expect("−G");
    assert_ne!(negative, key);
    assert_eq!(negative.to_sec1_compressed(), compressed);
    assert!(format!("{key:?}").starts_with("VerifyingKey(0200c6858e06"));
}

#[test]
fn bytes_that_are_no_point_are_refused() {
    use InvalidPoint::{Infinity, Malformed, NotOnCurve, OutOfRange};
    let refused = |bytes: &[u8], why| assert_eq!(VerifyingKey::from_sec1_bytes(bytes), Err(why));
    refused(&[0], Infinity);
    refused(&[], Malformed);
    refused(&g()[..132], Malformed);
    refused(&[&g()[..], &[0]].concat(), Malformed);
    refused(&[&[6], &g()[1..]].concat(), Malformed);
    refused(&[&[2], &g()[1..66]].concat(), Malformed);
    // x of 0 is one of a point, so is that of p; and x of 2^521 or more is no smaller one.
    for (first, last) in [(1, 0xff), (2, 0), (0xff, 0xff)] {
        let mut x = [if last == 0 { 0 } else { 0xff }; 66];
        (x[0], x[65]) = (first, last);
        refused(&[&[2], &x[..]].concat(), OutOfRange);
    }
    let mut changed = g();
    changed[132] ^= 1;
    refused(&changed, NotOnCurve);
    // 5 is no x.
    refused(&[&[2][..], &[0; 65], &[5]].concat(), NotOnCurve);
}

#[test]
fn numbers_out_of_range_are_no_signatures() {
    let (zero, mut one) = ([0; 66], [0; 66]);
    one[65] = 1;
    let (last, n, beyond) = (n_but(0x08), n_but(0x09), [0xff; 66]);
    assert!(signature(one, last).is_ok() && signature(last, one).is_ok());
    for bad in [zero, n, beyond] {
        assert_eq!(signature(bad, one), Err(InvalidSignature));
        assert_eq!(signature(one, bad), Err(InvalidSignature));
    }
}

#[test]
fn signatures_go_round_at_their_limits() {
    let mut one = [0; 66];
    one[65] = 1;
    for (r, s, len) in [(one, one, 8), (one, n_but(0x08), 73), (n_but(0x08), n_but(0x08), 139)] {
        let signature = signature(r, s).expect("in range");
        let der = signature.to_der();
        assert_eq!(der.as_slice().len(), len);
        assert_eq!(Signature::from_der(der.as_slice()), Ok(signature));
        assert_eq!(Signature::from_bytes(&signature.to_bytes()), Ok(signature));
    }
}

/// Of a longer digest, the leftmost 521 bits count: here, they are those of the number that is signed.
#[test]
fn bits_behind_the_521st_of_a_digest_do_not_count() {
    let (key, signature) = known();
    let mut digest = [0; 70];
    digest[2..66].copy_from_slice(&Sha512::digest(b"sample"));
    // 66 bytes are 528 bits, 7 more than count.
    for i in 0..66 {
        digest[i] = digest[i] << 7 | digest[i + 1] >> 1;
    }
    digest[65] |= 0x7f;
    digest[66..].fill(0xff);
    for len in [66, 67, 70] {
        assert_eq!(key.verify_prehash(&digest[..len], &signature), Ok(()));
    }
    digest[65] ^= 0x80;
    assert_eq!(key.verify_prehash(&digest, &signature), Err(InvalidSignature));
    assert_eq!(key.verify_prehash(&[], &signature), Err(InvalidSignature));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_signatures_do_not_verify(bit in 0..1056usize, message in any::<Vec<u8>>()) {
        let (key, signature) = known();
        prop_assert_eq!(key.verify(b"sample", &signature), Ok(()));
        prop_assert_eq!(key.verify(&message, &signature), Err(InvalidSignature));
        let mut changed = signature.to_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let changed = Signature::from_bytes(&changed).and_then(|changed| key.verify(b"sample", &changed));
        prop_assert_eq!(changed, Err(InvalidSignature));
    }
}
