//! Inverses modulo odd numbers, by the division steps of Bernstein and Yang ("Fast constant-time gcd computation and
//! modular inversion", 2019), in the variant that begins with δ = 1/2.
//!
//! The pair (f, g) begins as (m, x), f always odd. A step makes it (g, (g − f)/2) with δ → 1 − δ if δ > 0 and g is odd,
//! else (f, (g + f·(g mod 2))/2) with δ → 1 + δ. At last g = 0 and f = ±gcd(m, x). 62 steps depend on the lowest 62 bits
//! alone; they are gathered in a matrix, which is then applied to the whole numbers.

use clearbox_ct::{Choice, Wiped, is_zero_u64, select};

use crate::{
    limb::Limb,
    limbs,
    modulus::{Modulus, Residue},
    uint::Uint,
};

/// Steps that are gathered in a matrix: its entries are then at most 2^62 in size, and so are the sums of the sizes
/// of each of its rows.
const BATCH: usize = 62;

/// The matrix (u v; q r) times 2^−62.
struct Matrix {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// A number of N + 1 limbs in two's complement.
#[derive(Clone)]
struct Signed<const N: usize> {
    limbs: Wiped<[u64; N]>,
    top: i64,
}

impl<const N: usize> Modulus<N> {
    /// 1/x, and whether there is one: if x and the modulus have a common divisor, the result means nothing.
    #[must_use]
    pub fn invert(&self, x: &Residue<N>) -> (Residue<N>, Choice) {
        let m = self.limbs();
        let mut f = Signed { limbs: self.as_uint().0.clone(), top: 0 };
        let mut g = Signed { limbs: x.0.0.clone(), top: 0 };
        // d·x·4^i = f and e·x·4^i = g modulo m after i batches.
        let (mut d, mut e) = (Uint::<N>::zero(), Uint::<N>::from_u64(1));
        let mut zeta = -1;
        let batches = steps(self.bits()).div_ceil(BATCH);
        for _ in 0..batches {
            let matrix = divsteps(&mut zeta, f.limbs[0], g.limbs[0]);
            apply(&matrix, &mut f, &mut g, self.len);
            let next =
                [(matrix.u, matrix.v), (matrix.q, matrix.r)].map(|(a, b)| combine(a, b, &d, &e, m, *self.n0));
            [d, e] = next;
        }
        let negative = Choice::from_lsb(f.top as u64 >> 63);
        let inverse = self.unscale(d, negative, 2 * batches);
        (inverse, f.is_plus_or_minus_one(self.len))
    }

