//! What products in GHASH's field have to be, for the proofs beside their code.
//!
//! A product is linear over GF(2) in each of its factors. If code for it is, too, then it is right for all factors once it is
//! for each pair of single coefficients.

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
