//! RFC 8032, sections 5.1 and 6, with big integers.

use std::{sync::LazyLock, vec::Vec};

use clearbox_sha2::Sha512;
use num_bigint::BigUint;

/// A point in extended homogeneous coordinates (X, Y, Z, T) (section 5.1.4).
#[derive(Clone, Debug)]
pub(crate) struct Point([BigUint; 4]);

fn n(value: u32) -> BigUint {
    value.into()
}

pub(crate) fn p() -> BigUint {
    (n(1) << 255) - 19u8
}

/// The order of the base point.
#[allow(non_snake_case)]
pub(crate) fn L() -> BigUint {
    (n(1) << 252) + 27_742_317_777_372_353_535_851_937_790_883_648_493u128
}

fn modp_inv(x: &BigUint) -> BigUint {
    x.modpow(&(p() - 2u8), &p())
}

pub(crate) fn d() -> BigUint {
    static D: LazyLock<BigUint> = LazyLock::new(|| (p() - 121_665u32) * modp_inv(&n(121_666)) % p());
    D.clone()
}

fn minus(a: &BigUint, b: &BigUint) -> BigUint {
    (a % p() + p() - b % p()) % p()
}

fn sha512(parts: &[&[u8]]) -> [u8; 64] {
    Sha512::digest(&parts.concat())
}

fn sha512_modq(parts: &[&[u8]]) -> BigUint {
    BigUint::from_bytes_le(&sha512(parts)) % L()
}

pub(crate) fn to_bytes(value: &BigUint) -> [u8; 32] {
    let mut bytes = value.to_bytes_le();
    bytes.resize(32, 0);
    bytes.try_into().expect("below 2^256")
}

impl Point {
    pub(crate) fn neutral() -> Self {
        Self([n(0), n(1), n(1), n(0)])
    }

    /// The point with these affine coordinates.
    fn affine(x: BigUint, y: BigUint) -> Self {
        let t = &x * &y % p();
        Self([x, y, n(1), t])
    }

    /// B: y = 4/5, and x is the even root.
    pub(crate) fn base() -> Self {
        let y = n(4) * modp_inv(&n(5)) % p();
        let x = recover_x(&y, false).expect("the RFC says so");
        Self::affine(x, y)
    }

    pub(crate) fn to_affine(&self) -> (BigUint, BigUint) {
        let [x, y, z, _] = &self.0;
        let zinv = modp_inv(z);
        (x * &zinv % p(), y * &zinv % p())
    }

    pub(crate) fn add(&self, other: &Self) -> Self {
        let ([x1, y1, z1, t1], [x2, y2, z2, t2]) = (&self.0, &other.0);
        let p = p();
        let a = minus(y1, x1) * minus(y2, x2) % &p;
        let b = (y1 + x1) * (y2 + x2) % &p;
        let c = t1 * n(2) * d() * t2 % &p;
        let d = z1 * n(2) * z2 % &p;
        let (e, f, g, h) = (minus(&b, &a), minus(&d, &c), &d + &c, &b + &a);
        Self([&e * &f % &p, &g * &h % &p, &f * &g % &p, &e * &h % &p])
    }

    pub(crate) fn mul(&self, s: &BigUint) -> Self {
        let mut q = Self::neutral();
        for i in (0..s.bits()).rev() {
            q = q.add(&q);
            if s.bit(i) {
                q = q.add(self);
            }
        }
        q
    }

    pub(crate) fn equal(&self, other: &Self) -> bool {
        self.to_affine() == other.to_affine()
    }

    /// Section 5.1.2.
    pub(crate) fn compress(&self) -> [u8; 32] {
        let (x, y) = self.to_affine();
        to_bytes(&(y | (x & n(1)) << 255))
    }

    /// Section 5.1.3.
    pub(crate) fn decompress(s: &[u8; 32]) -> Option<Self> {
        let mut y = BigUint::from_bytes_le(s);
        let sign = y.bit(255);
        y.set_bit(255, false);
        let x = recover_x(&y, sign)?;
        Some(Self::affine(x, y))
    }
}

fn recover_x(y: &BigUint, sign: bool) -> Option<BigUint> {
    let p = p();
    if *y >= p {
        return None;
    }
    let x2 = minus(&(y * y), &n(1)) * modp_inv(&(d() * y * y + n(1))) % &p;
    if x2 == n(0) {
        return if sign { None } else { Some(n(0)) };
    }
    let mut x = x2.modpow(&((&p + 3u8) / 8u8), &p);
    if minus(&(&x * &x), &x2) != n(0) {
        x = x * n(2).modpow(&((&p - 1u8) / 4u8), &p) % &p;
    }
    if minus(&(&x * &x), &x2) != n(0) {
        return None;
    }
    Some(if x.bit(0) == sign { x } else { p - x })
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
