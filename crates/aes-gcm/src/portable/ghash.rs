//! GHASH (SP 800-38D, sections 6.3 and 6.4) by integer multiplication.
//!
//! GCM writes the coefficient of x^0 first: in a block read as a big-endian integer that is the top bit. With
//! t = 1/x, the block is x^127 times the polynomial in t whose coefficient of t^k is bit k. So bits need not be
//! reversed: we calculate with polynomials in t, modulo t^128 + t^127 + t^126 + t^121 + 1, and owe each product of two
//! blocks a factor x^127 = t^-127. That is t, put into H beforehand, and t^-128, which the reduction brings.

use clearbox_ct::Wiped;

/// Blocks whose products are added before they are reduced.
const BLOCKS: usize = 4;

/// H^4, H^3, H^2, H, each with the factor t (see the module).
#[derive(Clone)]
pub(crate) struct Powers(Wiped<[u128; BLOCKS]>);

impl Powers {
    /// The powers of the hash subkey H.
    pub(crate) fn new(h: &[u8; 16]) -> Self {
        let h = u128::from_be_bytes(*h);
        let h_t = h << 1 ^ (h >> 127).wrapping_neg() & (1 << 127 | 1 << 126 | 1 << 121 | 1);
        let mut powers = Wiped::new([h_t; BLOCKS]);
        for i in (1..BLOCKS).rev() {
            powers[i - 1] = Product::default().add(powers[i], h_t).reduce();
        }
        Self(powers)
    }
}

/// A running hash: the Y of SP 800-38D, algorithm 2.
pub(crate) struct Ghash<'a> {
    powers: &'a Powers,
    y: Wiped<u128>,
}

impl<'a> Ghash<'a> {
    /// The hash of nothing yet.
    pub(crate) fn new(powers: &'a Powers) -> Self {
        Self { powers, y: Wiped::default() }
    }

    /// Absorbs `data`, filled up with zeros to whole blocks.
    pub(crate) fn absorb_padded(&mut self, data: &[u8]) {
        let (blocks, tail) = data.as_chunks();
        let (runs, rest) = blocks.as_chunks::<BLOCKS>();
        runs.iter().for_each(|run| self.absorb(run));
        self.absorb(rest);
        if !tail.is_empty() {
            let mut block = [0; 16];
            block[..tail.len()].copy_from_slice(tail);
            self.absorb(&[block]);
        }
    }

    /// Absorbs at most [`BLOCKS`] blocks: with n of them, Y = (Y + X1) H^n + X2 H^(n-1) + … + Xn H.
    #[inline(always)]
    fn absorb(&mut self, blocks: &[[u8; 16]]) {
        let mut sum = Product::default();
        let mut y = *self.y;
        for (block, &power) in blocks.iter().zip(&self.powers.0[BLOCKS - blocks.len()..]) {
            sum = sum.add(u128::from_be_bytes(*block) ^ y, power);
            y = 0;
        }
        *self.y = y ^ sum.reduce();
    }

    /// The hash.
    pub(crate) fn finish(self) -> [u8; 16] {
        self.y.to_be_bytes()
    }
}

/// A sum of products of polynomials, each below t^128; kept as Karatsuba's three parts.
#[derive(Default)]
struct Product {
    /// The products of the lower halves.
    low: u128,
    /// The products of the upper halves.
    high: u128,
    /// The products of the sums of both halves.
    both: u128,
}

impl Product {
    /// Adds a * b.
    #[inline(always)]
    fn add(self, a: u128, b: u128) -> Self {
        let ([a0, a1], [b0, b1]) = (halves(a), halves(b));
        Self {
            low: self.low ^ multiply(a0, b0),
            high: self.high ^ multiply(a1, b1),
            both: self.both ^ multiply(a0 ^ a1, b0 ^ b1),
        }
    }

    /// The sum times t^-128, modulo P = t^128 + t^127 + t^126 + t^121 + 1.
    ///
    /// With q = low / P mod t^128, adding q * P leaves zeros below t^128. There the inverse of P = 1 + m is 1 + m again,
    /// since m^2 is a multiple of t^242.
    #[inline(always)]
    fn reduce(self) -> u128 {
        let middle = self.low ^ self.high ^ self.both;
        let (low, high) = (self.low ^ middle << 64, self.high ^ middle >> 64);
        let q = low ^ low << 121 ^ low << 126 ^ low << 127;
        high ^ q ^ q >> 1 ^ q >> 2 ^ q >> 7
    }
}

/// The lower and the upper 64 coefficients.
#[inline(always)]
fn halves(a: u128) -> [u64; 2] {
    [a as u64, (a >> 64) as u64]
}

/// Multiplies polynomials below t^64, by integer multiplication with room for the carries.
///
/// Each is split into four parts, of every fourth coefficient. In the integer product of two parts, every fourth bit is a
/// sum of products of bits, modulo 2, and the three bits above hold its carries: as long as there are no more
/// than 15 products in a sum. So the top four bits of `b` are left out at first: they are a number below 2^4,
/// which times a part of `a` makes no carries at all.
#[inline(always)]
fn multiply(a: u64, b: u64) -> u128 {
    const EVERY_FOURTH: u128 = 0x1111_1111_1111_1111_1111_1111_1111_1111;
    const TOP: u64 = 0xf << 60;
    let a: [u64; 4] = core::array::from_fn(|i| a & (EVERY_FOURTH << i) as u64);
    let top = b & TOP;
    let b: [u64; 4] = core::array::from_fn(|i| b & !TOP & (EVERY_FOURTH << i) as u64);
    let mut product = 0;
    for i in 0..4 {
        // The coefficients of t^k with k = i modulo 4: those of the parts j and i - j.
        let sum = (0..4).fold(0, |sum, j| sum ^ wide(a[j], b[(i + 4 - j) % 4]));
        product ^= sum & EVERY_FOURTH << i;
        product ^= wide(a[i], top);
    }
    product
}

/// The integer product.
#[inline(always)]
fn wide(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}
