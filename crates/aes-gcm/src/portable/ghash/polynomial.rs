//! Polynomials over GF(2), as integers: bit k is the coefficient of t^k.

#[cfg(test)]
mod proofs;

/// A polynomial below t^128 as the nine factors below t^32 that two levels of Karatsuba's method multiply: of its
/// quarters q0, q1, q2, q3, these are q0, q1, q0 + q1; q2, q3, q2 + q3; q0 + q2, q1 + q3, q0 + q1 + q2 + q3.
pub(super) type Factors = [u32; 9];

/// A product of two polynomials below t^128, as the products of their nine factors.
pub(super) type Products = [u64; 9];

/// The factors of `a`.
#[inline(always)]
pub(super) fn factors(a: u128) -> Factors {
    let [q0, q1, q2, q3] = [0, 32, 64, 96].map(|place| (a >> place) as u32);
    [q0, q1, q0 ^ q1, q2, q3, q2 ^ q3, q0 ^ q2, q1 ^ q3, q0 ^ q1 ^ q2 ^ q3]
}

/// The products of each of `a` with the one of `b` in the same place.
///
/// Not inlined, since the loop becomes vector instructions only where its length is not known to be short.
#[inline(never)]
pub(super) fn multiply_all(a: &[Factors], b: &[Factors], products: &mut [Products]) {
    let factors = a.as_flattened().iter().zip(b.as_flattened());
    for (product, (a, b)) in products.as_flattened_mut().iter_mut().zip(factors) {
        *product = multiply(*a, *b);
    }
}

/// a * b, by integer multiplication with room for the carries.
///
/// Each is split into four parts, of every fourth coefficient. In the integer product of two parts, every fourth bit
/// is a sum of at most 8 products of coefficients, modulo 2, and the carries go no further than to the three
/// bits above it, which are cleared.
#[inline(always)]
fn multiply(a: u32, b: u32) -> u64 {
    const EVERY_FOURTH: u64 = 0x1111_1111_1111_1111;
    let part = |a: u32, i: usize| u64::from(a & (EVERY_FOURTH << i) as u32);
    let (a, b) = ([0, 1, 2, 3].map(|i| part(a, i)), [0, 1, 2, 3].map(|i| part(b, i)));
    (0..4).fold(0, |product, i| {
        // The coefficients of t^k with k = i modulo 4.
        let sum = (0..4).fold(0, |sum, j| sum ^ (a[j] * b[(4 + i - j) % 4]));
        product ^ (sum & (EVERY_FOURTH << i))
    })
}

/// The product times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1.
///
/// With q = low / P mod t^128, adding q * P leaves zeros below t^128. The inverse of P = 1 + m is there 1 + m again,
/// since m^2 is a multiple of t^242.
#[inline(always)]
pub(super) fn reduce([p0, p1, p01, p2, p3, p23, p02, p13, p0123]: Products) -> u128 {
    let (low, high, both) = (join(p0, p1, p01), join(p2, p3, p23), join(p02, p13, p0123));
    let middle = low ^ high ^ both;
    let (low, high) = (low ^ (middle << 64), high ^ (middle >> 64));
    let q = low ^ (low << 121) ^ (low << 126) ^ (low << 127);
    high ^ q ^ (q >> 1) ^ (q >> 2) ^ (q >> 7)
}

/// Karatsuba: the product of two polynomials from those of their lower halves, upper halves, and sums of both.
#[inline(always)]
fn join(low: u64, high: u64, both: u64) -> u128 {
    u128::from(low) ^ (u128::from(low ^ high ^ both) << 32) ^ (u128::from(high) << 64)
}

/// a * t modulo P.
pub(crate) fn times_t(a: u128) -> u128 {
    let t_128 = a >> 127;
    (a << 1) ^ t_128 ^ (t_128 << 121) ^ (t_128 << 126) ^ (t_128 << 127)
}
