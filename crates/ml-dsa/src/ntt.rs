//! Polynomials and their number-theoretic transforms (FIPS 204, sections 7.5 and 7.6).
//!
//! What works on a whole polynomial is kept from being inlined, here and in the other files: the stack that it needs is
//! free again for the next.

use clearbox_cpu::vectorized;

use crate::{
    field::{canonical, centered, montgomery_multiply, montgomery_reduce},
    table::ZETAS,
};

/// An element of the ring R_q: the coefficients of a polynomial, w_0 first, as any numbers of their classes modulo q,
/// less than 2q in size.
#[derive(Clone, Copy)]
pub(crate) struct Polynomial(pub(crate) [i32; 256]);

/// An element of the ring T_q, of which FIPS 204 writes the letter with a hat: 256 numbers, less than 7q in size.
#[derive(Clone, Copy)]
pub struct NttPolynomial(pub(crate) [i32; 256]);

/// A sum of products in T_q, divided by 2^32: 256 numbers, less than q in size.
pub(crate) struct NttProduct([i32; 256]);

impl Polynomial {
    pub(crate) const ZERO: Self = Self([0; 256]);

    /// The sum, with numbers from 0 to q-1.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        vectorized(|| Self(core::array::from_fn(|i| canonical(self.0[i] + other.0[i]))))
    }

    /// The difference, with numbers from 0 to q-1.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        vectorized(|| Self(core::array::from_fn(|i| canonical(self.0[i] - other.0[i]))))
    }

    /// The same, with numbers from 0 to q-1.
    pub(crate) fn canonical(&self) -> Self {
        vectorized(|| Self(self.0.map(canonical)))
    }

    /// The same, with the numbers nearest to zero: mod± q.
    pub(crate) fn centered(&self) -> Self {
        vectorized(|| Self(self.0.map(centered)))
    }
}

impl NttPolynomial {
    pub(crate) const ZERO: Self = Self([0; 256]);
}

/// Algorithm 41, NTT. The coefficients of `w` are at most q in size.
#[inline(never)]
pub(crate) fn ntt(w: &Polynomial) -> NttPolynomial {
    vectorized(|| forward(*w))
}

#[inline(always)]
fn forward(mut w: Polynomial) -> NttPolynomial {
    // In each layer, coefficients grow by a product, which is less than 3q/4: after eight they are below 7q.
    forward_layer::<128>(&mut w.0);
    forward_layer::<64>(&mut w.0);
    forward_layer::<32>(&mut w.0);
    forward_layer::<16>(&mut w.0);
    forward_layer::<8>(&mut w.0);
    forward_layer::<4>(&mut w.0);
    forward_layer::<2>(&mut w.0);
    forward_layer::<1>(&mut w.0);
    NttPolynomial(w.0)
}

/// Steps 6 to 16 of algorithm 41, for one `len`: halves of blocks are combined with a power of ζ.
#[inline(always)]
fn forward_layer<const LEN: usize>(w: &mut [i32; 256]) {
    let first = 128 / LEN;
    for (block, &z) in w.chunks_exact_mut(2 * LEN).zip(&ZETAS[first..]) {
        let (low, high) = block.split_at_mut(LEN);
        for (a, b) in low.iter_mut().zip(high) {
            let t = montgomery_multiply(*b, z);
            *b = *a - t;
            *a += t;
        }
    }
}

/// Algorithm 42, NTT^-1, of a sum of products; it makes up for their division by 2^32. The result's coefficients are
/// less than q in size.
#[inline(never)]
pub(crate) fn inverse_ntt(w_hat: &NttProduct) -> Polynomial {
    vectorized(|| backward(w_hat.0))
}

#[inline(always)]
fn backward(mut w: [i32; 256]) -> Polynomial {
    // In each layer, sums and differences are at most twice what coefficients were: from below q to 256q at most, which
    // is below 2^31.
    backward_layer::<1>(&mut w);
    backward_layer::<2>(&mut w);
    backward_layer::<4>(&mut w);
    backward_layer::<8>(&mut w);
    backward_layer::<16>(&mut w);
    backward_layer::<32>(&mut w);
    backward_layer::<64>(&mut w);
    backward_layer::<128>(&mut w);
    // 41978 = 2^64 / 256 mod q: of the two factors 2^32, `montgomery_multiply` takes one.
    Polynomial(w.map(|c| montgomery_multiply(c, 41978)))
}

/// Steps 6 to 17 of algorithm 42, for one `len`.
#[inline(always)]
fn backward_layer<const LEN: usize>(w: &mut [i32; 256]) {
    let end = 256 / LEN;
    for (block, &z) in w.chunks_exact_mut(2 * LEN).zip(ZETAS[..end].iter().rev()) {
        let (low, high) = block.split_at_mut(LEN);
        for (a, b) in low.iter_mut().zip(high) {
            let t = *a;
            *a = t + *b;
            *b = montgomery_multiply(*b - t, z);
        }
    }
}

/// A sum of products in T_q (algorithms 44 to 48), as it grows. A product is less than 49q² in size, and one with an
/// element of A_hat, whose numbers are below q, less than 7q². There are at most seven of the latter and one of the
/// former, so that the sum is below 98q², and `montgomery_reduce` takes what is below 2^31·q, which is more than 256q².
#[derive(Clone, Copy)]
pub(crate) struct Sum([i64; 256]);

impl Sum {
    pub(crate) const ZERO: Self = Self([0; 256]);

    /// Adds a∘b.
    #[inline(never)]
    pub(crate) fn add(&mut self, a: &NttPolynomial, b: &NttPolynomial) {
        vectorized(|| {
            for ((sum, &a), &b) in self.0.iter_mut().zip(&a.0).zip(&b.0) {
                *sum += i64::from(a) * i64::from(b);
            }
        });
    }

    /// Subtracts a∘b.
    #[inline(never)]
    pub(crate) fn subtract(&mut self, a: &NttPolynomial, b: &NttPolynomial) {
        vectorized(|| {
            for ((sum, &a), &b) in self.0.iter_mut().zip(&a.0).zip(&b.0) {
                *sum -= i64::from(a) * i64::from(b);
            }
        });
    }

    /// The sum, divided by 2^32.
    pub(crate) fn reduce(&self) -> NttProduct {
        vectorized(|| NttProduct(self.0.map(montgomery_reduce)))
    }
}

/// Algorithm 45, MultiplyNTT.
#[inline(never)]
pub(crate) fn multiply(a: &NttPolynomial, b: &NttPolynomial) -> NttProduct {
    vectorized(|| NttProduct(core::array::from_fn(|i| montgomery_multiply(a.0[i], b.0[i]))))
}

/// One row of algorithm 48, MatrixVectorNTT.
#[inline(never)]
pub(crate) fn inner_product(row: &[NttPolynomial], v: &[NttPolynomial]) -> NttProduct {
    let mut sum = Sum::ZERO;
    for (a, b) in row.iter().zip(v) {
        sum.add(a, b);
    }
    sum.reduce()
}

/// NTT^-1 of one element by itself.
pub(crate) fn inverse_ntt_of(w_hat: &NttPolynomial) -> Polynomial {
    inverse_ntt(&NttProduct(w_hat.0.map(|c| montgomery_multiply(c, 1))))
}

impl core::fmt::Debug for NttPolynomial {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("NttPolynomial")
    }
}
