//! No overflow, for all inputs within the documented bounds.

use core::ops::{Add, Mul, Sub};

use crate::{limb::Limb, portable};

/// All values from `least` to `most`.
#[derive(Clone, Copy, Debug)]
struct Range<const BITS: u32> {
    least: u128,
    most: u128,
}

type Word = Range<64>;
type Column = Range<128>;

impl<const BITS: u32> Range<BITS> {
    fn new(least: Option<u128>, most: Option<u128>) -> Self {
        let (least, most) = (least.expect("underflow"), most.expect("overflow"));
        assert!(BITS == 128 || most >> BITS == 0, "{most:#x} passes {BITS} bits");
        Self { least, most }
    }

    fn split(self) -> (Word, Word) {
        let high = Word::new(Some(self.least >> 51), Some(self.most >> 51));
        let low = if self.most >> 51 == 0 { self.most } else { (1 << 51) - 1 };
        (Word::new(Some(0), Some(low)), high)
    }
}

impl<const BITS: u32> Add for Range<BITS> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.least.checked_add(other.least), self.most.checked_add(other.most))
    }
}

impl Sub for Word {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.least.checked_sub(other.most), self.most.checked_sub(other.least))
    }
}

impl Mul<u64> for Word {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        let factor = u128::from(factor);
        Self::new(self.least.checked_mul(factor), self.most.checked_mul(factor))
    }
}

impl Limb for Word {
    type Column = Column;

    fn constant(value: u64) -> Self {
        Self::new(Some(value.into()), Some(value.into()))
    }

    fn product(self, other: Self) -> Column {
        Column::new(self.least.checked_mul(other.least), self.most.checked_mul(other.most))
    }

    fn split(self) -> (Self, Self) {
        self.split()
    }

    fn split_column(column: Column) -> (Self, Self) {
        column.split()
    }

    fn widen(self) -> Column {
        Column::new(Some(self.least), Some(self.most))
    }
}

/// Five limbs of anything below `end`.
fn below(end: u128) -> [Word; 5] {
    [Word::new(Some(0), Some(end - 1)); 5]
}

fn assert_below(limbs: [Word; 5], end: u128) {
    assert!(limbs.iter().all(|limb| limb.most < end), "{limbs:?} passes {end:#x}");
}

const CARRIED: u128 = (1 << 51) + (1 << 13);
const SUM: u128 = 3 * (1 << 51) + (1 << 14);
const FACTOR: u128 = 1 << 54;

#[test]
fn sums_of_carried_numbers_keep_their_bound() {
    assert_below(portable::add(&below(CARRIED), &below(CARRIED)), SUM);
    assert_below(portable::sub(&below(CARRIED), &below(CARRIED)), SUM);
}

#[test]
fn sums_of_sums_may_be_multiplied() {
    assert_below(portable::add(&below(SUM), &below(SUM)), FACTOR);
    assert_below(portable::sub_sums(&below(SUM), &below(SUM)), FACTOR);
}

#[test]
fn products_never_overflow_and_are_carried() {
    assert_below(portable::mul(&below(FACTOR), &below(FACTOR)), CARRIED);
    assert_below(portable::square(&below(FACTOR)), CARRIED);
    assert_below(portable::mul_small(&below(FACTOR), u32::MAX), CARRIED);
    assert_below(portable::carry(&below(FACTOR)), CARRIED);
}

#[test]
#[should_panic(expected = "passes 64 bits")]
fn the_proof_sees_an_overflow() {
    let _ = portable::mul(&below(FACTOR << 2), &below(FACTOR << 2));
}

#[test]
#[should_panic(expected = "underflow")]
fn the_proof_sees_an_underflow() {
    let _ = portable::sub(&below(SUM), &below(SUM));
}
