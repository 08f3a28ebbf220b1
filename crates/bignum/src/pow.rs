//! Powers.

use clearbox_ct::{Wiped, barrier_u64, is_zero_u64};

#[cfg(target_arch = "x86_64")]
use crate::x86_64_ifma;
use crate::{
    modulus::{Modulus, Residue},
    montgomery,
    uint::Uint,
};

/// Bits of the exponent that are dealt with at once.
const WINDOW: usize = 4;

impl<const N: usize> Modulus<N> {
    /// base^exponent, for a secret exponent below 2^`bits`; `bits` is public.
    ///
    /// # Panics
    /// If `bits` is more than the exponent has.
    #[must_use]
    pub fn pow<const E: usize>(&self, base: &Residue<N>, exponent: &Uint<E>, bits: usize) -> Residue<N> {
        let [power] = Self::pow_each([self], [base], [exponent], bits);
        power
    }

    /// The same for K moduli, each with its base and its exponent: faster than one after the other, if they are equally long.
    ///
    /// # Panics
    /// If `bits` is more than the exponents have.
    #[must_use]
    pub fn pow_each<const K: usize, const E: usize>(
        moduli: [&Self; K],
        bases: [&Residue<N>; K],
        exponents: [&Uint<E>; K],
        bits: usize,
    ) -> [Residue<N>; K] {
        assert!(bits <= 64 * E, "an exponent of {E} limbs has no {bits} bits");
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect()
            && moduli.iter().all(|modulus| modulus.len == moduli[0].len)
            && x86_64_ifma::has_kernel(moduli[0].len)
        {
            return x86_64_ifma::pow(proof, moduli, bases, exponents, bits);
        }
        core::array::from_fn(|k| moduli[k].pow_portable(bases[k], exponents[k], bits))
    }

    /// By windows of 4 bits from the top: four squarings and one multiplication each, by a power of the base from
    /// a table of which every entry is read.
    pub(crate) fn pow_portable<const E: usize>(
        &self,
        base: &Residue<N>,
        exponent: &Uint<E>,
        bits: usize,
    ) -> Residue<N> {
        let n = self.len;
        let (m, n0) = (self.limbs(), *self.n0);
        let table = self.table(base);
        let (mut power, mut other) = (self.one(), Residue(Uint::zero()));
        let mut factor = Wiped::new([0; N]);
        for window in (0..bits.div_ceil(WINDOW)).rev() {
            for _ in 0..WINDOW / 2 {
                montgomery::square(&mut other.0.0[..n], &power.0.0[..n], m, n0);
                montgomery::square(&mut power.0.0[..n], &other.0.0[..n], m, n0);
            }
            look_up(&table[..], digit(exponent, window), &mut factor[..n]);
            montgomery::mul(&mut other.0.0[..n], &power.0.0[..n], &factor[..n], m, n0);
            core::mem::swap(&mut power, &mut other);
        }
        power
    }

    /// base^0 to base^15.
    fn table(&self, base: &Residue<N>) -> Wiped<[[u64; N]; 1 << WINDOW]> {
        let n = self.len;
        let mut table = Wiped::new([[0; N]; 1 << WINDOW]);
        table[0] = *self.one().0.as_limbs();
        for i in 1..table.len() {
            let (done, rest) = table.split_at_mut(i);
            montgomery::mul(&mut rest[0][..n], &done[i - 1][..n], &base.0.0[..n], self.limbs(), *self.n0);
        }
        table
    }

    /// base^exponent, for a public exponent above 0; the base may be secret.
    ///
    /// # Timing
    /// Depends on the exponent.
    #[must_use]
    pub fn pow_vartime(&self, base: &Residue<N>, exponent: u64) -> Residue<N> {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect()
            && x86_64_ifma::has_kernel(self.len)
        {
            return x86_64_ifma::pow_vartime(proof, self, base, exponent);
        }
        let below_top = (0..exponent.checked_ilog2().unwrap_or(0)).rev();
        below_top.fold(base.clone(), |power, i| {
            let square = self.square(&power);
            if exponent >> i & 1 == 1 { self.mul(&square, base) } else { square }
        })
    }

    /// base^exponent as a number, for a number below m and a public exponent above 0; the base may be secret.
    ///
    /// # Timing
    /// Depends on the exponent.
    #[must_use]
    pub fn raise_vartime(&self, base: &Uint<N>, exponent: u64) -> Uint<N> {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = clearbox_cpu::x86_64::Ifma::detect()
            && x86_64_ifma::has_kernel(self.len)
        {
            return x86_64_ifma::raise_vartime(proof, self, base, exponent);
        }
        self.value(&self.pow_vartime(&self.residue_of_bits(base, self.bits()), exponent))
    }
}

/// Window number `window` of the exponent, from the bottom.
fn digit<const E: usize>(exponent: &Uint<E>, window: usize) -> u64 {
    let bit = WINDOW * window;
    // 64 is a multiple of 4: no window reaches into the next limb.
    exponent.0[bit / 64] >> (bit % 64) & ((1 << WINDOW) - 1)
}

/// Copies `table[digit]`, reading all entries.
fn look_up<const N: usize>(table: &[[u64; N]], digit: u64, out: &mut [u64]) {
    out.fill(0);
    for (i, entry) in (0..).zip(table) {
        let mask = barrier_u64(is_zero_u64(i ^ digit).mask());
        for (out, limb) in out.iter_mut().zip(entry) {
            *out |= limb & mask;
        }
    }
}
