//! The one representative: what z3 is asked.

use clearbox_proofs::{Bits, assume, number, routine, theorem};

use super::FILE;
use crate::{limb::Limb, portable, spec};

impl Limb for Bits {
    type Column = Self;

    fn constant(value: u64) -> Self {
        Self::constant(value, 64)
    }

    /// Anything: no theorem here is about products.
    fn product(self, _: Self) -> Self {
        Self::unknown(128)
    }

    fn split(self) -> (Self, Self) {
        self.split(51)
    }

    fn split_column(column: Self) -> (Self, Self) {
        column.split(51)
    }

    fn widen(self) -> Self {
        self.widen(128)
    }
}

#[test]
fn freezing_gives_the_number_below_p_of_the_class() {
    theorem(FILE, "freeze", "carried limbs", || {
        let a = Bits::unknowns();
        for limb in a {
            assume(limb.is_below(Bits::constant((1u64 << 51) + (1 << 13), 64)));
        }
        let result = routine(|| portable::freeze(&a));
        let (x, p) = (number(&a, 51, 264), Bits::constant(spec::p(), 264));
        // Carried numbers are below 2p.
        let expected = x.is_below(p).choose(x, x - p);
        let in_limbs = result.map(|limb| limb.is_below(Bits::constant(1u64 << 51, 64)));
        let right = number(&result, 51, 264).equals(expected).and(expected.is_below(p));
        in_limbs.into_iter().fold(right, |all, fact| all.and(fact))
    });
}
