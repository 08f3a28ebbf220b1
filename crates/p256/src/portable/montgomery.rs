//! Residues modulo an odd number of 256 bits, in Montgomery's form: the limbs hold a·R with R = 2^256. The
//! field and the scalars of P-256 are its two instances.

use core::marker::PhantomData;

use clearbox_ct::{Choice, Zeroize, barrier_u64, is_zero_u64, select_into};

use super::limbs::{self, Limb};

/// A prime m, 2^256 − 2^224 < m < 2^256, and how Montgomery's reduction goes for it.
pub(crate) trait Modulus: Copy {
    /// m.
    const M: [u64; 4];
    /// R mod m, the form of 1.
    const R: [u64; 4];
    /// R² mod m: multiplying by it enters Montgomery's form.
    const R2: [u64; 4];

    /// (t + q·m) / 2^64, for the q < 2^64 that makes the sum a multiple of 2^64.
    ///
    /// The result is below (2^256 + 2^64 m − m) / 2^64 = m + (2^256 − m) / 2^64 < m + 2^160 < 2^256.
    fn fold<L: Limb>(t: [L; 4]) -> [L; 4];
}

/// A residue modulo `M`, below m. It may be a secret; it is `Copy` for the sake of formulas, so who holds a
/// secret one has to wipe it.
#[derive(Clone, Copy)]
pub(crate) struct Residue<M: Modulus>([u64; 4], PhantomData<M>);

impl<M: Modulus> Residue<M> {
    pub(crate) const ZERO: Self = Self::from_montgomery([0; 4]);
    pub(crate) const ONE: Self = Self::from_montgomery(M::R);

    /// The residue whose Montgomery form is `limbs`, below m.
    pub(crate) const fn from_montgomery(limbs: [u64; 4]) -> Self {
        Self(limbs, PhantomData)
    }

    /// The residue of any number below 2^256.
    pub(crate) fn reduce(limbs: [u64; 4]) -> Self {
        // Below 2m, so one subtraction makes it a representative.
        Self::from_montgomery(subtract_m::<M>(limbs, 0)).mul(Self::from_montgomery(M::R2))
    }

    /// The number it stands for, below m.
    pub(crate) fn to_limbs(self) -> [u64; 4] {
        montgomery_reduce::<M>((self.0, [0; 4]))
    }

    /// Reads 32 big-endian bytes, and says whether they were below m.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> (Self, Choice) {
        let limbs = limbs::from_be_bytes(bytes);
        let (_, borrow) = limbs::subtract(&limbs, &M::M);
        (Self::reduce(limbs), Choice::from_lsb(borrow))
    }

    /// Writes the number it stands for, below m, as 32 big-endian bytes.
    pub(crate) fn to_bytes(self) -> [u8; 32] {
        limbs::to_be_bytes(&self.to_limbs())
    }

    #[inline(always)]
    pub(crate) fn add(self, other: Self) -> Self {
        let (sum, carry) = limbs::add(&self.0, &other.0);
        Self::from_montgomery(subtract_m::<M>(sum, carry))
    }

    #[inline(always)]
    pub(crate) fn double(self) -> Self {
        self.add(self)
    }

    /// self / 2.
    #[inline(always)]
    pub(crate) fn half(self) -> Self {
        // m is odd, so one of a and a + m is even.
        let ([s0, s1, s2, s3], carry) = add_m_if::<M>(&self.0, self.0[0] & 1);
        let halves = [s0 >> 1 | s1 << 63, s1 >> 1 | s2 << 63, s2 >> 1 | s3 << 63, s3 >> 1 | carry << 63];
        Self::from_montgomery(halves)
    }

    #[inline(always)]
    pub(crate) fn sub(self, other: Self) -> Self {
        let (difference, borrow) = limbs::subtract(&self.0, &other.0);
        Self::from_montgomery(add_m_if::<M>(&difference, borrow).0)
    }

    #[inline(always)]
    pub(crate) fn neg(self) -> Self {
        Self::ZERO.sub(self)
    }

    #[inline(always)]
    pub(crate) fn mul(self, other: Self) -> Self {
        Self::from_montgomery(montgomery_reduce::<M>(limbs::multiply(&self.0, &other.0)))
    }

    #[inline(always)]
    pub(crate) fn square(self) -> Self {
        Self::from_montgomery(montgomery_reduce::<M>(limbs::square(&self.0)))
    }

    /// self to a public exponent, four bits at a time from the top.
    ///
    /// # Timing
    /// Depends on the exponent alone.
    pub(crate) fn pow_vartime(self, exponent: &[u64; 4]) -> Self {
        let mut powers = [Self::ONE; 16];
        for i in 1..16 {
            powers[i] = powers[i - 1].mul(self);
        }
        let mut result = Self::ONE;
        for position in (0..256).step_by(4).rev() {
            result = result.square().square().square().square();
            let digit = exponent[position / 64] >> (position % 64) & 15;
            if digit != 0 {
                result = result.mul(powers[digit as usize]);
            }
        }
        result
    }

    /// 1 / self, and 0 for 0: self^(m − 2) by Fermat's little theorem.
    pub(crate) fn invert(self) -> Self {
        let [m0, m1, m2, m3] = M::M;
        self.pow_vartime(&[m0 - 2, m1, m2, m3])
    }

    #[inline(always)]
    pub(crate) fn is_zero(self) -> Choice {
        is_zero_u64(self.0[0] | self.0[1] | self.0[2] | self.0[3])
    }

    #[inline(always)]
    pub(crate) fn ct_eq(self, other: Self) -> Choice {
        self.sub(other).is_zero()
    }

    /// Takes the value of `yes` if the choice is yes.
    #[inline(always)]
    pub(crate) fn assign_if(&mut self, choice: Choice, yes: &Self) {
        select_into(choice, &mut self.0, &yes.0);
    }
}

impl<M: Modulus> Zeroize for Residue<M> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// t / R modulo m, for t = low + R·high < R·m.
///
/// Four folds take low to a number of at most m, so the sum with high is below 2m.
#[inline(always)]
fn montgomery_reduce<M: Modulus>((low, high): ([u64; 4], [u64; 4])) -> [u64; 4] {
    let (sum, carry) = limbs::add(&M::fold(M::fold(M::fold(M::fold(low)))), &high);
    subtract_m::<M>(sum, carry)
}

/// t modulo m, for t = low + 2^256 carry < 2m.
#[inline(always)]
fn subtract_m<M: Modulus>(low: [u64; 4], carry: u64) -> [u64; 4] {
    let (difference, borrow) = limbs::subtract(&low, &M::M);
    // Negative if the subtraction borrows more than the carry can pay.
    add_m_if::<M>(&difference, borrow & !carry).0
}

/// t + m if `condition` is 1, t if it is 0, as (low 256 bits, carry).
#[inline(always)]
fn add_m_if<M: Modulus>(t: &[u64; 4], condition: u64) -> ([u64; 4], u64) {
    let mask = barrier_u64(condition.wrapping_neg());
    limbs::add(t, &M::M.map(|limb| limb & mask))
}
