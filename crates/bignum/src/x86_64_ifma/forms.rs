//! Two forms of residues: x·R modulo m in limbs, with R = 2^(64·len), and x·S in digits, with S = 2^(208 V).
//!
//! A product in digits is divided by S. So the ways from one form to the other are products by powers of 2, and these come of
//! R², which a modulus has: R²·2^(3 (208 V − 64·len))/S = S²/R.

use super::{
    digits::{BITS, Digits, MASK, from_limbs, load_all, to_limbs},
    multiply::multiply,
    rows::Constants,
    square::square,
};
use crate::{
    limbs,
    modulus::{Modulus, Residue},
    uint::Uint,
};

/// What K moduli of the same length need.
pub(super) struct Forms<const K: usize, const V: usize> {
    pub(super) constants: [Constants<V>; K],
    /// S²/R.
    ratio: [Digits<V>; K],
    /// R·S: R in digits.
    r: [Digits<V>; K],
}

impl<const K: usize, const V: usize> Forms<K, V> {
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn new<const N: usize>(moduli: [&Modulus<N>; K]) -> Self {
        let constants = moduli.map(Constants::new);
        let place = 3 * (4 * BITS * V - 64 * moduli[0].len);
        let mut power = [[0; 4]; V];
        power.as_flattened_mut()[place / BITS] = 1 << (place % BITS);
        let mut ratio = [power; K];
        let rr = moduli.map(|modulus| from_limbs(&modulus.rr.0.0[..]));
        multiply(&mut ratio, &load_all(&rr), &constants);
        let mut r = rr;
        multiply(&mut r, &load_all(&ratio), &constants);
        Self { constants, ratio, r }
    }

    /// x·S from x·R.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn enter<const N: usize>(&self, residues: [&Residue<N>; K]) -> [Digits<V>; K] {
        let mut digits = residues.map(|residue| from_limbs(&residue.0.0[..]));
        multiply(&mut digits, &load_all(&self.ratio), &self.constants);
        digits
    }

    /// S: 1 in digits.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn one(&self) -> [Digits<V>; K] {
        let mut one = self.r;
        multiply(&mut one, &load_all(&self.ratio), &self.constants);
        self.divide_by_s(&mut one);
        one
    }

    /// x·S from a number x, below 2m.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn enter_numbers<const N: usize>(&self, numbers: [&Uint<N>; K]) -> [Digits<V>; K] {
        let mut digits = numbers.map(|number| from_limbs(&number.0[..]));
        multiply(&mut digits, &load_all(&self.ratio), &self.constants);
        multiply(&mut digits, &load_all(&self.r), &self.constants);
        digits
    }

    /// x·R from x·S.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn leave<const N: usize>(
        &self,
        moduli: [&Modulus<N>; K],
        mut digits: [Digits<V>; K],
    ) -> [Residue<N>; K] {
        multiply(&mut digits, &load_all(&self.r), &self.constants);
        self.leave_numbers(moduli, digits).map(Residue)
    }

    /// The number x below m from x·S.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn leave_numbers<const N: usize>(
        &self,
        moduli: [&Modulus<N>; K],
        mut digits: [Digits<V>; K],
    ) -> [Uint<N>; K] {
        self.divide_by_s(&mut digits);
        core::array::from_fn(|k| reduced(&digits[k], moduli[k]))
    }

    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn divide_by_s(&self, digits: &mut [Digits<V>; K]) {
        let mut one = [[0; 4]; V];
        one[0][0] = 1;
        multiply(digits, &load_all(&[one; K]), &self.constants);
    }
}

/// A number below 2m in digits, in limbs and below m.
fn reduced<const V: usize, const N: usize>(digits: &Digits<V>, modulus: &Modulus<N>) -> Uint<N> {
    let mut number = Uint::zero();
    let limbs = &mut number.0[..modulus.len];
    let top = to_limbs(digits, limbs);
    limbs::reduce_once(limbs, top, modulus.limbs());
    number
}

/// R² modulo m. A product in digits of 2^a and 2^b is 2^(a + b)/S: so squares take 2^d·S to 2^(2d)·S, and the last product takes
/// away what is too much.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn r_squared<const V: usize, const N: usize>(modulus: &Modulus<N>) -> Uint<N> {
    let (r, s) = (64 * modulus.len, 4 * BITS * V);
    let constants = [Constants::<V>::new(modulus)];
    // With more doublings first, there are fewer squares.
    let mut above = 8;
    let mut power = [from_limbs(&modulus.power_of_2(s + above).0[..])];
    // Until what is left to multiply by is below 2m.
    while 2 * r - above > modulus.bits() {
        square(&mut power, &constants);
        above *= 2;
    }
    let mut rest = [[0; 4]; V];
    let place = 2 * r - above;
    rest.as_flattened_mut()[place / BITS] = 1 << (place % BITS);
    multiply(&mut power, &load_all(&[rest]), &constants);
    reduced(&power[0], modulus)
}

impl<const V: usize> Constants<V> {
    fn new<const N: usize>(modulus: &Modulus<N>) -> Self {
        let m = from_limbs(modulus.limbs());
        let mut m_above = [[0; 4]; V];
        m_above.as_flattened_mut()[..4 * V - 1].copy_from_slice(&m.as_flattened()[1..]);
        Self { m, m_above, m_0: *modulus.n0 & MASK }
    }
}
