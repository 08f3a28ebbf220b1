//! Points, their encodings and multiples.

use std::vec::Vec;

use clearbox_ct::declassify;
use clearbox_field25519::FieldElement;
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::{
    AffinePoint, InvalidPoint,
    multiply::{multiply_base, multiply_subtract_vartime},
    point::{AffineSummand, D, TWO_D},
    portable,
    spec::{L, Point, d, edges, p, to_bytes},
    table::{BASE_MULTIPLES, BASE_ODD_MULTIPLES},
};

fn assert_equals(element: &FieldElement, value: &BigUint) {
    assert_eq!(element.to_bytes(), to_bytes(&(value % p())));
}

fn assert_summand(summand: &AffineSummand, point: &Point) {
    let (x, y) = point.to_affine();
    assert_equals(&summand.y_plus_x, &(&y + &x));
    assert_equals(&summand.y_minus_x, &(&y + p() - &x));
    assert_equals(&summand.xy2d, &(2u8 * d() * x * y));
}

#[test]
fn constants_and_tables_hold_what_they_say() {
    assert_equals(&D, &d());
    assert_equals(&TWO_D, &(2u8 * d()));
    #[cfg(target_arch = "x86_64")]
    assert_equals(&FieldElement::from_limbs(crate::x86_64_ifma::TWO_D.map(|limb| limb as u64)), &(2u8 * d()));
    let mut unit = Point::base();
    for multiples in &BASE_MULTIPLES {
        let mut multiple = unit.clone();
        for summand in multiples {
            assert_summand(summand, &multiple);
            multiple = multiple.add(&unit);
        }
        unit = unit.mul(&256u32.into());
    }
    let mut multiple = Point::base();
    let twice = multiple.add(&multiple);
    for summand in &BASE_ODD_MULTIPLES {
        assert_summand(summand, &multiple);
        multiple = multiple.add(&twice);
    }
}

/// Every digit takes every value: so all entries of the table are used, with either sign.
#[test]
fn base_multiples_are_spec_for_each_digit() {
    let mut power = Point::base();
    for place in 0..31 {
        let mut multiple = Point::neutral();
        for byte in 0u32..256 {
            // Every fifth has every value in its lower and its upper half.
            if byte % 5 == 0 {
                let k = BigUint::from(byte) << (8 * place);
                assert_eq!(multiply_base(&to_bytes(&k)).to_affine().encode(), multiple.compress(), "{k:x}");
            }
            multiple = multiple.add(&power);
        }
        power = multiple;
    }
}

#[test]
fn base_multiples_are_spec_for_edges() {
    for k in edges(253).iter().filter(|k| **k < L()) {
        assert_eq!(multiply_base(&to_bytes(k)).to_affine().encode(), Point::base().mul(k).compress());
    }
}

/// The implementation that runs on every machine, beside the one that this CPU may have instead.
fn kernels_agree_with_portable_code(s: &[u8; 32]) {
    let [here, portable] =
        [multiply_base(s), portable::multiply_base(s)].map(|point| point.to_affine().encode());
    assert_eq!(here, portable, "{s:x?}");
}

/// Each byte takes all its values, while the others are all zeros, or all ones.
#[test]
fn kernels_agree_with_portable_code_for_each_digit() {
    for others in [0, 0xff] {
        for place in 0..32 {
            for byte in (0..=255).step_by(3) {
                let mut s = [others; 32];
                s[place] = byte;
                s[31] &= 0x7f;
                kernels_agree_with_portable_code(&s);
            }
        }
    }
    edges(255).iter().for_each(|s| kernels_agree_with_portable_code(&to_bytes(s)));
}

proptest! {
    #[test]
    fn kernels_agree_with_portable_code_for_any_scalar(mut s in any::<[u8; 32]>()) {
        s[31] &= 0x7f;
        kernels_agree_with_portable_code(&s);
    }
}

