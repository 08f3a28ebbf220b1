//! The curve of RFC 8032, sections 5.1.1 to 5.1.4 and 6, with big integers. The crate of Ed25519 has this file too.

use std::{sync::LazyLock, vec::Vec};

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

/// Numbers around 0, powers of two where limbs and folds end, multiples of L, and the largest, below 2^`bits`.
pub(crate) fn edges(bits: u32) -> Vec<BigUint> {
    let one = BigUint::from(1u8);
    let mut around: Vec<BigUint> =
        [0u32, 64, 124, 125, 128, 131, 192, 251, 252, 253, 255, 256, 258, 260, 384, 385, 448]
            .map(|n| &one << n)
            .to_vec();
    around.extend([1u32, 2, 3, 4, 7, 8, 15].map(|n| L() * n));
    around.push(L() * L());
    around.push(&one << bits);
    // ⌊2^512 / L⌋ L, the last multiple.
    around.push((&one << 512) / L() * L());
    // n − 3 … n + 3, where that is not negative.
    let near = around
        .iter()
        .flat_map(|n| (0u8..7).filter(move |i| n + 3u8 >= (*i).into()).map(move |i| n + 3u8 - i));
    near.filter(|n| n.bits() <= u64::from(bits)).collect()
}
