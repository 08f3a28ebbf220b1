//! No overflow, for all inputs within the documented bounds: a limb is the largest value it can have. There are no
//! subtractions, so what doesn't overflow for these doesn't for any.

use core::ops::{Add, Mul};

use crate::portable::poly1305::{
    limb::Limb,
    limbs::{add, add_product, carry, factor},
};

/// The largest value of a number of so many bits.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Most<const BITS: u32>(u128);

impl<const BITS: u32> Most<BITS> {
    fn new(most: Option<u128>) -> Self {
        let most = most.expect("passes 128 bits");
        assert!(BITS == 128 || most >> BITS == 0, "{most:#x} passes {BITS} bits");
        Self(most)
    }

    fn split(self, bits: u32) -> (Most<64>, Most<64>) {
        (Most::new(Some(self.0.min((1 << bits) - 1))), Most::new(Some(self.0 >> bits)))
    }
}

impl<const BITS: u32> Add for Most<BITS> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.0.checked_add(other.0))
    }
}

impl Mul<u64> for Most<64> {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        Self::new(self.0.checked_mul(factor.into()))
    }
}

impl Limb for Most<64> {
    type Column = Most<128>;

    fn product(self, other: Self) -> Most<128> {
        Most::new(self.0.checked_mul(other.0))
    }

    fn split<const PLACE: u32>(self) -> (Self, Self) {
        self.split(PLACE)
    }

    fn split_column<const PLACE: u32>(column: Most<128>) -> (Self, Self) {
        column.split(PLACE)
    }

    fn widen(self) -> Most<128> {
        Most(self.0)
    }
}

/// Limbs below these ends.
fn below(ends: [u128; 3]) -> [Most<64>; 3] {
    ends.map(|end| Most::new(Some(end - 1)))
}

const BLOCK: [u128; 3] = [1 << 44, 1 << 44, 1 << 41];
const CARRIED: [u128; 3] = [1 << 44, (1 << 44) + (1 << 8), 1 << 42];

fn assert_carried(limbs: [Most<64>; 3]) {
    for (limb, end) in limbs.iter().zip(CARRIED) {
        assert!(limb.0 < end, "{limb:?} passes {end:#x}");
    }
}

#[test]
fn absorbing_two_blocks_never_overflows_and_leaves_carried_limbs() {
    let a = add(below(BLOCK), below(CARRIED));
    let power = factor(below(CARRIED));
    assert_carried(carry(add_product(add_product([Most(0); 3], a, &power), a, &power)));
}

#[test]
fn the_square_of_r_is_carried() {
    let r = below([1 << 44, 1 << 44, 1 << 40]);
    assert_carried(carry(add_product([Most(0); 3], r, &factor(r))));
}

#[test]
#[should_panic(expected = "passes 64 bits")]
fn the_proof_sees_an_overflow() {
    let r = below(CARRIED.map(|end| end << 16));
    assert_carried(carry(add_product([Most(0); 3], r, &factor(r))));
}
