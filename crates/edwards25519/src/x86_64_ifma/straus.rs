//! Sums of multiples of two points, for public numbers: Straus's method, as in `portable.rs`.

use core::arch::x86_64::_mm256_setr_epi64x;

use clearbox_cpu::x86_64::store_256;
use clearbox_field25519::FieldElement;

use super::{
    four::{Lanes, Shifts, carry},
    one::{Point, Summand, add, double, negated, summand, sums},
};
use crate::{
    digits::non_adjacent_form_vartime,
    point::{self, AffinePoint, AffineSummand, ProjectivePoint},
    portable::{WIDTH_A, WIDTH_B, place},
    table::BASE_ODD_MULTIPLES,
};

/// s·B − k·A.
///
/// # Timing
/// Depends on all arguments.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply_subtract_vartime(s: &[u8; 32], k: &[u8; 32], a: &AffinePoint) -> ProjectivePoint {
    let shifts = Shifts::new();
    let digits_b = non_adjacent_form_vartime(s, WIDTH_B);
    let digits_a = non_adjacent_form_vartime(k, WIDTH_A);
    let multiples = odd_multiples(&from_portable(&a.negate()), shifts);
    let mut sum = from_portable(&point::Point::NEUTRAL);
    for (&digit_b, &digit_a) in digits_b.iter().zip(&digits_a).rev() {
        sum = double(&sum, shifts);
        if digit_a != 0 {
            sum = add(&sum, &signed(&multiples[place(digit_a)], digit_a), shifts);
        }
        if digit_b != 0 {
            sum = add(&sum, &signed(&affine(&BASE_ODD_MULTIPLES[place(digit_b)]), digit_b), shifts);
        }
    }
    to_portable(&sum).into_projective()
}

/// P, 3P, … 15P.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn odd_multiples(p: &Point, shifts: Shifts) -> [Summand; 8] {
    let twice = summand(&sums(&double(p, shifts)), shifts);
    let mut multiple = *p;
    let mut multiples = [summand(&sums(p), shifts); 8];
    for next in &mut multiples[1..] {
        multiple = add(&multiple, &twice, shifts);
        *next = summand(&sums(&multiple), shifts);
    }
    multiples
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn signed(summand: &Summand, digit: i8) -> Summand {
    if digit > 0 { *summand } else { negated(summand) }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn affine(AffineSummand { y_plus_x, y_minus_x, xy2d }: &AffineSummand) -> Summand {
    Summand(side_by_side([y_minus_x, y_plus_x, &FieldElement::small(2), xy2d]))
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn from_portable(p: &point::Point) -> Point {
    Point(side_by_side(p.coordinates()))
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn to_portable(p: &Point) -> point::Point {
    let limbs = carry(&p.0).map(|limb| {
        let mut lanes = [0; 32];
        store_256(&mut lanes, limb);
        lanes
    });
    let [x, y, z, t] = core::array::from_fn(|lane| {
        FieldElement::carried(limbs.map(|lanes| u64::from_le_bytes(lanes.as_chunks().0[lane])))
    });
    point::Point::new(x, y, z, t)
}

/// An element a lane.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn side_by_side(elements: [&FieldElement; 4]) -> Lanes {
    let [a, b, c, d] = elements.map(|element| element.to_limbs().map(|limb| limb as i64));
    core::array::from_fn(|i| _mm256_setr_epi64x(a[i], b[i], c[i], d[i]))
}
