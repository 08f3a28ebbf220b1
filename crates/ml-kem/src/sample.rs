//! Pseudorandom polynomials: uniform ones from a public seed, small ones from a secret one (FIPS 203, section 4.2.2).

use clearbox_cpu::vectorized;
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::Avx512;
use clearbox_sha3::Shake128;

#[cfg(target_arch = "x86_64")]
use crate::x86_64_avx512;
use crate::{
    field::Q,
    ntt::{NttPolynomial, Polynomial},
    parameters::ParameterSet,
    sponges::Work,
};

/// The elements of A_hat, row by row: SampleNTT(ρ ‖ j ‖ i) at row i and column j (steps 3 to 7 of algorithm 13).
pub(crate) fn matrix<'a, P: ParameterSet>(
    rho: &'a [u8; 32],
    A_hat: &'a mut P::Matrix,
) -> impl Iterator<Item = Work<'a>> {
    let elements = A_hat.as_mut().iter_mut().enumerate();
    elements.map(|(n, a_hat)| Work::element(rho, n % P::K, n / P::K, a_hat))
}

/// Small polynomials: SamplePolyCBD_η(PRF_η(s, N)), N counting up from `first`. `s` is secret.
pub(crate) fn noise<'a>(
    s: &'a [u8; 32],
    first: usize,
    eta: usize,
    f: &'a mut [Polynomial],
) -> impl Iterator<Item = Work<'a>> {
    f.iter_mut().zip(first..).map(move |(f, N)| Work::noise(s, N, eta, f))
}

/// Steps 4 to 16 of algorithm 7: the coefficients so far.
pub(crate) struct Sampler<'a> {
    a_hat: &'a mut [i16; 256],
    j: usize,
}

impl<'a> Sampler<'a> {
    pub(crate) fn new(a_hat: &'a mut NttPolynomial) -> Self {
        Self { a_hat: &mut a_hat.0, j: 0 }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.j == 256
    }

    /// Takes two candidates from each three bytes, as long as coefficients are missing.
    ///
    /// # Timing
    /// Depends on the block, which is public.
    pub(crate) fn take_vartime(&mut self, block: &[u8; Shake128::BLOCK_LEN]) {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = Avx512::detect() {
            self.j = x86_64_avx512::take_vartime(proof, block, self.a_hat, self.j);
            return;
        }
        for &[c_0, c_1, c_2] in block.as_chunks().0 {
            let [c_0, c_1, c_2] = [c_0, c_1, c_2].map(i16::from);
            for d in [c_0 + 256 * (c_1 % 16), c_1 / 16 + 16 * c_2] {
                // The candidate is written in any case, and stays if it counts: no branch to mispredict.
                if let Some(a_hat_j) = self.a_hat.get_mut(self.j) {
                    *a_hat_j = d;
                    self.j += usize::from(d < Q);
                }
            }
        }
    }
}

/// Algorithm 8, SamplePolyCBD, of the first 64·η bytes.
pub(crate) fn sample_poly_cbd(eta: usize, B: &[u8; 192], f: &mut Polynomial) {
    match eta {
        2 => {
            let (B, _) = B.split_first_chunk().unwrap_or_else(|| unreachable!("192 bytes are more than 128"));
            vectorized(|| sample_poly_cbd_2(B, f));
        }
        3 => vectorized(|| sample_poly_cbd_3(B, f)),
        _ => unreachable!("section 8 has no other η"),
    }
}

/// Algorithm 8, SamplePolyCBD, for η = 2: a coefficient is the sum of two bits less the sum of two more.
#[inline(always)]
fn sample_poly_cbd_2(B: &[u8; 128], f: &mut Polynomial) {
    const EVERY_SECOND: u32 = 0x5555_5555;
    for (eight, bytes) in f.0.as_chunks_mut::<8>().0.iter_mut().zip(B.as_chunks().0) {
        let bits = u32::from_le_bytes(*bytes);
        // Each two bits added, in the place of the two.
        let sums = (bits & EVERY_SECOND) + (bits >> 1 & EVERY_SECOND);
        *eight = core::array::from_fn(|i| (sums >> (4 * i) & 3) as i16 - (sums >> (4 * i + 2) & 3) as i16);
    }
}

/// Algorithm 8, SamplePolyCBD, for η = 3: a coefficient is the sum of three bits less the sum of three more.
#[inline(always)]
fn sample_poly_cbd_3(B: &[u8; 192], f: &mut Polynomial) {
    const EVERY_THIRD: u32 = 0b001_001_001_001_001_001_001_001;
    for (four, &[b_0, b_1, b_2]) in f.0.as_chunks_mut::<4>().0.iter_mut().zip(B.as_chunks().0) {
        let bits = u32::from_le_bytes([b_0, b_1, b_2, 0]);
        // Each three bits added, in the place of the three.
        let sums = (bits & EVERY_THIRD) + (bits >> 1 & EVERY_THIRD) + (bits >> 2 & EVERY_THIRD);
        *four = core::array::from_fn(|i| (sums >> (6 * i) & 7) as i16 - (sums >> (6 * i + 3) & 7) as i16);
    }
}
