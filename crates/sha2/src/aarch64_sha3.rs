//! SHA-512 by the SHA-512 instructions of 64-bit Arm, which Rust counts to SHA-3: two rounds each, on the state as four vectors of
//! two words. The message schedule runs beside them. How fast this is has not been measured: it has run under an emulator
//! alone.

use core::arch::aarch64::{
    uint64x2_t, vaddq_u64, vextq_u64, vreinterpretq_u64_u8, vrev64q_u8, vsha512h2q_u64, vsha512hq_u64,
    vsha512su0q_u64, vsha512su1q_u64,
};

use clearbox_cpu::aarch64::{Sha3, load_128, load_128_u64, store_128_u64};

use crate::table::K512;

/// Absorbs whole blocks (FIPS 180-4, section 6.4.2).
#[allow(unsafe_code)]
pub(crate) fn compress(_proof: Sha3, state: &mut [u64; 8], blocks: &[[u8; 128]]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compress_by_instructions(state, blocks) }
}

#[target_feature(enable = "neon,sha3")]
fn compress_by_instructions(state: &mut [u64; 8], blocks: &[[u8; 128]]) {
    let (state, _) = state.as_chunks_mut::<2>();
    let mut now = [0, 1, 2, 3].map(|i| load_128_u64(&state[i]));
    for block in blocks {
        let before = now;
        let mut W = words(block);
        for eight in K512.as_chunks().0.as_chunks::<8>().0[..4].iter() {
            for (t, K) in eight.iter().enumerate() {
                now = two_rounds(now, W[t], K);
                W[t] = schedule(W, t);
            }
        }
        for (t, K) in K512.as_chunks().0[32..].iter().enumerate() {
            now = two_rounds(now, W[t], K);
        }
        for (now, before) in now.iter_mut().zip(before) {
            *now = vaddq_u64(*now, before);
        }
    }
    for (words, now) in state.iter_mut().zip(now) {
        store_128_u64(words, now);
    }
}

/// W0 to W15, which are big-endian in the block.
#[inline]
#[target_feature(enable = "neon,sha3")]
fn words(block: &[u8; 128]) -> [uint64x2_t; 8] {
    let pair = |i: usize| vreinterpretq_u64_u8(vrev64q_u8(load_128(&block.as_chunks().0[i])));
    [0, 1, 2, 3, 4, 5, 6, 7].map(pair)
}

/// Two rounds, of the working variables a, b to g, h. The instructions have a word in the lower half that comes later in
/// time: so the first one takes h + K + W above the next g + K + W, with f, g and d, e, and makes both T1, which is added to c, d.
#[inline]
#[target_feature(enable = "neon,sha3")]
fn two_rounds([ab, cd, ef, gh]: [uint64x2_t; 4], W: uint64x2_t, K: &[u64; 2]) -> [uint64x2_t; 4] {
    let sum = vaddq_u64(W, load_128_u64(K));
    let T1 = vsha512hq_u64(
        vaddq_u64(vextq_u64::<1>(sum, sum), gh),
        vextq_u64::<1>(ef, gh),
        vextq_u64::<1>(cd, ef),
    );
    [vsha512h2q_u64(T1, cd, ab), ab, vaddq_u64(cd, T1), ef]
}

/// What follows two words of the schedule at place `t` of a ring: σ1(W(t-2)) + W(t-7) + σ0(W(t-15)) + W(t-16).
#[inline]
#[target_feature(enable = "neon,sha3")]
fn schedule(W: [uint64x2_t; 8], t: usize) -> uint64x2_t {
    let after = |places: usize| W[(t + places) % 8];
    vsha512su1q_u64(vsha512su0q_u64(W[t], after(1)), after(7), vextq_u64::<1>(after(4), after(5)))
}
