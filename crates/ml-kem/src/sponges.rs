//! The sponges of FIPS 203, four at a time: KECCAK-f permutes four states in little more than the time of one, so that
//! whatever can be computed side by side is.

use clearbox_ct::Wiped;
use clearbox_sha3::{KeccakX4, Sha3_256, Shake128, Suffix};

use crate::{
    ntt::{NttPolynomial, Polynomial},
    sample::{Sampler, sample_poly_cbd},
};

/// The rate of SHA3-256 and SHAKE256, in bytes.
const RATE: usize = Sha3_256::BLOCK_LEN;

/// One sponge, and where its output goes.
pub(crate) enum Work<'a> {
    /// 32 bytes of SHA3-256 or SHAKE256 of a message, of which this is what is still to come in.
    Digest { message: &'a [u8], suffix: Suffix, is_absorbed: bool, digest: &'a mut [u8; 32] },
    /// An element of A_hat by SHAKE128 of ρ ‖ j ‖ i, as far as it is sampled.
    Element { seed: Option<[u8; 34]>, sampler: Sampler<'a> },
    /// A small polynomial by SHAKE256 of s ‖ N, and what there is of the 64·η bytes.
    Noise { input: Wiped<[u8; 33]>, eta: usize, output: Wiped<[u8; 192]>, len: usize, f: &'a mut Polynomial },
}

impl<'a> Work<'a> {
    /// H(message) or, by [`Suffix::Shake`], J(message) (section 4.1).
    pub(crate) fn digest(message: &'a [u8], suffix: Suffix, digest: &'a mut [u8; 32]) -> Self {
        Self::Digest { message, suffix, is_absorbed: false, digest }
    }

    /// SampleNTT(ρ ‖ j ‖ i), algorithm 7.
    pub(crate) fn element(rho: &[u8; 32], j: usize, i: usize, a_hat: &'a mut NttPolynomial) -> Self {
        let mut seed = [0; 34];
        seed[..32].copy_from_slice(rho);
        seed[32..].copy_from_slice(&[j as u8, i as u8]);
        Self::Element { seed: Some(seed), sampler: Sampler::new(a_hat) }
    }

    /// SamplePolyCBD_η(PRF_η(s, N)), algorithm 8. `s` is secret.
    pub(crate) fn noise(s: &[u8; 32], N: usize, eta: usize, f: &'a mut Polynomial) -> Self {
        let mut input = Wiped::new([0; 33]);
        input[..32].copy_from_slice(s);
        input[32] = N as u8;
        Self::Noise { input, eta, output: Wiped::new([0; 192]), len: 0, f }
    }

    /// Adds the next block of the message to state `j`, if there is one.
    fn absorb(&mut self, states: &mut KeccakX4, j: usize) {
        match self {
            Self::Digest { is_absorbed: true, .. } => {}
            Self::Digest { message, suffix, is_absorbed, .. } => match message.split_at_checked(RATE) {
                Some((block, rest)) => {
                    states.absorb(j, block);
                    *message = rest;
                }
                None => {
                    states.absorb_last::<RATE>(j, message, *suffix);
                    *is_absorbed = true;
                }
            },
            Self::Element { seed, .. } => {
                if let Some(seed) = seed.take() {
                    states.absorb_last::<{ Shake128::BLOCK_LEN }>(j, &seed, Suffix::Shake);
                }
            }
            Self::Noise { input, len: 0, .. } => states.absorb_last::<RATE>(j, &**input, Suffix::Shake),
            Self::Noise { .. } => {}
        }
    }

    /// Takes the output that state `j` has now, if the message is in; returns whether the work is done.
    ///
    /// # Timing
    /// Depends on the elements of A_hat, which are public.
    fn squeeze_vartime(&mut self, states: &KeccakX4, j: usize) -> bool {
        match self {
            Self::Digest { is_absorbed, digest, .. } => {
                if *is_absorbed {
                    states.read(j, *digest);
                }
                *is_absorbed
            }
            Self::Element { sampler, .. } => {
                let mut block = [0; Shake128::BLOCK_LEN];
                states.read(j, &mut block);
                sampler.take_vartime(&block);
                sampler.is_done()
            }
            Self::Noise { eta, output, len, f, .. } => {
                let wanted = &mut output[..64 * *eta][*len..];
                let now = wanted.len().min(RATE);
                states.read(j, &mut wanted[..now]);
                *len += now;
                let is_done = *len == 64 * *eta;
                if is_done {
                    sample_poly_cbd(*eta, output, f);
                }
                is_done
            }
        }
    }
}

/// Does all the work, in the order in which it comes: each that is done makes room for the next.
///
/// # Timing
/// Depends on the elements of A_hat, which are public, and on the lengths of messages.
#[inline(never)]
pub(crate) fn run_vartime<'a>(mut works: impl Iterator<Item = Work<'a>>) {
    let mut states = KeccakX4::new();
    let mut running: [Option<Work<'a>>; 4] = [const { None }; 4];
    loop {
        for (j, work) in running.iter_mut().enumerate() {
            if work.is_none() {
                *work = works.next();
                states.clear(j);
            }
            if let Some(work) = work {
                work.absorb(&mut states, j);
            }
        }
        if running.iter().all(Option::is_none) {
            return;
        }
        states.permute();
        for (j, work) in running.iter_mut().enumerate() {
            work.take_if(|work| work.squeeze_vartime(&states, j));
        }
    }
}
