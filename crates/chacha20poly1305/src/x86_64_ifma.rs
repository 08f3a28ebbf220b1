//! ChaCha20-Poly1305 on vectors of 512 bits: ChaCha20 by AVX-512's rotations, four blocks in a set of four vectors, and
//! Poly1305 by IFMA's 52-bit products, eight blocks at a time.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod chacha20;
mod numbers;
mod poly1305;
#[cfg(test)]
mod proofs;

use clearbox_cpu::x86_64::Ifma;
use clearbox_ct::Wiped;

use crate::portable::poly1305::Poly1305;

use chacha20::KeyStream;

/// From this length in bytes on, Poly1305 gains by vectors; below, by needing few powers of r.
const LONG: usize = 384;

/// A key, with the proof that this CPU runs the kernel.
#[derive(Clone)]
pub(crate) struct Key {
    proof: Ifma,
    bytes: Wiped<[u8; 32]>,
}

impl Key {
    pub(crate) fn new(key: &[u8; 32], proof: Ifma) -> Self {
        Self { proof, bytes: Wiped::new(*key) }
    }

    /// Encrypts and returns the tag (RFC 8439, section 2.8). Reads from `input`, and behind its end from `output` itself.
    #[allow(unsafe_code)]
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        let _: Ifma = self.proof;
        // SAFETY: the token proves that the CPU has the features.
        unsafe { self.run::<true>(nonce, aad, input, output) }
    }

    /// Decrypts and returns the tag that it should have had (RFC 8439, section 2.8). Reads as [`Self::seal`] does.
    #[allow(unsafe_code)]
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        let _: Ifma = self.proof;
        // SAFETY: the token proves that the CPU has the features.
        unsafe { self.run::<false>(nonce, aad, input, output) }
    }

    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn run<const SEAL: bool>(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        mut input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        if input.len() != output.len() {
            output[..input.len()].copy_from_slice(input);
            input = &[];
        }
        let mut stream = KeyStream::new(&self.bytes, nonce);
        match (1 + output.len().div_ceil(64)).div_ceil(4) {
            1 => self.with_sets::<SEAL, 1>(&mut stream, aad, input, output),
            2 => self.with_sets::<SEAL, 2>(&mut stream, aad, input, output),
            _ => self.with_sets::<SEAL, 4>(&mut stream, aad, input, output),
        }
    }

    /// The same, where so many sets of blocks are made at first, one for the one-time key among them.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn with_sets<const SEAL: bool, const SETS: usize>(
        &self,
        stream: &mut KeyStream,
        aad: &[u8],
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        let first = stream.blocks::<SETS>();
        let poly1305 = Poly1305::new(&chacha20::first_words(&first));
        if SEAL {
            stream.apply(&first, input, output);
            tag(poly1305, aad, output)
        } else {
            let tag = tag(poly1305, aad, if input.is_empty() { output } else { input });
            stream.apply(&first, input, output);
            tag
        }
    }
}

/// The tag over the two strings, each padded to 16 bytes, and their lengths in bytes (RFC 8439, section 2.8).
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn tag(mut poly1305: Poly1305, aad: &[u8], ciphertext: &[u8]) -> [u8; 16] {
    poly1305.absorb_padded(aad);
    let (long, rest) = match ciphertext.len() {
        LONG.. => ciphertext.as_chunks(),
        _ => (&[][..], ciphertext),
    };
    if !long.is_empty() {
        poly1305.replace(|h, r| poly1305::absorb(h, r, long));
    }
    poly1305.absorb_padded(rest);
    let lengths = [aad, ciphertext].map(|string| (string.len() as u64).to_le_bytes());
    poly1305.absorb_padded(lengths.as_flattened());
    poly1305.finish()
}
