//! A lane of a vector: what an instruction does to it, done to another kind of number.

use std::ops::{Add, Sub};

use crate::{Polynomial, Range};

/// What a lane of 64 bits holds: a constant of the routine, or a number of the kind that the proof runs it on.
#[derive(Clone, Copy, Debug)]
pub enum Lane {
    /// Just this number.
    Constant(u64),
    /// All numbers from the first to the second one. They may leave the word on the way, as sums modulo 2^64 do, but are back in
    /// it where they are more than added, subtracted or doubled; or else the proof fails.
    Between(i128, i128),
    /// An integer, whatever its unknowns are.
    Polynomial(Polynomial),
}

use Lane::{Between, Constant};

impl Lane {
    /// The numbers below `end`.
    ///
    /// # Panics
    /// If `end` is 2^127 or more.
    #[must_use]
    pub fn below(end: u128) -> Self {
        Between(0, i128::try_from(end).expect("a small number") - 1)
    }

    /// Whether all are below `end`, and in the word.
    #[must_use]
    pub fn is_below(self, end: u128) -> bool {
        self.range().is_below(end)
    }

    /// Whether all are from `least` to `most`.
    ///
    /// # Panics
    /// If this is a polynomial.
    #[must_use]
    pub fn is_between(self, least: i128, most: i128) -> bool {
        let ends = self.ends();
        least <= ends.0 && ends.1 <= most
    }

    /// The polynomial.
    ///
    /// # Panics
    /// If this is a range.
    #[must_use]
    pub fn polynomial(self) -> Polynomial {
        match self {
            Constant(value) => Polynomial::constant(value),
            Between(..) => panic!("a range, and no polynomial"),
            Self::Polynomial(polynomial) => polynomial,
        }
    }

    /// The polynomial, the same one for the same constant: products are compared by which their factors are.
    fn factor(self) -> Polynomial {
        match self {
            Constant(value) => Polynomial::constant_again(value),
            _ => self.polynomial(),
        }
    }

    fn range(self) -> Range<64> {
        let (least, most) = self.ends();
        Range::new(u128::try_from(least).ok(), u128::try_from(most).ok(), "a lane")
    }

    fn ends(self) -> (i128, i128) {
        match self {
            Constant(value) => (value.into(), value.into()),
            Between(least, most) => (least, most),
            Self::Polynomial(_) => panic!("a polynomial, and no range"),
        }
    }

    fn of(range: Range<64>) -> Self {
        let (least, most) = range.ends();
        Between(least as i128, most as i128)
    }

    fn is_range(self) -> bool {
        matches!(self, Between(..))
    }

    /// The low `place` bits, and what is above.
    pub(crate) fn split(self, place: u32) -> (Self, Self) {
        match self {
            Constant(value) => (Constant(value & ((1 << place) - 1)), Constant(value >> place)),
            Between(..) => {
                let (low, high) = self.range().split(place);
                (Self::of(low), Self::of(high))
            }
            Self::Polynomial(polynomial) => {
                let (low, high) = polynomial.split_again(place);
                (Self::Polynomial(low), Self::Polynomial(high))
            }
        }
    }

    /// The low `mask` bits.
    ///
    /// # Panics
    /// If the mask is not a constant, or not of the lowest bits.
    pub(crate) fn masked(self, mask: Self) -> Self {
        let Constant(mask) = mask else { panic!("a mask is a constant") };
        assert_eq!(mask & mask.wrapping_add(1), 0, "{mask:#x} is no mask of the lowest bits");
        self.split(mask.count_ones()).0
    }

    /// 2^places as much.
    pub(crate) fn shifted(self, places: u32) -> Self {
        match self {
            Constant(value) => Constant(value << places),
            Between(least, most) => Between(least << places, most << places),
            Self::Polynomial(polynomial) => Self::Polynomial(polynomial * (1 << places)),
        }
    }

    /// The product of two numbers below 2^32.
    pub(crate) fn product_32(self, other: Self) -> Self {
        if self.is_range() || other.is_range() {
            let [a, b] = [self, other].map(|factor| factor.range().resize::<32>());
            Self::of(a.product(b))
        } else {
            Self::Polynomial(self.factor().product_again(other.factor()))
        }
    }

    /// The low 52 bits of the product of two numbers below 2^52, and what is above. By a constant below 32, the product itself
    /// has to be below 2^52: nothing is above.
    pub(crate) fn product(self, other: Self) -> (Self, Self) {
        if matches!(self, Constant(0)) || matches!(other, Constant(0)) {
            return (Constant(0), Constant(0));
        }
        let is_whole = matches!(self, Constant(..32)) || matches!(other, Constant(..32));
        if self.is_range() || other.is_range() {
            let [a, b] = [self, other].map(|factor| factor.range().resize::<52>());
            let product = a.product::<104>(b);
            let (low, high) = if is_whole {
                (product.resize::<52>().resize(), Range::constant(0))
            } else {
                product.split(52)
            };
            (Self::of(low), Self::of(high))
        } else {
            let product = self.factor().product_again(other.factor());
            let (low, high) =
                if is_whole { (product, Polynomial::number(0)) } else { product.split_again(52) };
            (Self::Polynomial(low), Self::Polynomial(high))
        }
    }
}

impl Add for Lane {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Constant(0), other) | (other, Constant(0)) => other,
            _ if self.is_range() || other.is_range() => {
                let ((least, most), (other_least, other_most)) = (self.ends(), other.ends());
                Between(least + other_least, most + other_most)
            }
            _ => Self::Polynomial(self.polynomial() + other.polynomial()),
        }
    }
}

impl Sub for Lane {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        match (self, other) {
            (_, Constant(0)) => self,
            _ if self.is_range() || other.is_range() => {
                let ((least, most), (other_least, other_most)) = (self.ends(), other.ends());
                Between(least - other_most, most - other_least)
            }
            _ => Self::Polynomial(self.polynomial() - other.polynomial()),
        }
    }
}
