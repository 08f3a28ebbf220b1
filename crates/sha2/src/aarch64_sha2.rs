//! SHA-256 by the SHA-256 instructions of 64-bit Arm: four rounds each, on the state as two vectors. The message schedule runs
//! beside them. How fast this is has not been measured: it has run under an emulator alone.

use core::arch::aarch64::{
    uint32x4_t, vaddq_u32, vreinterpretq_u32_u8, vrev32q_u8, vsha256h2q_u32, vsha256hq_u32, vsha256su0q_u32,
    vsha256su1q_u32,
};

use clearbox_cpu::aarch64::{Sha2, load_128, load_128_u32, store_128_u32};

use crate::table::K256;

/// Absorbs whole blocks (FIPS 180-4, section 6.2.2).
#[allow(unsafe_code)]
pub(crate) fn compress(_proof: Sha2, state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compress_by_instructions(state, blocks) }
}

#[target_feature(enable = "neon,sha2")]
fn compress_by_instructions(state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    let state: &mut [_; 2] = state.as_chunks_mut().0.try_into().expect("eight words");
    let (mut abcd, mut efgh) = (load_128_u32(&state[0]), load_128_u32(&state[1]));
    for block in blocks {
        let before = (abcd, efgh);
        let mut four_rounds = |w_t: uint32x4_t, t: usize| {
            let sum = vaddq_u32(w_t, load_128_u32(&K256.as_chunks().0[t]));
            (abcd, efgh) = (vsha256hq_u32(abcd, efgh, sum), vsha256h2q_u32(efgh, abcd, sum));
        };
        let [mut w0, mut w1, mut w2, mut w3] = words(block);
        for t in [0, 4, 8] {
            four_rounds(w0, t);
            w0 = schedule(w0, w1, w2, w3);
            four_rounds(w1, t + 1);
            w1 = schedule(w1, w2, w3, w0);
            four_rounds(w2, t + 2);
            w2 = schedule(w2, w3, w0, w1);
            four_rounds(w3, t + 3);
            w3 = schedule(w3, w0, w1, w2);
        }
        four_rounds(w0, 12);
        four_rounds(w1, 13);
        four_rounds(w2, 14);
        four_rounds(w3, 15);
        abcd = vaddq_u32(abcd, before.0);
        efgh = vaddq_u32(efgh, before.1);
    }
    store_128_u32(&mut state[0], abcd);
    store_128_u32(&mut state[1], efgh);
}

/// W0 to W15, which are big-endian in the block.
#[inline]
#[target_feature(enable = "neon,sha2")]
fn words(block: &[u8; 64]) -> [uint32x4_t; 4] {
    let quarter = |i: usize| vreinterpretq_u32_u8(vrev32q_u8(load_128(&block.as_chunks().0[i])));
    [quarter(0), quarter(1), quarter(2), quarter(3)]
}

/// The next four words of the schedule: σ1(W(t-2)) + W(t-7) + σ0(W(t-15)) + W(t-16). The arguments are the sixteen words
/// before, the eldest first.
#[inline]
#[target_feature(enable = "neon,sha2")]
fn schedule(w16: uint32x4_t, w12: uint32x4_t, w8: uint32x4_t, w4: uint32x4_t) -> uint32x4_t {
    vsha256su1q_u32(vsha256su0q_u32(w16, w12), w8, w4)
}