    /// ±d·2^doublings in Montgomery's form, for a d such that d·(x·R)·2^doublings = ±1.
    fn unscale(&self, d: Uint<N>, negative: Choice, doublings: usize) -> Residue<N> {
        let mut d = Residue(d);
        let negated = self.sub(&Residue(Uint::zero()), &d);
        d.0.assign_if(negative, &negated.0);
        for _ in 0..doublings {
            limbs::double_mod(&mut d.0.0[..self.len], self.limbs());
        }
        // From 1/(x·R) to R/x.
        self.mul(&self.mul(&d, &self.rr), &self.rr)
    }
}

impl<const N: usize> Uint<N> {
    /// 1/x modulo this number, and whether there is one, for an odd secret x above 1 of one limb; this number may be even.
    ///
    /// With k = −1/m modulo x, x divides 1 + k·m, and the quotient is the inverse. Divisions by odd numbers without remainder
    /// go from the lowest limb up (T. Jebelean, "An algorithm for exact division", 1993).
    ///
    /// # Panics
    /// If x is even or 1.
    ///
    /// # Timing
    /// Tells the length of x in bits.
    #[must_use]
    pub fn inverse_of(&self, x: &Uint<1>) -> (Self, Choice) {
        let modulus = Modulus::new(x).expect("an odd number above 1");
        let zero = Residue(Uint::zero());
        let (inverse, exists) = modulus.invert(&modulus.residue(self));
        let k = modulus.value(&modulus.sub(&zero, &inverse));
        let (divisor, k) = (x.0[0], k.0[0]);
        let factor = modulus.n0.wrapping_neg();
        let mut quotient = Self::zero();
        // What is carried up of 1 + k·m, and of divisor · quotient.
        let (mut carry, mut taken) = (1, 0);
        for (quotient, &m) in quotient.0.iter_mut().zip(self.0.iter()) {
            let low;
            (low, carry) = u64::mul_add(k, m, carry, 0);
            *quotient = low.wrapping_sub(taken).wrapping_mul(factor);
            taken = u64::mul_add(*quotient, divisor, taken, 0).1;
        }
        (quotient, exists)
    }
}

/// How many steps are enough for a modulus of so many bits. The bound for δ = 1/2, by P. Wuille's computation of
/// convex hulls, is (45907·bits + 26313)/19929 for 46 bits and more.
fn steps(bits: usize) -> usize {
    (45907 * bits.max(64) + 26313) / 19929 + 1
}

/// 62 division steps with the lowest limbs of f and g. `zeta` is −δ − 1/2: negative for a δ above 0.
fn divsteps(zeta: &mut i64, f: u64, g: u64) -> Matrix {
    let (mut f, mut g) = (f, g);
    let (mut u, mut v, mut q, mut r) = (1u64, 0u64, 0u64, 1u64);
    for _ in 0..BATCH {
        let odd = Choice::from_lsb(g).mask();
        let positive = Choice::from_lsb(*zeta as u64 >> 63).mask();
        // Adds f, or subtracts it before an exchange, if g is odd.
        let plus_or_minus = |x: u64| ((x ^ positive).wrapping_sub(positive)) & odd;
        g = g.wrapping_add(plus_or_minus(f));
        q = q.wrapping_add(plus_or_minus(u));
        r = r.wrapping_add(plus_or_minus(v));
        // An exchange makes f the former g = (g − f) + f.
        let exchange = positive & odd;
        *zeta = (*zeta ^ exchange as i64).wrapping_sub(1);
        f = f.wrapping_add(g & exchange);
        u = u.wrapping_add(q & exchange);
        v = v.wrapping_add(r & exchange);
        g >>= 1;
        u <<= 1;
        v <<= 1;
    }
    Matrix { u: u as i64, v: v as i64, q: q as i64, r: r as i64 }
}

/// (f, g) = (u·f + v·g, q·f + r·g) / 2^62, which are integers.
fn apply<const N: usize>(t: &Matrix, f: &mut Signed<N>, g: &mut Signed<N>, len: usize) {
    // |u| + |v| <= 2^62, limbs are below 2^64 and carries below 2^63: the sum stays below 2^127.
    let sum = |a: i64, x: u64, b: i64, y: u64, carry: i64| -> i128 {
        i128::from(a) * i128::from(x) + i128::from(b) * i128::from(y) + i128::from(carry)
    };
    let (mut carry_f, mut carry_g, mut below_f, mut below_g) = (0, 0, 0, 0);
    for i in 0..len {
        let (x, y) = (f.limbs[i], g.limbs[i]);
        let (sum_f, sum_g) = (sum(t.u, x, t.v, y, carry_f), sum(t.q, x, t.r, y, carry_g));
        (carry_f, carry_g) = ((sum_f >> 64) as i64, (sum_g >> 64) as i64);
        if i > 0 {
            f.limbs[i - 1] = below_f >> BATCH | (sum_f as u64) << (64 - BATCH);
            g.limbs[i - 1] = below_g >> BATCH | (sum_g as u64) << (64 - BATCH);
        }
        (below_f, below_g) = (sum_f as u64, sum_g as u64);
    }
    // The tops are 0 or −1.
    let top = |a: i64, b: i64, carry: i64| a * f.top + b * g.top + carry;
    let (top_f, top_g) = (top(t.u, t.v, carry_f), top(t.q, t.r, carry_g));
    f.limbs[len - 1] = below_f >> BATCH | (top_f as u64) << (64 - BATCH);
    g.limbs[len - 1] = below_g >> BATCH | (top_g as u64) << (64 - BATCH);
    (f.top, g.top) = (top_f >> BATCH, top_g >> BATCH);
}

/// (a·d + b·e) / 2^64 mod m, for d and e below m and |a| + |b| <= 2^62.
fn combine<const N: usize>(a: i64, b: i64, d: &Uint<N>, e: &Uint<N>, m: &[u64], n0: u64) -> Uint<N> {
    let (mut d_signed, mut e_signed) = (Signs::new(a), Signs::new(b));
    let (a, b) = (u128::from(a.unsigned_abs()), u128::from(b.unsigned_abs()));
    let mut sum = Uint::zero();
    // The two products are below 2^126 together, k·m below 2^128 − 2^65: so carries need a word and a bit.
    let (mut k, mut carry) = (0, 0u128);
    for (i, &m) in m.iter().enumerate() {
        let products = a * u128::from(d_signed.limb(d.0[i], m)) + b * u128::from(e_signed.limb(e.0[i], m));
        if i == 0 {
            k = u128::from((products as u64).wrapping_mul(n0));
        }
        let (total, overflow) = products.overflowing_add(k * u128::from(m));
        let (total, again) = total.overflowing_add(carry);
        carry = total >> 64 | (u128::from(overflow) + u128::from(again)) << 64;
        if i > 0 {
            sum.0[i - 1] = total as u64;
        }
    }
    // Below (2^62·m + 2^64·m) / 2^64 < 2m.
    sum.0[m.len() - 1] = carry as u64;
    limbs::reduce_once(&mut sum.0[..m.len()], (carry >> 64) as u64, m);
    sum
}

/// −x modulo m limb by limb, if a sign is negative, else x. It may be m itself for x = 0.
struct Signs {
    negative: Choice,
    borrow: u64,
}

impl Signs {
    fn new(signed: i64) -> Self {
        Self { negative: Choice::from_lsb(signed as u64 >> 63), borrow: 0 }
    }

    #[inline(always)]
    fn limb(&mut self, x: u64, m: u64) -> u64 {
        let difference;
        (difference, self.borrow) = limbs::sub_borrow(m, x, self.borrow);
        select(self.negative, x, difference)
    }
}

impl<const N: usize> Signed<N> {
    fn is_plus_or_minus_one(&self, len: usize) -> Choice {
        let limbs = &self.limbs[..len];
        let sign = self.top as u64;
        let not_one = limbs[1..].iter().fold((limbs[0] ^ 1) | sign, |any, limb| any | limb);
        let not_minus_one = limbs.iter().fold(!sign, |any, limb| any | !limb);
        is_zero_u64(not_one) | is_zero_u64(not_minus_one)
    }
}
