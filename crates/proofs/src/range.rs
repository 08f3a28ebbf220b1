//! Ranges of numbers.

use std::{
    cell::RefCell,
    ops::{Add, Mul, Sub},
};

thread_local! {
    /// The first overflow of this thread.
    static OVERFLOW: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes the first overflow since the last call, if there was one.
pub(crate) fn forget_overflow() -> Option<String> {
    OVERFLOW.take()
}

/// All numbers from `least` to `most` in a word of so many bits. An operation that may leave the word is remembered, and
/// fails the proof.
#[derive(Clone, Copy, Debug)]
pub struct Range<const BITS: u32> {
    least: u128,
    most: u128,
}

impl<const BITS: u32> Range<BITS> {
    /// Just 0.
    pub const ZERO: Self = Self { least: 0, most: 0 };

    /// The numbers below `end`.
    #[must_use]
    pub fn below(end: u128) -> Self {
        Self::new(Some(0), end.checked_sub(1), "a bound")
    }

    /// Just this number.
    #[must_use]
    pub fn constant(value: u64) -> Self {
        Self { least: value.into(), most: value.into() }
    }

    /// Whether all are below `end`.
    #[must_use]
    pub fn is_below(self, end: u128) -> bool {
        self.most < end
    }

    /// The least and the greatest number.
    pub(crate) fn ends(self) -> (u128, u128) {
        (self.least, self.most)
    }

    /// The same numbers in another word.
    #[must_use]
    pub fn resize<const OTHER: u32>(self) -> Range<OTHER> {
        Range::new(Some(self.least), Some(self.most), "a word")
    }

    /// The product in a word of any length.
    #[must_use]
    pub fn product<const WIDE: u32>(self, other: Self) -> Range<WIDE> {
        Range::new(self.least.checked_mul(other.least), self.most.checked_mul(other.most), "a product")
    }

    /// The low `place` bits, and what is above.
    #[must_use]
    pub fn split(self, place: u32) -> (Range<64>, Range<64>) {
        let (least, most) = (self.least >> place, self.most >> place);
        // Where the high part is the same for all, the low parts are a range, too.
        let low = if least == most {
            Range { least: self.least - (least << place), most: self.most - (most << place) }
        } else {
            Range { least: 0, most: (1 << place) - 1 }
        };
        (low, Range::new(Some(least), Some(most), "a high part"))
    }

    pub(crate) fn new(least: Option<u128>, most: Option<u128>, what: &str) -> Self {
        match (least, most) {
            (Some(least), Some(most)) if BITS == 128 || most >> BITS == 0 => Self { least, most },
            _ => {
                OVERFLOW.with_borrow_mut(|first| {
                    first
                        .get_or_insert_with(|| format!("{what} leaves {BITS} bits: {least:x?} to {most:x?}"));
                });
                Self { least: 0, most: u128::MAX >> (128 - BITS) }
            }
        }
    }
}

impl<const BITS: u32> Add for Range<BITS> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.least.checked_add(other.least), self.most.checked_add(other.most), "a sum")
    }
}

impl<const BITS: u32> Sub for Range<BITS> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.least.checked_sub(other.most), self.most.checked_sub(other.least), "a difference")
    }
}

impl<const BITS: u32> Mul<u64> for Range<BITS> {
    type Output = Self;
    fn mul(self, factor: u64) -> Self {
        self.product(Self::constant(factor))
    }
}
