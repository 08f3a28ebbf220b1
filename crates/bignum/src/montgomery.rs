//! Montgomery's product (P. L. Montgomery, 1985): a·b/R mod m, where R = 2^(64·n) and m is odd and has n limbs.
//!
//! The product and the multiple of m that clears its lower half are summed up together, column by column: column k
//! has the products of limbs i and j with i + j = k. No partial sum is ever stored.

use crate::limbs;

/// The sum of a column and of the carry into it, three words: of at most 2 · 128 products, each below 2^128.
#[derive(Clone, Copy, Default)]
struct Column {
    low: u128,
    high: u64,
}

impl Column {
    #[inline(always)]
    fn add(&mut self, product: u128) {
        let (low, carry) = self.low.overflowing_add(product);
        self.low = low;
        self.high += u64::from(carry);
    }

    /// Adds x[0]·y[last] + x[1]·y[last − 1] + … + x[last]·y[0].
    #[inline(always)]
    fn add_products(&mut self, x: &[u64], y: &[u64]) {
        for (&x, &y) in x.iter().zip(y.iter().rev()) {
            self.add(u128::from(x) * u128::from(y));
        }
    }

    #[inline(always)]
    fn add_column(&mut self, other: Self) {
        self.add(other.low);
        self.high += other.high;
    }

    /// Takes the lowest word off, which leaves the carry into the next column.
    #[inline(always)]
    fn shift(&mut self) -> u64 {
        let word = self.low as u64;
        *self = Self { low: self.low >> 64 | u128::from(self.high) << 64, high: 0 };
        word
    }
}

/// −1/m mod 2^64, for an odd m, by Newton's iteration: x = m is right to 3 bits, and each step doubles them.
pub(crate) fn negated_inverse(m: u64) -> u64 {
    let inverse = (0..5).fold(m, |x, _| x.wrapping_mul(2u64.wrapping_sub(m.wrapping_mul(x))));
    inverse.wrapping_neg()
}

/// out = a·b/R mod m. One of a and b may be anything below R, if the other is below m. `n0` is −1/m mod 2^64.
pub(crate) fn mul(out: &mut [u64], a: &[u64], b: &[u64], m: &[u64], n0: u64) {
    reduce_columns(out, m, n0, |column, low, high| column.add_products(&a[low..=high], &b[low..=high]));
}

/// out = a²/R mod m, for a below m.
pub(crate) fn square(out: &mut [u64], a: &[u64], m: &[u64], n0: u64) {
    reduce_columns(out, m, n0, |column, low, high| {
        // Each product of two different limbs comes twice.
        let pairs = (high - low).div_ceil(2);
        let mut half = Column::default();
        half.add_products(&a[low..low + pairs], &a[high + 1 - pairs..=high]);
        column.add_column(half);
        column.add_column(half);
        if (high - low) % 2 == 0 {
            let middle = u128::from(a[low + pairs]);
            column.add(middle * middle);
        }
    });
}

/// The columns of the product come from `add_products(column, low, high)`, with the limbs low to high of both factors.
#[inline(always)]
fn reduce_columns(out: &mut [u64], m: &[u64], n0: u64, add_products: impl Fn(&mut Column, usize, usize)) {
    let n = m.len();
    let mut column = Column::default();
    // The lower half: limb k of the factor q of m is chosen so that column k becomes a multiple of 2^64.
    for k in 0..n {
        add_products(&mut column, 0, k);
        column.add_products(&out[..k], &m[1..=k]);
        out[k] = (column.low as u64).wrapping_mul(n0);
        column.add(u128::from(out[k]) * u128::from(m[0]));
        column.shift();
    }
    // The upper half is the result, and takes the place of the limbs of q as they are done with.
    for k in 1..n {
        add_products(&mut column, k, n - 1);
        column.add_products(&out[k..], &m[k..]);
        out[k - 1] = column.shift();
    }
    out[n - 1] = column.shift();
    let top = column.shift();
    limbs::reduce_once(out, top, m);
}
