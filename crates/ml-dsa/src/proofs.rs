//! Reductions and roundings are right for all inputs that they may get: all are tried. Each check has to fail for a mutant,
//! the same routine with something a little wrong.

use clearbox_ct::declassify;
use clearbox_proofs::proved;

use crate::{
    field::{Q, canonical, centered, montgomery_multiply, montgomery_reduce, norm_is_below},
    hint::Hint,
    ntt::Polynomial,
    parameters::{MlDsa44, MlDsa65, MlDsa87, ParameterSet},
    round::{decompose, high_bits, high_end, low_bits, power2_round, use_hint_vartime},
    spec,
};

const FIELD: &str = "ml-dsa/src/field.rs";
const ROUND: &str = "ml-dsa/src/round.rs";

/// Whether numbers of all classes modulo q are reduced to the one from 0 to q-1 and to the nearest one to zero: from -`bound`
/// on, where the class goes up by one with each number.
fn reduces(bound: i32, least: impl Fn(i32) -> i32, nearest: impl Fn(i32) -> i32) -> bool {
    let mut class = (-bound).rem_euclid(Q);
    (-bound..=bound).all(|a| {
        let near = if class > Q / 2 { class - Q } else { class };
        let right = least(a) == class && nearest(a) == near;
        class = if class == Q - 1 { 0 } else { class + 1 };
        right
    })
}

#[test]
#[ignore = "takes some ten seconds: cargo xtask proofs runs it"]
fn every_number_is_reduced_to_its_own_class() {
    let bound = i32::MAX - (1 << 22);
    assert!(reduces(bound, canonical, centered));
    assert!(!reduces(bound, |a| canonical(a) + i32::from(a == 9 - bound), centered));
    assert!(!reduces(bound, canonical, |a| canonical(a) - (Q & ((Q / 2 - 1 - canonical(a)) >> 31))));
    proved(FIELD, "canonical", "exhaustive", "all numbers below 2^31 - 2^22 in size; a mutant fails");
    proved(FIELD, "centered", "exhaustive", "all numbers below 2^31 - 2^22 in size; a mutant fails");
}

/// Whether all numbers x below 2^32 are divided by 2^32 modulo q. Since the class of the quotient goes up by that of 2^-32
/// with each number, that needs no division here either.
fn divides(reduce: impl Fn(i64) -> i32) -> bool {
    // 8265825 · 2^32 is 1 modulo q.
    const STEP: i32 = 8_265_825;
    assert_eq!((i64::from(STEP) << 32) % i64::from(Q), 1);
    let mut class = 0;
    (0..1i64 << 32).all(|x| {
        let quotient = reduce(x);
        let least = if quotient < 0 { quotient + Q } else { quotient };
        let right = least == class && quotient.abs() <= Q / 2 + 1;
        class = if class >= Q - STEP { class + STEP - Q } else { class + STEP };
        right
    })
}

/// What is above the low 32 bits of x is h = ⌊x / 2^32⌋, from -q/2 to q/2, and the routine adds it to what it makes of the low
/// bits alone: x = 2^32 h + l gives h + l / 2^32. So it is enough to try all l, and that h is really added.
#[test]
#[ignore = "takes some ten seconds: cargo xtask proofs runs it"]
fn sums_of_products_are_divided() {
    assert!(divides(montgomery_reduce));
    assert!(!divides(|x| montgomery_reduce(x) + i32::from(x == 1 << 16)));
    let lows = (0..1i64 << 32).step_by(1_000_003).chain([1, (1 << 31) - 1, 1 << 31, (1 << 32) - 1]);
    for low in lows {
        for high in (-Q / 2..=Q / 2).step_by(100_003).chain([-1, 0, 1, Q / 2]) {
            let sum = (i64::from(high) << 32) + low;
            assert_eq!(montgomery_reduce(sum), high + montgomery_reduce(low));
            let (a, b) = (high, low as i32 % (Q / 2));
            assert_eq!(montgomery_multiply(a, b), montgomery_reduce(i64::from(a) * i64::from(b)));
        }
    }
    proved(FIELD, "montgomery_reduce", "exhaustive", "all low halves; a mutant fails");
    proved(FIELD, "montgomery_multiply", "exhaustive", "by that of montgomery_reduce");
}

/// Whether both are the same for all numbers from 0 to q-1.
fn agrees<T: PartialEq>(ours: impl Fn(i32) -> T, expected: impl Fn(i64) -> T) -> bool {
    (0..Q).all(|r| ours(r) == expected(r.into()))
}

