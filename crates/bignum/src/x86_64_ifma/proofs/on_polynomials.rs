//! On polynomials: what comes out is (a·b + q·m)/S.

#[path = "../multiply.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod multiply;
#[path = "../rows.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod rows;
#[path = "../square.rs"]
#[allow(clippy::duplicate_mod, clippy::redundant_closure, reason = "the same source, on other lanes")]
mod square;

use std::vec::Vec;

use clearbox_proofs::{Lane, Polynomial, arch::lanes_256 as arch, routine, value};

use super::digits::{self, Digits};
use rows::Constants;

/// No columns are carried here: they are the result.
mod carry {
    use super::arch::__m256i;

    pub(super) fn carry<const V: usize>(sum: &[__m256i; V]) -> [__m256i; V] {
        *sum
    }
}

/// Any number is a quotient here, and what is carried is what it makes of the lowest digit, divided by 2^52. That quotients are
/// chosen so that nothing is left over is not proved by this.
mod quotient {
    use clearbox_proofs::{Lane, Polynomial, arch::lane_512::_mm512_madd52lo_epu64};

    use super::{arch::__m256i, rows::Constants};

    pub(super) fn quotient<const V: usize>(
        sum: &[__m256i; V],
        constants: &Constants<V>,
    ) -> (__m256i, __m256i) {
        // Which number it is, comes of this one.
        let _ = constants.m_0;
        let q = Lane::Polynomial(Polynomial::quotient());
        let lowest = _mm512_madd52lo_epu64(sum[0][0], q, constants.m[0][0]);
        let carry = Lane::Polynomial(lowest.polynomial().cancel(52));
        let zero = Lane::Constant(0);
        ([q; 4], [carry, zero, zero, zero])
    }
}

fn unknown<const V: usize>() -> Digits<V> {
    [(); V].map(|()| [(); 4].map(|()| Lane::Polynomial(Polynomial::unknown())))
}

fn constants<const V: usize>(m: Digits<V>) -> [Constants<V>; 1] {
    [Constants { m, m_above: digits::above(&m), m_0: Lane::Constant(0) }]
}

fn number<const V: usize>(digits: &Digits<V>) -> Polynomial {
    let digits: Vec<_> = digits.as_flattened().iter().map(|digit| digit.polynomial()).collect();
    value(&digits, 52)
}

/// S·result = product + q·m, but for what is zero by the choice of q.
fn is_divided<const V: usize>(result: &Digits<V>, product: Polynomial, m: &Digits<V>) -> bool {
    let [q, zero] = [Polynomial::quotients(), Polynomial::cancelled()].map(|digits| value(&digits, 52));
    let s = Polynomial::power_of_2(208 * V);
    (number(result) * s + zero - product - q * number(m)).is_zero()
}

#[allow(unsafe_code)]
pub(super) fn product<const V: usize>() -> bool {
    let [a, b, m] = [(); 3].map(|()| unknown::<V>());
    let mut product = [a];
    // SAFETY: proofs run where the CPU has the features.
    routine(|| unsafe { multiply::multiply(&mut product, &[b], &constants(m)) });
    is_divided(&product[0], number(&a) * number(&b), &m)
}

/// The topmost bit of a is lost where it is doubled, in all vectors but the last: it is zero, since 2a < 4m < S.
#[allow(unsafe_code)]
pub(super) fn square<const V: usize>() -> bool {
    let [a, m] = [(); 2].map(|()| unknown::<V>());
    let mut square = [a];
    // SAFETY: proofs run where the CPU has the features.
    routine(|| unsafe { square::square(&mut square, &constants(m)) });
    let top = arch::_mm256_srli_epi64::<51>(a[V - 1])[3].polynomial();
    let mut doubled = a;
    doubled[V - 1] = [Lane::Constant(0); 4];
    let lost = number(&doubled) * top * Polynomial::power_of_2(208 * V);
    is_divided(&square[0], number(&a) * number(&a) - lost, &m)
}
