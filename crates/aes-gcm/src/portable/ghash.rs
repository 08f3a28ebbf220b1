//! GHASH (SP 800-38D, sections 6.3 and 6.4).
//!
//! GCM writes the coefficient of x^0 first: in a block read as a big-endian integer that is the top bit. With
//! t = 1/x, the block is x^127 times the polynomial in t whose coefficient of t^k is bit k. So bits need not be
//! reversed: we calculate with polynomials in t, modulo t^128 + t^127 + t^126 + t^121 + 1, and owe each product of two
//! blocks a factor x^127 = t^-127. That is t, put into H beforehand, and t^-128, which the reduction brings.

mod polynomial;

use clearbox_ct::Wiped;

use polynomial::{Factors, Products, factors, multiply_all, reduce};

pub(crate) use polynomial::times_t;

/// Blocks whose products are added before they are reduced.
const BLOCKS: usize = 4;

/// H^4, H^3, H^2, H, each with the factor t (see the module).
#[derive(Clone)]
pub(crate) struct Powers(Wiped<[Factors; BLOCKS]>);

impl Powers {
    /// The powers of the hash subkey H.
    pub(crate) fn new(h: &[u8; 16]) -> Self {
        const LAST: usize = BLOCKS - 1;
        let mut powers = Wiped::new([[0; 9]; BLOCKS]);
        let mut products = Wiped::new([[0; 9]]);
        powers[LAST] = factors(times_t(u128::from_be_bytes(*h)));
        for i in (0..LAST).rev() {
            multiply_all(&powers[i + 1..i + 2], &powers[LAST..], &mut *products);
            powers[i] = factors(reduce(products[0]));
        }
        Self(powers)
    }
}

/// A running hash.
pub(crate) struct Ghash<'a> {
    powers: &'a Powers,
    /// The Y of SP 800-38D, algorithm 2.
    y: Wiped<u128>,
    /// The blocks in work, and their products with powers of H.
    blocks: Wiped<[Factors; BLOCKS]>,
    products: Wiped<[Products; BLOCKS]>,
}

impl<'a> Ghash<'a> {
    /// The hash of nothing yet.
    pub(crate) fn new(powers: &'a Powers) -> Self {
        Self { powers, y: Wiped::default(), blocks: Wiped::default(), products: Wiped::default() }
    }

    /// Absorbs `data`, filled up with zeros to whole blocks.
    pub(crate) fn absorb_padded(&mut self, data: &[u8]) {
        let (blocks, tail) = data.as_chunks();
        blocks.chunks(BLOCKS).for_each(|run| self.absorb(run));
        if !tail.is_empty() {
            let mut block = [0; 16];
            block[..tail.len()].copy_from_slice(tail);
            self.absorb(&[block]);
        }
    }

    /// Absorbs n blocks, at most [`BLOCKS`]: Y = (Y + X1) H^n + X2 H^(n-1) + … + Xn H.
    #[inline(always)]
    fn absorb(&mut self, run: &[[u8; 16]]) {
        let blocks = &mut self.blocks[..run.len()];
        let products = &mut self.products[..run.len()];
        let powers = &self.powers.0[BLOCKS - run.len()..];
        for (x, block) in blocks.iter_mut().zip(run) {
            *x = factors(u128::from_be_bytes(*block) ^ *self.y);
            *self.y = 0;
        }
        multiply_all(blocks, powers, products);
        *self.y = reduce(core::array::from_fn(|k| products.iter().fold(0, |sum, product| sum ^ product[k])));
    }

    /// The hash, as a big-endian integer.
    pub(crate) fn finish(self) -> Wiped<u128> {
        self.y
    }
}