fn both<T: Into<i64>>((high, low): (T, T)) -> (i64, i64) {
    (high.into(), low.into())
}

fn rounds<P: ParameterSet>(p: spec::Parameters) {
    let expected = |r| spec::Decompose(p, r);
    assert!(agrees(|r| both(decompose::<P>(r)), expected));
    assert!(agrees(|r| both((high_bits::<P>(r), low_bits::<P>(r))), expected));
    // Mutants: a reciprocal rounded down; the end of the range forgotten.
    let quotient = |r: i32, reciprocal: u64| (((r + P::GAMMA2 - 1) as u64 * reciprocal) >> 48) as i32;
    let reciprocal = (1u64 << 48) / (2 * P::GAMMA2 as u64);
    assert!(!agrees(|r| i64::from(quotient(r, reciprocal) % high_end::<P>()), |r| expected(r).0));
    assert!(!agrees(|r| i64::from(quotient(r, reciprocal + 1)), |r| expected(r).0));
    for h in [false, true] {
        assert!(agrees(|r| i64::from(use_hint_vartime::<P>(h, r)), |r| spec::UseHint(p, h, r)));
    }
    assert!(!agrees(|r| i64::from(use_hint_vartime::<P>(true, r)), |r| spec::UseHint(p, false, r)));
    for name in ["decompose", "high_bits", "low_bits", "use_hint_vartime"] {
        proved(ROUND, name, "exhaustive", &std::format!("all numbers, {}; a mutant fails", P::NAME));
    }
}

#[test]
fn every_number_is_rounded_as_the_spec_says() {
    rounds::<MlDsa44>(spec::ML_DSA_44);
    // ML-DSA-87 has the same γ_2.
    rounds::<MlDsa65>(spec::ML_DSA_65);
    assert!(agrees(|r| both(power2_round(r)), spec::Power2Round));
    assert!(!agrees(|r| both(power2_round((r + 1).min(Q - 1))), spec::Power2Round));
    proved(ROUND, "power2_round", "exhaustive", "all numbers; a mutant fails");
}

/// A hint depends on the high-order bits of two numbers alone: all pairs of those.
fn hints_of_all_pairs<P: ParameterSet>() -> bool {
    let number = |high: i32| Polynomial([high * 2 * P::GAMMA2; 256]);
    (0..high_end::<P>()).all(|first| {
        (0..high_end::<P>()).all(|second| {
            let mut hint = Hint::ZERO;
            hint.make::<P>(0, &number(first), &number(second));
            hint.count() == if first == second { 0 } else { 256 }
        })
    })
}

#[test]
fn hints_tell_pairs_of_high_order_bits_apart() {
    assert!(hints_of_all_pairs::<MlDsa44>() && hints_of_all_pairs::<MlDsa65>());
    proved("ml-dsa/src/hint.rs", "make", "exhaustive", "all pairs of high-order bits");
}

/// Whether polynomials of 256 times the same number have the right norm, and those with one coefficient that is too large,
/// wherever it is. What each coefficient adds is an OR, so that no other polynomials need to be tried.
fn has_norm(bound: i32, is_below: impl Fn(&[i32; 256], i32) -> bool) -> bool {
    let all = (-Q / 2..=Q / 2).all(|c| is_below(&[c; 256], bound) == (c.abs() < bound));
    all && (0..256).all(|i| {
        let mut f = [bound - 1; 256];
        f[i] = -bound;
        !is_below(&f, bound)
    })
}

#[test]
#[ignore = "takes some seconds: cargo xtask proofs runs it"]
fn norms_are_those_of_the_largest_coefficients() {
    fn bounds<P: ParameterSet>() -> [i32; 3] {
        [P::GAMMA1 - P::BETA, P::GAMMA2 - P::BETA, P::GAMMA2]
    }
    let is_below = |f: &_, bound| declassify(norm_is_below(f, bound));
    for bound in [bounds::<MlDsa44>(), bounds::<MlDsa65>(), bounds::<MlDsa87>()].concat() {
        assert!(has_norm(bound, is_below), "{bound}");
    }
    assert!(!has_norm(bounds::<MlDsa44>()[2], |f, bound| is_below(f, bound + 1)));
    assert!(!has_norm(bounds::<MlDsa44>()[2], |f, bound| f[..255].iter().all(|c| c.abs() < bound)));
    proved(FIELD, "norm_is_below", "exhaustive", "all numbers, with each bound that is used; mutants fail");
}
