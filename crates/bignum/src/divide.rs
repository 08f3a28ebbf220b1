//! Division by secrets, bit by bit: slow, but for making and checking keys fast enough; and the greatest common divisor.

use clearbox_ct::{Choice, swap};

use crate::{limbs, uint::Uint};

impl<const N: usize> Uint<N> {
    /// Quotient and remainder of the division by `divisor`, which must not be zero.
    #[must_use]
    pub fn div_rem<const D: usize>(&self, divisor: &Uint<D>) -> (Self, Uint<D>) {
        let (mut quotient, mut remainder) = (Self::zero(), Uint::<D>::zero());
        for bit in (0..64 * N).rev() {
            let top = limbs::double(&mut *remainder.0, self.0[bit / 64] >> (bit % 64) & 1);
            let fits = Choice::from_lsb(top) | !remainder.is_below(divisor);
            limbs::sub_masked(&mut *remainder.0, &*divisor.0, fits.mask());
            quotient.0[bit / 64] |= (fits.mask() & 1) << (bit % 64);
        }
        (quotient, remainder)
    }

    /// The greatest common divisor of two numbers above zero, by a number of steps that depends on N only.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        let (mut a, mut b, mut twos) = (self.clone(), other.clone(), Self::from_u64(1));
        // Each step halves a, or b, or both, until one is zero and the other the odd part of the result.
        for _ in 0..128 * N {
            let both_odd = a.is_odd() & b.is_odd();
            swap(both_odd & a.is_below(&b), &mut *a.0, &mut *b.0);
            limbs::sub_masked(&mut *a.0, &*b.0, both_odd.mask());
            let (halve_a, halve_b) = (!a.is_odd(), !b.is_odd());
            let mut doubled = twos.clone();
            limbs::double(&mut *doubled.0, 0);
            twos.assign_if(halve_a & halve_b, &doubled);
            let (half_a, half_b) = (a.half(), b.half());
            a.assign_if(halve_a, &half_a);
            b.assign_if(halve_b, &half_b);
        }
        a.wrapping_add(&b).product::<N, N>(&twos)
    }
}
