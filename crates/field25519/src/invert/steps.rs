//! Division steps on the lowest bits of f and g, gathered in a matrix.
//!
//! 20 steps at a time by Bernstein's and Yang's trick: f and what f is made of share a word, as do g and what g is made of,
//! so that one operation does for all. With f₀ and g₀ for f and g before the steps, after i of them f = (u·f₀ + v·g₀) / 2^i
//! and g = (q·f₀ + r·g₀) / 2^i; the words are f − 2^(41−i) u − 2^(62−i) v and g − 2^(41−i) q − 2^(62−i) r.

use clearbox_ct::Choice;

/// Steps done on one word.
const STEPS: u32 = 20;
const LOW_20: i64 = (1 << STEPS) - 1;

/// (u v; q r), what takes (f, g) to itself times a power of two after so many steps. Entries are in size at most that power,
/// as are the sums |u| + |v| and |q| + |r|.
pub(crate) struct Matrix {
    pub(crate) u: i64,
    pub(crate) v: i64,
    pub(crate) q: i64,
    pub(crate) r: i64,
}

/// 60 steps with the lowest 60 bits of f and g. `zeta` is −δ − 1/2: negative for a δ above 0.
#[inline(always)]
pub(crate) fn sixty_steps(zeta: &mut i64, f: i64, g: i64) -> Matrix {
    let first = twenty_steps(zeta, f, g);
    let (f, g) = first.apply(f, g);
    let second = twenty_steps(zeta, f, g);
    let (f, g) = second.apply(f, g);
    twenty_steps(zeta, f, g).times(&second.times(&first))
}

#[inline(always)]
fn twenty_steps(zeta: &mut i64, f: i64, g: i64) -> Matrix {
    let mut f = (f & LOW_20) - (1 << 41);
    let mut g = (g & LOW_20) - (1 << 62);
    for _ in 0..STEPS {
        let odd = Choice::from_lsb(g as u64).mask() as i64;
        let positive = Choice::from_lsb(*zeta as u64 >> 63).mask() as i64;
        let exchange = odd & positive;
        // Adds f if g is odd, or subtracts it before an exchange.
        let next = g + (((f ^ positive) - positive) & odd);
        f ^= (f ^ g) & exchange;
        g = next >> 1;
        *zeta = (*zeta ^ exchange) - 1;
    }
    let (u, v) = entries(f);
    let (q, r) = entries(g);
    Matrix { u, v, q, r }
}

/// a and b of a word c − 2^21 a − 2^42 b, for −2^20 <= c < 2^20 and a and b above −2^20 and up to 2^20.
#[inline(always)]
fn entries(word: i64) -> (i64, i64) {
    // Halves of what weighs 2^21 and 2^42 are added, so that the lower parts are not negative.
    let a = (word + (1 << 20)) << 22 >> 43;
    let b = (word + (1 << 20) + (1 << 41)) >> 42;
    (-a, -b)
}

impl Matrix {
    /// The lowest bits of f and g after these 20 steps: 20 fewer of them are right than before.
    #[inline(always)]
    fn apply(&self, f: i64, g: i64) -> (i64, i64) {
        let row = |a: i64, b: i64| a.wrapping_mul(f).wrapping_add(b.wrapping_mul(g)) >> STEPS;
        (row(self.u, self.v), row(self.q, self.r))
    }

    /// These steps after others, not more than 60 together.
    #[inline(always)]
    fn times(&self, before: &Self) -> Self {
        let row = |a: i64, b: i64| (a * before.u + b * before.q, a * before.v + b * before.r);
        let ((u, v), (q, r)) = (row(self.u, self.v), row(self.q, self.r));
        Self { u, v, q, r }
    }
}
