//! No overflow, the right results, and the one representative (`clearbox_proofs` says how).

use clearbox_proofs::{
    Bits, Polynomial, Range, assume, number, prove_bounds, prove_identity, routine, theorem, value,
};
use num_bigint::{BigInt, BigUint};

use super::{absorb, freeze};

const FILE: &str = "chacha20poly1305/src/x86_64_ifma/short.rs";

/// The ends of the words of h.
const ENDS: [u128; 3] = [1 << 64, 1 << 64, 5];

#[test]
fn absorbing_a_block_never_overflows() {
    prove_bounds(FILE, "absorb", |more| {
        let [h, m] = [ENDS, [1 << 64; 3]].map(|ends| ends.map(Range::<64>::below));
        let r = [60, 60, 61].map(|bits| Range::below(1 << (bits + more)));
        absorb(h, [m[0], m[1]], r).into_iter().zip(ENDS).all(|(word, end)| word.is_below(end))
    });
}

#[test]
fn absorbing_a_block_is_a_sum_and_a_product() {
    prove_identity(FILE, "absorb", || {
        let (h, m, [r0, quarter]) =
            (Polynomial::unknowns::<3>(), Polynomial::unknowns::<2>(), Polynomial::unknowns());
        let times = |factor: i32| quarter * Polynomial::number(factor);
        let result = routine(|| absorb(h, m, [r0, times(4), times(5)]));
        let block = value(&m, 64) + Polynomial::power_of_2(128);
        let product = (value(&h, 64) + block) * value(&[r0, times(4)], 64);
        (value(&result, 64) - product).is_multiple_of(&((BigInt::from(1) << 130) - 5))
    });
}

/// Enough for any three words.
const WIDTH: u32 = 200;

#[test]
fn freezing_gives_the_number_below_p_of_the_class() {
    theorem(FILE, "freeze", "any words", || {
        let h: [Bits; 3] = Bits::unknowns();
        assume(h[2].is_below(Bits::constant(5u8, 64)));
        let result = number(&routine(|| freeze(h)), 64, WIDTH);
        let (x, p) = (number(&h, 64, WIDTH), Bits::constant((BigUint::from(1u8) << 130) - 5u8, WIDTH));
        let expected = x.is_below(p).choose(x, x - p);
        result.equals(expected).and(expected.is_below(p))
    });
}
