//! Residues modulo an odd prime, in Montgomery's form: the N limbs hold a·R with R = 2^(64 N).

use core::marker::PhantomData;

use clearbox_ct::{Choice, Zeroize, is_zero_u64, select_into};

use crate::{
    bytes::Bytes,
    field::Field,
    invert::{self, batches, invert},
    limbs::{self, Limb, Word},
};

/// An odd prime m < R = 2^(64 N), and how Montgomery's reduction goes for it.
pub trait Modulus<const N: usize>: Copy + Send + Sync + 'static {
    /// A number below m in bytes.
    type Bytes: Bytes;

    /// m.
    const M: [u64; N];
    /// R mod m, the form of 1.
    const R: [u64; N] = times_r(one(), Self::M);
    /// R² mod m: multiplying by it enters Montgomery's form.
    const R2: [u64; N] = times_r(Self::R, Self::M);
    /// −1 / m modulo 2^64.
    const MINUS_INVERSE: u64 = minus_inverse(Self::M[0]);

    /// (t + q·m) / 2^64, for the q < 2^64 that makes the sum a multiple of 2^64.
    ///
    /// The result is below (R + 2^64 m − m) / 2^64 = m + (R − m) / 2^64 < R.
    #[inline(always)]
    fn fold<L: Limb>(t: [L; N]) -> [L; N] {
        let m = Self::M.map(L::constant);
        let q = L::multiply_low(t[0], Self::MINUS_INVERSE);
        // t0 + q·m0 is a multiple of 2^64 by the choice of q.
        let mut carry = L::cancel(t[0], q, m[0]);
        let mut folded = t;
        for i in 1..N {
            (folded[i - 1], carry) = L::multiply_add(t[i], q, m[i], carry);
        }
        folded[N - 1] = carry;
        folded
    }
}

/// A residue modulo `M`, below m.
#[derive(Clone, Copy)]
pub struct Residue<M: Modulus<N>, const N: usize>([u64; N], PhantomData<M>);

impl<M: Modulus<N>, const N: usize> Residue<M, N> {
    /// The residue whose Montgomery form is `limbs`, below m.
    #[must_use]
    pub const fn from_montgomery(limbs: [u64; N]) -> Self {
        Self(limbs, PhantomData)
    }

    /// The limbs of its Montgomery form.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn montgomery(self) -> [u64; N] {
        self.0
    }

    /// The residue whose Montgomery form is a number below 2m.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn from_nearly_reduced(limbs: [u64; N]) -> Self {
        Self::from_montgomery(subtract_m::<M, u64, N>(&limbs, 0))
    }

    /// The residue of any number below R.
    fn reduce(limbs: [u64; N]) -> Self {
        // The product is below R·m, as the reduction wants it.
        Self::from_montgomery(limbs).mul(Self::from_montgomery(M::R2))
    }

    /// self to a public exponent.
    ///
    /// # Timing
    /// Depends on the exponent alone.
    pub(crate) fn pow_vartime(self, exponent: &[u64; N]) -> Self {
        power_vartime(self, Self::ONE, exponent)
    }
}

impl<M: Modulus<N>, const N: usize> Field for Residue<M, N> {
    type Bytes = M::Bytes;
    type Limbs = [u64; N];

    const ZERO: Self = Self::from_montgomery([0; N]);
    const ONE: Self = Self::from_montgomery(M::R);
    const MODULUS: [u64; N] = M::M;
    const BITS: usize = bits(M::M);

    fn from_bytes(bytes: &M::Bytes) -> (Self, Choice) {
        let limbs = limbs::from_be_bytes(bytes.as_ref());
        let (_, borrow) = limbs::subtract(&limbs, &M::M);
        (Self::reduce(limbs), Choice::from_lsb(borrow))
    }

    fn to_bytes(self) -> M::Bytes {
        let mut bytes = M::Bytes::ZERO;
        limbs::to_be_bytes(&self.to_limbs(), bytes.as_mut());
        bytes
    }

