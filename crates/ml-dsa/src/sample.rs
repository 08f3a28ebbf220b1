//! Pseudorandom polynomials (FIPS 204, sections 7.1 and 7.3): uniform ones from a public seed; small ones, masks and
//! challenges.

use clearbox_ct::{Choice, Wiped, declassify};
use clearbox_sha3::{Shake128, Shake128x4, Shake256, Shake256x4};

use crate::{
    encode::{unpack_z, z_len},
    field::Q,
    ntt::{NttPolynomial, Polynomial},
    parameters::ParameterSet,
};

/// Algorithm 29, SampleInBall: τ of the coefficients are 1 or -1, the others 0.
///
/// # Timing
/// Depends on `c_tilde`, which is public.
#[inline(never)]
pub(crate) fn sample_in_ball_vartime<P: ParameterSet>(c_tilde: &[u8]) -> Polynomial {
    let mut shake = Shake256::new();
    shake.update(c_tilde);
    let mut reader = shake.finalize();
    let mut signs = [0; 8];
    reader.squeeze(&mut signs);
    let mut signs = u64::from_le_bytes(signs);
    let mut c = Polynomial::ZERO;
    for i in 256 - P::TAU..256 {
        let j = loop {
            let mut j = [0];
            reader.squeeze(&mut j);
            let j = usize::from(j[0]);
            if j <= i {
                break j;
            }
        };
        c.0[i] = c.0[j];
        c.0[j] = 1 - 2 * (signs & 1) as i32;
        signs >>= 1;
    }
    c
}

/// Algorithm 32, ExpandA: gives the elements of A_hat to `take`, row by row, with their places counted from 0. Nothing is
/// kept: who verifies needs each of them once.
///
/// # Timing
/// Depends on `rho`, which is public.
pub(crate) fn expand_a_vartime<P: ParameterSet>(rho: &[u8; 32], mut take: impl FnMut(usize, &NttPolynomial)) {
    let seed = |n: usize| {
        let (r, s) = (n / P::L, n % P::L);
        let mut seed = [0; 34];
        seed[..32].copy_from_slice(rho);
        seed[32..].copy_from_slice(&[s as u8, r as u8]);
        seed
    };
    let len = P::K * P::L;
    for first in (0..len).step_by(4) {
        if len - first < 4 {
            (first..len).for_each(|n| take(n, &rej_ntt_poly_vartime(&seed(n))));
        } else {
            let four = rej_ntt_poly_x4_vartime(&core::array::from_fn(|m| seed(first + m)));
            (first..).zip(&four).for_each(|(n, one)| take(n, one));
        }
    }
}

/// Algorithm 30, RejNTTPoly.
///
/// # Timing
/// Depends on the seed, which is public.
#[inline(never)]
fn rej_ntt_poly_vartime(seed: &[u8; 34]) -> NttPolynomial {
    let mut shake = Shake128::new();
    shake.update(seed);
    let mut reader = shake.finalize();
    let mut sampler = Sampler::new();
    let mut block = [0; Shake128::BLOCK_LEN];
    while !sampler.is_done() {
        reader.squeeze(&mut block);
        sampler.take_uniform_vartime(&block);
    }
    NttPolynomial(sampler.a)
}

/// The same with four seeds, in step.
///
/// # Timing
/// Depends on the seeds, which are public.
#[inline(never)]
fn rej_ntt_poly_x4_vartime(seeds: &[[u8; 34]; 4]) -> [NttPolynomial; 4] {
    let mut reader = Shake128x4::new(seeds);
    let mut samplers = [Sampler::new(); 4];
    let mut blocks = [[0; Shake128x4::BLOCK_LEN]; 4];
    while !samplers.iter().all(Sampler::is_done) {
        reader.squeeze(&mut blocks);
        for (sampler, block) in samplers.iter_mut().zip(&blocks) {
            sampler.take_uniform_vartime(block);
        }
    }
    samplers.map(|sampler| NttPolynomial(sampler.a))
}

/// Algorithm 33, ExpandS, in parts: fills `out` with polynomials RejBoundedPoly(ρ' ‖ r), r counting up from `first`, whose
/// coefficients are from -η to η. `seed`, which is ρ', is secret.
#[inline(never)]
pub(crate) fn expand_s<P: ParameterSet>(seed: &[u8; 64], first: usize, out: &mut [Polynomial]) {
    for (n, group) in out.chunks_mut(4).enumerate() {
        let inputs = Wiped::new(core::array::from_fn(|m| numbered(seed, first + 4 * n + m)));
        rej_bounded_poly::<P>(&inputs, group);
    }
}

