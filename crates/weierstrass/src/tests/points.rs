//! Points and their multiplication.

use std::vec::Vec;

use clearbox_ct::{Choice, declassify};
use num_bigint::BigUint;
use proptest::prelude::{ProptestConfig, Strategy, prop_oneof, proptest};

use super::{
    arithmetic::numbers,
    curves::{Specified, array},
};
use crate::{
    AffinePoint, Field, P256, P384, P521, SecretCurve,
    multiply::{multiply, multiply_add_vartime, multiply_base},
    p256, p384,
    point::Point,
    spec::{self, Spec},
};

pub(super) fn affine<C: Specified>(spec: &Spec, point: &spec::Point) -> AffinePoint<C> {
    let (x, y) = point.as_ref().expect("not the neutral element");
    let [x, y] = [x, y].map(|coordinate| C::Field::from_bytes(&array(&spec.bytes(coordinate))).0);
    AffinePoint { x, y }
}

fn projective<C: Specified>(spec: &Spec, point: &spec::Point) -> Point<C> {
    if point.is_some() { affine(spec, point).into() } else { Point::NEUTRAL }
}

/// The same point with other coordinates.
fn scaled<C: Specified>(point: Point<C>, z: C::Field) -> Point<C> {
    Point { x: point.x.mul(z), y: point.y.mul(z), z: point.z.mul(z) }
}

fn same<C: Specified>(spec: &Spec, point: Point<C>, expected: &spec::Point) {
    assert_eq!(declassify(point.z.is_zero()), expected.is_none());
    let is = point.to_affine();
    if let Some((x, y)) = expected {
        assert_eq!((is.x.to_bytes().as_ref(), is.y.to_bytes().as_ref()), (&*spec.bytes(x), &*spec.bytes(y)));
    } else {
        assert!(declassify(point.x.is_zero() & !point.y.is_zero()), "(0 : y : 0) is the neutral element");
    }
}

pub(super) fn scalar<C: Specified>(spec: &Spec, number: &BigUint) -> C::Scalar {
    C::Scalar::from_bytes(&array(&spec.bytes(&(number % &spec.n)))).0
}

/// Scalars, with many small ones, and ones near n.
fn scalars<C: Specified>() -> impl Strategy<Value = BigUint> {
    let near = |centre: BigUint| {
        let n = C::spec().n;
        (0u32..40).prop_map(move |d| (&centre + &n + d - 20u8) % &n)
    };
    let n = C::spec().n;
    prop_oneof![
        numbers::<C>().prop_map(move |bytes| BigUint::from_bytes_be(&bytes) % &n),
        near(BigUint::ZERO),
        near(BigUint::from(1u8) << 20),
        near(C::spec().n >> 1),
    ]
}

fn parameters_and_table_are_right<C: Specified>() {
    let spec = C::spec();
    assert_eq!(spec.multiply(&spec.n, &spec.g), None, "n is the order of G");
    assert_eq!(C::B.to_bytes().as_ref(), spec.bytes(&spec.b));
    assert!(declassify(affine::<C>(&spec, &spec.g).is_on_curve()));
    assert_eq!(C::base_multiples().len(), (C::Scalar::BITS + 1).div_ceil(C::ROW_BITS));
    for (row, multiples) in C::base_multiples().iter().enumerate() {
        let unit = spec.multiply(&(BigUint::from(1u8) << (C::ROW_BITS * row)), &spec.g);
        let mut expected = unit.clone();
        for multiple in multiples {
            same(&spec, Point::from(*multiple), &expected);
            expected = spec.add(&expected, &unit);
        }
    }
}

#[test]
fn tables_hold_multiples_of_the_base_point() {
    parameters_and_table_are_right::<P256>();
    parameters_and_table_are_right::<P384>();
    parameters_and_table_are_right::<P521>();
}

/// All pairs of −3G … 3G, however their coordinates are scaled: equal, opposite and neutral ones among them.
fn sums_agree<C: Specified>() {
    let spec = &C::spec();
    let multiple = |i: u8| spec.multiply_by_residue(&((&spec.n + i - 3u8) % &spec.n), &spec.g);
    let points: Vec<spec::Point> = (0..7).map(multiple).collect();
    let z = scalar_in_field::<C>(0x5a);
    for (p, negative_p) in points.iter().zip(points.iter().rev()) {
        let a = scaled::<C>(projective(spec, p), z);
        same(spec, a, p);
        for n in 0..6 {
            same(spec, a.double_times(n), &spec.multiply_by_residue(&(BigUint::from(1u8) << n), p));
        }
        for (yes, expected) in [(0, p), (1, negative_p)] {
            let mut b = a;
            b.negate_if(Choice::from_lsb(yes));
            same(spec, b, expected);
        }
        for q in &points {
            let sum = spec.add(p, q);
            same(spec, a.add(&scaled(projective(spec, q), z.square())), &sum);
            same(spec, a.add(&projective(spec, q)), &sum);
            if q.is_some() {
                same(spec, a.add_affine(&affine(spec, q)), &sum);
            }
        }
    }
}