    fn to_limbs(self) -> [u64; N] {
        montgomery_reduce::<M, N>((self.0, [0; N]))
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::from_montgomery(add_modulo::<M, N>(&self.0, &other.0))
    }

    #[inline(always)]
    fn half(self) -> Self {
        Self::from_montgomery(half::<M, _, N>(&self.0))
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        let (difference, borrow) = limbs::subtract(&self.0, &other.0);
        Self::from_montgomery(add_m_masked::<M, _, N>(&difference, Word::mask(0, borrow)).0)
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self::from_montgomery(montgomery_reduce::<M, N>(limbs::multiply(&self.0, &other.0)))
    }

    #[inline(always)]
    fn square(self) -> Self {
        Self::from_montgomery(montgomery_reduce::<M, N>(limbs::square(&self.0)))
    }

    fn invert(self) -> Self {
        from_inverse(invert::<M, N>(&self.0, batches(Self::BITS)))
    }

    /// self^((m + 1) / 4); since m is 3 modulo 4, that is m / 4 rounded down, plus 1.
    fn square_root_candidate(self) -> Self {
        self.pow_vartime(&quarter(M::M)).mul(self)
    }

    #[inline(always)]
    fn is_zero(self) -> Choice {
        is_zero_u64(self.0.iter().fold(0, |all, limb| all | limb))
    }

    #[inline(always)]
    fn assign_if(&mut self, choice: Choice, yes: &Self) {
        select_into(choice, &mut self.0, &yes.0);
    }
}

impl<M: Modulus<N>, const N: usize> Zeroize for Residue<M, N> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl<M: Modulus<N>, const N: usize> core::fmt::Debug for Residue<M, N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Residue")
    }
}

/// 1/a and 1/b, and 0 for 0, in little more time than one of them. Both moduli have as many bits.
pub(crate) fn invert_both<A: Modulus<N>, B: Modulus<N>, const N: usize>(
    a: Residue<A, N>,
    b: Residue<B, N>,
) -> (Residue<A, N>, Residue<B, N>) {
    const { assert!(bits(A::M) == bits(B::M)) };
    let (a, b) = invert::invert_both::<A, B, N>(&a.0, &b.0, batches(bits(A::M)));
    (from_inverse(a), from_inverse(b))
}

/// 1/a from 1 / (a·R·16^batches): a product with 16^batches R³ in Montgomery's way is R / a.
fn from_inverse<M: Modulus<N>, const N: usize>(inverse: [u64; N]) -> Residue<M, N> {
    Residue::from_montgomery(inverse).mul(const { Residue::from_montgomery(inverse_factor::<M, N>()) })
}

/// t / R modulo m, for t = low + R·high < R·m.
///
/// N folds take low to a number of at most m, so the sum with high is below 2m.
#[inline(always)]
fn montgomery_reduce<M: Modulus<N>, const N: usize>((mut low, high): ([u64; N], [u64; N])) -> [u64; N] {
    for _ in 0..N {
        low = M::fold(low);
    }
    add_modulo::<M, N>(&low, &high)
}

/// a + b modulo m, for a + b < 2m.
#[inline(always)]
fn add_modulo<M: Modulus<N>, const N: usize>(a: &[u64; N], b: &[u64; N]) -> [u64; N] {
    let (sum, carry) = limbs::add(a, b);
    subtract_m::<M, u64, N>(&sum, carry)
}

/// t modulo m, for t = low + R·carry < 2m.
#[inline(always)]
pub(crate) fn subtract_m<M: Modulus<N>, W: Word, const N: usize>(low: &[W; N], carry: W) -> [W; N] {
    let (difference, borrow) = limbs::subtract(low, &M::M.map(W::constant));
    // Negative if the subtraction borrows more than the carry can pay; it never pays more, as t < 2m.
    add_m_masked::<M, W, N>(&difference, W::mask(carry, borrow)).0
}

