//! Scalars: numbers modulo L = 2^252 + c, c = 27742317777372353535851937790883648493, the order of the base point
//! (RFC 8032, section 5.1), as four 64-bit limbs, the lowest first.

use clearbox_ct::Zeroize;

use super::limb::{Limb, Word};

/// c.
pub(super) const C: [u64; 2] = [0x5812631a5cf5d3ed, 0x14def9dea2f79cd6];
/// L.
pub(super) const L: [u64; 4] = [C[0], C[1], 0, 1 << 60];
/// 2L.
pub(super) const TWO_L: [u64; 4] = [C[0] << 1, C[1] << 1 | C[0] >> 63, C[1] >> 63, 1 << 61];

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
    let sum = alternating_sum([&x0, &x1, &x2, &x3]);
    subtract_if_not_below(&subtract_if_not_below(&sum, &TWO_L), &L)
}

/// x mod 2^252, and c·⌊x / 2^252⌋. The product is below 2^(260 + 125), so eight limbs hold it.
pub(super) fn fold<W: Limb>(x: &[W; 8]) -> ([W; 4], [W; 8]) {
    let parts: [(W, W); 5] = core::array::from_fn(|i| W::split_60(x[i + 3]));
    let low = [x[0], x[1], x[2], parts[0].0];
    let above = |i: usize| parts.get(i + 1).map_or_else(|| W::constant(0), |part| part.0);
    let high: [W; 5] = core::array::from_fn(|i| W::join(parts[i].1, above(i)));
    (low, multiply(&high, &C.map(W::constant)))
}

/// 2L + x0 − x1 + x2 − x3.
pub(super) fn alternating_sum<W: Limb>([x0, x1, x2, x3]: [&[W; 4]; 4]) -> [W; 4] {
    subtract(&subtract(&add(&add(x0, x2), &TWO_L.map(W::constant)), x1).0, x3).0
}

/// x − m if that is not negative, else x.
pub(super) fn subtract_if_not_below<W: Word>(x: &[W; 4], m: &[u64; 4]) -> [W; 4] {
    let (difference, below) = subtract(x, &m.map(W::constant));
    W::choose(below, difference, *x)
}

/// a·b, which N limbs hold.
pub(super) fn multiply<W: Limb, const A: usize, const B: usize, const N: usize>(
    a: &[W; A],
    b: &[W; B],
) -> [W; N] {
    let mut product = [W::constant(0); N];
    for (i, &a) in a.iter().enumerate() {
        let mut carry = W::constant(0);
        for (j, &b) in b.iter().enumerate() {
            (product[i + j], carry) = W::multiply_add(product[i + j], a, b, carry);
        }
        if let Some(limb) = product.get_mut(i + B) {
            *limb = carry;
        }
    }
    product
}

/// a + b, which N limbs hold.
pub(super) fn add<W: Limb, const N: usize>(a: &[W; N], b: &[W; N]) -> [W; N] {
    let mut carry = W::constant(0);
    core::array::from_fn(|i| {
        let limb;
        (limb, carry) = W::sum(a[i], b[i], carry);
        limb
    })
}

/// a − b modulo 2^(64 N), and 1 if it is negative, else 0.
pub(super) fn subtract<W: Limb, const N: usize>(a: &[W; N], b: &[W; N]) -> ([W; N], W) {
    let mut borrow = W::constant(0);
    let difference = core::array::from_fn(|i| {
        let limb;
        (limb, borrow) = W::difference(a[i], b[i], borrow);
        limb
    });
    (difference, borrow)
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
