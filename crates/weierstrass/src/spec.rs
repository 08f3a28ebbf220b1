//! P-256, ECDSA and RFC 6979 with big integers, as the textbooks have them: the oracle of the tests.

use std::{vec, vec::Vec};

use num_bigint::BigUint;

/// The neutral element is `None`.
pub(crate) type Point = Option<(BigUint, BigUint)>;

fn number(hex: &str) -> BigUint {
    BigUint::parse_bytes(hex.as_bytes(), 16).expect("hexadecimal")
}

// The parameters of SP 800-186, section 3.2.1.3.

pub(crate) fn p() -> BigUint {
    number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
}

pub(crate) fn n() -> BigUint {
    number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
}

pub(crate) fn b() -> BigUint {
    number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b")
}

pub(crate) fn g() -> Point {
    Some((
        number("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        number("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    ))
}

/// 1 / a modulo the prime m, and 0 for 0.
pub(crate) fn invert(a: &BigUint, m: &BigUint) -> BigUint {
    a.modinv(m).unwrap_or_default()
}

pub(crate) fn bytes(value: &BigUint) -> [u8; 32] {
    let digits = value.to_bytes_be();
    let mut bytes = [0; 32];
    bytes[32 - digits.len()..].copy_from_slice(&digits);
    bytes
}

/// The group law (SP 800-186, appendix A.1.1).
pub(crate) fn add(a: &Point, b: &Point) -> Point {
    let (Some((x1, y1)), Some((x2, y2))) = (a, b) else {
        return a.clone().or(b.clone());
    };
    let p = p();
    let slope = if x1 != x2 {
        (&p + y2 - y1) * invert(&((&p + x2 - x1) % &p), &p)
    } else if y1 == y2 {
        // No point of a curve of odd order has y = 0.
        (3u8 * x1 * x1 + &p - 3u8) * invert(&(2u8 * y1), &p)
    } else {
        return None;
    } % &p;
    let x = (&slope * &slope + &p + &p - x1 - x2) % &p;
    let y = (slope * (&p + x1 - &x) + &p - y1) % &p;
    Some((x, y))
}

/// k·P, by doubling and adding.
pub(crate) fn multiply(k: &BigUint, point: &Point) -> Point {
    let mut sum = None;
    for i in (0..k.bits()).rev() {
        sum = add(&sum, &sum);
        if k.bit(i) {
            sum = add(&sum, point);
        }
    }
    sum
}

/// bits2int of RFC 6979, section 2.3.2.
pub(crate) fn bits2int(bits: &[u8]) -> BigUint {
    let value = BigUint::from_bytes_be(bits);
    let (blen, qlen) = (8 * bits.len() as u64, n().bits());
    if blen > qlen { value >> (blen - qlen) } else { value }
}

/// bits2octets of RFC 6979, section 2.3.4.
fn bits2octets(bits: &[u8]) -> [u8; 32] {
    bytes(&(bits2int(bits) % n()))
}

/// Section 3.2 of RFC 6979, with the additional data of section 3.6: k for the private key x and the digest
/// h1, by an HMAC whose tags are as long as h1.
pub(crate) fn generate_k(
    hmac: fn(&[u8], &[u8]) -> Vec<u8>,
    x: &BigUint,
    h1: &[u8],
    additional: &[u8],
) -> BigUint {
    let seed = [&bytes(x)[..], &bits2octets(h1), additional].concat();
    let mut v = vec![0x01; h1.len()];
    let mut k = vec![0x00; h1.len()];
    k = hmac(&k, &[&v[..], &[0x00], &seed].concat());
    v = hmac(&k, &v);
    k = hmac(&k, &[&v[..], &[0x01], &seed].concat());
    v = hmac(&k, &v);
    loop {
        let mut t = Vec::new();
        while 8 * (t.len() as u64) < n().bits() {
            v = hmac(&k, &v);
            t.extend_from_slice(&v);
        }
        let candidate = bits2int(&t);
        if BigUint::from(1u8) <= candidate && candidate < n() {
            return candidate;
        }
        k = hmac(&k, &[&v[..], &[0x00]].concat());
        v = hmac(&k, &v);
    }
}

/// FIPS 186-5, section 6.4.1: (r, s) for the private key d, the digest h and the secret number k.
pub(crate) fn sign(d: &BigUint, h: &[u8], k: &BigUint) -> (BigUint, BigUint) {
    let (x, _) = multiply(k, &g()).expect("k is not a multiple of n");
    let r = x % n();
    let s = invert(k, &n()) * (bits2int(h) + &r * d) % n();
    (r, s)
}

/// FIPS 186-5, section 6.4.2.
pub(crate) fn verify(q: &Point, h: &[u8], r: &BigUint, s: &BigUint) -> bool {
    let in_range = |value: &BigUint| *value >= BigUint::from(1u8) && *value < n();
    if !in_range(r) || !in_range(s) {
        return false;
    }
    let w = invert(s, &n());
    let (u, v) = (bits2int(h) * &w % n(), r * &w % n());
    add(&multiply(&u, &g()), &multiply(&v, q)).is_some_and(|(x, _)| x % n() == *r)
}
