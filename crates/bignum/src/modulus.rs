//! Odd moduli, and arithmetic with residues in Montgomery's form.

use clearbox_ct::{Choice, Wiped, declassify, declassify_ref};

#[cfg(target_arch = "x86_64")]
use crate::x86_64_ifma;
use crate::{limbs, montgomery, uint::Uint};

/// An odd number above 1, to calculate modulo it. It may be secret, except for its length in bits.
#[derive(Clone)]
pub struct Modulus<const N: usize> {
    m: Uint<N>,
    /// The number of limbs that are in use, here and in residues; those above are zero.
    pub(crate) len: usize,
    bits: usize,
    /// −1/m mod 2^64.
    pub(crate) n0: Wiped<u64>,
    /// R² mod m, with R = 2^(64·len): R in Montgomery's form.
    pub(crate) rr: Residue<N>,
}

/// A number x modulo a [`Modulus`], as x·R modulo it; wiped on drop.
#[derive(Clone)]
pub struct Residue<const N: usize>(pub(crate) Uint<N>);

impl<const N: usize> Modulus<N> {
    /// Prepares calculation modulo `m`; none if it is even or 1.
    ///
    /// # Timing
    /// Tells the length of `m` in bits.
    #[must_use]
    pub fn new(m: &Uint<N>) -> Option<Self> {
        // Public: the length of a modulus.
        let bits = *declassify_ref(&m.bits()) as usize;
        // Public: that a number is not fit to be a modulus.
        if bits < 2 || !declassify(m.is_odd()) {
            return None;
        }
        let n0 = Wiped::new(montgomery::negated_inverse(m.0[0]));
        let mut modulus = Self { m: m.clone(), len: bits.div_ceil(64), bits, n0, rr: Residue(Uint::zero()) };
        modulus.rr = modulus.r_squared();
        Some(modulus)
    }

    /// R² mod m: 2^(64·len) in Montgomery's form. The exponent is reached as if by square and multiply, its upper bits
    /// by doubling, the others by squaring.
    fn r_squared(&self) -> Residue<N> {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect()
            && x86_64_ifma::has_kernel(self.len)
        {
            return Residue(x86_64_ifma::r_squared(proof, self));
        }
        let exponent = 64 * self.len;
        let squarings = exponent.ilog2().saturating_sub(5);
        let mut power = Residue(self.power_of_2(exponent + (exponent >> squarings)));
        for i in (0..squarings).rev() {
            power = self.square(&power);
            if exponent >> i & 1 == 1 {
                limbs::double_mod(&mut power.0.0[..self.len], self.limbs());
            }
        }
        power
    }

    /// 2^exponent mod m, for an exponent that is not below the length of m, by doubling 2^(bits − 1) < m.
    pub(crate) fn power_of_2(&self, exponent: usize) -> Uint<N> {
        let mut power = Uint::zero();
        power.0[(self.bits - 1) / 64] = 1 << ((self.bits - 1) % 64);
        for _ in self.bits - 1..exponent {
            limbs::double_mod(&mut power.0[..self.len], self.limbs());
        }
        power
    }

    /// The modulus itself.
    #[must_use]
    pub fn as_uint(&self) -> &Uint<N> {
        &self.m
    }

    /// The length of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    pub(crate) fn limbs(&self) -> &[u64] {
        &self.m.0[..self.len]
    }

    /// `x` modulo m, for an `x` of any size.
    #[must_use]
    pub fn residue<const W: usize>(&self, x: &Uint<W>) -> Residue<N> {
        self.residue_of_bits(x, 64 * W)
    }

    /// The same for an `x` below 2^`bits`, which is public: the limbs above are not looked at.
    ///
    /// # Panics
    /// If `x` has no room for so many bits.
    #[must_use]
    pub fn residue_of_bits<const W: usize>(&self, x: &Uint<W>, bits: usize) -> Residue<N> {
        let limbs = &x.0[..bits.div_ceil(64)];
        // Horner's rule in base R. Where the topmost digit begins is found without division, of which the judge of the
        // machine code (crates/ct-check) allows none, not even of lengths.
        let mut start = 0;
        while limbs.len() - start > self.len {
            start += self.len;
        }
        let mut sum = self.residue_of_digit(&limbs[start..]);
        while start > 0 {
            start -= self.len;
            sum =
                self.add(&self.mul(&sum, &self.rr), &self.residue_of_digit(&limbs[start..start + self.len]));
        }
        sum
    }

    /// The same for a number below R.
    fn residue_of_digit(&self, limbs: &[u64]) -> Residue<N> {
        let mut digit = Residue(Uint::zero());
        digit.0.0[..limbs.len()].copy_from_slice(limbs);
        self.mul(&digit, &self.rr)
    }

    /// The number below m that `x` stands for.
    #[must_use]
    pub fn value(&self, x: &Residue<N>) -> Uint<N> {
        self.mul(x, &Residue(Uint::from_u64(1))).0
    }

    /// 1 modulo m.
    #[must_use]
    pub fn one(&self) -> Residue<N> {
        Residue(self.value(&self.rr))
    }

    /// a + b.
    #[must_use]
    pub fn add(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        let mut sum = a.clone();
        limbs::add_mod(&mut sum.0.0[..self.len], &b.0.0[..self.len], self.limbs());
        sum
    }

    /// a − b.
    #[must_use]
    pub fn sub(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        let mut difference = a.clone();
        limbs::sub_mod(&mut difference.0.0[..self.len], &b.0.0[..self.len], self.limbs());
        difference
    }

    /// a·b.
    #[must_use]
    pub fn mul(&self, a: &Residue<N>, b: &Residue<N>) -> Residue<N> {
        let mut product = Uint::zero();
        let (a, b) = (&a.0.0[..self.len], &b.0.0[..self.len]);
        montgomery::mul(&mut product.0[..self.len], a, b, self.limbs(), *self.n0);
        Residue(product)
    }

    /// a².
    #[must_use]
    pub fn square(&self, a: &Residue<N>) -> Residue<N> {
        let mut square = Uint::zero();
        montgomery::square(&mut square.0[..self.len], &a.0.0[..self.len], self.limbs(), *self.n0);
        Residue(square)
    }
}

impl<const N: usize> Residue<N> {
    /// Whether the two are the same residue of the same modulus.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Choice {
        self.0.equals(&other.0)
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> Choice {
        self.0.is_zero()
    }
}

impl<const N: usize> core::fmt::Debug for Modulus<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Modulus")
    }
}

impl<const N: usize> core::fmt::Debug for Residue<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Residue")
    }
}
