//! A lane of a vector, for kernels in which all lanes do the same: what holds for one holds for each.

use crate::{Polynomial, Range};

/// What a lane of 64 bits holds: a constant of the routine, or a number of the kind that the proof runs it on.
#[derive(Clone, Copy, Debug)]
pub enum Lane {
    /// Just this number.
    Constant(u64),
    /// All numbers within bounds.
    Range(Range<64>),
    /// An integer, whatever its unknowns are.
    Polynomial(Polynomial),
}

use Lane::Constant;

impl Lane {
    /// The range.
    ///
    /// # Panics
    /// If this is a polynomial.
    #[must_use]
    pub fn range(self) -> Range<64> {
        match self {
            Constant(value) => Range::constant(value),
            Self::Range(range) => range,
            Self::Polynomial(_) => panic!("a polynomial, and no range"),
        }
    }

    /// The polynomial.
    ///
    /// # Panics
    /// If this is a range.
    #[must_use]
    pub fn polynomial(self) -> Polynomial {
        match self {
            Constant(value) => Polynomial::constant(value),
            Self::Range(_) => panic!("a range, and no polynomial"),
            Self::Polynomial(polynomial) => polynomial,
        }
    }

    fn is_range(self) -> bool {
        matches!(self, Self::Range(_))
    }

    /// The low `place` bits, and what is above.
    fn split(self, place: u32) -> (Self, Self) {
        match self {
            Constant(value) => (Constant(value & ((1 << place) - 1)), Constant(value >> place)),
            Self::Range(range) => {
                let (low, high) = range.split(place);
                (Self::Range(low), Self::Range(high))
            }
            Self::Polynomial(polynomial) => {
                let (low, high) = polynomial.split_again(place);
                (Self::Polynomial(low), Self::Polynomial(high))
            }
        }
    }

    /// The low 52 bits of the product of two numbers below 2^52, and what is above.
    fn product(self, other: Self) -> (Self, Self) {
        if self.is_range() || other.is_range() {
            let [a, b] = [self, other].map(|factor| factor.range().resize::<52>());
            let (low, high) = a.product::<104>(b).split(52);
            (Self::Range(low), Self::Range(high))
        } else {
            let (low, high) = self.polynomial().product_again(other.polynomial()).split_again(52);
            (Self::Polynomial(low), Self::Polynomial(high))
        }
    }
}

/// The instructions of AVX-512 and IFMA for such lanes, by their names. A lane that would lose bits fails the proof of bounds.
#[allow(non_camel_case_types, missing_docs)]
pub mod avx512 {
    use super::Lane::{self, Constant};

    pub type __m512i = Lane;

    #[must_use]
    pub fn _mm512_setzero_si512() -> __m512i {
        Constant(0)
    }

    #[must_use]
    pub fn _mm512_set1_epi64(value: i64) -> __m512i {
        Constant(value as u64)
    }

    #[must_use]
    pub fn _mm512_add_epi64(a: __m512i, b: __m512i) -> __m512i {
        match (a, b) {
            (Constant(0), other) | (other, Constant(0)) => other,
            _ if a.is_range() || b.is_range() => Lane::Range(a.range() + b.range()),
            _ => Lane::Polynomial(a.polynomial() + b.polynomial()),
        }
    }

    /// With a mask of the lowest bits.
    ///
    /// # Panics
    /// If the mask is not a constant, or another one.
    #[must_use]
    pub fn _mm512_and_si512(a: __m512i, mask: __m512i) -> __m512i {
        let Constant(mask) = mask else { panic!("a mask is a constant") };
        assert_eq!(mask & mask.wrapping_add(1), 0, "{mask:#x} is no mask of the lowest bits");
        a.split(mask.count_ones()).0
    }

    #[must_use]
    pub fn _mm512_slli_epi64<const PLACES: u32>(a: __m512i) -> __m512i {
        match a {
            Constant(value) => Constant(value << PLACES),
            Lane::Range(range) => Lane::Range(range * (1 << PLACES)),
            Lane::Polynomial(polynomial) => Lane::Polynomial(polynomial * (1 << PLACES)),
        }
    }

    #[must_use]
    pub fn _mm512_srli_epi64<const PLACES: u32>(a: __m512i) -> __m512i {
        a.split(PLACES).1
    }

    #[must_use]
    pub fn _mm512_madd52lo_epu64(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
        _mm512_add_epi64(sum, a.product(b).0)
    }

    #[must_use]
    pub fn _mm512_madd52hi_epu64(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
        _mm512_add_epi64(sum, a.product(b).1)
    }
}
