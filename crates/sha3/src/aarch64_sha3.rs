//! KECCAK-f[1600] by the SHA-3 instructions of 64-bit Arm, on vectors of 128 bits: a lane of two states in each, so that the
//! 25 and θ's five fit into the 32 registers. Four states are twice two. One takes the low place of two, and the same time;
//! what is in the high place is not used.
//!
//! A round is 66 vector instructions and the load of its constant: none is a copy, and nothing goes to the stack. How fast
//! this is has not been measured: it has run under an emulator alone.

use core::arch::aarch64::{
    uint64x2_t, vbcaxq_u64, vdupq_n_u64, veor3q_u64, veorq_u64, vgetq_lane_u64, vrax1q_u64, vxarq_u64,
};

use clearbox_cpu::aarch64::{Sha3, load_128_u64, store_128_u64};

use crate::table::RC;

/// One state. Lane (x, y) is word x + 5y.
#[allow(unsafe_code)]
pub(crate) fn keccak_f(_proof: Sha3, A: &mut [u64; 25]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { one(A) }
}

/// Four states at once: word i of state j is `A[i][j]`.
#[allow(unsafe_code)]
pub(crate) fn keccak_f_x4(_proof: Sha3, A: &mut [[u64; 4]; 25]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { four(A) }
}

#[target_feature(enable = "neon,sha3")]
fn one(A: &mut [u64; 25]) {
    let mut lanes = [vdupq_n_u64(0); 25];
    for (lane, &word) in lanes.iter_mut().zip(&*A) {
        *lane = vdupq_n_u64(word);
    }
    for (word, lane) in A.iter_mut().zip(permuted(lanes)) {
        *word = vgetq_lane_u64::<0>(lane);
    }
}

#[target_feature(enable = "neon,sha3")]
fn four(A: &mut [[u64; 4]; 25]) {
    two::<0>(A);
    two::<1>(A);
}

/// The first two states, or the last. Both calls in one function would be short of registers.
#[inline(never)]
#[target_feature(enable = "neon,sha3")]
fn two<const HALF: usize>(A: &mut [[u64; 4]; 25]) {
    let mut lanes = [vdupq_n_u64(0); 25];
    for (lane, words) in lanes.iter_mut().zip(&*A) {
        *lane = load_128_u64(&words.as_chunks().0[HALF]);
    }
    for (words, lane) in A.iter_mut().zip(permuted(lanes)) {
        store_128_u64(&mut words.as_chunks_mut().0[HALF], lane);
    }
}

#[inline]
#[target_feature(enable = "neon,sha3")]
fn permuted(mut A: [uint64x2_t; 25]) -> [uint64x2_t; 25] {
    for &rc in &RC {
        A = round(&A, rc);
    }
    A
}

/// Rnd = ι ∘ χ ∘ π ∘ ρ ∘ θ (FIPS 202, section 3.3).
#[inline]
#[target_feature(enable = "neon,sha3")]
#[rustfmt::skip]
fn round(A: &[uint64x2_t; 25], rc: u64) -> [uint64x2_t; 25] {
    // θ: the parities of the columns, and what each column is to be added to.
    let C = [
        veor3q_u64(veor3q_u64(A[0], A[5], A[10]), A[15], A[20]),
        veor3q_u64(veor3q_u64(A[1], A[6], A[11]), A[16], A[21]),
        veor3q_u64(veor3q_u64(A[2], A[7], A[12]), A[17], A[22]),
        veor3q_u64(veor3q_u64(A[3], A[8], A[13]), A[18], A[23]),
        veor3q_u64(veor3q_u64(A[4], A[9], A[14]), A[19], A[24]),
    ];
    // RAX1 rotates its second operand by one bit to the left, and adds the first.
    let D = [
        vrax1q_u64(C[4], C[1]), vrax1q_u64(C[0], C[2]), vrax1q_u64(C[1], C[3]),
        vrax1q_u64(C[2], C[4]), vrax1q_u64(C[3], C[0]),
    ];
    // ρ and θ of the lane at word `i`. XAR rotates a sum to the right.
    macro_rules! lane {
        ($i:literal, $offset:literal) => { vxarq_u64::<{ 64 - $offset }>(A[$i], D[$i % 5]) };
    }
    // π: each takes the place that the lane before it in this list has left, so that registers have room for all.
    let b00 = veorq_u64(A[0], D[0]);
    let [b01, b06, b09, b22] = [lane!(6, 44), lane!(9, 20), lane!(22, 61), lane!(14, 39)];
    let [b14, b20, b02, b12] = [lane!(20, 18), lane!(2, 62), lane!(12, 43), lane!(13, 25)];
    let [b13, b19, b23, b15] = [lane!(19, 8), lane!(23, 56), lane!(15, 41), lane!(4, 27)];
    let [b04, b24, b21, b08] = [lane!(24, 14), lane!(21, 2), lane!(8, 55), lane!(16, 45)];
    let [b16, b05, b03, b18] = [lane!(5, 36), lane!(3, 28), lane!(18, 21), lane!(17, 15)];
    let [b17, b11, b07, b10] = [lane!(11, 10), lane!(7, 6), lane!(10, 3), lane!(1, 1)];

    let [a00, a01, a02, a03, a04] = chi([b00, b01, b02, b03, b04]);
    let [a05, a06, a07, a08, a09] = chi([b05, b06, b07, b08, b09]);
    let [a10, a11, a12, a13, a14] = chi([b10, b11, b12, b13, b14]);
    let [a15, a16, a17, a18, a19] = chi([b15, b16, b17, b18, b19]);
    let [a20, a21, a22, a23, a24] = chi([b20, b21, b22, b23, b24]);
    [
        veorq_u64(a00, vdupq_n_u64(rc)), a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12,
        a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24,
    ]
}

/// χ of one row (section 3.2.4). BCAX is a ^ (b & !c).
#[inline]
#[target_feature(enable = "neon,sha3")]
fn chi([a, b, c, d, e]: [uint64x2_t; 5]) -> [uint64x2_t; 5] {
    [vbcaxq_u64(a, c, b), vbcaxq_u64(b, d, c), vbcaxq_u64(c, e, d), vbcaxq_u64(d, a, e), vbcaxq_u64(e, b, a)]
}
