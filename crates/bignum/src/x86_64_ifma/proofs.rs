//! Proofs about products and squares, by running their source on lanes of other kinds (`clearbox_proofs` says how).

mod on_polynomials;
mod on_ranges;

use clearbox_cpu::x86_64::Ifma;
use clearbox_proofs::{left_out, prove_bounds, prove_identity, prove_identity_but, proved};

/// Digits that are lanes.
mod digits {
    use clearbox_proofs::{Lane, arch::lanes_256::__m256i};

    pub(super) const MASK: u64 = (1 << 52) - 1;

    pub(super) type Digit = Lane;
    pub(super) type Digits<const V: usize> = [[Digit; 4]; V];
    pub(super) type Vectors<const K: usize, const V: usize> = [[__m256i; V]; K];

    pub(super) fn broadcast(digit: Digit) -> __m256i {
        [digit; 4]
    }

    pub(super) fn load(digits: &[Digit; 4]) -> __m256i {
        *digits
    }

    pub(super) fn load_all<const K: usize, const V: usize>(numbers: &[Digits<V>; K]) -> Vectors<K, V> {
        *numbers
    }

    pub(super) fn store_all<const K: usize, const V: usize>(
        numbers: &mut [Digits<V>; K],
        vectors: &Vectors<K, V>,
    ) {
        *numbers = *vectors;
    }

    /// Without the lowest digit.
    pub(super) fn above<const V: usize>(digits: &Digits<V>) -> Digits<V> {
        let mut above = [[Lane::Constant(0); 4]; V];
        above.as_flattened_mut()[..4 * V - 1].copy_from_slice(&digits.as_flattened()[1..]);
        above
    }
}

const MULTIPLY: &str = "bignum/src/x86_64_ifma/multiply.rs";
const SQUARE: &str = "bignum/src/x86_64_ifma/square.rs";
const ROWS: &str = "bignum/src/x86_64_ifma/rows.rs";

#[test]
fn products_are_divided_by_s_and_never_overflow() {
    if Ifma::detect().is_none() {
        return [(MULTIPLY, "multiply"), (SQUARE, "square")]
            .iter()
            .for_each(|(file, name)| left_out(file, name));
    }
    prove_bounds(MULTIPLY, "multiply", on_ranges::product::<5>);
    prove_bounds(MULTIPLY, "multiply", on_ranges::product::<20>);
    prove_bounds(SQUARE, "square", on_ranges::square::<5>);
    prove_bounds(SQUARE, "square", on_ranges::square::<10>);
    prove_identity(MULTIPLY, "multiply", on_polynomials::product::<1>);
    prove_identity(MULTIPLY, "multiply", on_polynomials::product::<2>);
    // The doubles of the lowest vector, and of one more without what comes of the one below, are made, but not needed.
    prove_identity_but(18, SQUARE, "square", on_polynomials::square::<2>);
    prove_identity_but(18, SQUARE, "square", on_polynomials::square::<3>);
    for method in ["bounds", "identity"] {
        for name in ["rows", "double"] {
            proved(SQUARE, name, method, "as part of squares");
        }
        for name in ["shift", "add_multiple"] {
            proved(ROWS, name, method, "as part of products");
        }
    }
}