/// t / 2 modulo m, for t < m.
#[inline(always)]
pub(crate) fn half<M: Modulus<N>, W: Word, const N: usize>(t: &[W; N]) -> [W; N] {
    // m is odd, so one of t and t + m is even.
    let (sum, carry) = add_m_masked::<M, W, N>(t, W::mask(W::constant(0), W::lowest(t[0])));
    let above = |i| if i + 1 < N { sum[i + 1] } else { carry };
    core::array::from_fn(|i| W::half(sum[i], above(i)))
}

/// t + (m & mask) as (low N limbs, carry).
#[inline(always)]
pub(crate) fn add_m_masked<M: Modulus<N>, W: Word, const N: usize>(t: &[W; N], mask: W) -> ([W; N], W) {
    limbs::add(t, &M::M.map(|limb| W::masked(limb, mask)))
}

/// What powers are made by.
pub(crate) trait Power: Copy {
    /// self · other.
    fn times(self, other: Self) -> Self;
    /// self².
    fn squared(self) -> Self;
}

impl<M: Modulus<N>, const N: usize> Power for Residue<M, N> {
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self.mul(other)
    }

    #[inline(always)]
    fn squared(self) -> Self {
        self.square()
    }
}

/// base to a public exponent, four bits at a time from the top.
///
/// # Timing
/// Depends on the exponent alone.
#[inline(always)]
pub(crate) fn power_vartime<Z: Power, const N: usize>(base: Z, one: Z, exponent: &[u64; N]) -> Z {
    let mut powers = [one; 16];
    for i in 1..16 {
        powers[i] = powers[i - 1].times(base);
    }
    let mut result = one;
    for position in (0..64 * N).step_by(4).rev() {
        result = result.squared().squared().squared().squared();
        let digit = exponent[position / 64] >> (position % 64) & 15;
        if digit != 0 {
            result = result.times(powers[digit as usize]);
        }
    }
    result
}

/// m / 4, rounded down.
pub(crate) fn quarter<const N: usize>(m: [u64; N]) -> [u64; N] {
    let above = |i| if i + 1 < N { m[i + 1] } else { 0 };
    core::array::from_fn(|i| m[i] >> 2 | above(i) << 62)
}

/// 1.
const fn one<const N: usize>() -> [u64; N] {
    let mut one = [0; N];
    one[0] = 1;
    one
}

/// R·a mod m, for a < m.
const fn times_r<const N: usize>(a: [u64; N], m: [u64; N]) -> [u64; N] {
    doubled(a, m, 64 * N)
}

/// 16^batches R³ mod m.
pub(crate) const fn inverse_factor<M: Modulus<N>, const N: usize>() -> [u64; N] {
    doubled(times_r(M::R2, M::M), M::M, 4 * batches(bits(M::M)))
}

/// How many bits m has.
const fn bits<const N: usize>(m: [u64; N]) -> usize {
    64 * N - m[N - 1].leading_zeros() as usize
}

/// a doubled so many times modulo m, for a < m.
const fn doubled<const N: usize>(mut a: [u64; N], m: [u64; N], times: usize) -> [u64; N] {
    let mut doublings = 0;
    while doublings < times {
        // 2a, and 2a − m.
        let (mut double, mut less) = ([0; N], [0; N]);
        let (mut carry, mut borrow, mut i) = (0, false, 0);
        while i < N {
            double[i] = a[i] << 1 | carry;
            carry = a[i] >> 63;
            let (difference, under) = double[i].overflowing_sub(m[i]);
            let (difference, under_again) = difference.overflowing_sub(borrow as u64);
            (less[i], borrow) = (difference, under | under_again);
            i += 1;
        }
        a = if borrow && carry == 0 { double } else { less };
        doublings += 1;
    }
    a
}

/// −1 / m modulo 2^64, for odd m, by Newton's iteration: m is its own inverse modulo 8, and each step doubles the
/// number of bits that are right.
const fn minus_inverse(m: u64) -> u64 {
    let mut inverse = m;
    let mut bits = 3;
    while bits < 64 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(m.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse.wrapping_neg()
}
