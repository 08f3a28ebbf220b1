//! SHA-512 by AVX-512: what makes the next a is done in vectors, what makes the next e beside it in general registers, and
//! the message schedule in vectors, four words at once (Gueron and Krasnov, "Parallelizing message schedules to accelerate
//! the computations of hash functions", 2012).
//!
//! A round is T1 = h + Σ1(e) + Ch(e, f, g) + K + W, then e' = d + T1 and a' = T1 + Σ0(a) + Maj(a, b, c). Either half alone
//! has half of the operations. T1 goes over to the vectors, and a back for the time when it is d, three rounds later: the
//! six cycles that both ways take are not waited for.
//!
//! Bound by latency: from a to the next a are five cycles on a Zen 4 (two for rotations, of which the third finds no free
//! port, one each for their sum, the port and the addition), from e to the next e as many. Measured are 6.5 a round, the
//! vectors' ports being shared with the schedule.

use core::{
    arch::x86_64::{
        __m128i, __m256i, __mmask8, _mm_add_epi64, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_maskz_add_epi64,
        _mm_ror_epi64, _mm_ternarylogic_epi64, _mm256_add_epi64, _mm256_alignr_epi64,
        _mm256_maskz_permutex_epi64, _mm256_ror_epi64, _mm256_set_epi8, _mm256_set_epi64x,
        _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi64, _mm256_ternarylogic_epi64,
    },
    hint::black_box,
};

use clearbox_cpu::x86_64::{Avx512, load_256, store_256};
use clearbox_ct::wipe;

use crate::table::K512;

/// Absorbs whole blocks (FIPS 180-4, section 6.4.2).
#[allow(unsafe_code)]
pub(crate) fn compress(_proof: Avx512, H: &mut [u64; 8], blocks: &[[u8; 128]]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { compress_in_halves(H, blocks) }
}

/// K(t) + W(t) of sixteen rounds, four to a vector.
type Sums = [[u8; 32]; 4];

#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn compress_in_halves(H: &mut [u64; 8], blocks: &[[u8; 128]]) {
    let both_lanes = black_box(0b11);
    let mut sums: [Sums; 5] = [[[0; 32]; 4]; 5];
    for block in blocks {
        let mut W = words(block);
        for (i, (sums, W)) in sums[0].iter_mut().zip(W).enumerate() {
            store_256(sums, _mm256_add_epi64(constants(4 * i), W));
        }
        let mut state = Variables::new(H, both_lanes);
        for i in 1..5 {
            // From memory, which the compiler would not do if it saw what was stored there: each is an operand of an
            // addition then. And of one array, since it would reload words that another might have changed.
            let [now, next] = &mut black_box(&mut sums)[i - 1..=i] else { unreachable!("two of five") };
            state.four_rounds(&now[0]);
            W[0] = schedule(W[0], W[1], W[2], W[3]);
            store_256(&mut next[0], _mm256_add_epi64(constants(16 * i), W[0]));
            state.four_rounds(&now[1]);
            W[1] = schedule(W[1], W[2], W[3], W[0]);
            store_256(&mut next[1], _mm256_add_epi64(constants(16 * i + 4), W[1]));
            state.four_rounds(&now[2]);
            W[2] = schedule(W[2], W[3], W[0], W[1]);
            store_256(&mut next[2], _mm256_add_epi64(constants(16 * i + 8), W[2]));
            state.four_rounds(&now[3]);
            W[3] = schedule(W[3], W[0], W[1], W[2]);
            store_256(&mut next[3], _mm256_add_epi64(constants(16 * i + 12), W[3]));
        }
        let [.., last] = black_box(&mut sums);
        state.four_rounds(&last[0]);
        state.four_rounds(&last[1]);
        state.four_rounds(&last[2]);
        state.four_rounds(&last[3]);
        state.add_to(H);
    }
    wipe(&mut sums);
}

/// The working variables.
struct Variables {
    /// Each in the lowest lane; the other one holds nothing.
    a: __m128i,
    b: __m128i,
    c: __m128i,
    /// The same in general registers, the one that is d next first.
    d_c_b_a: [u64; 4],
    e: u64,
    f: u64,
    g: u64,
    h: u64,
    /// All lanes, which the compiler does not know.
    both_lanes: __mmask8,
}

impl Variables {
    #[inline]
    #[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
    fn new(H: &[u64; 8], both_lanes: __mmask8) -> Self {
        let [a, b, c, d, e, f, g, h] = *H;
        let [a_lane, b_lane, c_lane] = [lowest_lane(a), lowest_lane(b), lowest_lane(c)];
        Self { a: a_lane, b: b_lane, c: c_lane, d_c_b_a: [d, c, b, a], e, f, g, h, both_lanes }
    }

    #[inline]
    #[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
    fn four_rounds(&mut self, sums: &[u8; 32]) {
        for K_plus_W in sums.as_chunks().0 {
            self.round(u64::from_le_bytes(*K_plus_W));
        }
    }