fn scalar_in_field<C: Specified>(byte: u8) -> C::Field {
    let len = C::spec().bytes(&BigUint::ZERO).len();
    C::Field::from_bytes(&array(&std::vec![byte; len])).0
}

#[test]
fn sums_of_all_kinds_of_points_agree_with_spec() {
    sums_agree::<P256>();
    sums_agree::<P384>();
    sums_agree::<P521>();
}

/// k·G, and k·Q for Q = q·G.
fn multiples_agree<C: Specified + SecretCurve>(k: &BigUint, q: &BigUint) {
    let spec = &C::spec();
    let (k_scalar, q) = (scalar::<C>(spec, k), spec.multiply_by_residue(q, &spec.g));
    same(spec, multiply_base::<C>(&k_scalar), &spec.multiply_by_residue(k, &spec.g));
    if q.is_some() {
        same(spec, multiply::<C>(&k_scalar, &affine(spec, &q)), &spec.multiply_by_residue(k, &q));
    }
}

fn sums_of_multiples_agree<C: Specified>(u1: &BigUint, u2: &BigUint, q: &BigUint) {
    let spec = &C::spec();
    let q = spec.multiply_by_residue(q, &spec.g);
    if q.is_some() {
        let expected = spec.add(&spec.multiply_by_residue(u1, &spec.g), &spec.multiply_by_residue(u2, &q));
        let (u1, u2) = (scalar::<C>(spec, u1), scalar::<C>(spec, u2));
        same(spec, multiply_add_vartime::<C>(&u1, &u2, &affine(spec, &q)), &expected);
    }
}

fn small_scalars_and_those_near_n<C: Specified + SecretCurve>() {
    let n = C::spec().n;
    for i in 0..40u8 {
        multiples_agree::<C>(&((&n + i - 20u8) % &n), &123_456_789u32.into());
    }
}

#[test]
fn small_scalars_and_those_near_n_multiply_right() {
    small_scalars_and_those_near_n::<P256>();
    small_scalars_and_those_near_n::<P384>();
}

/// Curves for which some CPUs have a kernel.
trait Kernels: Specified + SecretCurve {
    fn times_g(k: &Self::Scalar) -> Point<Self>;
    fn times(k: &Self::Scalar, p: &AffinePoint<Self>) -> Point<Self>;
    fn sum(u: &Self::Scalar, v: &Self::Scalar, q: &AffinePoint<Self>) -> Point<Self>;
}

macro_rules! kernels {
    ($($curve:ident: $module:ident),+) => {
        $(impl Kernels for $curve {
            fn times_g(k: &Self::Scalar) -> Point<Self> {
                $module::multiply_base(k)
            }
            fn times(k: &Self::Scalar, p: &AffinePoint<Self>) -> Point<Self> {
                $module::multiply(k, p)
            }
            fn sum(u: &Self::Scalar, v: &Self::Scalar, q: &AffinePoint<Self>) -> Point<Self> {
                $module::multiply_add_vartime(u, v, q)
            }
        })+
    };
}

kernels!(P256: p256, P384: p384);

/// What this CPU's best implementations make, as the specification does.
fn kernels_agree<C: Kernels>(u: &BigUint, v: &BigUint, q: &BigUint) {
    let spec = &C::spec();
    let ([u_scalar, v_scalar], q) =
        ([u, v].map(|k| scalar::<C>(spec, k)), spec.multiply_by_residue(q, &spec.g));
    same(spec, C::times_g(&u_scalar), &spec.multiply_by_residue(u, &spec.g));
    if q.is_some() {
        let multiple = spec.multiply_by_residue(v, &q);
        same(spec, C::times(&v_scalar, &affine(spec, &q)), &multiple);
        let sum = spec.add(&spec.multiply_by_residue(u, &spec.g), &multiple);
        same(spec, C::sum(&u_scalar, &v_scalar, &affine(spec, &q)), &sum);
    }
}

/// Up to `most` above zero, and below n.
fn kernels_multiply_by_small_scalars<C: Kernels>(most: u8) {
    let (n, zero) = (C::spec().n, BigUint::ZERO);
    for i in 0..2 * most {
        let k = (&n + i - most) % &n;
        kernels_agree::<C>(&k, &zero, &1u8.into());
        kernels_agree::<C>(&zero, &k, &123_456_789u32.into());
        // Sums of equal and of opposite points.
        kernels_agree::<C>(&k, &k, &1u8.into());
        kernels_agree::<C>(&k, &k, &(&n - 1u8));
    }
}

