//! Inverses by the division steps of Bernstein and Yang ("Fast constant-time gcd computation and modular inversion", 2019), in
//! the variant that begins with δ = 1/2.
//!
//! The pair (f, g) begins as (m, x), f always odd. A step makes it (g, (g − f)/2) with δ → 1 − δ if δ > 0 and g is odd,
//! else (f, (g + f·(g mod 2))/2) with δ → 1 + δ. At last g = 0 and f = ±1, or f = ±m for x = 0. A few steps depend on a
//! few of the lowest bits alone; they are gathered in a matrix, which is then applied to the whole numbers.
//!
//! Twenty steps at a time are done on words that hold those bits and a row of the matrix together.
//!
//! `clearbox-bignum` does the same for moduli that are known at run time only.

use clearbox_ct::{Choice, select_into};

use crate::{
    limbs,
    montgomery::{Modulus, subtract_m},
};

/// Steps that are done on packed words.
const INNER: usize = 20;

/// Steps that are gathered in a matrix: its entries are then at most 2^60 in size, and so are the sums of the sizes
/// of each of its rows.
const BATCH: usize = 3 * INNER;

/// (u v; q r), which a power of 2 divides: as many times as there were steps.
#[derive(Clone, Copy)]
struct Matrix {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// A number of N + 1 limbs in two's complement, the topmost 0 or −1.
struct Signed<const N: usize> {
    limbs: [u64; N],
    top: i64,
}

/// What an inversion has come to. With d·x = f and e·x = g modulo m, but for a factor of 16 a batch: the matrix is divided by
/// 2^60 for f and g, by 2^64 for d and e.
struct Inversion<const N: usize> {
    f: Signed<N>,
    g: Signed<N>,
    d: [u64; N],
    e: [u64; N],
    /// −δ − 1/2: negative for a δ above 0.
    zeta: i64,
}

/// How many batches are enough for a modulus of so many bits: by P. Wuille's computation of convex hulls,
/// (45907·bits + 26313)/19929 steps for δ = 1/2, from 46 bits on.
pub(crate) const fn batches(bits: usize) -> usize {
    ((45907 * bits + 26313) / 19929 + 1).div_ceil(BATCH)
}

/// 2^(−4·batches) / x modulo m, for x < m; 0 for 0.
pub(crate) fn invert<M: Modulus<N>, const N: usize>(x: &[u64; N], batches: usize) -> [u64; N] {
    let mut inversion = [Inversion::new::<M>(x)];
    for _ in 0..batches {
        let [matrix] = divsteps(&mut inversion);
        inversion[0].apply::<M>(matrix);
    }
    inversion[0].inverse::<M>()
}

/// The same of two numbers by two moduli, in little more time: a step waits for the one before it, but not for that of
/// the other inversion.
pub(crate) fn invert_both<A: Modulus<N>, B: Modulus<N>, const N: usize>(
    x: &[u64; N],
    y: &[u64; N],
    batches: usize,
) -> ([u64; N], [u64; N]) {
    let mut inversions = [Inversion::new::<A>(x), Inversion::new::<B>(y)];
    for _ in 0..batches {
        let [of_x, of_y] = divsteps(&mut inversions);
        inversions[0].apply::<A>(of_x);
        inversions[1].apply::<B>(of_y);
    }
    (inversions[0].inverse::<A>(), inversions[1].inverse::<B>())
}

impl<const N: usize> Inversion<N> {
    fn new<M: Modulus<N>>(x: &[u64; N]) -> Self {
        let mut e = [0; N];
        e[0] = 1;
        Self { f: Signed { limbs: M::M, top: 0 }, g: Signed { limbs: *x, top: 0 }, d: [0; N], e, zeta: -1 }
    }

    /// A batch of steps for all of f, g, d and e.
    #[inline(always)]
    fn apply<M: Modulus<N>>(&mut self, Matrix { u, v, q, r }: Matrix) {
        (self.f, self.g) = (combine(u, v, &self.f, &self.g), combine(q, r, &self.f, &self.g));
        (self.d, self.e) =
            (combine_modulo::<M, N>(u, v, &self.d, &self.e), combine_modulo::<M, N>(q, r, &self.d, &self.e));
    }

