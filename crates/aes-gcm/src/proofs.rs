//! What products in GHASH's field have to be, for the proofs beside their code.
//!
//! A product is linear over GF(2) in each of its factors. If code for it is, too, then it is right for all factors once it is
//! for each pair of single coefficients.

use clearbox_proofs::{left_out, proved};

/// P = t^128 + t^127 + t^126 + t^121 + 1 without its first term.
const P: u128 = 1 << 127 | 1 << 126 | 1 << 121 | 1;

fn times_t(a: u128) -> u128 {
    if a >> 127 == 1 { a << 1 ^ P } else { a << 1 }
}

fn divided_by_t(a: u128) -> u128 {
    if a & 1 == 1 { (a ^ P) >> 1 | 1 << 127 } else { a >> 1 }
}

/// t^(k - 128) modulo P at place k: the product of t^i and t^j and t^-128 at place i + j.
pub(crate) fn products_of_coefficients() -> [u128; 257] {
    let mut power = (0..128).fold(1, |power, _| divided_by_t(power));
    core::array::from_fn(|_| {
        let this = power;
        power = times_t(power);
        this
    })
}

/// The product is right for all polynomials: it is made of carry-less products, shuffles and sums by XOR, each linear in each
/// factor, and right for each pair of coefficients.
fn is_the_product(product: impl Fn(u128, u128) -> u128) -> bool {
    let powers = products_of_coefficients();
    (0..128).all(|i| (0..128).all(|j| product(1 << i, 1 << j) == powers[i + j]))
}

/// Likewise, of a kernel with a block in a vector. `detected` is its product, where this machine can run it.
pub(crate) fn product_of_one(file: &str, detected: Option<impl Fn(u128, u128) -> u128>) {
    let names = ["multiply", "reduce"];
    let Some(product) = detected else { return names.iter().for_each(|name| left_out(file, name)) };
    assert!(is_the_product(&product));
    assert!(!is_the_product(|a, b| product(a, b & !(1 << 127))));
    for name in names {
        proved(file, name, "each pair", "one after the other; mutants fail");
    }
}
