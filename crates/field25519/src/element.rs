//! Field elements, and sums of two or four that are not carried yet.

use core::ops::Deref;

use clearbox_ct::{Choice, Zeroize, eq_bytes, select_into, swap};

use crate::{portable, power::Power};

/// An element of GF(2^255 − 19), which may be a secret.
///
/// Its value is a0 + 2^51 a1 + 2^102 a2 + 2^153 a3 + 2^204 a4 modulo p; the limbs are always *carried*,
/// that is, below 2^51 + 2^13. Multiplication comes from [`LongSum`], which it dereferences to
/// by way of [`Sum`].
#[derive(Clone)]
pub struct FieldElement(Sum);

/// A field element on its way: a sum or difference of two [`FieldElement`]s, not carried, which saves the carries
/// in formulas that multiply sums. Its limbs are below 3 · 2^51 + 2^14.
#[derive(Clone)]
pub struct Sum(LongSum);

/// A sum or difference of two [`Sum`]s, not carried, so that it may only be multiplied. Its limbs are below 2^54.
#[derive(Clone)]
pub struct LongSum([u64; 5]);

impl FieldElement {
    /// 0.
    pub const ZERO: Self = Self::small(0);
    /// 1.
    pub const ONE: Self = Self::small(1);

    /// A small constant.
    #[must_use]
    pub const fn small(value: u32) -> Self {
        Self::new([value as u64, 0, 0, 0, 0])
    }

    /// The element a0 + 2^51 a1 + 2^102 a2 + 2^153 a3 + 2^204 a4, for tables of constants.
    ///
    /// # Panics
    /// If a limb is not below 2^51; in a constant, that is when it is compiled.
    #[must_use]
    pub const fn from_limbs(limbs: [u64; 5]) -> Self {
        let [a0, a1, a2, a3, a4] = limbs;
        assert!((a0 | a1 | a2 | a3 | a4) >> 51 == 0, "limbs below 2^51");
        Self::new(limbs)
    }

    /// The element of limbs below 2^54, of the same weights, as vectors leave them.
    #[inline]
    #[must_use]
    pub fn carried(limbs: [u64; 5]) -> Self {
        LongSum(limbs).carry()
    }

    /// The limbs, below 2^51 + 2^13, for vectors: they are one of several ways to write the element.
    #[inline]
    #[must_use]
    pub fn to_limbs(&self) -> [u64; 5] {
        *self.limbs()
    }

    /// Decodes 32 little-endian bytes as RFC 7748, section 5, does for u-coordinates: the top bit is ignored,
    /// and values from p to 2^255 − 1 are taken modulo p.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self::new(portable::from_bytes(bytes))
    }

    /// Encodes the representative in 0 … p − 1 as 32 little-endian bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        portable::to_bytes(&portable::freeze(self.limbs()))
    }

    /// self + other.
    #[inline(always)]
    #[must_use]
    pub fn add(&self, other: &Self) -> Sum {
        Sum(LongSum(portable::add(self.limbs(), other.limbs())))
    }

    /// self − other.
    #[inline(always)]
    #[must_use]
    pub fn sub(&self, other: &Self) -> Sum {
        Sum(LongSum(portable::sub(self.limbs(), other.limbs())))
    }

    /// −self.
    #[inline(always)]
    #[must_use]
    pub fn neg(&self) -> Sum {
        Self::ZERO.sub(self)
    }

    /// self^(2^n): squares n times.
    #[inline]
    #[must_use]
    pub fn square_n(&self, n: u32) -> Self {
        let mut power = self.clone();
        for _ in 0..n {
            power = power.square();
        }
        power
    }

    /// Whether the value is zero modulo p.
    #[must_use]
    pub fn is_zero(&self) -> Choice {
        self.ct_eq(&Self::ZERO)
    }

    /// Whether the value is negative, as RFC 8032, section 5.1.2, has it: the representative in 0 … p − 1 is odd.
    #[must_use]
    pub fn is_negative(&self) -> Choice {
        Choice::from_lsb(u64::from(self.to_bytes()[0]))
    }

    /// Whether both are the same modulo p.
    #[must_use]
    pub fn ct_eq(&self, other: &Self) -> Choice {
        eq_bytes(&self.to_bytes(), &other.to_bytes())
    }

    /// Exchanges `a` and `b` if `choice` is yes.
    #[inline(always)]
    pub fn swap_if(choice: Choice, a: &mut Self, b: &mut Self) {
        swap(choice, a.limbs_mut(), b.limbs_mut());
    }

    /// Takes the value of `yes` if `choice` is yes.
    #[inline(always)]
    pub fn assign_if(&mut self, choice: Choice, yes: &Self) {
        select_into(choice, self.limbs_mut(), yes.limbs());
    }

    /// The element of carried limbs.
    #[inline(always)]
    pub(crate) const fn new(limbs: [u64; 5]) -> Self {
        Self(Sum(LongSum(limbs)))
    }

    #[inline(always)]
    pub(crate) fn limbs(&self) -> &[u64; 5] {
        &self.0.0.0
    }

    #[inline(always)]
    fn limbs_mut(&mut self) -> &mut [u64; 5] {
        &mut self.0.0.0
    }
}

impl Sum {
    /// self + other.
    #[inline(always)]
    #[must_use]
    pub fn plus(&self, other: &Self) -> LongSum {
        LongSum(portable::add(&self.0.0, &other.0.0))
    }

    /// self − other.
    #[inline(always)]
    #[must_use]
    pub fn minus(&self, other: &Self) -> LongSum {
        LongSum(portable::sub_sums(&self.0.0, &other.0.0))
    }
}

impl LongSum {
    /// The sum of limbs below 2^54.
    #[inline(always)]
    pub(crate) const fn new(limbs: [u64; 5]) -> Self {
        Self(limbs)
    }

    /// self · other.
    #[inline(always)]
    #[must_use]
    pub fn mul(&self, other: &Self) -> FieldElement {
        FieldElement::new(portable::mul(&self.0, &other.0))
    }

    /// self².
    #[inline(always)]
    #[must_use]
    pub fn square(&self) -> FieldElement {
        FieldElement::new(portable::square(&self.0))
    }

    /// self · factor.
    #[inline(always)]
    #[must_use]
    pub fn mul_small(&self, factor: u32) -> FieldElement {
        FieldElement::new(portable::mul_small(&self.0, factor))
    }

    /// The sum as a field element, for what else is done with those.
    #[inline(always)]
    #[must_use]
    pub fn carry(&self) -> FieldElement {
        FieldElement::new(portable::carry(&self.0))
    }
}

impl Deref for FieldElement {
    type Target = Sum;
    #[inline(always)]
    fn deref(&self) -> &Sum {
        &self.0
    }
}

impl Deref for Sum {
    type Target = LongSum;
    #[inline(always)]
    fn deref(&self) -> &LongSum {
        &self.0
    }
}

impl From<Sum> for LongSum {
    #[inline(always)]
    fn from(sum: Sum) -> Self {
        sum.0
    }
}

impl Power for FieldElement {
    fn times(&self, other: &Self) -> Self {
        self.mul(other)
    }

    fn square_n(&self, n: u32) -> Self {
        self.square_n(n)
    }
}

impl Zeroize for LongSum {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Zeroize for Sum {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Zeroize for FieldElement {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl core::fmt::Debug for FieldElement {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FieldElement")
    }
}

impl core::fmt::Debug for Sum {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Sum")
    }
}

impl core::fmt::Debug for LongSum {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("LongSum")
    }
}
