//! Whether a number is prime, probably: trial division, and the test of Miller and Rabin (FIPS 186-5, appendix B.3.1).

use clearbox_bignum::{Modulus, Uint};
use clearbox_ct::{Choice, declassify, lt_u64};
use rand_core::TryCryptoRng;

use crate::{exponent::minus_one, public_key::HALF_LIMBS, random::random};

/// Trial division is by the odd primes below this bound.
const SMALL: usize = 1024;

/// The small primes, by the sieve of Eratosthenes.
pub(crate) const SMALL_PRIMES: [u64; 171] = small_primes();

/// Candidates w with w − 1 divisible by a higher power of 2 than 2^32 may be rejected though they are prime: so that the
/// number of squarings doesn't tell that power.
const MAX_TWOS: u64 = 32;

/// Whether one of the small primes divides w.
pub(crate) fn has_small_factor(w: &Uint<HALF_LIMBS>) -> bool {
    SMALL_PRIMES.iter().any(|&prime| {
        let modulus = Modulus::<1>::new(&Uint::from_u64(prime)).expect("odd");
        // Public: that a candidate is rejected, and which prime divides it.
        declassify(modulus.residue(w).is_zero())
    })
}

/// Whether the odd number w, of 1024 bits or more, is prime, but for an error with a probability below 2^-112.
pub(crate) fn is_probable_prime<R: TryCryptoRng + ?Sized>(
    rng: &mut R,
    w: &Uint<HALF_LIMBS>,
) -> Result<bool, R::Error> {
    let Some(modulus) = Modulus::new(w) else { return Ok(false) };
    let (m, a) = odd_part(&minus_one(w));
    for _ in 0..rounds(modulus.bits()) {
        // 64 bits more than w has make it as good as uniform. 0 and ±1, which a test shouldn't use, never come.
        let b = random::<{ HALF_LIMBS + 1 }, _>(rng, modulus.bits() + 64)?;
        // Public: that a candidate is rejected, which is then thrown away, or not.
        if !declassify(passes(&modulus, &m, a, &b)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Rounds of Miller-Rabin for primes of so many bits (FIPS 186-5, table B.1).
fn rounds(bits: usize) -> usize {
    if bits < 1536 { 5 } else { 4 }
}

/// Steps 4.3 to 4.5, for w − 1 = 2^a·m: whether b^m is ±1, or one of its squarings, before w − 1 is reached, is −1.
pub(crate) fn passes(
    w: &Modulus<HALF_LIMBS>,
    m: &Uint<HALF_LIMBS>,
    a: u64,
    b: &Uint<{ HALF_LIMBS + 1 }>,
) -> Choice {
    let one = w.one();
    let minus_one = w.sub(&w.sub(&one, &one), &one);
    let mut z = w.pow(&w.residue(b), m, w.bits());
    let mut passes = z.equals(&one) | z.equals(&minus_one);
    for j in 1..MAX_TWOS {
        z = w.square(&z);
        passes = passes | (z.equals(&minus_one) & lt_u64(j, a));
    }
    passes
}

/// m and a with x = 2^a·m and m odd, for a up to 32.
pub(crate) fn odd_part(x: &Uint<HALF_LIMBS>) -> (Uint<HALF_LIMBS>, u64) {
    let (mut m, mut a) = (x.clone(), 0);
    for _ in 0..MAX_TWOS {
        let even = !m.is_odd();
        let half = m.half();
        m.assign_if(even, &half);
        a += even.mask() & 1;
    }
    (m, a)
}

const fn small_primes<const COUNT: usize>() -> [u64; COUNT] {
    let (mut composite, mut primes, mut count) = ([false; SMALL], [0; COUNT], 0);
    let mut number = 3;
    while number < SMALL {
        if !composite[number] {
            primes[count] = number as u64;
            count += 1;
        }
        let mut multiple = number * number;
        while multiple < SMALL {
            composite[multiple] = true;
            multiple += number;
        }
        number += 2;
    }
    // Otherwise there are zeros among them.
    assert!(count == COUNT);
    primes
}
