//! Proofs about the shipped routines, by running them on polynomials instead of `u64` (`clearbox_proofs` says how).

mod reduction;

use std::vec::Vec;

use clearbox_proofs::{Polynomial, prove_identity, prove_identity_but, proved, routine, value};
use num_bigint::BigInt;

use crate::{
    limb::Limb,
    limbs::{add_masked, sub_masked},
    montgomery::{add_rows, nearer_inverse, negated_inverse, reduce_rows, square_wide},
};

const LIMBS: &str = "bignum/src/limbs.rs";
const MONTGOMERY: &str = "bignum/src/montgomery.rs";

impl Limb for Polynomial {
    fn constant(value: u64) -> Self {
        Self::constant(value)
    }

    fn mul_add(a: Self, b: Self, c: Self, d: Self) -> (Self, Self) {
        (c + a * b + d).split(64)
    }

    fn cancel(a: Self, b: Self, c: Self) -> Self {
        (c + a * b).cancel(64)
    }

    fn mul_low(_: Self, _: Self) -> Self {
        Self::quotient()
    }

    fn add_carry(a: Self, b: Self, carry: Self) -> (Self, Self) {
        (a + b + carry).split(64)
    }

    fn sub_borrow(a: Self, b: Self, borrow: Self) -> (Self, Self) {
        let (low, high) = (a - b - borrow).split(64);
        (low, -high)
    }

    fn double(a: Self, bit: Self) -> (Self, Self) {
        (a + a + bit).split(64)
    }

    /// Anything: no identity here is about it.
    fn mask_if_equal(_: Self, _: Self) -> Self {
        Self::unknown()
    }

    /// The mask is 1 or 0 here.
    fn masked(a: Self, mask: Self) -> Self {
        a * mask
    }
}

fn number(limbs: &[Polynomial]) -> Polynomial {
    value(limbs, 64)
}

fn r<const N: usize>() -> Polynomial {
    Polynomial::power_of_2(64 * N)
}

#[test]
fn sums_and_differences_are_exact() {
    fn prove<const N: usize>() {
        prove_identity(LIMBS, "add_masked", || {
            let (a, b, mask) =
                (Polynomial::unknowns::<N>(), Polynomial::unknowns::<N>(), Polynomial::unknown());
            let mut sum = a;
            let carry = routine(|| add_masked(&mut sum, &b, mask));
            (number(&sum) + carry * r::<N>() - number(&a) - number(&b) * mask).is_zero()
        });
        prove_identity(LIMBS, "sub_masked", || {
            let (a, b, mask) =
                (Polynomial::unknowns::<N>(), Polynomial::unknowns::<N>(), Polynomial::unknown());
            let mut difference = a;
            let borrow = routine(|| sub_masked(&mut difference, &b, mask));
            (number(&difference) - borrow * r::<N>() - number(&a) + number(&b) * mask).is_zero()
        });
    }
    prove::<1>();
    prove::<7>();
    prove::<16>();
}

/// The quotients of the reduction as a number, and what is zero by their choice.
fn quotients() -> (Polynomial, Polynomial) {
    let all: [Vec<Polynomial>; 2] = [Polynomial::quotients(), Polynomial::cancelled()];
    (number(&all[0]), number(&all[1]))
}

/// R·(out + R·top) = a·b + q·m. With a < R and q < R, and one of a and b below m, the sum is below 2m < 2R: so top is 0 or 1.
/// The same holds after each row, where b + m is the bound.
#[test]
fn products_are_divided_by_r() {
    fn prove<const N: usize>() {
        prove_identity(MONTGOMERY, "add_rows", || {
            let [a, b, m, mut out] = [(); 4].map(|()| Polynomial::unknowns::<N>());
            let n0 = Polynomial::unknown();
            let top = routine(|| add_rows(&mut out, &a, &b, &m, n0));
            let (q, zero) = quotients();
            let sum = (number(&out) + top * r::<N>()) * r::<N>() + zero;
            (sum - number(&a) * number(&b) - q * number(&m)).is_zero()
        });
    }
    prove::<1>();
    prove::<2>();
    prove::<5>();
    prove::<8>();
    prove::<16>();
    prove::<32>();
}

/// What is carried out of the topmost limb, twice, is dropped: both the square and the result are below R².
#[test]
fn squares_are_exact() {
    fn prove<const N: usize, const W: usize>() {
        prove_identity_but(2, MONTGOMERY, "square_wide", || {
            let (a, mut t) = (Polynomial::unknowns::<N>(), [Polynomial::number(0); W]);
            routine(|| square_wide(&mut t, &a));
            (number(&t) - number(&a) * number(&a)).is_multiple_of(&(BigInt::from(1) << (64 * W)))
        });
    }
    prove::<2, 4>();
    prove::<4, 8>();
    prove::<8, 16>();
    prove::<16, 32>();
    prove::<32, 64>();
}

/// The upper half of t, with the carry on top, is (t + q·m)/R.
#[test]
fn reductions_divide_by_r() {
    fn prove<const N: usize, const W: usize>() {
        prove_identity(MONTGOMERY, "reduce_rows", || {
            let (before, m) = (Polynomial::unknowns::<W>(), Polynomial::unknowns::<N>());
            let (mut t, n0) = (before, Polynomial::unknown());
            let top = routine(|| reduce_rows(&mut t, &m, n0));
            let (q, zero) = quotients();
            let sum = (number(&t[N..]) + top * r::<N>()) * r::<N>() + zero;
            (sum - number(&before) - q * number(&m)).is_zero()
        });
    }
    prove::<2, 4>();
    prove::<4, 8>();
    prove::<8, 16>();
    prove::<16, 32>();
    prove::<32, 64>();
}

/// An odd number is its own inverse modulo 8, and 3 bits become 6, 12, 24, 48, 96.
#[test]
fn inverses_are_right_to_64_bits() {
    assert!((1..8u64).step_by(2).all(|m| m * m % 8 == 1));
    prove_identity(MONTGOMERY, "nearer_inverse", || {
        let ([m, x], one) = (Polynomial::unknowns(), Polynomial::number(1));
        let nearer = routine(|| nearer_inverse(Polynomial::number(2), m, x));
        let e = m * x - one;
        (m * nearer - one + e * e).is_zero()
    });
    for m in [1, 3, u64::MAX, 0x8000_0000_0000_0001, 0xdead_beef_dead_beef] {
        assert_eq!(negated_inverse(m).wrapping_mul(m), u64::MAX, "{m:#x}");
    }
    proved(MONTGOMERY, "negated_inverse", "identity", "five times nearer_inverse");
}