    /// At last: f is 1 or −1, or d is 0.
    fn inverse<M: Modulus<N>>(&self) -> [u64; N] {
        subtract_m::<M, u64, N>(&negated_if::<M, N>(self.f.top, &self.d), 0)
    }
}

/// 60 division steps of each inversion with the lowest limbs of f and g.
fn divsteps<const K: usize, const N: usize>(inversions: &mut [Inversion<N>; K]) -> [Matrix; K] {
    let mut zetas = inversions.each_ref().map(|inversion| inversion.zeta);
    let mut lowest = inversions.each_ref().map(|inversion| (inversion.f.limbs[0], inversion.g.limbs[0]));
    let mut matrices = inner_divsteps(&mut zetas, &lowest);
    let mut last = matrices;
    for _ in 1..BATCH / INNER {
        lowest = core::array::from_fn(|k| last[k].lowest(lowest[k]));
        last = inner_divsteps(&mut zetas, &lowest);
        matrices = core::array::from_fn(|k| last[k].after(matrices[k]));
    }
    for (inversion, zeta) in inversions.iter_mut().zip(zetas) {
        inversion.zeta = zeta;
    }
    matrices
}

/// 20 division steps with the lowest 20 bits of each f and g.
///
/// A row (u, v) begins as (1, 0) or (0, 1), and is divided by 2 where g is, so it may have 20 bits behind the point. With
/// its bits, the words are f + 2^41 u + 2^62 v and g + 2^41 q + 2^62 r: what is done to f and g is done to the rows, too.
#[inline(always)]
fn inner_divsteps<const K: usize>(zetas: &mut [i64; K], lowest: &[(u64, u64); K]) -> [Matrix; K] {
    let low = |limb: u64| (limb & ((1 << INNER) - 1)) as i64;
    let mut words = lowest.map(|(f, g)| (low(f) + (1 << 41), low(g) + (1 << 62)));
    for _ in 0..INNER {
        for (zeta, (f, g)) in zetas.iter_mut().zip(&mut words) {
            let odd = Choice::from_lsb(*g as u64).mask() as i64;
            let positive = *zeta >> 63;
            // Adds f, or subtracts it before an exchange, if g is odd.
            *g = g.wrapping_add((*f ^ positive).wrapping_sub(positive) & odd);
            // An exchange makes f the former g = (g − f) + f.
            let exchange = positive & odd;
            *zeta = (*zeta ^ exchange) - 1;
            *f = f.wrapping_add(*g & exchange);
            *g >>= 1;
        }
    }
    words.map(|(f, g)| {
        let ((u, v), (q, r)) = (row(f), row(g));
        Matrix { u, v, q, r }
    })
}

/// 2^20 (u, v) of a word x + 2^41 u + 2^62 v, where −2^20 <= x < 2^20 and −1 < u <= 1.
fn row(word: i64) -> (i64, i64) {
    let row = word.wrapping_add(1 << 20) >> 21;
    let u = ((row + (1 << 20) - 1) & ((1 << 21) - 1)) - ((1 << 20) - 1);
    (u, (row - u) >> 21)
}

impl Matrix {
    /// (u·f + v·g, q·f + r·g) / 2^20, as far as f and g are known: 20 bits less are, then.
    fn lowest(self, (f, g): (u64, u64)) -> (u64, u64) {
        let row =
            |a: i64, b: i64| (a as u64).wrapping_mul(f).wrapping_add((b as u64).wrapping_mul(g)) >> INNER;
        (row(self.u, self.v), row(self.q, self.r))
    }

    /// The product with a matrix of earlier steps.
    fn after(self, earlier: Self) -> Self {
        let row = |a, b| (a * earlier.u + b * earlier.q, a * earlier.v + b * earlier.r);
        let ((u, v), (q, r)) = (row(self.u, self.v), row(self.q, self.r));
        Self { u, v, q, r }
    }
}

/// (a·f + b·g) / 2^60, which is an integer.
#[inline(always)]
fn combine<const N: usize>(a: i64, b: i64, f: &Signed<N>, g: &Signed<N>) -> Signed<N> {
    let mut carry = 0;
    let sum: [u64; N] = core::array::from_fn(|i| {
        // |a| + |b| <= 2^60, limbs are below 2^64 and carries below 2^61 in size: the sum stays below 2^125.
        let product = |factor: i64, limb: u64| i128::from(factor) * i128::from(limb);
        let total = product(a, f.limbs[i]) + product(b, g.limbs[i]) + i128::from(carry);
        carry = (total >> 64) as i64;
        total as u64
    });
    let top = a * f.top + b * g.top + carry;
    let above = |i| if i + 1 < N { sum[i + 1] } else { top as u64 };
    let limbs = core::array::from_fn(|i| sum[i] >> BATCH | above(i) << (64 - BATCH));
    Signed { limbs, top: top >> BATCH }
}

/// (a·d + b·e) / 2^64 modulo m, for d and e below m and |a| + |b| <= 2^60.
#[inline(always)]
fn combine_modulo<M: Modulus<N>, const N: usize>(a: i64, b: i64, d: &[u64; N], e: &[u64; N]) -> [u64; N] {
    let (d, e) = (negated_if::<M, N>(a, d), negated_if::<M, N>(b, e));
    let (a, b) = (u128::from(a.unsigned_abs()), u128::from(b.unsigned_abs()));
    let mut carry = 0;
    let sum = core::array::from_fn(|i| {
        // |a| + |b| <= 2^60, so this is below 2^124 + 2^61.
        let total = a * u128::from(d[i]) + b * u128::from(e[i]) + u128::from(carry);
        carry = (total >> 64) as u64;
        total as u64
    });
    // sum + 2^(64 N) carry is at most 2^60 m, and the fold adds less than 2^64 m: a number below 2m is left.
    let (low, overflow) =
        limbs::add(&M::fold(sum), &core::array::from_fn(|i| if i + 1 < N { 0 } else { carry }));
    subtract_m::<M, u64, N>(&low, overflow)
}

/// −x modulo m if `sign` is negative, else x. It may be m itself, for x = 0.
#[inline(always)]
fn negated_if<M: Modulus<N>, const N: usize>(sign: i64, x: &[u64; N]) -> [u64; N] {
    let mut result = *x;
    select_into(Choice::from_lsb(sign as u64 >> 63), &mut result, &limbs::subtract(&M::M, x).0);
    result
}
