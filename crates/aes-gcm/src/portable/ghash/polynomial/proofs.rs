//! The product is right for all polynomials: it is linear in both, and right for each pair of coefficients.
//!
//! `factors` and `reduce` are made of shifts and sums by XOR alone, and so are linear. `multiply` is, in each factor, as far as
//! carries do not matter.

use clearbox_proofs::proved;

use super::{Products, factors, multiply, multiply_all, reduce, times_t};
use crate::proofs::products_of_coefficients;

const FILE: &str = "aes-gcm/src/portable/ghash/polynomial.rs";

/// Whether carries stay between the columns of a product of two parts, whatever they are: in the largest, too.
fn has_room_for_carries(part: u32) -> bool {
    let columns = |product: u64| (0..16).map(move |k| product >> (4 * k) & 15);
    // Of 8 coefficients by 8.
    let counted = (0..16).map(|k: u64| (k + 1).min(15u64.saturating_sub(k)));
    columns(u64::from(part) * u64::from(part)).eq(counted)
}

#[test]
fn short_products_are_right() {
    assert!(has_room_for_carries(0x1111_1111));
    assert!(!has_room_for_carries(0x0924_9249), "every third coefficient");
    let is_right = |multiply: fn(u32, u32) -> u64| {
        (0..32).all(|i| (0..32).all(|j| multiply(1 << i, 1 << j) == 1 << (i + j)))
    };
    assert!(is_right(multiply));
    assert!(!is_right(|a, b| multiply(a, b & 0x7fff_ffff)));
    proved(FILE, "multiply", "each pair", "columns have room for carries; mutants fail");
}

fn is_the_product(product: impl Fn(u128, u128) -> u128) -> bool {
    let expected = products_of_coefficients();
    (0..128).all(|i| (0..128).all(|j| product(1 << i, 1 << j) == expected[i + j]))
}

fn products(a: u128, b: u128) -> Products {
    let mut products = [[0; 9]];
    multiply_all(&[factors(a)], &[factors(b)], &mut products);
    products[0]
}

#[test]
fn products_are_right() {
    assert!(is_the_product(|a, b| reduce(products(a, b))));
    for lost in 0..9 {
        let mutant = |a, b| {
            let mut products = products(a, b);
            products[lost] = 0;
            reduce(products)
        };
        assert!(!is_the_product(mutant), "{lost}");
    }
    for name in ["factors", "multiply_all", "reduce"] {
        proved(FILE, name, "each pair", "one after the other; mutants fail");
    }
}

#[test]
fn multiples_by_t_are_right() {
    let powers = products_of_coefficients();
    let is_right = |times_t: fn(u128) -> u128| (0..128).all(|i| times_t(1 << i) == powers[128 + i + 1]);
    assert!(is_right(times_t) && !is_right(|a| a << 1));
    proved(FILE, "times_t", "each bit", "a mutant fails");
}
