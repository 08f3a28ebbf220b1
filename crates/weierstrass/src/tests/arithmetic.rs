//! Residues modulo p and n.

use std::{vec, vec::Vec};

use clearbox_ct::{Choice, declassify};
use num_bigint::BigUint;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};

use super::curves::{Specified, array};
use crate::{
    Curve, Field, P256, P384, P521, limbs,
    montgomery::{Modulus, Residue},
    p256, p384, p521,
    spec::invert,
};

/// Numbers where carries and reductions change: around 0, p, n, R and the limits of limbs.
fn edges<C: Specified>() -> Vec<Vec<u8>> {
    let spec = C::spec();
    let r = BigUint::from(1u8) << spec.n.bits();
    let mut centres = vec![BigUint::from(4u8), spec.p.clone(), spec.n.clone(), &r - 4u8];
    centres.extend([32, 64, 96, 128, 192, 224].map(|bit| BigUint::from(1u8) << bit));
    // R − p and R − n, and p − (R − p): where Montgomery's forms wrap.
    centres.extend([&r - &spec.p, &r - &spec.n, 2u8 * &spec.p - &r]);
    // p of P-521 is so near to R that there is little below their difference.
    let around = |centre: &BigUint| {
        let top = centre + 3u8;
        (0u8..7).filter(|&d| top >= d.into()).map(|d| spec.bytes(&(&top - d))).collect::<Vec<_>>()
    };
    centres.iter().flat_map(around).collect()
}

pub(super) fn numbers<C: Specified>() -> impl Strategy<Value = Vec<u8>> {
    let (edges, len) = (edges::<C>(), C::spec().bytes(&BigUint::ZERO).len());
    prop_oneof![
        2 => proptest::collection::vec(any::<u8>(), len),
        1 => (0..edges.len()).prop_map(move |i| edges[i].clone()),
    ]
}

/// Every operation on `a` and `b` modulo m against the big integers.
fn agrees_with_spec<F: Field>(a: &[u8], b: &[u8], m: &BigUint) {
    let ((x, x_below), (y, _)) = (F::from_bytes(&array(a)), F::from_bytes(&array(b)));
    let (u, v) = (BigUint::from_bytes_be(a), BigUint::from_bytes_be(b));
    assert_eq!(declassify(x_below), u < *m);
    let (u, v) = (u % m, v % m);
    let equal = |is: F, number: BigUint| {
        assert_eq!(BigUint::from_bytes_be(is.to_bytes().as_ref()), number % m);
    };
    equal(x, u.clone());
    equal(x.add(y), &u + &v);
    equal(x.double(), &u + &u);
    equal(x.half().double(), u.clone());
    equal(x.sub(y), &u + m - &v);
    equal(x.neg(), m - &u);
    equal(x.mul(y), &u * &v);
    equal(x.square(), &u * &u);
    assert_eq!(declassify(x.is_zero()), u == BigUint::ZERO);
    assert_eq!(declassify(x.ct_eq(y)), u == v);
    assert_eq!(declassify(x.is_odd()), u.bit(0));
    for yes in [0, 1] {
        let mut chosen = x;
        chosen.assign_if(Choice::from_lsb(yes), &y);
        equal(chosen, if yes == 1 { v.clone() } else { u.clone() });
    }
}

fn both_fields_agree<C: Specified>(a: &[u8], b: &[u8]) {
    agrees_with_spec::<C::Field>(a, b, &C::spec().p);
    agrees_with_spec::<C::Scalar>(a, b, &C::spec().n);
}

fn powers_agree<M: Modulus<N>, const N: usize>(a: &[u8], exponent: &[u8], m: &BigUint) {
    let (x, _) = Residue::<M, N>::from_bytes(&array(a));
    let u = BigUint::from_bytes_be(a) % m;
    let number = |residue: Residue<M, N>| BigUint::from_bytes_be(residue.to_bytes().as_ref());
    assert_eq!(number(x.invert()), invert(&u, m));
    let power = u.modpow(&BigUint::from_bytes_be(exponent), m);
    assert_eq!(number(x.pow_vartime(&limbs::from_be_bytes(exponent))), power);
}

