//! Private keys in PKCS #8 and SEC 1 form, and each way in which they are refused.

use clearbox_p256::{InvalidKey, SigningKey};

const OID_EC: &[u8] = &[0x06, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const OID_RSA: &[u8] = &[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const OID_P256: &[u8] = &[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const OID_P384: &[u8] = &[0x06, 5, 0x2b, 0x81, 0x04, 0x00, 0x22];
const D: [u8; 32] = [7; 32];

/// An element with a length in DER's form.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let len = u8::try_from(contents.len()).expect("short");
    let header = if len < 0x80 { vec![tag, len] } else { vec![tag, 0x81, len] };
    [header, contents].concat()
}

fn point() -> Vec<u8> {
    SigningKey::from_bytes(&D).unwrap().verifying_key().to_sec1_uncompressed().to_vec()
}

fn public_key(point: &[u8]) -> Vec<u8> {
    element(0xa1, &[&element(3, &[&[0], point])])
}

/// ECPrivateKey with its four fields.
fn ec_private_key(version: u8, d: &[u8], curve: &[u8], public: &[u8]) -> Vec<u8> {
    element(0x30, &[&[2, 1, version], &element(4, &[d]), curve, public])
}

fn named(curve: &[u8]) -> Vec<u8> {
    element(0xa0, &[curve])
}

/// PrivateKeyInfo, with whatever follows the private key.
fn pkcs8(version: u8, algorithm: &[&[u8]], ec_private_key: &[u8], rest: &[u8]) -> Vec<u8> {
    element(0x30, &[&[2, 1, version], &element(0x30, algorithm), &element(4, &[ec_private_key]), rest])
}

fn plain() -> Vec<u8> {
    ec_private_key(1, &D, &[], &[])
}

#[track_caller]
fn accepts_pkcs8(der: &[u8]) {
    assert_eq!(SigningKey::from_pkcs8_der(der).expect("a good key").to_bytes(), D);
}

#[track_caller]
fn refuses_pkcs8(der: &[u8], reason: InvalidKey) {
    assert_eq!(SigningKey::from_pkcs8_der(der).err(), Some(reason));
}

#[track_caller]
fn refuses_sec1(der: &[u8], reason: InvalidKey) {
    assert_eq!(SigningKey::from_sec1_der(der).err(), Some(reason));
}

#[test]
fn what_is_written_is_the_usual_form() {
    let key = SigningKey::from_bytes(&D).unwrap();
    let inner = ec_private_key(1, &D, &[], &public_key(&point()));
    assert_eq!(key.to_pkcs8_der().as_slice(), pkcs8(0, &[OID_EC, OID_P256], &inner, &[]));
    assert_eq!(key.to_sec1_der().as_slice(), ec_private_key(1, &D, &named(OID_P256), &public_key(&point())));
}

#[test]
fn optional_fields_may_stand_or_not() {
    let algorithm = [OID_EC, OID_P256];
    let compressed = SigningKey::from_bytes(&D).unwrap().verifying_key().to_sec1_compressed();
    for curve in [vec![], named(OID_P256)] {
        for public in [vec![], public_key(&point()), public_key(&compressed)] {
            accepts_pkcs8(&pkcs8(0, &algorithm, &ec_private_key(1, &D, &curve, &public), &[]));
        }
    }
    let attributes = element(0xa0, &[]);
    let outer_public = element(0x81, &[&[0], &point()]);
    accepts_pkcs8(&pkcs8(0, &algorithm, &plain(), &attributes));
    accepts_pkcs8(&pkcs8(1, &algorithm, &plain(), &outer_public));
    accepts_pkcs8(&pkcs8(1, &algorithm, &plain(), &[attributes, outer_public].concat()));
    assert!(SigningKey::from_sec1_der(&ec_private_key(1, &D, &named(OID_P256), &[])).is_ok());
}

#[test]
fn other_algorithms_and_curves_are_refused() {
    for algorithm in [&[OID_RSA, OID_P256][..], &[OID_EC, OID_P384], &[OID_EC], &[OID_EC, &[0x30, 0]]] {
        refuses_pkcs8(&pkcs8(0, algorithm, &plain(), &[]), InvalidKey::WrongAlgorithm);
    }
    let other_curve = ec_private_key(1, &D, &named(OID_P384), &[]);
    refuses_pkcs8(&pkcs8(0, &[OID_EC, OID_P256], &other_curve, &[]), InvalidKey::WrongAlgorithm);
    refuses_sec1(&other_curve, InvalidKey::WrongAlgorithm);
    // Without its name, the curve of a key that stands alone is anybody's guess.
    refuses_sec1(&plain(), InvalidKey::WrongAlgorithm);
}

#[test]
fn scalars_out_of_range_are_refused() {
    for d in [[0; 32], [0xff; 32]] {
        let inner = ec_private_key(1, &d, &named(OID_P256), &[]);
        refuses_pkcs8(&pkcs8(0, &[OID_EC, OID_P256], &inner, &[]), InvalidKey::OutOfRange);
        refuses_sec1(&inner, InvalidKey::OutOfRange);
    }
}

/// As GnuTLS writes them.
#[test]
fn scalars_may_be_written_as_if_they_were_integers() {
    let read = |d: &[u8]| SigningKey::from_sec1_der(&ec_private_key(1, d, &named(OID_P256), &[]));
    assert_eq!(read(&[&[0], &D[..]].concat()).expect("a zero more").to_bytes(), D);
    for zeros in 1..32 {
        let mut d = D;
        d[..zeros].fill(0);
        assert_eq!(read(&d[zeros..]).expect("zeros less").to_bytes(), d);
    }
    assert_eq!(read(&[&[1], &D[..]].concat()).err(), Some(InvalidKey::OutOfRange));
    assert_eq!(read(&[0]).err(), Some(InvalidKey::OutOfRange));
}

#[test]
fn public_keys_of_others_are_refused() {
    let other = SigningKey::from_bytes(&[8; 32]).unwrap().verifying_key().to_sec1_uncompressed();
    let mut off_curve = point();
    off_curve[64] ^= 1;
    for public in [&other[..], &off_curve, &[0], &[]] {
        let inner = ec_private_key(1, &D, &named(OID_P256), &public_key(public));
        refuses_sec1(&inner, InvalidKey::PublicKeyMismatch);
        let outer = element(0x81, &[&[0], public]);
        refuses_pkcs8(&pkcs8(1, &[OID_EC, OID_P256], &plain(), &outer), InvalidKey::PublicKeyMismatch);
    }
}

#[test]
fn anything_but_strict_der_is_refused() {
    let algorithm = [OID_EC, OID_P256];
    let good = pkcs8(0, &algorithm, &ec_private_key(1, &D, &named(OID_P256), &public_key(&point())), &[]);
    accepts_pkcs8(&good);
    for cut in 0..good.len() {
        refuses_pkcs8(&good[..cut], InvalidKey::Malformed);
    }
    refuses_pkcs8(&[&good[..], &[0]].concat(), InvalidKey::Malformed);
    let malformed = |der: &[u8]| refuses_pkcs8(der, InvalidKey::Malformed);
    malformed(&pkcs8(2, &algorithm, &plain(), &[])); // no such version
    malformed(&pkcs8(0, &[OID_EC, OID_P256, &[5, 0]], &plain(), &[])); // more parameters
    malformed(&pkcs8(0, &algorithm, &plain(), &[5, 0])); // something else after the key
    malformed(&pkcs8(0, &algorithm, &plain(), &element(0x81, &[&[0], &point()]))); // a public key in version 1
    malformed(&pkcs8(1, &algorithm, &plain(), &element(0x81, &[&[1], &point()]))); // unused bits
    malformed(&pkcs8(1, &algorithm, &plain(), &[0x81, 0])); // not even their number

    let malformed = |der: &[u8]| refuses_sec1(der, InvalidKey::Malformed);
    let curve = named(OID_P256);
    malformed(&ec_private_key(0, &D, &curve, &[])); // no such version
    malformed(&ec_private_key(1, &[], &curve, &[]));
    malformed(&ec_private_key(1, &[0; 34], &curve, &[])); // more than a zero before all 32 bytes
    malformed(&ec_private_key(1, &D, &element(0xa0, &[OID_P256, &[5, 0]]), &[]));
    malformed(&ec_private_key(1, &D, &curve, &element(0xa1, &[&element(3, &[&[0], &point()]), &[5, 0]])));
    malformed(&ec_private_key(1, &D, &curve, &[5, 0]));
    malformed(&[&ec_private_key(1, &D, &curve, &[])[..], &[0]].concat());
    // Lengths in more bytes than they need.
    let inner = ec_private_key(1, &D, &curve, &[]);
    malformed(&[&[0x30, 0x81], &inner[1..]].concat());
    malformed(&[&[0x30, 0x82, 0], &inner[1..]].concat());
    malformed(&[&[0x30, 0x80], &inner[2..], &[0, 0]].concat());
}
