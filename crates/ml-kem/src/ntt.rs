//! Polynomials and their number-theoretic transforms (FIPS 203, section 4.3).
//!
//! What works on a whole polynomial is kept from being inlined, here and in the other files: the stack that it needs is
//! free again for the next.

use clearbox_cpu::vectorized;
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::Avx512;

#[cfg(target_arch = "x86_64")]
use crate::x86_64_avx512;
use crate::{
    field::{Q, barrett_reduce, canonical, montgomery_multiply, montgomery_reduce},
    table::ZETAS,
};

/// An element of the ring R_q: the coefficients of a polynomial, f_0 first, as any numbers of their classes modulo q.
#[derive(Clone, Copy)]
pub(crate) struct Polynomial(pub(crate) [i16; 256]);

/// An element of the ring T_q, of which FIPS 203 writes the letter with a hat: 128 polynomials of degree one, c_0 + c_1·X
/// modulo X² - γ. The coefficients are less than q in size.
#[derive(Clone, Copy)]
pub struct NttPolynomial(pub(crate) [i16; 256]);

impl Polynomial {
    pub(crate) const ZERO: Self = Self([0; 256]);

    /// Adds `other` to it. The sums have to be in the range of an `i16`.
    pub(crate) fn add(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a += b;
        }
    }

    /// Subtracts `other` from it. The differences have to be in the range of an `i16`.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a -= b;
        }
    }
}

impl NttPolynomial {
    pub(crate) const ZERO: Self = Self([0; 256]);

    /// The sum, with coefficients from 0 to q-1.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self(core::array::from_fn(|i| canonical(self.0[i] + other.0[i]) as i16))
    }

    /// The same, with coefficients from 0 to q-1.
    pub(crate) fn canonical(&self) -> Self {
        Self(self.0.map(|c| canonical(c) as i16))
    }
}

/// Algorithm 9, NTT. The coefficients of `f` are at most q in size.
#[inline(never)]
pub(crate) fn ntt(f: &Polynomial) -> NttPolynomial {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return NttPolynomial(x86_64_avx512::ntt(proof, &f.0));
    }
    vectorized(|| forward(*f))
}

#[inline(always)]
pub(crate) fn forward(mut f: Polynomial) -> NttPolynomial {
    // In each layer, coefficients grow by a product, which is less than 3q/4: after seven they are below 6.25q,
    // which is below 2^15.
    forward_layer::<128>(&mut f.0);
    forward_layer::<64>(&mut f.0);
    forward_layer::<32>(&mut f.0);
    forward_layer::<16>(&mut f.0);
    forward_layer::<8>(&mut f.0);
    forward_layer::<4>(&mut f.0);
    forward_layer::<2>(&mut f.0);
    NttPolynomial(f.0.map(barrett_reduce))
}

/// Steps 3 to 13 of algorithm 9, for one `len`: halves of blocks are combined with a power of ζ.
#[inline(always)]
fn forward_layer<const LEN: usize>(f: &mut [i16; 256]) {
    let first = 128 / LEN;
    for (block, &zeta) in f.chunks_exact_mut(2 * LEN).zip(&ZETAS[first..]) {
        let (low, high) = block.split_at_mut(LEN);
        for (a, b) in low.iter_mut().zip(high) {
            let t = montgomery_multiply(*b, zeta);
            *b = *a - t;
            *a += t;
        }
    }
}

/// Algorithm 10, NTT^-1. The result's coefficients are less than 3q/4 in size.
#[inline(never)]
pub(crate) fn inverse_ntt(f: &NttPolynomial) -> Polynomial {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return Polynomial(x86_64_avx512::inverse_ntt(proof, &f.0));
    }
    vectorized(|| backward(f.0))
}

#[inline(always)]
pub(crate) fn backward(mut f: [i16; 256]) -> Polynomial {
    // In each layer, sums and differences are at most twice what coefficients were, and products less than 3q/4. So from
    // below q we come to 8q after three layers, and from q/2 to 4q after three more; 8q is below 2^15.
    backward_layer::<2>(&mut f);
    backward_layer::<4>(&mut f);
    backward_layer::<8>(&mut f);
    f = f.map(barrett_reduce);
    backward_layer::<16>(&mut f);
    backward_layer::<32>(&mut f);
    backward_layer::<64>(&mut f);
    f = f.map(barrett_reduce);
    backward_layer::<128>(&mut f);
    // 512 / 2^16 = 1/128.
    Polynomial(f.map(|c| montgomery_multiply(c, 512)))
}

