//! Scalars: numbers modulo L = 2^252 + c, c = 27742317777372353535851937790883648493, the order of the base point
//! (RFC 8032, section 5.1), as four 64-bit limbs, the lowest first.

use clearbox_ct::{Choice, Zeroize, select_into};

/// c.
const C: [u64; 2] = [0x5812631a5cf5d3ed, 0x14def9dea2f79cd6];
/// L.
const L: [u64; 4] = [C[0], C[1], 0, 1 << 60];
/// 2L.
const TWO_L: [u64; 4] = [C[0] << 1, C[1] << 1 | C[0] >> 63, C[1] >> 63, 1 << 61];

/// A number from 0 to L − 1, which may be a secret.
#[derive(Clone)]
pub(crate) struct Scalar([u64; 4]);

impl Scalar {
    /// Reads 32 little-endian bytes; none if they are not below L.
    ///
    /// # Timing
    /// Depends on the bytes.
    pub(crate) fn from_canonical_bytes_vartime(bytes: &[u8; 32]) -> Option<Self> {
        let limbs = to_limbs(bytes);
        limbs.iter().rev().lt(L.iter().rev()).then_some(Self(limbs))
    }

    /// Takes 64 little-endian bytes modulo L.
    pub(crate) fn reduce(bytes: &[u8; 64]) -> Self {
        Self(reduce(&to_limbs(bytes)))
    }

    /// self + a·b.
    pub(crate) fn add_product(&self, a: &Self, b: &Self) -> Self {
        // (L − 1)² + L − 1 < 2^512.
        let product: [u64; 8] = multiply(&a.0, &b.0);
        Self(reduce(&add(&product, &widen(&self.0))))
    }

    /// Writes 32 little-endian bytes.
    pub(crate) fn to_bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, limb) in bytes.as_chunks_mut().0.iter_mut().zip(&self.0) {
            *chunk = limb.to_le_bytes();
        }
        bytes
    }
}

impl Zeroize for Scalar {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// x mod L.
///
/// Modulo L, 2^252 is −c. With c below 2^125, that takes 512 bits to 385, to 258, to 131 with a sign that alternates:
/// x = x0 + 2^252 (…) ≡ x0 − c·(…), and so on three times, gives x ≡ x0 − x1 + x2 − x3 with x0, x1, x2 below 2^252 and
/// x3 below 2^131. Together with 2L this is positive, and below 2·2^252 + 2L < 4L.
fn reduce(x: &[u64; 8]) -> [u64; 4] {
    let (x0, x) = fold(x);
    let (x1, x) = fold(&x);
    let (x2, x) = fold(&x);
    let [x3 @ .., _, _, _, _] = x;
    let sum = subtract(&subtract(&add(&add(&x0, &x2), &TWO_L), &x1).0, &x3).0;
    subtract_if_not_below(&subtract_if_not_below(&sum, &TWO_L), &L)
}

/// x mod 2^252, and c·⌊x / 2^252⌋. The product is below 2^(260 + 125), so eight limbs hold it.
fn fold(x: &[u64; 8]) -> ([u64; 4], [u64; 8]) {
    let low = [x[0], x[1], x[2], x[3] & (u64::MAX >> 4)];
    let high: [u64; 5] = core::array::from_fn(|i| x[i + 3] >> 60 | x.get(i + 4).map_or(0, |limb| limb << 4));
    (low, multiply(&high, &C))
}

/// x − m if that is not negative, else x.
fn subtract_if_not_below(x: &[u64; 4], m: &[u64; 4]) -> [u64; 4] {
    let mut result = *x;
    let (difference, below) = subtract(x, m);
    select_into(!below, &mut result, &difference);
    result
}

/// a·b, which N limbs hold.
fn multiply<const A: usize, const B: usize, const N: usize>(a: &[u64; A], b: &[u64; B]) -> [u64; N] {
    let mut product = [0; N];
    for (i, &a) in a.iter().enumerate() {
        let mut carry = 0;
        for (j, &b) in b.iter().enumerate() {
            // (2^64 − 1)² + 2·(2^64 − 1) < 2^128.
            let t = u128::from(a) * u128::from(b) + u128::from(product[i + j]) + u128::from(carry);
            (product[i + j], carry) = (t as u64, (t >> 64) as u64);
        }
        if let Some(limb) = product.get_mut(i + B) {
            *limb = carry;
        }
    }
    product
}

/// a + b, which N limbs hold.
fn add<const N: usize>(a: &[u64; N], b: &[u64; N]) -> [u64; N] {
    let mut carry = 0;
    core::array::from_fn(|i| {
        let t = u128::from(a[i]) + u128::from(b[i]) + carry;
        carry = t >> 64;
        t as u64
    })
}

/// a − b modulo 2^(64 N), and whether it is negative.
fn subtract<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], Choice) {
    let mut borrow = 0;
    let difference = core::array::from_fn(|i| {
        let t = u128::from(a[i]).wrapping_sub(u128::from(b[i])).wrapping_sub(borrow);
        borrow = t >> 127;
        t as u64
    });
    (difference, Choice::from_lsb(borrow as u64))
}

fn widen(limbs: &[u64; 4]) -> [u64; 8] {
    let mut wide = [0; 8];
    wide[..4].copy_from_slice(limbs);
    wide
}

/// Reads little-endian bytes, eight a limb.
fn to_limbs<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let (chunks, _) = bytes.as_chunks();
    core::array::from_fn(|i| u64::from_le_bytes(chunks[i]))
}