/// s·B − k·A by the implementation for this CPU, and the same by portable code.
fn difference(s: &BigUint, k: &BigUint, a: &AffinePoint) -> [u8; 32] {
    let [s, k] = [s, k].map(to_bytes);
    let here = multiply_subtract_vartime(&s, &k, a).to_affine().encode();
    assert_eq!(here, portable::multiply_subtract_vartime(&s, &k, a).to_affine().encode());
    here
}

/// s·B − k·A in big integers, where −k·A is (8 L − k)·A, whatever the order of A.
fn multiply_subtract(s: &BigUint, k: &BigUint, a: &Point) -> Point {
    Point::base().mul(s).add(&a.mul(&(L() * 8u8 - k)))
}

/// The eight points of small order, the neutral one first: L times any point is one, and of order 8 for every other.
fn small_order_points() -> Vec<Point> {
    let points = (2u32..).filter_map(|y| Point::decompress(&to_bytes(&y.into())));
    let generator =
        points.map(|point| point.mul(&L())).find(|point| !point.mul(&4u8.into()).equal(&Point::neutral()));
    let generator = generator.expect("half of all points");
    (0u32..8).map(|i| generator.mul(&i.into())).collect()
}

#[test]
fn differences_of_multiples_are_spec_for_edges() {
    let mut points = small_order_points();
    points.extend([Point::base(), Point::base().mul(&(L() - 1u8)), Point::base().mul(&2u8.into())]);
    points.extend(small_order_points().iter().map(|point| point.add(&Point::base())));
    let scalars: Vec<BigUint> = edges(253).into_iter().filter(|k| *k < L()).collect();
    for (i, a) in points.iter().enumerate() {
        let decoded = AffinePoint::decode_vartime(&a.compress()).expect("a point");
        for (s, k) in scalars.iter().zip(scalars.iter().rev()).skip(i % 5).step_by(5) {
            assert_eq!(difference(s, k, &decoded), multiply_subtract(s, k, a).compress());
        }
    }
}

#[test]
fn small_orders_are_told() {
    for small in small_order_points() {
        for (point, expected) in [(&small, true), (&small.add(&Point::base()), false)] {
            let decoded = AffinePoint::decode_vartime(&point.compress()).expect("a point");
            assert_eq!(declassify(decoded.has_small_order()), expected);
        }
    }
}

/// Decoding accepts what the RFC accepts, and encoding inverts it; else the cause is right.
fn decoding_is_spec(bytes: &[u8; 32]) {
    let mut y = BigUint::from_bytes_le(bytes);
    y.set_bit(255, false);
    let cause = match Point::decompress(bytes) {
        Some(point) => {
            assert_eq!(point.compress(), *bytes);
            None
        }
        None if y >= p() || y == 1u8.into() || y == p() - 1u8 => Some(InvalidPoint::NotCanonical),
        None => Some(InvalidPoint::NotOnCurve),
    };
    let decoded = AffinePoint::decode_vartime(bytes);
    assert_eq!(decoded.as_ref().err().copied(), cause, "{bytes:x?}");
    if let Ok(point) = decoded {
        assert_eq!(point.encode(), *bytes);
    }
}

#[test]
fn decoding_of_edges_is_spec() {
    let mut numbers = edges(255);
    let near_p = (0u8..40).map(|i| p() + 18u8 - i);
    numbers.extend(near_p);
    for mut y in numbers {
        decoding_is_spec(&to_bytes(&y));
        y.set_bit(255, true);
        decoding_is_spec(&to_bytes(&y));
    }
}

proptest! {
    #[test]
    fn decoding_is_spec_for_any_bytes(bytes in any::<[u8; 32]>()) {
        decoding_is_spec(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn multiples_are_spec(s in any::<[u8; 32]>(), k in any::<[u8; 32]>(), a in any::<[u8; 32]>()) {
        let [s, k, a] = [s, k, a].map(|bytes| BigUint::from_bytes_le(&bytes) % L());
        let base = multiply_base(&to_bytes(&a)).to_affine();
        let point = Point::base().mul(&a);
        prop_assert_eq!(base.encode(), point.compress());
        prop_assert_eq!(difference(&s, &k, &base), multiply_subtract(&s, &k, &point).compress());
    }
}