/// Algorithm 31, RejBoundedPoly, with up to four seeds, in step.
fn rej_bounded_poly<P: ParameterSet>(seeds: &[[u8; 66]; 4], out: &mut [Polynomial]) {
    let mut reader = Shake256x4::new(seeds);
    let mut samplers = [Sampler::new(); 4];
    let mut blocks = Wiped::new([[0; Shake256x4::BLOCK_LEN]; 4]);
    while !samplers.iter().all(Sampler::is_done) {
        reader.squeeze(&mut blocks);
        for (sampler, block) in samplers.iter_mut().zip(blocks.iter()) {
            sampler.take_bounded::<P>(block);
        }
    }
    for (out, sampler) in out.iter_mut().zip(samplers) {
        out.0 = sampler.a;
    }
}

/// The coefficients that were accepted so far.
#[derive(Clone, Copy)]
struct Sampler {
    a: [i32; 256],
    j: usize,
}

impl Sampler {
    fn new() -> Self {
        Self { a: [0; 256], j: 0 }
    }

    fn is_done(&self) -> bool {
        self.j == 256
    }

    /// Takes a candidate, as long as coefficients are missing. It is written in any case, and stays if it counts: no
    /// branch to mispredict.
    #[inline(always)]
    fn take(&mut self, candidate: i32, is_accepted: bool) {
        if let Some(a_j) = self.a.get_mut(self.j) {
            *a_j = candidate;
            self.j += usize::from(is_accepted);
        }
    }

    /// Algorithm 14, CoeffFromThreeBytes, for each three bytes.
    ///
    /// # Timing
    /// Depends on the block, which is public.
    fn take_uniform_vartime(&mut self, block: &[u8; Shake128::BLOCK_LEN]) {
        for &[b_0, b_1, b_2] in block.as_chunks().0 {
            let z = i32::from_le_bytes([b_0, b_1, b_2 & 0x7f, 0]);
            self.take(z, z < Q);
        }
    }

    /// Algorithm 15, CoeffFromHalfByte, for the halves of each byte.
    fn take_bounded<P: ParameterSet>(&mut self, block: &[u8; Shake256::BLOCK_LEN]) {
        for byte in block {
            for b in [byte & 0xf, byte >> 4] {
                let (candidate, is_accepted) = coeff_from_half_byte::<P>(i32::from(b));
                // Public: which half bytes are rejected tells nothing about the values of the others.
                self.take(candidate, declassify(is_accepted));
            }
        }
    }
}

/// Algorithm 15, CoeffFromHalfByte: a number from -η to η, if `b`, which is below 16, is accepted.
#[inline(always)]
pub(crate) fn coeff_from_half_byte<P: ParameterSet>(b: i32) -> (i32, Choice) {
    let (candidate, end) = match P::ETA {
        // 205 / 2^10 is 1/5, and a little more: b mod 5 without division.
        2 => (2 - (b - 5 * ((b * 205) >> 10)), 15),
        4 => (4 - b, 9),
        _ => unreachable!("section 4 has no other η"),
    };
    (candidate, Choice::from_lsb(u64::from((b - end) as u32 >> 31)))
}

/// Algorithm 34, ExpandMask: y, whose coefficients are from -γ_1+1 to γ_1. `seed`, which is ρ'', is secret.
#[inline(never)]
pub(crate) fn expand_mask<P: ParameterSet>(seed: &[u8; 64], kappa: usize, y: &mut [Polynomial]) {
    match z_len::<P>() {
        576 => expand_mask_from::<P, 576>(seed, kappa, y),
        640 => expand_mask_from::<P, 640>(seed, kappa, y),
        _ => unreachable!("section 4 has no other γ_1"),
    }
}

/// The same, with the length of a polynomial's bytes.
fn expand_mask_from<P: ParameterSet, const LEN: usize>(seed: &[u8; 64], kappa: usize, y: &mut [Polynomial]) {
    for (n, group) in y.chunks_mut(4).enumerate() {
        let first = kappa + 4 * n;
        if let [one] = group {
            *one = unpack_z::<P>(&*Wiped::new(Shake256::digest::<LEN>(&*Wiped::new(numbered(seed, first)))));
        } else {
            let inputs = Wiped::new(core::array::from_fn(|m| numbered(seed, first + m)));
            let mut outputs = Wiped::new([[0; LEN]; 4]);
            Shake256x4::new(&inputs).squeeze(&mut outputs);
            for (one, output) in group.iter_mut().zip(outputs.iter()) {
                *one = unpack_z::<P>(output);
            }
        }
    }
}

/// `seed` ‖ IntegerToBytes(number, 2).
fn numbered(seed: &[u8; 64], number: usize) -> [u8; 66] {
    let mut bytes = [0; 66];
    bytes[..64].copy_from_slice(seed);
    bytes[64..].copy_from_slice(&(number as u16).to_le_bytes());
    bytes
}
