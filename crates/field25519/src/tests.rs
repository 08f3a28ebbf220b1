extern crate std;

use std::{format, vec::Vec};

use clearbox_ct::{Choice, declassify, wipe};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

use crate::{
    FieldElement,
    invert::steps::{Matrix, sixty_steps},
    spec::{decode, encode, p},
};

/// Numbers where carries and reductions change: 0, 1, around p, 2p − 2^255, 2^255, and limbs of all ones.
fn edges() -> Vec<[u8; 32]> {
    let near = |n: BigUint| (0u8..40).map(move |d| n.clone() + 20u8 - d).collect::<Vec<_>>();
    let mut numbers: Vec<BigUint> = (0u8..40).map(BigUint::from).collect();
    numbers.extend(near(p()));
    for bit in [51, 102, 153, 204, 254] {
        numbers.extend(near(BigUint::from(1u8) << bit));
    }
    let bytes = |n: &BigUint| {
        let mut bytes = n.to_bytes_le();
        bytes.resize(32, 0);
        bytes.try_into().expect("below 2^256")
    };
    let mut all: Vec<[u8; 32]> = numbers.iter().map(bytes).collect();
    all.push([0xff; 32]);
    all
}

fn bytes() -> impl Strategy<Value = [u8; 32]> {
    let edges = edges();
    prop_oneof![3 => any::<[u8; 32]>(), 1 => (0..edges.len()).prop_map(move |i| edges[i])]
}

/// Every operation on `a` and `b` against the big integers.
fn agrees_with_spec(a: &[u8; 32], b: &[u8; 32], factor: u32) {
    let (x, y) = (FieldElement::from_bytes(a), FieldElement::from_bytes(b));
    let (m, n) = (decode(a), decode(b));
    let p = p();
    assert_eq!(x.to_bytes(), encode(&m));
    assert_eq!(x.add(&y).carry().to_bytes(), encode(&(&m + &n)));
    assert_eq!(x.sub(&y).carry().to_bytes(), encode(&(&m + &p - &n)));
    assert_eq!(x.neg().carry().to_bytes(), encode(&(&p - &m)));
    assert_eq!(x.mul(&y).to_bytes(), encode(&(&m * &n)));
    assert_eq!(x.square().to_bytes(), encode(&(&m * &m)));
    assert_eq!(x.mul_small(factor).to_bytes(), encode(&(&m * factor)));
    // Sums go into multiplications uncarried.
    assert_eq!(x.sub(&y).mul(&x.add(&y)).to_bytes(), encode(&((&m + &p - &n) * (&m + &n))));
    assert_eq!(x.sub(&y).square().to_bytes(), encode(&(&m + &p - &n).pow(2)));
    assert_eq!(x.sub(&y).mul_small(factor).to_bytes(), encode(&((&m + &p - &n) * factor)));
    assert_eq!(x.sub(&y).plus(&x).square().to_bytes(), encode(&(&m + &p - &n + &m).pow(2)));
    assert_eq!(x.add(&y).minus(&x.sub(&y)).carry().to_bytes(), encode(&(&n + &n)));
    assert_eq!(declassify(x.is_negative()), m.bit(0));
    assert_eq!(declassify(x.ct_eq(&y)), m == n);
    assert_eq!(declassify(x.sub(&y).carry().is_zero()), m == n);
}

#[test]
fn edges_agree_with_spec() {
    let edges = edges();
    for a in &edges {
        for b in &edges {
            agrees_with_spec(a, b, 121_665);
        }
    }
}

#[test]
fn inverses_agree_with_spec() {
    for a in edges() {
        let expected = decode(&a).modpow(&(p() - 2u8), &p());
        assert_eq!(FieldElement::from_bytes(&a).invert().to_bytes(), encode(&expected));
    }
}

/// The step of Bernstein and Yang on integers, with 2δ − 1 for δ, which begins at 1/2.
fn step(delta: &mut i64, f: &mut BigInt, g: &mut BigInt) {
    let odd = g.bit(0);
    if *delta >= 0 && odd {
        (*f, *g) = (g.clone(), (&*g - &*f) >> 1);
        *delta = -*delta;
    } else {
        *g = (&*g + if odd { f.clone() } else { BigInt::ZERO }) >> 1;
        *delta += 2;
    }
}

