//! Powers.

use clearbox_ct::{Wiped, barrier_u64, is_zero_u64};

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
    /// By windows of 4 bits from the top: four squarings and one multiplication each, by a power of the base from
    /// a table of which every entry is read.
    ///
    /// # Panics
    /// If `bits` is more than the exponent has.
    #[must_use]
    pub fn pow<const E: usize>(&self, base: &Residue<N>, exponent: &Uint<E>, bits: usize) -> Residue<N> {
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
        let below_top = (0..exponent.checked_ilog2().unwrap_or(0)).rev();
        below_top.fold(base.clone(), |power, i| {
            let square = self.square(&power);
            if exponent >> i & 1 == 1 { self.mul(&square, base) } else { square }
        })
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
