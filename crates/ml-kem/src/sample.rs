//! Pseudorandom polynomials: uniform ones from a public seed, small ones from a secret one (FIPS 203, section 4.2.2).

use clearbox_ct::Wiped;
use clearbox_sha3::{Shake128, Shake128x4, Shake256, Shake256x4};

use crate::{
    field::Q,
    ntt::{NttPolynomial, Polynomial},
    parameters::ParameterSet,
};

/// Fills A_hat, row by row, with uniform elements of T_q: SampleNTT(ρ ‖ j ‖ i) at row i and column j (steps 3 to 7 of
/// algorithm 13).
///
/// # Timing
/// Depends on `rho`, which is public.
pub(crate) fn sample_matrix_vartime<P: ParameterSet>(rho: &[u8; 32], A_hat: &mut P::Matrix) {
    let seed = |n: usize| {
        let (i, j) = (n / P::K, n % P::K);
        let mut seed = [0; 34];
        seed[..32].copy_from_slice(rho);
        seed[32..].copy_from_slice(&[j as u8, i as u8]);
        seed
    };
    let (fours, rest) = A_hat.as_mut().as_chunks_mut();
    let first_of_rest = 4 * fours.len();
    for (n, four) in fours.iter_mut().enumerate() {
        sample_ntt_x4_vartime(&core::array::from_fn(|m| seed(4 * n + m)), four);
    }
    for (n, one) in rest.iter_mut().enumerate() {
        *one = sample_ntt_vartime(&seed(first_of_rest + n));
    }
}

/// Algorithm 7, SampleNTT.
///
/// # Timing
/// Depends on the seed, which is public.
#[inline(never)]
fn sample_ntt_vartime(seed: &[u8; 34]) -> NttPolynomial {
    let mut shake = Shake128::new();
    shake.update(seed);
    let mut reader = shake.finalize();
    let mut sampler = Sampler::new();
    let mut block = [0; Shake128::BLOCK_LEN];
    while !sampler.is_done() {
        reader.squeeze(&mut block);
        sampler.take_vartime(&block);
    }
    sampler.a_hat
}

/// The same with four seeds, in step.
///
/// # Timing
/// Depends on the seeds, which are public.
#[inline(never)]
fn sample_ntt_x4_vartime(seeds: &[[u8; 34]; 4], a_hat: &mut [NttPolynomial; 4]) {
    let mut reader = Shake128x4::new(seeds);
    let mut samplers = [Sampler::new(); 4];
    let mut blocks = [[0; Shake128x4::BLOCK_LEN]; 4];
    while !samplers.iter().all(Sampler::is_done) {
        reader.squeeze(&mut blocks);
        for (sampler, block) in samplers.iter_mut().zip(&blocks) {
            sampler.take_vartime(block);
        }
    }
    *a_hat = samplers.map(|sampler| sampler.a_hat);
}

/// Steps 4 to 16 of algorithm 7: the coefficients so far.
#[derive(Clone, Copy)]
struct Sampler {
    a_hat: NttPolynomial,
    j: usize,
}

impl Sampler {
    fn new() -> Self {
        Self { a_hat: NttPolynomial::ZERO, j: 0 }
    }

    fn is_done(&self) -> bool {
        self.j == 256
    }

    /// Takes two candidates from each three bytes, as long as coefficients are missing.
    ///
    /// # Timing
    /// Depends on the block, which is public.
    fn take_vartime(&mut self, block: &[u8; Shake128::BLOCK_LEN]) {
        for &[c_0, c_1, c_2] in block.as_chunks().0 {
            let [c_0, c_1, c_2] = [c_0, c_1, c_2].map(i16::from);
            for d in [c_0 + 256 * (c_1 % 16), c_1 / 16 + 16 * c_2] {
                // The candidate is written in any case, and stays if it counts: no branch to mispredict.
                if let Some(a_hat_j) = self.a_hat.0.get_mut(self.j) {
                    *a_hat_j = d;
                    self.j += usize::from(d < Q);
                }
            }
        }
    }
}

/// Fills `out` with small polynomials: SamplePolyCBD_η(PRF_η(s, N)), N counting up from `first`. `seed` is secret.
pub(crate) fn sample_noise(eta: usize, seed: &[u8; 32], first: usize, out: &mut [Polynomial]) {
    // The lengths of PRF's output, 64·η.
    match eta {
        2 => sample_noise_from::<128>(seed, first, out, sample_poly_cbd_2),
        3 => sample_noise_from::<192>(seed, first, out, sample_poly_cbd_3),
        _ => unreachable!("section 8 has no other η"),
    }
}

/// The same, with PRF's output (section 4.1, equation 4.3) of `LEN` bytes and the sampler that goes with it.
#[inline(never)]
fn sample_noise_from<const LEN: usize>(
    seed: &[u8; 32],
    first: usize,
    out: &mut [Polynomial],
    sample_poly_cbd: fn(&[u8; LEN]) -> Polynomial,
) {
    let input = |N: usize| {
        let mut input = [0; 33];
        input[..32].copy_from_slice(seed);
        input[32] = N as u8;
        input
    };
    for (n, group) in out.chunks_mut(4).enumerate() {
        let N = first + 4 * n;
        if let [one] = group {
            *one = sample_poly_cbd(&Wiped::new(Shake256::digest(&*Wiped::new(input(N)))));
        } else {
            let inputs = Wiped::new(core::array::from_fn(|m| input(N + m)));
            let mut outputs = Wiped::new([[0; LEN]; 4]);
            Shake256x4::new(&inputs).squeeze(&mut outputs);
            for (one, output) in group.iter_mut().zip(outputs.iter()) {
                *one = sample_poly_cbd(output);
            }
        }
    }
}

/// Algorithm 8, SamplePolyCBD, for η = 2: a coefficient is the sum of two bits less the sum of two more.
fn sample_poly_cbd_2(B: &[u8; 128]) -> Polynomial {
    const EVERY_SECOND: u32 = 0x5555_5555;
    let mut f = Polynomial::ZERO;
    for (eight, bytes) in f.0.as_chunks_mut::<8>().0.iter_mut().zip(B.as_chunks().0) {
        let bits = u32::from_le_bytes(*bytes);
        // Each two bits added, in the place of the two.
        let sums = (bits & EVERY_SECOND) + (bits >> 1 & EVERY_SECOND);
        *eight = core::array::from_fn(|i| (sums >> (4 * i) & 3) as i16 - (sums >> (4 * i + 2) & 3) as i16);
    }
    f
}

/// Algorithm 8, SamplePolyCBD, for η = 3: a coefficient is the sum of three bits less the sum of three more.
fn sample_poly_cbd_3(B: &[u8; 192]) -> Polynomial {
    const EVERY_THIRD: u32 = 0b001_001_001_001_001_001_001_001;
    let mut f = Polynomial::ZERO;
    for (four, &[b_0, b_1, b_2]) in f.0.as_chunks_mut::<4>().0.iter_mut().zip(B.as_chunks().0) {
        let bits = u32::from_le_bytes([b_0, b_1, b_2, 0]);
        // Each three bits added, in the place of the three.
        let sums = (bits & EVERY_THIRD) + (bits >> 1 & EVERY_THIRD) + (bits >> 2 & EVERY_THIRD);
        *four = core::array::from_fn(|i| (sums >> (6 * i) & 7) as i16 - (sums >> (6 * i + 3) & 7) as i16);
    }
    f
}
