//! Curves, ECDSA and RFC 6979 with big integers, as the textbooks have them: the oracle of the tests.

use std::{vec, vec::Vec};

use num_bigint::BigUint;

/// The neutral element is `None`.
pub(crate) type Point = Option<(BigUint, BigUint)>;

/// A curve y² = x³ − 3x + b modulo p, with the base point g of order n.
pub(crate) struct Spec {
    pub(crate) p: BigUint,
    pub(crate) n: BigUint,
    pub(crate) b: BigUint,
    pub(crate) g: Point,
}

pub(crate) fn number(hex: &str) -> BigUint {
    BigUint::parse_bytes(hex.as_bytes(), 16).expect("hexadecimal")
}

/// 1 / a modulo the prime m, and 0 for 0.
pub(crate) fn invert(a: &BigUint, m: &BigUint) -> BigUint {
    a.modinv(m).unwrap_or_default()
}

impl Spec {
    /// As many big-endian bytes as n has.
    pub(crate) fn bytes(&self, value: &BigUint) -> Vec<u8> {
        let digits = value.to_bytes_be();
        let len = self.n.bits().div_ceil(8) as usize;
        [vec![0; len - digits.len()], digits].concat()
    }

    /// The group law (SP 800-186, appendix A.1.1).
    pub(crate) fn add(&self, a: &Point, b: &Point) -> Point {
        let (Some((x1, y1)), Some((x2, y2))) = (a, b) else {
            return a.clone().or(b.clone());
        };
        let p = &self.p;
        let slope = if x1 != x2 {
            (p + y2 - y1) * invert(&((p + x2 - x1) % p), p)
        } else if y1 == y2 {
            // No point of a curve of odd order has y = 0.
            (3u8 * x1 * x1 + p - 3u8) * invert(&(2u8 * y1), p)
        } else {
            return None;
        } % p;
        let x = (&slope * &slope + p + p - x1 - x2) % p;
        let y = (slope * (p + x1 - &x) + p - y1) % p;
        Some((x, y))
    }

    /// k·P, by doubling and adding.
    pub(crate) fn multiply(&self, k: &BigUint, point: &Point) -> Point {
        let mut sum = None;
        for i in (0..k.bits()).rev() {
            sum = self.add(&sum, &sum);
            if k.bit(i) {
                sum = self.add(&sum, point);
            }
        }
        sum
    }

    /// The same for k below n, as −((n − k)·P) where that is less work.
    pub(crate) fn multiply_by_residue(&self, k: &BigUint, point: &Point) -> Point {
        let opposite = &self.n - k;
        if *k <= opposite {
            return self.multiply(k, point);
        }
        self.multiply(&opposite, point).map(|(x, y)| (x, &self.p - y))
    }

    /// bits2int of RFC 6979, section 2.3.2.
    pub(crate) fn bits2int(&self, bits: &[u8]) -> BigUint {
        let value = BigUint::from_bytes_be(bits);
        let (blen, qlen) = (8 * bits.len() as u64, self.n.bits());
        if blen > qlen { value >> (blen - qlen) } else { value }
    }

    /// bits2octets of RFC 6979, section 2.3.4.
    fn bits2octets(&self, bits: &[u8]) -> Vec<u8> {
        self.bytes(&(self.bits2int(bits) % &self.n))
    }

    /// Section 3.2 of RFC 6979, with the additional data of section 3.6: k for the private key x and the digest
    /// h1, by an HMAC whose tags are as long as h1.
    pub(crate) fn generate_k(
        &self,
        hmac: impl Fn(&[u8], &[u8]) -> Vec<u8>,
        x: &BigUint,
        h1: &[u8],
        additional: &[u8],
    ) -> BigUint {
        let seed = [&self.bytes(x)[..], &self.bits2octets(h1)[..], additional].concat();
        let mut v = vec![0x01; h1.len()];
        let mut k = vec![0x00; h1.len()];
        k = hmac(&k, &[&v[..], &[0x00], &seed].concat());
        v = hmac(&k, &v);
        k = hmac(&k, &[&v[..], &[0x01], &seed].concat());
        v = hmac(&k, &v);
        loop {
            let mut t = Vec::new();
            while 8 * (t.len() as u64) < self.n.bits() {
                v = hmac(&k, &v);
                t.extend_from_slice(&v);
            }
            let candidate = self.bits2int(&t);
            if BigUint::from(1u8) <= candidate && candidate < self.n {
                return candidate;
            }
            k = hmac(&k, &[&v[..], &[0x00]].concat());
            v = hmac(&k, &v);
        }
    }

    /// FIPS 186-5, section 6.4.1: (r, s) for the private key d, the digest h and the secret number k.
    pub(crate) fn sign(&self, d: &BigUint, h: &[u8], k: &BigUint) -> (BigUint, BigUint) {
        let (x, _) = self.multiply(k, &self.g).expect("k is not a multiple of n");
        let r = x % &self.n;
        let s = invert(k, &self.n) * (self.bits2int(h) + &r * d) % &self.n;
        (r, s)
    }

    /// FIPS 186-5, section 6.4.2.
    pub(crate) fn verify(&self, q: &Point, h: &[u8], r: &BigUint, s: &BigUint) -> bool {
        let in_range = |value: &BigUint| *value >= BigUint::from(1u8) && *value < self.n;
        if !in_range(r) || !in_range(s) {
            return false;
        }
        let w = invert(s, &self.n);
        let (u, v) = (self.bits2int(h) * &w % &self.n, r * &w % &self.n);
        self.add(&self.multiply(&u, &self.g), &self.multiply(&v, q)).is_some_and(|(x, _)| x % &self.n == *r)
    }
}
