//! The one representative: what z3 is asked.

use clearbox_proofs::{Bits, assume, number, routine, theorem};
use num_bigint::BigUint;

use super::FILE;
use crate::portable::poly1305::{limb::Limb, limbs::freeze};

impl Limb for Bits {
    type Column = Self;

    fn constant(value: u64) -> Self {
        Self::constant(value, 64)
    }

    /// Anything: no theorem here is about products.
    fn product(self, _: Self) -> Self {
        Self::unknown(128)
    }

    fn split<const PLACE: u32>(self) -> (Self, Self) {
        self.split(PLACE)
    }

    fn split_column<const PLACE: u32>(column: Self) -> (Self, Self) {
        column.split(PLACE)
    }

    fn widen(self) -> Self {
        self.widen(128)
    }
}

/// Enough for any three limbs.
const WIDTH: u32 = 160;

#[test]
fn freezing_gives_the_number_below_p_of_the_class() {
    theorem(FILE, "freeze", "carried limbs", || {
        let below = |a: Bits, end: u64| a.is_below(Bits::constant(end, 64));
        let a: [Bits; 3] = Bits::unknowns();
        for (limb, end) in a.into_iter().zip([1 << 44, (1 << 44) + (1 << 8), 1 << 42]) {
            assume(below(limb, end));
        }
        let result = routine(|| freeze(a));
        let (x, p) = (number(&a, 44, WIDTH), Bits::constant((BigUint::from(1u8) << 130) - 5u8, WIDTH));
        // Carried numbers are below 2p.
        let expected = x.is_below(p).choose(x, x - p);
        let in_limbs =
            result.into_iter().zip([1 << 44, 1 << 44, 1 << 42]).map(|(limb, end)| below(limb, end));
        let right = number(&result, 44, WIDTH).equals(expected).and(expected.is_below(p));
        in_limbs.fold(right, |all, fact| all.and(fact))
    });
}
