//! Multiplication of points by scalars, by safe code on 64-bit words, for any CPU.

use clearbox_ct::is_zero_u64;

use crate::{
    digits::{COUNT, Digit, non_adjacent_form_vartime},
    point::{AffinePoint, AffineSummand, Point, ProjectivePoint, Summand},
    table::{BASE_MULTIPLES, BASE_ODD_MULTIPLES},
};

/// A row of `BASE_MULTIPLES` serves this many digits.
const LEVELS: usize = COUNT / BASE_MULTIPLES.len();

/// s·B, for a secret s below 2^255.
///
/// s = Σ dᵢ 16^i, and i = 2 row + level: the digits of one level are looked up in a row each and added, and four
/// doublings lead from the upper level to the lower.
pub(crate) fn multiply_base(s: &[u8; 32]) -> ProjectivePoint {
    let mut sum = Point::NEUTRAL;
    for level in (0..LEVELS).rev() {
        if level < LEVELS - 1 {
            sum = double_four_times(sum.as_projective());
        }
        for (row, multiples) in BASE_MULTIPLES.iter().enumerate() {
            sum = sum.add_affine(&look_up(multiples, &Digit::of(s, LEVELS * row + level))).to_point();
        }
    }
    sum.into_projective()
}

pub(crate) fn double_four_times(point: &ProjectivePoint) -> Point {
    point.double().to_projective().double().to_projective().double().to_projective().double().to_point()
}

/// The multiple by a digit, from those by 1 to 8: all of them are read.
#[inline(always)]
fn look_up(multiples: &[AffineSummand; 8], digit: &Digit) -> AffineSummand {
    let mut multiple = AffineSummand::NEUTRAL;
    for (candidate, factor) in multiples.iter().zip(1..) {
        multiple.assign_if(is_zero_u64(digit.magnitude ^ factor), candidate);
    }
    multiple.negate_if(digit.negative);
    multiple
}

/// The widths of the digits of k and s: eight odd multiples of A are computed, and sixty-four of B stored.
pub(crate) const WIDTH_A: usize = 5;
pub(crate) const WIDTH_B: usize = 8;

/// s·B − k·A, for public numbers: both in non-adjacent form, sharing the doublings (Straus's method).
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn multiply_subtract_vartime(s: &[u8; 32], k: &[u8; 32], a: &AffinePoint) -> ProjectivePoint {
    let digits_b = non_adjacent_form_vartime(s, WIDTH_B);
    let digits_a = non_adjacent_form_vartime(k, WIDTH_A);
    let multiples = odd_multiples(&a.negate());
    let mut sum = ProjectivePoint::NEUTRAL;
    for (&digit_b, &digit_a) in digits_b.iter().zip(&digits_a).rev() {
        let mut next = sum.double();
        if digit_a != 0 {
            let multiple = &multiples[place(digit_a)];
            let point = next.to_point();
            next = if digit_a > 0 { point.add(multiple) } else { point.sub(multiple) };
        }
        if digit_b != 0 {
            let multiple = &BASE_ODD_MULTIPLES[place(digit_b)];
            let point = next.to_point();
            next = if digit_b > 0 { point.add_affine(multiple) } else { point.sub_affine(multiple) };
        }
        sum = next.to_projective();
    }
    sum
}

/// The place of |digit|·P in a table of P, 3P, 5P …
pub(crate) fn place(digit: i8) -> usize {
    usize::from(digit.unsigned_abs() / 2)
}

/// P, 3P, … 15P.
fn odd_multiples(p: &Point) -> [Summand; 8] {
    let twice = p.as_projective().double().to_point().to_summand();
    let mut multiple = p.sub(&twice).to_point();
    core::array::from_fn(|_| {
        multiple = multiple.add(&twice).to_point();
        multiple.to_summand()
    })
}
