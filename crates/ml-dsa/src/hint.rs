//! Hints: where the high-order bits of a sum differ from those of the summand (FIPS 204, sections 7.1 and 7.4).

use clearbox_ct::is_zero_u64;

use crate::{
    ntt::Polynomial,
    parameters::{K_MAX, ParameterSet},
    round::high_bits,
};

/// k polynomials whose coefficients are 0 or 1: coefficient j of the i-th is bit j mod 64 of word j / 64 there.
pub(crate) struct Hint([[u64; 4]; K_MAX]);

impl Hint {
    pub(crate) const ZERO: Self = Self([[0; 4]; K_MAX]);

    /// Algorithm 39, MakeHint, for the i-th polynomial: where the high-order bits of `sum`, which is r + z, are others than
    /// those of `r`. Both are from 0 to q-1.
    pub(crate) fn make<P: ParameterSet>(&mut self, i: usize, r: &Polynomial, sum: &Polynomial) {
        for (word, (r, sum)) in self.0[i].iter_mut().zip(r.0.chunks(64).zip(sum.0.chunks(64))) {
            *word = r.iter().zip(sum).rev().fold(0, |bits, (&r, &sum)| {
                let differs = !is_zero_u64((high_bits::<P>(r) ^ high_bits::<P>(sum)) as u64);
                bits << 1 | differs.mask() & 1
            });
        }
    }

    /// How many coefficients are 1.
    pub(crate) fn count(&self) -> u32 {
        self.0.as_flattened().iter().map(|word| word.count_ones()).sum()
    }

    pub(crate) fn is_set(&self, i: usize, j: usize) -> bool {
        self.0[i][j / 64] >> (j % 64) & 1 == 1
    }

    /// Algorithm 20, HintBitPack, of at most ω ones into ω + k bytes.
    ///
    /// # Timing
    /// Depends on the hint, which is a part of the signature.
    pub(crate) fn pack_vartime<P: ParameterSet>(&self, y: &mut [u8]) {
        y.fill(0);
        let (places, ends) = y.split_at_mut(P::OMEGA);
        let mut index = 0;
        for (i, end) in ends.iter_mut().enumerate() {
            for j in (0..256).filter(|&j| self.is_set(i, j)) {
                places[index] = j as u8;
                index += 1;
            }
            *end = index as u8;
        }
    }

    /// Algorithm 21, HintBitUnpack, of ω + k bytes; `None` if they are not what the former gives for some hint, so that each
    /// hint has one encoding only.
    ///
    /// # Timing
    /// Depends on the bytes, which are public.
    pub(crate) fn unpack_vartime<P: ParameterSet>(y: &[u8]) -> Option<Self> {
        let (places, ends) = y.split_at(P::OMEGA);
        let mut h = Self::ZERO;
        let mut index = 0;
        for (h_i, &end) in h.0.iter_mut().zip(ends) {
            let end = usize::from(end);
            // `get` refuses an end that is before the last or behind ω.
            let places_of_i = places.get(index..end)?;
            if !places_of_i.is_sorted_by(|a, b| a < b) {
                return None;
            }
            for &j in places_of_i {
                h_i[usize::from(j) / 64] |= 1 << (j % 64);
            }
            index = end;
        }
        places[index..].iter().all(|&unused| unused == 0).then_some(h)
    }
}
