//! No overflow, for all inputs within the documented bounds, and results within theirs.

use clearbox_proofs::{Range, prove_bounds, proved};

use super::FILE;
use crate::portable::poly1305::{
    limb::Limb,
    limbs::{add, add_product, carry, factor},
};

type Word = Range<64>;

impl Limb for Word {
    type Column = Range<128>;

    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn product(self, other: Self) -> Range<128> {
        self.product(other)
    }

    fn split<const PLACE: u32>(self) -> (Self, Self) {
        self.split(PLACE)
    }

    fn split_column<const PLACE: u32>(column: Range<128>) -> (Self, Self) {
        column.split(PLACE)
    }

    fn widen(self) -> Range<128> {
        self.resize()
    }
}

/// Limbs below these ends, and so many bits more.
fn below(ends: [u128; 3], more: u32) -> [Word; 3] {
    ends.map(|end| Word::below(end << more))
}

const ZERO: [Range<128>; 3] = [Range::ZERO; 3];
const BLOCK: [u128; 3] = [1 << 44, 1 << 44, 1 << 41];
const CARRIED: [u128; 3] = [1 << 44, (1 << 44) + (1 << 8), 1 << 42];

fn is_carried(limbs: [Word; 3]) -> bool {
    limbs.iter().zip(CARRIED).all(|(limb, end)| limb.is_below(end))
}

#[test]
fn absorbing_two_blocks_never_overflows_and_leaves_carried_limbs() {
    prove_bounds(FILE, "add_product", |more| {
        let a = add(below(BLOCK, 0), below(CARRIED, more));
        let power = factor(below(CARRIED, more));
        is_carried(carry(add_product(add_product(ZERO, a, &power), a, &power)))
    });
    for name in ["add", "factor", "carry"] {
        proved(FILE, name, "bounds", "together with add_product");
    }
}

#[test]
fn the_square_of_r_is_carried() {
    prove_bounds(FILE, "carry", |more| {
        let r = below([1 << 44, 1 << 44, 1 << 40], more);
        is_carried(carry(add_product(ZERO, r, &factor(r))))
    });
}