fn edges_agree<C: Specified>() {
    let edges = edges::<C>();
    for a in &edges {
        edges.iter().for_each(|b| both_fields_agree::<C>(a, b));
    }
}

#[test]
fn residues_at_edges_agree_with_spec() {
    edges_agree::<P256>();
    edges_agree::<P384>();
    edges_agree::<P521>();
}

#[test]
fn powers_at_edges_agree_with_spec() {
    let (spec256, spec384, spec521) = (P256::spec(), P384::spec(), P521::spec());
    for a in edges::<P256>() {
        powers_agree::<p256::P, 4>(&a, &a, &spec256.p);
        powers_agree::<p256::N, 4>(&a, &a, &spec256.n);
    }
    for a in edges::<P384>() {
        powers_agree::<p384::P, 6>(&a, &a, &spec384.p);
        powers_agree::<p384::N, 6>(&a, &a, &spec384.n);
    }
    for a in edges::<P521>() {
        powers_agree::<p521::P, 9>(&a, &a, &spec521.p);
        powers_agree::<p521::N, 9>(&a, &a, &spec521.n);
    }
}

fn square_root_squares<C: Curve>(a: &[u8]) {
    let square = C::Field::from_bytes(&array(a)).0.square();
    assert!(declassify(square.square_root_candidate().square().ct_eq(square)));
    // −1 is no square modulo p, so neither is the negative of one.
    let other = square.neg();
    assert!(declassify(!other.square_root_candidate().square().ct_eq(other) | other.is_zero()));
}

fn digest_is_cut<C: Specified>(digest: &[u8]) {
    let spec = C::spec();
    let number = spec.bytes(&(spec.bits2int(digest) % &spec.n));
    assert_eq!(C::Scalar::from_digest(digest).to_bytes().as_ref(), number);
}

proptest! {
    #[test]
    fn residues_of_p256_agree_with_spec(a in numbers::<P256>(), b in numbers::<P256>()) {
        both_fields_agree::<P256>(&a, &b);
        square_root_squares::<P256>(&a);
    }

    #[test]
    fn residues_of_p384_agree_with_spec(a in numbers::<P384>(), b in numbers::<P384>()) {
        both_fields_agree::<P384>(&a, &b);
        square_root_squares::<P384>(&a);
    }

    #[test]
    fn residues_of_p521_agree_with_spec(a in numbers::<P521>(), b in numbers::<P521>()) {
        both_fields_agree::<P521>(&a, &b);
        square_root_squares::<P521>(&a);
    }

    #[test]
    fn digests_are_cut_as_bits2int_does(digest in proptest::collection::vec(any::<u8>(), 0..70)) {
        digest_is_cut::<P256>(&digest);
        digest_is_cut::<P384>(&digest);
        digest_is_cut::<P521>(&digest);
    }
}

fn constants_follow_from<M: Modulus<N>, const N: usize>(m: &BigUint) {
    let number =
        |limbs: &[u64; N]| limbs.iter().rev().fold(BigUint::ZERO, |number, &limb| (number << 64) + limb);
    let r = BigUint::from(1u8) << (64 * N);
    assert_eq!((number(&M::M), number(&M::R), number(&M::R2)), (m.clone(), &r % m, &r * &r % m));
    assert_eq!(Residue::<M, N>::BITS as u64, m.bits());
}

#[test]
fn constants_are_the_standard_ones() {
    constants_follow_from::<p256::P, 4>(&P256::spec().p);
    constants_follow_from::<p256::N, 4>(&P256::spec().n);
    constants_follow_from::<p384::P, 6>(&P384::spec().p);
    constants_follow_from::<p384::N, 6>(&P384::spec().n);
    constants_follow_from::<p521::P, 9>(&P521::spec().p);
    constants_follow_from::<p521::N, 9>(&P521::spec().n);
}
