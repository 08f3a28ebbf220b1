//! ChaCha20-Poly1305 on vectors of 512 bits: ChaCha20 by AVX-512's rotations, four blocks in a set of four vectors or sixteen
//! in as many, and Poly1305 by IFMA's 52-bit products, eight blocks at a time.

/// What vectors can do; the proofs have something else in its place.
mod arch {
    pub(super) use core::arch::x86_64::*;
}
mod chacha20;
mod numbers;
mod poly1305;
#[cfg(test)]
mod proofs;
mod short;

use core::arch::x86_64::{_mm512_castsi512_si128, _mm512_maskz_mov_epi8, _mm512_xor_si512};

use clearbox_cpu::x86_64::{Ifma, load_512_partial, store_128, store_512, store_512_partial};
use clearbox_ct::Wiped;

use crate::{
    kernel::key,
    portable::{self, poly1305::halves},
};

use chacha20::KeyStream;
use poly1305::Message;

key!(Ifma);

impl Key {
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
        if output.len() <= 64 && aad.len() <= 16 {
            return self.of_one_block::<SEAL>(nonce, aad, input, output);
        }
        let mut stream = KeyStream::new(&self.bytes, nonce);
        match (1 + output.len().div_ceil(64)).div_ceil(4) {
            1 => self.with_sets::<SEAL, 1>(&mut stream, aad, input, output),
            2 => self.with_sets::<SEAL, 2>(&mut stream, aad, input, output),
            3 => self.with_sets::<SEAL, 3>(&mut stream, aad, input, output),
            6 => self.with_sets::<SEAL, 6>(&mut stream, aad, input, output),
            _ => self.with_sets::<SEAL, 4>(&mut stream, aad, input, output),
        }
    }

    /// The same of at most 64 bytes, where the tag is there before vectors had the powers of r that they need.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn of_one_block<const SEAL: bool>(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        let (one_time_key, block) = chacha20::first_two(&self.bytes, nonce);
        let data = load_512_partial(if input.is_empty() { output } else { input });
        let out = _mm512_xor_si512(data, block);
        store_512_partial(output, out);
        // No key stream behind the end is hashed.
        let ciphertext = if SEAL { _mm512_maskz_mov_epi8(first_bytes(output.len()), out) } else { data };

        // One after the other: the additional data, if any, the ciphertext, and both lengths.
        let mut message = [[0; 16]; 6];
        store_128(&mut message[0], _mm512_castsi512_si128(load_512_partial(aad)));
        store_512(message[1..5].as_flattened_mut().try_into().expect("64 bytes"), ciphertext);
        let end = 1 + output.len().div_ceil(16);
        message[end] = lengths(aad, output);
        short::tag(&one_time_key, &message[usize::from(aad.is_empty())..=end])
    }

    /// The same, where so many sets of blocks are made at first, one for the one-time key among them.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn with_sets<const SEAL: bool, const SETS: usize>(
        &self,
        stream: &mut KeyStream<'_>,
        aad: &[u8],
        input: &[u8],
        output: &mut [u8],
    ) -> [u8; 16] {
        let first = stream.blocks::<SETS>();
        let one_time_key = chacha20::one_time_key(&first);
        if SEAL {
            stream.apply(&first, input, output);
            tag(&one_time_key, aad, output)
        } else {
            let tag = tag(&one_time_key, aad, if input.is_empty() { output } else { input });
            stream.apply(&first, input, output);
            tag
        }
    }
}

/// The tag over the two strings, each padded to 16 bytes, and their lengths in bytes (RFC 8439, section 2.8).
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn tag(one_time_key: &[u8; 32], aad: &[u8], ciphertext: &[u8]) -> [u8; 16] {
    let (r, s) = halves(one_time_key);
    let message = Message::new(ciphertext, &lengths(aad, ciphertext));
    portable::poly1305::tag(poly1305::absorb(poly1305::absorb_string(r, aad), r, &message), s)
}

/// The block with both lengths in bytes.
fn lengths(aad: &[u8], ciphertext: &[u8]) -> [u8; 16] {
    (aad.len() as u128 | (ciphertext.len() as u128) << 64).to_le_bytes()
}

/// A bit for each of so many bytes.
fn first_bytes(length: usize) -> u64 {
    u64::MAX.checked_shr(64 - length as u32).unwrap_or(0)
}
