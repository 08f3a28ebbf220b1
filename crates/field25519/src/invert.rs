//! Inverses, by the division steps of Bernstein and Yang ("Fast constant-time gcd computation and modular inversion",
//! 2019), in the variant that begins with δ = 1/2.
//!
//! The pair (f, g) begins as (p, x), f always odd. A step makes it (g, (g − f)/2) with δ → 1 − δ if δ > 0 and g is odd,
//! else (f, (g + f·(g mod 2))/2) with δ → 1 + δ. At last g = 0 and f = ±gcd(p, x). 60 steps depend on the lowest 60 bits
//! alone; they are gathered in a matrix (`steps.rs`), which is then applied to the whole numbers.

pub(crate) mod steps;

use clearbox_ct::{Choice, select_into};

use crate::{FieldElement, LongSum, portable};
use steps::{Matrix, sixty_steps};

/// 600 steps, where 590 are enough for 255 bits: (45907·255 + 26313)/19929, by P. Wuille's computation of convex hulls.
const BATCHES: usize = 10;

/// 2^−600.
const UNSCALE: FieldElement = FieldElement::from_limbs([
    0x03e6788dd407e,
    0x479f8e8992cad,
    0x005ac5242a8c6,
    0x6e0c2ad8d9127,
    0x4469d9422c905,
]);

/// A number in two's complement, the lowest limb first: all but the last are from 0 to 2^60 − 1. So what divides by 2^60,
/// drops a limb.
struct Signed([i64; 5]);

const LIMB: u32 = 60;
const LOW_60: i64 = (1 << LIMB) - 1;

impl FieldElement {
    /// 1 / self, and 0 for 0.
    #[must_use]
    pub fn invert(&self) -> Self {
        let (mut f, mut g) = (Signed::p(), Signed::new(&self.to_bytes()));
        // After i batches, d·x = f·2^(60 i) and e·x = g·2^(60 i) modulo p.
        let (mut d, mut e) = (Self::ZERO, Self::ONE);
        let mut zeta = -1;
        for _ in 0..BATCHES {
            let Matrix { u, v, q, r } = sixty_steps(&mut zeta, f.0[0], g.0[0]);
            (f, g) = (f.combine(u, &g, v), f.combine(q, &g, r));
            (d, e) = (d.combine(u, &e, v), d.combine(q, &e, r));
        }
        // f is ±1; or ±p for 0, but then d is 0.
        LongSum::new(d.negated_if(f.0[4])).mul(&UNSCALE)
    }

    /// a·self + b·other, for |a| and |b| of at most 2^60.
    #[inline(always)]
    fn combine(&self, a: i64, other: &Self, b: i64) -> Self {
        let (x, y) = (self.negated_if(a), other.negated_if(b));
        Self::new(portable::combine(&x, a.unsigned_abs(), &y, b.unsigned_abs()))
    }

    /// −self if `sign` is negative, else self; not carried.
    #[inline(always)]
    fn negated_if(&self, sign: i64) -> [u64; 5] {
        let mut x = *self.limbs();
        let negated = portable::sub(Self::ZERO.limbs(), &x);
        select_into(Choice::from_lsb(sign as u64 >> 63), &mut x, &negated);
        x
    }
}

impl Signed {
    fn p() -> Self {
        Self([LOW_60 - 18, LOW_60, LOW_60, LOW_60, (1 << 15) - 1])
    }

    /// Reads a number below 2^255, little-endian.
    fn new(bytes: &[u8; 32]) -> Self {
        let word = |i: usize| u64::from_le_bytes(core::array::from_fn(|j| bytes[i + j]));
        // Limb i begins at bit 60 i, which is bit 0 or 4 of bytes 0, 7, 15 and 22; the last 15 bits are below the top one.
        let limbs = [word(0), word(7) >> 4, word(15), word(22) >> 4, word(24) >> 48];
        Self(limbs.map(|limb| limb as i64 & LOW_60))
    }

    /// (a·self + b·other) / 2^60, which is an integer, for |a| + |b| of at most 2^60.
    #[inline(always)]
    fn combine(&self, a: i64, other: &Self, b: i64) -> Self {
        // Products are below 2^120 in size together, and carries below 2^61.
        let mut carry = 0;
        let sums: [i128; 5] = core::array::from_fn(|i| {
            let sum = i128::from(a) * i128::from(self.0[i])
                + i128::from(b) * i128::from(other.0[i])
                + i128::from(carry);
            carry = (sum >> LIMB) as i64;
            sum
        });
        let [_, c1, c2, c3, c4] = sums.map(|sum| sum as i64 & LOW_60);
        Self([c1, c2, c3, c4, carry])
    }
}
