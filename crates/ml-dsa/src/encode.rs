//! Polynomials, keys and signatures as bytes (FIPS 204, sections 7.1 and 7.2).

use clearbox_ct::Choice;

use crate::{
    ntt::Polynomial,
    parameters::{D, ParameterSet},
    round::high_end,
};

/// Packs numbers below 2^BITS, `GROUP` of them at a time, which is a whole number of bytes, and at most 128 bits.
#[inline(always)]
fn pack<const BITS: usize, const GROUP: usize>(numbers: &[i32; 256], bytes: &mut [u8]) {
    for (group, bytes) in numbers.as_chunks::<GROUP>().0.iter().zip(bytes.chunks_exact_mut(BITS * GROUP / 8))
    {
        let bits = (0..GROUP).fold(0, |bits, i| bits | (group[i] as u128) << (BITS * i));
        bytes.copy_from_slice(&bits.to_le_bytes()[..BITS * GROUP / 8]);
    }
}

/// The reverse.
#[inline(always)]
fn unpack<const BITS: usize, const GROUP: usize>(bytes: &[u8]) -> [i32; 256] {
    let mut numbers = [0; 256];
    let groups = numbers.as_chunks_mut::<GROUP>().0;
    for (group, bytes) in groups.iter_mut().zip(bytes.chunks_exact(BITS * GROUP / 8)) {
        let mut padded = [0; 16];
        padded[..BITS * GROUP / 8].copy_from_slice(bytes);
        let bits = u128::from_le_bytes(padded);
        *group = core::array::from_fn(|i| (bits >> (BITS * i)) as i32 & ((1 << BITS) - 1));
    }
    numbers
}

/// Algorithm 16, SimpleBitPack, of t_1: numbers of 10 bits.
#[inline(never)]
pub(crate) fn pack_t1(t_1: &Polynomial, bytes: &mut [u8]) {
    pack::<10, 8>(&t_1.0, bytes);
}

/// Algorithm 18, SimpleBitUnpack, of t_1.
#[inline(never)]
pub(crate) fn unpack_t1(bytes: &[u8]) -> Polynomial {
    Polynomial(unpack::<10, 8>(bytes))
}

/// The bytes of one polynomial t_1.
pub(crate) const T1_LEN: usize = 32 * (23 - D);

/// Algorithm 16, SimpleBitPack, of the high-order bits w_1, one polynomial of algorithm 28, w1Encode.
#[inline(never)]
pub(crate) fn pack_w1<P: ParameterSet>(w_1: &Polynomial, bytes: &mut [u8]) {
    match w1_len::<P>() {
        128 => pack::<4, 8>(&w_1.0, bytes),
        192 => pack::<6, 8>(&w_1.0, bytes),
        _ => unreachable!("section 4 has no other γ_2"),
    }
}

/// The bytes of one polynomial w_1, whose numbers are below (q-1) / 2γ_2.
pub(crate) const fn w1_len<P: ParameterSet>() -> usize {
    32 * bit_len(high_end::<P>() - 1)
}

/// Algorithm 17, BitPack, of s_1 or s_2: numbers from -η to η.
#[inline(never)]
pub(crate) fn pack_s<P: ParameterSet>(s: &Polynomial, bytes: &mut [u8]) {
    let numbers = s.0.map(|s| P::ETA - s);
    match P::ETA {
        2 => pack::<3, 8>(&numbers, bytes),
        4 => pack::<4, 8>(&numbers, bytes),
        _ => unreachable!("section 4 has no other η"),
    }
}

/// Algorithm 19, BitUnpack, of s_1 or s_2, and whether each number is from -η to η: only then is the result to be used.
#[inline(never)]
pub(crate) fn unpack_s<P: ParameterSet>(bytes: &[u8]) -> (Polynomial, Choice) {
    let numbers = match P::ETA {
        2 => unpack::<3, 8>(bytes),
        4 => unpack::<4, 8>(bytes),
        _ => unreachable!("section 4 has no other η"),
    };
    let s = numbers.map(|number| P::ETA - number);
    // s + η is negative for s < -η; s > η does not come.
    let signs = s.iter().fold(0, |signs, s| signs | (s + P::ETA));
    (Polynomial(s), !Choice::from_lsb(u64::from(signs as u32 >> 31)))
}

/// The bytes of one polynomial of s_1 or s_2.
pub(crate) const fn s_len<P: ParameterSet>() -> usize {
    32 * bit_len(2 * P::ETA)
}

/// Algorithm 17, BitPack, of t_0: numbers from -2^(d-1)+1 to 2^(d-1).
#[inline(never)]
pub(crate) fn pack_t0(t_0: &Polynomial, bytes: &mut [u8]) {
    pack::<D, 8>(&t_0.0.map(|t_0| (1 << (D - 1)) - t_0), bytes);
}

/// The bytes of one polynomial t_0.
pub(crate) const T0_LEN: usize = 32 * D;

/// Algorithm 17, BitPack, of y or z: numbers from -γ_1+1 to γ_1.
#[inline(never)]
pub(crate) fn pack_z<P: ParameterSet>(z: &Polynomial, bytes: &mut [u8]) {
    let numbers = z.0.map(|z| P::GAMMA1 - z);
    match z_len::<P>() {
        576 => pack::<18, 4>(&numbers, bytes),
        640 => pack::<20, 4>(&numbers, bytes),
        _ => unreachable!("section 4 has no other γ_1"),
    }
}

/// Algorithm 19, BitUnpack, of y or z.
#[inline(never)]
pub(crate) fn unpack_z<P: ParameterSet>(bytes: &[u8]) -> Polynomial {
    let numbers = match z_len::<P>() {
        576 => unpack::<18, 4>(bytes),
        640 => unpack::<20, 4>(bytes),
        _ => unreachable!("section 4 has no other γ_1"),
    };
    Polynomial(numbers.map(|number| P::GAMMA1 - number))
}

/// The bytes of one polynomial y or z.
pub(crate) const fn z_len<P: ParameterSet>() -> usize {
    32 * bit_len(2 * P::GAMMA1 - 1)
}

/// How many bits `number` has.
const fn bit_len(number: i32) -> usize {
    number.ilog2() as usize + 1
}
