//! The tools themselves: that they see what is wrong.

use crate::{Bits, Polynomial, Range, assume, prove_bounds, prove_identity, routine, theorem, value};

#[test]
fn an_identity_holds_for_unknowns_and_fails_for_each_mutant() {
    prove_identity("proofs/src/tests.rs", "distributive law", || {
        let [a, b, c] = Polynomial::unknowns();
        let sum = routine(|| (a + b) * c);
        (sum - a * c - b * c).is_zero()
    });
}

#[test]
#[should_panic(expected = "is wrong")]
fn a_wrong_identity_is_no_proof() {
    prove_identity("proofs/src/tests.rs", "binomial", || {
        let [a, b] = Polynomial::unknowns();
        let square = routine(|| (a + b) * (a + b));
        (square - a * a - b * b).is_zero()
    });
}

#[test]
#[should_panic(expected = "so many pass")]
fn a_claim_that_mutants_pass_is_no_proof() {
    prove_identity("proofs/src/tests.rs", "nothing", || {
        let [a, b] = Polynomial::unknowns();
        let _ = routine(|| a + b);
        true
    });
}

#[test]
fn what_is_split_adds_up() {
    let x = Polynomial::unknown();
    let (low, high) = x.split(51);
    assert!((value(&[low, high], 51) - x).is_zero());
    assert!(!(low - x).is_zero() && (low - x).is_multiple_of(&(1u64 << 51).into()));
}

#[test]
#[should_panic(expected = "a sum leaves 64 bits")]
fn an_overflow_is_no_proof() {
    prove_bounds("proofs/src/tests.rs", "sum", |_| {
        (Range::<64>::below(1 << 64) + Range::constant(1)).is_below(u128::MAX)
    });
}

#[test]
#[should_panic(expected = "a difference leaves 64 bits")]
fn an_underflow_is_no_proof() {
    prove_bounds("proofs/src/tests.rs", "difference", |_| {
        (Range::<64>::constant(4) - Range::below(6)).is_below(5)
    });
}

#[test]
#[should_panic(expected = "no bounds matter")]
fn idle_bounds_are_no_proof() {
    prove_bounds("proofs/src/tests.rs", "nothing", |_| true);
}

#[test]
fn a_theorem_is_built_as_a_question_for_itself_and_two_mutants() {
    theorem("proofs/src/tests.rs", "carry", "one limb", || {
        let [a, b, zero] = [Bits::unknown(64), Bits::unknown(64), Bits::constant(0u8, 64)];
        assume(b.is_below(Bits::constant(9u8, 64)));
        let (low, carry) = routine(|| {
            let (low, first) = Bits::sum(a, b, zero);
            let (low, second) = Bits::sum(low, b, zero);
            (low, first + second)
        });
        let exact = a.widen(72) + b.widen(72) + b.widen(72);
        (low.widen(72) | carry.widen(72) << 64).equals(exact)
    });
}
