//! Key generation: random probable primes (FIPS 186-5, appendix A.1.3).

use clearbox_bignum::{Modulus, Uint};
use clearbox_ct::{Choice, declassify, wiped_after};
use rand_core::TryCryptoRng;

use crate::{
    error::GenerationError,
    exponent::minus_one,
    prime::{has_small_factor, is_probable_prime},
    private_key::{LOAD_STACK_WORDS, PrivateKey},
    public_key::{HALF_LIMBS, MAX_LIMBS, MAX_MODULUS_BITS, MIN_MODULUS_BITS},
    random::random,
};

/// The public exponent of keys made here.
const E: u64 = 65537;

/// √2 · 2^63, rounded up: primes begin with these 64 bits or more, so that they are at least √2 · 2^(bits − 1), and the
/// product of two has twice as many bits.
const SQRT_2: u64 = 0xb504_f333_f9de_6485;

/// So many candidates for each bit of a prime are drawn before giving up. Of random numbers, (1 − 1/√2) are large enough,
/// half of these odd by chance (here all are made odd), and 2/(bits · ln 2) of the odd ones prime: more than 30 primes are
/// expected among so many.
const MAX_CANDIDATES_PER_BIT: usize = 40;

/// p and q have to differ in their upper 100 bits.
const DISTANCE_BITS: usize = 100;

pub(crate) fn generate<R: TryCryptoRng + ?Sized>(
    rng: &mut R,
    bits: usize,
) -> Result<PrivateKey, GenerationError> {
    if !(MIN_MODULUS_BITS..=MAX_MODULUS_BITS).contains(&bits) || !bits.is_multiple_of(2) {
        return Err(GenerationError::ModulusLength);
    }
    wiped_after::<LOAD_STACK_WORDS, _>(|| make(rng, bits))
}

/// Steps 2 to 6 of appendix A.1.3.
fn make<R: TryCryptoRng + ?Sized>(rng: &mut R, bits: usize) -> Result<PrivateKey, GenerationError> {
    let mut p = find_prime(rng, bits / 2, |_| Choice::from_lsb(1))?;
    let mut q = find_prime(rng, bits / 2, |q| are_distant(&p, q, bits / 2))?;
    // The larger one first, as many programs expect it.
    let (smaller, larger) = (p.is_below(&q), q.clone());
    q.assign_if(smaller, &p);
    p.assign_if(smaller, &larger);
    let key = PrivateKey::from_factors(&p, &q, E).map_err(|_| GenerationError::Exhausted)?;
    // Public: that the private exponent is not absurdly short (appendix A.1.1, criterion 3), which nobody will see.
    if declassify(key.numbers().d.is_below(&power_of_two::<MAX_LIMBS>(bits / 2))) {
        return Err(GenerationError::Exhausted);
    }
    Ok(key)
}

/// Steps 4 and 5: a prime of so many bits, that fits.
fn find_prime<R: TryCryptoRng + ?Sized>(
    rng: &mut R,
    bits: usize,
    fits: impl Fn(&Uint<HALF_LIMBS>) -> Choice,
) -> Result<Uint<HALF_LIMBS>, GenerationError> {
    let e = Modulus::<1>::new(&Uint::from_u64(E)).expect("odd");
    let bound = Uint::<1>::from_u64(SQRT_2).product(&power_of_two::<HALF_LIMBS>(bits - 64));
    for _ in 0..MAX_CANDIDATES_PER_BIT * bits {
        let mut candidate = random(rng, bits).map_err(|_| GenerationError::Randomness)?;
        candidate.as_mut_limbs()[0] |= 1;
        // Public: that a candidate is rejected, and why, since it's thrown away.
        if declassify(candidate.is_below(&bound)) || has_small_factor(&candidate) {
            continue;
        }
        let coprime = e.invert(&e.residue(&minus_one(&candidate))).1;
        // Public: the same.
        if declassify(coprime & fits(&candidate))
            && is_probable_prime(rng, &candidate).map_err(|_| GenerationError::Randomness)?
        {
            return Ok(candidate);
        }
    }
    Err(GenerationError::Exhausted)
}

/// Whether |p − q| > 2^(bits − 100).
fn are_distant(p: &Uint<HALF_LIMBS>, q: &Uint<HALF_LIMBS>, bits: usize) -> Choice {
    let mut difference = p.wrapping_sub(q);
    difference.assign_if(p.is_below(q), &q.wrapping_sub(p));
    power_of_two(bits - DISTANCE_BITS).is_below(&difference)
}

fn power_of_two<const N: usize>(bit: usize) -> Uint<N> {
    let mut power = Uint::zero();
    power.as_mut_limbs()[bit / 64] = 1 << (bit % 64);
    power
}