/// Steps 3 to 13 of algorithm 10, for one `len`.
#[inline(always)]
fn backward_layer<const LEN: usize>(f: &mut [i16; 256]) {
    let end = 256 / LEN;
    for (block, &zeta) in f.chunks_exact_mut(2 * LEN).zip(ZETAS[..end].iter().rev()) {
        let (low, high) = block.split_at_mut(LEN);
        for (a, b) in low.iter_mut().zip(high) {
            let t = *a;
            *a = t + *b;
            *b = montgomery_multiply(*b - t, zeta);
        }
    }
}

/// The second factor b of products in T_q, made ready once for several. A coefficient of a product is a sum of two
/// products, of pairs that stand side by side here, as vector units want them; all times 2^16, to make up for the division
/// in `montgomery_reduce`, and at most 3q/4 in size.
#[derive(Clone, Copy)]
pub(crate) struct Factor {
    /// b_0 and γ·b_1, which a_0 and a_1 are multiplied by for c_0.
    pub(crate) for_c_0: [[i16; 2]; 128],
    /// b_1 and b_0, which a_0 and a_1 are multiplied by for c_1.
    pub(crate) for_c_1: [[i16; 2]; 128],
}

impl Factor {
    pub(crate) const ZERO: Self = Self { for_c_0: [[0; 2]; 128], for_c_1: [[0; 2]; 128] };

    #[inline(never)]
    pub(crate) fn new(b: &NttPolynomial) -> Self {
        vectorized(|| Self::prepared(b))
    }

    #[inline(always)]
    fn prepared(b: &NttPolynomial) -> Self {
        let mut factor = Self::ZERO;
        // 2^32 mod q, so that one 2^16 is left.
        let b = b.0.map(|c| montgomery_multiply(c, 1353));
        let (for_c_0, _) = factor.for_c_0.as_chunks_mut();
        let (for_c_1, _) = factor.for_c_1.as_chunks_mut();
        let two_pairs = b.as_chunks().0.iter().zip(&ZETAS[64..]);
        for ((for_c_0, for_c_1), (&[b_0, b_1, b_2, b_3], &zeta)) in
            for_c_0.iter_mut().zip(for_c_1).zip(two_pairs)
        {
            // γ = ζ^(2·BitRev7(i) + 1) (section 4.3.1) is ζ^BitRev7(64 + i/2), and the negative of it for odd i.
            *for_c_0 = [[b_0, montgomery_multiply(b_1, zeta)], [b_2, montgomery_multiply(b_3, -zeta)]];
            *for_c_1 = [[b_1, b_0], [b_3, b_2]];
        }
        factor
    }
}

/// The sum of products in T_q of at most four pairs: algorithms 11 and 12, MultiplyNTTs and BaseCaseMultiply, with a
/// single reduction for each coefficient.
///
/// Four times two products of a number below q and one of at most 3q/4 are below 6q² < 2^15 · q.
#[inline(never)]
pub(crate) fn inner_product<'a>(
    a: impl Iterator<Item = &'a NttPolynomial> + Clone,
    b: impl Iterator<Item = &'a Factor> + Clone,
) -> NttPolynomial {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return NttPolynomial(x86_64_avx512::inner_product(proof, &a.zip(b)));
    }
    vectorized(|| {
        let (mut sums_0, mut sums_1) = ([0i32; 128], [0i32; 128]);
        for (a, b) in a.zip(b) {
            let a = a.0.as_chunks().0;
            add_products(&mut sums_0, a, &b.for_c_0);
            add_products(&mut sums_1, a, &b.for_c_1);
        }
        let mut c = NttPolynomial::ZERO;
        for ((c, c_0), c_1) in c.0.as_chunks_mut().0.iter_mut().zip(sums_0).zip(sums_1) {
            *c = [montgomery_reduce(c_0), montgomery_reduce(c_1)];
        }
        debug_assert!(c.0.iter().all(|c| c.abs() < Q));
        c
    })
}

/// Adds a_0·b_0 + a_1·b_1 to each sum.
#[inline(always)]
fn add_products(sums: &mut [i32; 128], a: &[[i16; 2]], b: &[[i16; 2]; 128]) {
    for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
        *sum += i32::from(a[0]) * i32::from(b[0]) + i32::from(a[1]) * i32::from(b[1]);
    }
}

impl core::fmt::Debug for NttPolynomial {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("NttPolynomial")
    }
}
