//! Points and their multiplication.

use std::vec::Vec;

use clearbox_ct::{Choice, declassify};
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, Strategy, prop_oneof, proptest};

use super::arithmetic::numbers;
use crate::{
    curve::verify_vartime,
    portable::{
        field::FieldElement,
        multiply::{multiply, multiply_add_vartime, multiply_base},
        point::{AffinePoint, B, Point},
        scalar::Scalar,
        table::BASE_MULTIPLES,
    },
    spec::{self, bytes},
};

fn affine(point: &spec::Point) -> AffinePoint {
    let (x, y) = point.as_ref().expect("not the neutral element");
    AffinePoint { x: FieldElement::from_bytes(&bytes(x)).0, y: FieldElement::from_bytes(&bytes(y)).0 }
}

fn projective(point: &spec::Point) -> Point {
    if point.is_some() { affine(point).into() } else { Point::NEUTRAL }
}

/// The same point with other coordinates.
fn scaled(point: Point, z: FieldElement) -> Point {
    Point { x: point.x.mul(z), y: point.y.mul(z), z: point.z.mul(z) }
}

fn same(point: Point, expected: &spec::Point) {
    assert_eq!(declassify(point.z.is_zero()), expected.is_none());
    let is = point.to_affine();
    if let Some((x, y)) = expected {
        assert_eq!((is.x.to_bytes(), is.y.to_bytes()), (bytes(x), bytes(y)));
    } else {
        assert!(declassify(point.x.is_zero() & !point.y.is_zero()), "(0 : y : 0) is the neutral element");
    }
}

fn scalar(number: &[u8; 32]) -> (Scalar, BigUint) {
    (Scalar::from_bytes(number).0, BigUint::from_bytes_be(number) % spec::n())
}

/// Scalars, with many small ones, and ones near n.
fn scalars() -> impl Strategy<Value = [u8; 32]> {
    let near = |centre: BigUint| {
        (0u32..40).prop_map(move |d| bytes(&((&centre + spec::n() + d - 20u8) % spec::n())))
    };
    prop_oneof![numbers(), near(BigUint::ZERO), near(BigUint::from(1u8) << 20), near(spec::n() >> 1)]
}

#[test]
fn table_holds_multiples_of_the_base_point() {
    assert_eq!(B.to_bytes(), bytes(&spec::b()));
    for (row, multiples) in BASE_MULTIPLES.iter().enumerate() {
        let unit = spec::multiply(&(BigUint::from(1u8) << (20 * row)), &spec::g());
        let mut expected = unit.clone();
        for multiple in multiples {
            same((*multiple).into(), &expected);
            expected = spec::add(&expected, &unit);
        }
    }
}

/// All pairs of −3G … 3G, however their coordinates are scaled: equal, opposite and neutral ones among them.
#[test]
fn sums_of_all_kinds_of_points_agree_with_spec() {
    let multiple = |i: u8| spec::multiply(&((spec::n() + i - 3u8) % spec::n()), &spec::g());
    let points: Vec<spec::Point> = (0..7).map(multiple).collect();
    let z = FieldElement::from_bytes(&[0x5a; 32]).0;
    for (p, negative_p) in points.iter().zip(points.iter().rev()) {
        let a = scaled(projective(p), z);
        same(a, p);
        for n in 0..6 {
            same(a.double_times(n), &spec::multiply(&(BigUint::from(1u8) << n), p));
        }
        for (yes, expected) in [(0, p), (1, negative_p)] {
            let mut b = a;
            b.negate_if(Choice::from_lsb(yes));
            same(b, expected);
        }
        for q in &points {
            let sum = spec::add(p, q);
            same(a.add(&scaled(projective(q), z.square())), &sum);
            same(a.add(&projective(q)), &sum);
            if q.is_some() {
                same(a.add_affine(&affine(q)), &sum);
            }
        }
    }
}

#[test]
fn small_scalars_and_those_near_n_multiply_right() {
    let q = spec::multiply(&123_456_789u32.into(), &spec::g());
    for i in 0..80u8 {
        let k = (spec::n() + i - 40u8) % spec::n();
        let scalar = Scalar::from_bytes(&bytes(&k)).0;
        same(multiply_base(&scalar), &spec::multiply(&k, &spec::g()));
        same(multiply(&scalar, &affine(&q)), &spec::multiply(&k, &q));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn multiples_agree_with_spec(k in scalars(), q in scalars()) {
        let ((k, number), (_, q)) = (scalar(&k), scalar(&q));
        same(multiply_base(&k), &spec::multiply(&number, &spec::g()));
        let q = spec::multiply(&q, &spec::g());
        if q.is_some() {
            same(multiply(&k, &affine(&q)), &spec::multiply(&number, &q));
        }
    }

    #[test]
    fn sums_of_multiples_agree_with_spec(u1 in scalars(), u2 in scalars(), q in scalars()) {
        let ((u1, a), (u2, b), (_, q)) = (scalar(&u1), scalar(&u2), scalar(&q));
        let q = spec::multiply(&q, &spec::g());
        if q.is_some() {
            let expected = spec::add(&spec::multiply(&a, &spec::g()), &spec::multiply(&b, &q));
            same(multiply_add_vartime(&u1, &u2, &affine(&q)), &expected);
        }
    }
}

/// x of the sum may be n or more, so that r is x − n; and r + n may be an x, but must not wrap around 2^256
/// to be one.
#[test]
fn x_is_compared_modulo_n() {
    let one = scalar(&bytes(&1u8.into())).0;
    let zero = Scalar::ZERO;
    let has_x = |x: &BigUint, r: &BigUint| {
        // Some point has this x.
        let y_squared = (x.pow(3) + spec::p() * 3u8 - 3u8 * x + spec::b()) % spec::p();
        let y = y_squared.modpow(&((spec::p() + 1u8) >> 2), &spec::p());
        assert_eq!(y.pow(2) % spec::p(), y_squared);
        verify_vartime(&zero, &one, &affine(&Some((x.clone(), y))), &scalar(&bytes(r)).0)
    };
    let is_x = |x: &BigUint| {
        let y_squared = (x.pow(3) + spec::p() * 3u8 - 3u8 * x + spec::b()) % spec::p();
        y_squared.modpow(&((spec::p() - 1u8) >> 1), &spec::p()) == BigUint::from(1u8)
    };
    let first_from = |start: BigUint| (0u32..).map(|d| &start + d).find(is_x).expect("half of all are");
    let above = first_from(spec::n() + 1u8);
    assert!(above < spec::p());
    assert!(has_x(&above, &(&above - spec::n())));
    assert!(!has_x(&above, &(&above - spec::n() + 1u8)));
    let small = first_from(5u8.into());
    assert!(has_x(&small, &small));
    let wrapping = (BigUint::from(1u8) << 256) + &small - spec::n();
    assert!(wrapping < spec::n() && !has_x(&small, &wrapping));
    let beyond_p = spec::p() + &small - spec::n();
    assert!(!has_x(&small, &beyond_p), "r + n is no x unless it is below p");
}

#[test]
fn neutral_sums_have_no_x() {
    let g = affine(&spec::g());
    let (one, minus_one) = (Scalar::ONE, Scalar::ONE.neg());
    assert!(!verify_vartime(&one, &minus_one, &g, &one));
    assert!(!verify_vartime(&Scalar::ZERO, &Scalar::ZERO, &g, &one));
    assert!(!verify_vartime(&one, &minus_one, &g, &Scalar::ZERO));
}
