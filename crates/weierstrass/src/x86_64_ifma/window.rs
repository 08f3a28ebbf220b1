//! k·P: a window of five bits after another, from the top.

use super::{
    C,
    arch::{
        _mm256_cmpeq_epi64_mask, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64, _mm256_set1_epi64x,
        _mm256_setzero_si256,
    },
    base::{self, neutral_unless},
    convert::{broadcast, from_affine, to_projective},
    curve::{SECOND, zero},
    double::double_times,
    lanes::{Lanes, carry},
    sum::sum,
};
use crate::{
    curve::Curve,
    digits::{Digit, Digits, WIDTH},
    field::Field,
    point::{AffinePoint, Point},
};

/// k·P, for secret k.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply(k: &<C as Curve>::Scalar, p: &AffinePoint<C>) -> Point<C> {
    to_projective(&multiple(k, p, &broadcast(Field::ONE), &broadcast(C::B)))
}

/// u·G + v·Q.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply_add(
    u: &<C as Curve>::Scalar,
    v: &<C as Curve>::Scalar,
    q: &AffinePoint<C>,
) -> Point<C> {
    let (one, b) = (broadcast(Field::ONE), broadcast(C::B));
    to_projective(&sum(&base::multiple(u, &one, &b), &multiple(v, q, &one, &b), &b))
}

/// k·P by a table of P … 16P.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn multiple(k: &<C as Curve>::Scalar, p: &AffinePoint<C>, one: &Lanes, b: &Lanes) -> Lanes {
    let digits = Digits::new(k);
    let multiples = multiples(&from_affine(p), b);
    let top = digits.digit(digits.count() - 1);
    let mut total = neutral_unless(top.magnitude, &look_up(&multiples, &top), one);
    let mut any = top.magnitude;
    for i in (0..digits.count() - 1).rev() {
        let digit = digits.digit(i);
        let doubled = neutral_unless(any, &double_times(&total, WIDTH), one);
        let multiple = neutral_unless(digit.magnitude, &look_up(&multiples, &digit), one);
        total = sum(&doubled, &multiple, b);
        any |= digit.magnitude;
    }
    total
}

/// P, 2P, … 16P.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn multiples(p: &Lanes, b: &Lanes) -> [Lanes; 16] {
    let mut multiples = [*p; 16];
    for i in 1..16 {
        multiples[i] = sum(&multiples[i - 1], p, b);
    }
    multiples
}

/// |d|·P with the sign of d, from a table that begins with P, and 0 for 0. All of the table is read.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn look_up(multiples: &[Lanes; 16], digit: &Digit) -> Lanes {
    let magnitude = _mm256_set1_epi64x(digit.magnitude as i64);
    let mut found = zero();
    for (multiple, factor) in multiples.iter().zip(1..) {
        let is_it = _mm256_cmpeq_epi64_mask(magnitude, _mm256_set1_epi64x(factor));
        for (limb, of_multiple) in found.iter_mut().zip(multiple) {
            *limb = _mm256_mask_mov_epi64(*limb, is_it, *of_multiple);
        }
    }
    let negative = SECOND & digit.negative.mask() as u8;
    for limb in &mut found {
        *limb = _mm256_mask_sub_epi64(*limb, negative, _mm256_setzero_si256(), *limb);
    }
    carry(&found)
}
