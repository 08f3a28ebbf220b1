//! No overflow, for all inputs within the documented bounds, and results within theirs.

use clearbox_proofs::{Range, prove_bounds};

use super::FILE;
use crate::{limb::Limb, portable};

type Word = Range<64>;

impl Limb for Word {
    type Column = Range<128>;

    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn product(self, other: Self) -> Range<128> {
        self.product(other)
    }

    fn split(self) -> (Self, Self) {
        self.split(51)
    }

    fn split_column(column: Range<128>) -> (Self, Self) {
        column.split(51)
    }

    fn widen(self) -> Range<128> {
        self.resize()
    }
}

/// Five limbs of anything below `end`, and so many bits more.
fn below(end: u128, more: u32) -> [Word; 5] {
    [Word::below(end << more); 5]
}

fn are_below(limbs: [Word; 5], end: u128) -> bool {
    limbs.iter().all(|limb| limb.is_below(end))
}

const CARRIED: u128 = (1 << 51) + (1 << 13);
const SUM: u128 = 3 * (1 << 51) + (1 << 14);
const FACTOR: u128 = 1 << 54;

#[test]
fn sums_of_carried_numbers_keep_their_bound() {
    prove_bounds(FILE, "add", |more| {
        are_below(portable::add(&below(CARRIED, 0), &below(CARRIED, more)), (1 << 52) + (1 << 14))
    });
    prove_bounds(FILE, "sub", |more| {
        are_below(portable::sub(&below(CARRIED, 0), &below(CARRIED, more)), SUM)
    });
}

#[test]
fn sums_of_sums_may_be_multiplied() {
    prove_bounds(FILE, "add", |more| are_below(portable::add(&below(SUM, 0), &below(SUM, more)), FACTOR));
    prove_bounds(FILE, "sub_sums", |more| {
        are_below(portable::sub_sums(&below(SUM, 0), &below(SUM, more)), FACTOR)
    });
}

#[test]
fn products_never_overflow_and_are_carried() {
    prove_bounds(FILE, "mul", |more| {
        are_below(portable::mul(&below(FACTOR, 0), &below(FACTOR, more)), CARRIED)
    });
    prove_bounds(FILE, "square", |more| are_below(portable::square(&below(FACTOR, more)), CARRIED));
    prove_bounds(FILE, "mul_small", |more| {
        are_below(portable::mul_small(&below(FACTOR, more), u32::MAX), CARRIED)
    });
    prove_bounds(FILE, "carry", |more| are_below(portable::carry(&below(FACTOR, more)), CARRIED));
}

#[test]
fn combinations_never_overflow_and_are_carried() {
    // Also what is negated and not carried: below 2^52.
    let numbers = below((1 << 52) + (1 << 13), 0);
    prove_bounds(FILE, "combine", |more| {
        let factor = Word::below(((1 << 60) + 1) << more);
        are_below(portable::combine(&numbers, factor, &numbers, factor), CARRIED)
    });
}

#[test]
fn freezing_never_overflows() {
    prove_bounds(FILE, "freeze", |more| are_below(portable::freeze(&below(CARRIED, more)), 1 << 51));
}