#[test]
fn kernels_multiply_by_small_scalars_and_those_near_n() {
    kernels_multiply_by_small_scalars::<P256>(18);
    kernels_multiply_by_small_scalars::<P384>(3);
}

/// Each digit takes all its values while the others are zeros: so every entry of the table is used with either sign, and
/// each level stands alone once.
fn multiply_by_each_digit<C: Kernels>() {
    let (spec, n) = (&C::spec(), C::spec().n);
    let g = affine(spec, &spec.g);
    for place in 0..n.bits().div_ceil(5) {
        for digit in 1..=16u8 {
            let k = (BigUint::from(digit) << (5 * place)) % &n;
            for k in [&n - &k, k].map(|k| scalar::<C>(spec, &k)) {
                let expected = multiply_base::<C>(&k).to_affine();
                for point in [C::times_g(&k), C::times(&k, &g)].map(Point::to_affine) {
                    assert!(declassify(point.x.ct_eq(expected.x) & point.y.ct_eq(expected.y)));
                }
            }
        }
    }
}

#[test]
fn kernels_multiply_by_each_digit() {
    multiply_by_each_digit::<P256>();
    multiply_by_each_digit::<P384>();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn multiples_of_p256_agree_with_spec(a in scalars::<P256>(), b in scalars::<P256>(), q in scalars::<P256>()) {
        multiples_agree::<P256>(&a, &q);
        kernels_agree::<P256>(&a, &b, &q);
        sums_of_multiples_agree::<P256>(&a, &b, &q);
    }

    #[test]
    fn multiples_of_p384_agree_with_spec(a in scalars::<P384>(), b in scalars::<P384>(), q in scalars::<P384>()) {
        multiples_agree::<P384>(&a, &q);
        kernels_agree::<P384>(&a, &b, &q);
        sums_of_multiples_agree::<P384>(&a, &b, &q);
    }

    #[test]
    fn multiples_of_p521_agree_with_spec(a in scalars::<P521>(), b in scalars::<P521>(), q in scalars::<P521>()) {
        sums_of_multiples_agree::<P521>(&a, &b, &q);
    }
}

/// x of the sum may be n or more, so that r is x − n; and r + n may be an x, but must not wrap around R to be one.
fn x_is_taken_modulo_n<C: Specified>() {
    let spec = &C::spec();
    let one = BigUint::from(1u8);
    let y_squared = |x: &BigUint| (x.pow(3) + &spec.p * 3u8 - 3u8 * x + &spec.b) % &spec.p;
    let has_x = |x: &BigUint, r: &BigUint| {
        // Some point has this x.
        let y = y_squared(x).modpow(&((&spec.p + 1u8) >> 2), &spec.p);
        assert_eq!(y.pow(2) % &spec.p, y_squared(x));
        let point = Point::from(affine::<C>(spec, &Some((x.clone(), y))));
        point.has_x_modulo_n_vartime(&scalar::<C>(spec, r))
    };
    let is_x = |x: &BigUint| y_squared(x).modpow(&((&spec.p - 1u8) >> 1), &spec.p) == one;
    let first_from = |start: BigUint| (0u32..).map(|d| &start + d).find(is_x).expect("half of all are");
    let above = first_from(&spec.n + 1u8);
    assert!(above < spec.p);
    assert!(has_x(&above, &(&above - &spec.n)));
    assert!(!has_x(&above, &(&above - &spec.n + 1u8)));
    let small = first_from(5u8.into());
    assert!(has_x(&small, &small));
    let wrapping = (BigUint::from(1u8) << spec.n.bits()) + &small - &spec.n;
    assert!(wrapping < spec.n && !has_x(&small, &wrapping));
    let beyond_p = &spec.p + &small - &spec.n;
    assert!(!has_x(&small, &beyond_p), "r + n is no x unless it is below p");
}

#[test]
fn x_is_compared_modulo_n() {
    x_is_taken_modulo_n::<P256>();
    x_is_taken_modulo_n::<P384>();
    x_is_taken_modulo_n::<P521>();
}

fn neutral_has_no_x<C: Specified>() {
    let one = C::Scalar::ONE;
    let g = affine::<C>(&C::spec(), &C::spec().g);
    for (u1, u2) in [(one, one.neg()), (C::Scalar::ZERO, C::Scalar::ZERO)] {
        let sum = multiply_add_vartime::<C>(&u1, &u2, &g);
        assert!(!sum.has_x_modulo_n_vartime(&one) && !sum.has_x_modulo_n_vartime(&C::Scalar::ZERO));
    }
}

#[test]
fn neutral_sums_have_no_x() {
    neutral_has_no_x::<P256>();
    neutral_has_no_x::<P384>();
    neutral_has_no_x::<P521>();
}