    /// One turn of step 3.
    #[inline]
    #[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
    fn round(&mut self, K_plus_W: u64) {
        let Self { a, b, c, d_c_b_a: [d, next_d @ ..], e, f, g, h, both_lanes } = *self;
        let T1 = h.wrapping_add(K_plus_W).wrapping_add(Ch(e, f, g)).wrapping_add(Σ1(e));
        // Σ0 comes last. The compiler would add T1 last, whatever the order here, and the chain be a cycle longer: it takes
        // a sum for a sum but not where some lanes might be zeros.
        let T1_plus_Maj = _mm_maskz_add_epi64(both_lanes, lowest_lane(T1), Maj(a, b, c));
        self.a = _mm_add_epi64(T1_plus_Maj, Σ0(a));
        (self.b, self.c) = (a, b);
        self.d_c_b_a = [next_d[0], next_d[1], next_d[2], _mm_cvtsi128_si64(self.a) as u64];
        (self.e, self.f, self.g, self.h) = (d.wrapping_add(T1), e, f, g);
    }

    /// Step 4.
    #[inline]
    #[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
    fn add_to(&self, H: &mut [u64; 8]) {
        let [d, c, b, a] = self.d_c_b_a;
        for (hash, word) in H.iter_mut().zip([a, b, c, d, self.e, self.f, self.g, self.h]) {
            *hash = hash.wrapping_add(word);
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn lowest_lane(word: u64) -> __m128i {
    _mm_cvtsi64_si128(word as i64)
}

/// W0 to W15, which are big-endian in the block.
#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn words(block: &[u8; 128]) -> [__m256i; 4] {
    #[rustfmt::skip]
    let order = _mm256_set_epi8(
        8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7,
    );
    let (quarters, _) = block.as_chunks();
    let mut W = [_mm256_setzero_si256(); 4];
    for (words, bytes) in W.iter_mut().zip(quarters) {
        *words = _mm256_shuffle_epi8(load_256(bytes), order);
    }
    W
}

/// K(t) to K(t+3).
#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn constants(t: usize) -> __m256i {
    let K = |i: usize| K512[t + i] as i64;
    _mm256_set_epi64x(K(3), K(2), K(1), K(0))
}

/// The next four words of the schedule: σ1(W(t-2)) + W(t-7) + σ0(W(t-15)) + W(t-16). The arguments are the sixteen words
/// before, the eldest first. The first two of the four are needed for the others; σ1 of no word is zero.
#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn schedule(W16: __m256i, W12: __m256i, W8: __m256i, W4: __m256i) -> __m256i {
    let W15 = _mm256_alignr_epi64::<1>(W12, W16);
    let W7 = _mm256_alignr_epi64::<1>(W4, W8);
    let sum = _mm256_add_epi64(_mm256_add_epi64(W16, W7), σ0(W15));
    let W2 = _mm256_maskz_permutex_epi64::<0b00_00_11_10>(0b0011, W4);
    let two_whole = _mm256_add_epi64(sum, σ1(W2));
    let W2 = _mm256_maskz_permutex_epi64::<0b01_00_00_00>(0b1100, two_whole);
    _mm256_add_epi64(two_whole, σ1(W2))
}

// The functions of section 4.1.3.

/// The truth table of x ⊕ y ⊕ z.
const XOR: i32 = 0b1001_0110;
/// The truth table of Maj.
const MAJORITY: i32 = 0b1110_1000;

/// (x ∧ y) ⊕ (¬x ∧ z), with an operation less.
#[inline(always)]
fn Ch(x: u64, y: u64, z: u64) -> u64 {
    z ^ (x & (y ^ z))
}

#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn Maj(x: __m128i, y: __m128i, z: __m128i) -> __m128i {
    _mm_ternarylogic_epi64::<MAJORITY>(x, y, z)
}

#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn Σ0(x: __m128i) -> __m128i {
    _mm_ternarylogic_epi64::<XOR>(_mm_ror_epi64::<28>(x), _mm_ror_epi64::<34>(x), _mm_ror_epi64::<39>(x))
}

#[inline(always)]
fn Σ1(x: u64) -> u64 {
    x.rotate_right(14) ^ x.rotate_right(18) ^ x.rotate_right(41)
}

#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn σ0(x: __m256i) -> __m256i {
    let [one, eight] = [_mm256_ror_epi64::<1>(x), _mm256_ror_epi64::<8>(x)];
    _mm256_ternarylogic_epi64::<XOR>(one, eight, _mm256_srli_epi64::<7>(x))
}

#[inline]
#[target_feature(enable = "avx2,avx512bw,avx512dq,avx512f,avx512vl")]
fn σ1(x: __m256i) -> __m256i {
    let [nineteen, sixty_one] = [_mm256_ror_epi64::<19>(x), _mm256_ror_epi64::<61>(x)];
    _mm256_ternarylogic_epi64::<XOR>(nineteen, sixty_one, _mm256_srli_epi64::<6>(x))
}
