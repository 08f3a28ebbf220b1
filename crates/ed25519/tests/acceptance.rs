//! The rule of ACCEPTANCE.md: its table is read from the page, and what it says is tried.

use clearbox_ed25519::{InvalidSignature, Signature, SigningKey, VerifyingKey};
use clearbox_vectors::{Record, ran, records};

/// What is said in the table's last column of the case that befell.
fn outcome(r: &Record) -> String {
    let key = match VerifyingKey::from_bytes(&r.array("pbk")) {
        Ok(key) => key,
        Err(reason) => return format!("refused: `InvalidKey::{reason:?}`"),
    };
    let Ok(signature) = Signature::from_bytes(&r.array("sig")) else {
        return "refused: `Signature::from_bytes`".into();
    };
    match key.verify(&r.bytes("msg"), &signature) {
        Ok(()) => "accepted".into(),
        Err(InvalidSignature) => "refused: `verify`".into(),
    }
}

#[test]
fn taming_the_many_eddsas_vectors() {
    let page = include_str!("../ACCEPTANCE.md");
    let rows: Vec<Vec<&str>> =
        page.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let all = records("ed25519-speccheck/cases.txt");
    for (i, r) in all.iter().enumerate() {
        let row = rows.iter().find(|row| row[0] == i.to_string()).expect("a row for each case");
        assert_eq!(outcome(r), row[6], "case {i}");
    }
    ran("Ed25519", "Taming the many EdDSAs", all.len(), 12);
}

/// Little-endian numbers: a + b, which fits.
fn add(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let bytes = a.iter().zip(b).map(|(a, b)| {
        let sum = u16::from(*a) + u16::from(*b) + carry;
        carry = sum >> 8;
        sum as u8
    });
    bytes.collect()
}

/// L of RFC 8032, section 5.1.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

#[test]
fn multiples_of_l_added_to_s_are_refused() {
    let signature = SigningKey::from_seed(&[7; 32]).sign(b"message").to_bytes();
    let mut s = signature[32..].to_vec();
    for _ in 0..14 {
        s = add(&s, &L);
        let malleated = [&signature[..32], &s].concat().try_into().expect("64 bytes");
        assert_eq!(Signature::from_bytes(&malleated), Err(InvalidSignature));
    }
}

#[test]
fn s_is_below_l_and_not_l() {
    let mut bytes = [0; 64];
    bytes[32..].copy_from_slice(&L);
    assert_eq!(Signature::from_bytes(&bytes), Err(InvalidSignature));
    bytes[32] -= 1;
    let signature = Signature::from_bytes(&bytes).expect("L − 1");
    assert_eq!(signature.to_bytes(), bytes);
}

#[test]
fn each_changed_bit_is_refused() {
    let key = SigningKey::from_seed(&[7; 32]);
    let signature = key.sign(b"message").to_bytes();
    for bit in 0..512 {
        let mut changed = signature;
        changed[bit / 8] ^= 1 << (bit % 8);
        let result = Signature::from_bytes(&changed).and_then(|s| key.verifying_key().verify(b"message", &s));
        assert_eq!(result, Err(InvalidSignature), "bit {bit}");
    }
    let (signature, other) = (key.sign(b"message"), SigningKey::from_seed(&[8; 32]).verifying_key());
    assert_eq!(key.verifying_key().verify(b"Message", &signature), Err(InvalidSignature));
    assert_eq!(other.verify(b"message", &signature), Err(InvalidSignature));
}
