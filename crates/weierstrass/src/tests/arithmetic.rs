//! Residues modulo p and n.

use std::{vec, vec::Vec};

use clearbox_ct::{Choice, declassify};
use num_bigint::BigUint;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};

use crate::{
    portable::{
        field::{FieldElement, P},
        limbs,
        montgomery::{Modulus, Residue},
        scalar::{N, Scalar},
    },
    spec::{self, bytes},
};

/// Numbers where carries and reductions change: around 0, p, n, 2^256 and the limits of limbs.
fn edges() -> Vec<[u8; 32]> {
    let two_256 = BigUint::from(1u8) << 256;
    let mut centres = vec![BigUint::from(4u8), spec::p(), spec::n(), &two_256 - 4u8];
    centres.extend([32, 64, 96, 128, 192, 224].map(|bit| BigUint::from(1u8) << bit));
    // R − p and R − n, and p − (R − p): where Montgomery's forms wrap.
    centres.extend([&two_256 - spec::p(), &two_256 - spec::n(), 2u8 * spec::p() - &two_256]);
    centres.iter().flat_map(|centre| (0u8..7).map(move |d| bytes(&(centre + 3u8 - d)))).collect()
}

pub(super) fn numbers() -> impl Strategy<Value = [u8; 32]> {
    let edges = edges();
    prop_oneof![2 => any::<[u8; 32]>(), 1 => (0..edges.len()).prop_map(move |i| edges[i])]
}

/// Every operation on `a` and `b` modulo m against the big integers.
fn agrees_with_spec<M: Modulus>(a: &[u8; 32], b: &[u8; 32], m: &BigUint) {
    let ((x, x_below), (y, _)) = (Residue::<M>::from_bytes(a), Residue::<M>::from_bytes(b));
    let (u, v) = (BigUint::from_bytes_be(a), BigUint::from_bytes_be(b));
    assert_eq!(declassify(x_below), u < *m);
    let (u, v) = (u % m, v % m);
    let equal = |residue: Residue<M>, number: BigUint| assert_eq!(residue.to_bytes(), bytes(&(number % m)));
    equal(x, u.clone());
    equal(x.add(y), &u + &v);
    equal(x.double(), &u + &u);
    equal(x.half().double(), u.clone());
    equal(x.sub(y), &u + m - &v);
    equal(x.neg(), m - &u);
    equal(x.mul(y), &u * &v);
    equal(x.square(), &u * &u);
    equal(Residue::reduce(x.to_limbs()), u.clone());
    assert_eq!(declassify(x.is_zero()), u == BigUint::ZERO);
    assert_eq!(declassify(x.ct_eq(y)), u == v);
    for yes in [0, 1] {
        let mut chosen = x;
        chosen.assign_if(Choice::from_lsb(yes), &y);
        equal(chosen, if yes == 1 { v.clone() } else { u.clone() });
    }
}

fn powers_agree_with_spec<M: Modulus>(a: &[u8; 32], exponent: &[u8; 32], m: &BigUint) {
    let (x, _) = Residue::<M>::from_bytes(a);
    let u = BigUint::from_bytes_be(a) % m;
    assert_eq!(x.invert().to_bytes(), bytes(&spec::invert(&u, m)));
    let power = u.modpow(&BigUint::from_bytes_be(exponent), m);
    assert_eq!(x.pow_vartime(&limbs::from_be_bytes(exponent)).to_bytes(), bytes(&power));
}

#[test]
fn residues_at_edges_agree_with_spec() {
    let edges = edges();
    for a in &edges {
        for b in &edges {
            agrees_with_spec::<P>(a, b, &spec::p());
            agrees_with_spec::<N>(a, b, &spec::n());
        }
        powers_agree_with_spec::<P>(a, a, &spec::p());
        powers_agree_with_spec::<N>(a, a, &spec::n());
    }
}

proptest! {
    #[test]
    fn residues_agree_with_spec(a in numbers(), b in numbers()) {
        agrees_with_spec::<P>(&a, &b, &spec::p());
        agrees_with_spec::<N>(&a, &b, &spec::n());
    }

    #[test]
    fn powers_agree(a in numbers(), exponent in any::<[u8; 32]>()) {
        powers_agree_with_spec::<P>(&a, &exponent, &spec::p());
        powers_agree_with_spec::<N>(&a, &exponent, &spec::n());
    }

    #[test]
    fn square_roots_square_to_squares(a in numbers()) {
        let square = FieldElement::from_bytes(&a).0.square();
        assert!(declassify(square.square_root_candidate().square().ct_eq(square)));
        // −1 is no square modulo p, so neither is the negative of one.
        let other = square.neg();
        assert!(declassify(!other.square_root_candidate().square().ct_eq(other) | other.is_zero()));
    }

    #[test]
    fn digests_are_cut_as_bits2int_does(digest in proptest::collection::vec(any::<u8>(), 0..70)) {
        assert_eq!(Scalar::from_digest(&digest).to_bytes(), bytes(&(spec::bits2int(&digest) % spec::n())));
    }
}

#[test]
fn constants_are_the_standard_ones() {
    let number = |limbs: &[u64; 4]| BigUint::from_bytes_be(&limbs::to_be_bytes(limbs));
    fn check<M: Modulus>(m: &BigUint, number: impl Fn(&[u64; 4]) -> BigUint) {
        let r = BigUint::from(1u8) << 256;
        assert_eq!((number(&M::M), number(&M::R), number(&M::R2)), (m.clone(), &r % m, &r * &r % m));
    }
    check::<P>(&spec::p(), number);
    check::<N>(&spec::n(), number);
}
