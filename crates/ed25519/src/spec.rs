//! RFC 8032, sections 5.1.5 to 5.1.7 and 6, with big integers.

#[path = "../../edwards25519/src/spec.rs"]
#[allow(dead_code, reason = "more than is needed here")]
mod curve;

use std::vec::Vec;

use clearbox_sha2::Sha512;
use num_bigint::BigUint;

use curve::Point;
pub(crate) use curve::{L, edges, to_bytes};

fn sha512(parts: &[&[u8]]) -> [u8; 64] {
    Sha512::digest(&parts.concat())
}

fn sha512_modq(parts: &[&[u8]]) -> BigUint {
    BigUint::from_bytes_le(&sha512(parts)) % L()
}

fn secret_expand(secret: &[u8; 32]) -> (BigUint, Vec<u8>) {
    let h = sha512(&[secret]);
    let mut a = BigUint::from_bytes_le(&h[..32]);
    for (bit, value) in [(0, false), (1, false), (2, false), (254, true), (255, false)] {
        a.set_bit(bit, value);
    }
    (a, h[32..].to_vec())
}

/// Section 5.1.5.
pub(crate) fn secret_to_public(secret: &[u8; 32]) -> [u8; 32] {
    Point::base().mul(&secret_expand(secret).0).compress()
}

/// Section 5.1.6.
pub(crate) fn sign(secret: &[u8; 32], message: &[u8]) -> [u8; 64] {
    let (a, prefix) = secret_expand(secret);
    let public = Point::base().mul(&a).compress();
    let r = sha512_modq(&[&prefix, message]);
    let r_encoded = Point::base().mul(&r).compress();
    let h = sha512_modq(&[&r_encoded, &public, message]);
    let s = (r + h * a) % L();
    [r_encoded, to_bytes(&s)].concat().try_into().expect("32 + 32 bytes")
}

/// Section 5.1.7, with the equation that has no cofactor: S·B = R + h·A.
pub(crate) fn verify(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let (halves, _) = signature.as_chunks();
    let (Some(a), Some(r)) = (Point::decompress(public), Point::decompress(&halves[0])) else {
        return false;
    };
    let s = BigUint::from_bytes_le(&halves[1]);
    if s >= L() {
        return false;
    }
    let h = sha512_modq(&[&halves[0], public, message]);
    Point::base().mul(&s).equal(&r.add(&a.mul(&h)))
}