/// The matrix, applied to f and g, makes of them what sixty steps do, times 2^60; and its rows are small.
fn matrix_is_sixty_steps(zeta: i64, f: u64, g: u64) {
    let (f, g) = ((f & LOW_60 | 1) as i64, (g & LOW_60) as i64);
    let (mut after, mut delta) = (zeta, -2 * (zeta + 1));
    let Matrix { u, v, q, r } = sixty_steps(&mut after, f, g);
    for (a, b) in [(u, v), (q, r)] {
        assert!(a.unsigned_abs() + b.unsigned_abs() <= 1 << 60);
    }
    let (mut expected_f, mut expected_g) = (BigInt::from(f), BigInt::from(g));
    (0..60).for_each(|_| step(&mut delta, &mut expected_f, &mut expected_g));
    let row = |a: i64, b: i64| BigInt::from(a) * f + BigInt::from(b) * g;
    assert_eq!((row(u, v), row(q, r)), (expected_f << 60, expected_g << 60));
    assert_eq!(delta, -2 * (after + 1));
}

const LOW_60: u64 = (1 << 60) - 1;

#[test]
fn matrices_of_edges_are_sixty_steps() {
    let words =
        [0, 1, 2, 3, 5, 19, 1 << 20, (1 << 20) - 1, 1 << 40, 1 << 59, LOW_60 - 18, LOW_60 - 1, LOW_60];
    for zeta in [-600, -61, -20, -2, -1, 0, 1, 20, 61, 600] {
        for f in words {
            words.iter().for_each(|&g| matrix_is_sixty_steps(zeta, f, g));
        }
    }
}

/// A square is told by Euler's criterion, and a root by its square.
fn root_agrees_with_spec(u: &[u8; 32], v: &[u8; 32]) {
    let (m, n, p) = (decode(u), decode(v), p());
    if n == BigUint::ZERO {
        return;
    }
    let (is_square, root) =
        FieldElement::sqrt_ratio(&FieldElement::from_bytes(u), &FieldElement::from_bytes(v));
    let power = (&m * &n).modpow(&((&p - 1u8) / 2u8), &p);
    assert_eq!(declassify(is_square), power <= BigUint::from(1u8));
    if declassify(is_square) {
        assert_eq!(decode(&root.to_bytes()).pow(2) * n % &p, m);
    }
}

#[test]
fn roots_of_edges_agree_with_spec() {
    let edges = edges();
    for u in edges.iter().step_by(3) {
        for v in edges.iter().step_by(5) {
            root_agrees_with_spec(u, v);
        }
    }
}

proptest! {
    #[test]
    fn roots_agree_with_spec(u in bytes(), v in bytes()) {
        root_agrees_with_spec(&u, &v);
    }

    #[test]
    fn operations_agree_with_spec(a in bytes(), b in bytes(), factor in any::<u32>()) {
        agrees_with_spec(&a, &b, factor);
    }

    #[test]
    fn inverse_times_number_is_one(a in bytes()) {
        let x = FieldElement::from_bytes(&a);
        let expected = u8::from(!declassify(x.is_zero()));
        prop_assert_eq!(x.mul(&x.invert()).to_bytes(), encode(&expected.into()));
    }

    #[test]
    fn matrices_are_sixty_steps(zeta in -700i64..700, f in any::<u64>(), g in any::<u64>()) {
        matrix_is_sixty_steps(zeta, f, g);
    }

    #[test]
    fn square_n_squares_n_times(a in bytes(), n in 0u32..9) {
        let expected = decode(&a).modpow(&(BigUint::from(1u8) << n), &p());
        prop_assert_eq!(FieldElement::from_bytes(&a).square_n(n).to_bytes(), encode(&expected));
    }

    #[test]
    fn choices_swap_and_assign(a in bytes(), b in bytes()) {
        for yes in [0, 1] {
            let choice = Choice::from_lsb(yes);
            let (mut x, mut y) = (FieldElement::from_bytes(&a), FieldElement::from_bytes(&b));
            FieldElement::swap_if(choice, &mut x, &mut y);
            let (first, second) = if yes == 1 { (&b, &a) } else { (&a, &b) };
            prop_assert_eq!(x.to_bytes(), encode(&decode(first)));
            prop_assert_eq!(y.to_bytes(), encode(&decode(second)));
            x.assign_if(choice, &FieldElement::ONE);
            prop_assert_eq!(x.to_bytes(), if yes == 1 { encode(&1u8.into()) } else { encode(&decode(first)) });
        }
    }
}

#[test]
fn wipe_leaves_zero_and_debug_tells_nothing() {
    let mut x = FieldElement::from_bytes(&[7; 32]);
    let mut sum = x.add(&x);
    let mut long_sum = sum.plus(&x);
    assert_eq!(format!("{x:?} {sum:?} {long_sum:?}"), "FieldElement Sum LongSum");
    wipe(&mut x);
    wipe(&mut sum);
    wipe(&mut long_sum);
    assert!(declassify(x.is_zero() & sum.carry().is_zero() & long_sum.carry().is_zero()));
}
