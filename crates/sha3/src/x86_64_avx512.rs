//! KECCAK-f[1600] with AVX-512's rotations and its logic of three operands, on vectors of 256 bits: a lane of four states
//! in each, so that the 25 fit into registers. One state takes one place of four, and the same time.

use core::arch::x86_64::{
    __m256i, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm256_castsi128_si256, _mm256_castsi256_si128,
    _mm256_extract_epi64, _mm256_rol_epi64, _mm256_set_epi64x, _mm256_set1_epi64x, _mm256_setzero_si256,
    _mm256_ternarylogic_epi64, _mm256_xor_si256,
};

use clearbox_cpu::x86_64::Avx512;

use crate::table::RC;

/// One state. Lane (x, y) is word x + 5y.
#[allow(unsafe_code)]
pub(crate) fn keccak_f(_proof: Avx512, A: &mut [u64; 25]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { one(A) }
}

/// Four states at once: word i of state j is `A[i][j]`.
#[allow(unsafe_code)]
pub(crate) fn keccak_f_x4(_proof: Avx512, A: &mut [[u64; 4]; 25]) {
    // SAFETY: the token proves that the CPU has the features.
    unsafe { four(A) }
}

#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn one(A: &mut [u64; 25]) {
    let mut lanes = [_mm256_setzero_si256(); 25];
    for (lane, &word) in lanes.iter_mut().zip(&*A) {
        *lane = _mm256_castsi128_si256(_mm_cvtsi64_si128(word as i64));
    }
    for (word, lane) in A.iter_mut().zip(permuted(lanes)) {
        *word = _mm_cvtsi128_si64(_mm256_castsi256_si128(lane)) as u64;
    }
}

#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn four(A: &mut [[u64; 4]; 25]) {
    let mut lanes = [_mm256_setzero_si256(); 25];
    for (lane, words) in lanes.iter_mut().zip(&*A) {
        let [a, b, c, d] = words.map(|word| word as i64);
        *lane = _mm256_set_epi64x(d, c, b, a);
    }
    for (words, lane) in A.iter_mut().zip(permuted(lanes)) {
        *words = [
            _mm256_extract_epi64::<0>(lane) as u64,
            _mm256_extract_epi64::<1>(lane) as u64,
            _mm256_extract_epi64::<2>(lane) as u64,
            _mm256_extract_epi64::<3>(lane) as u64,
        ];
    }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn permuted(mut A: [__m256i; 25]) -> [__m256i; 25] {
    for &rc in &RC {
        A = round(&A, rc);
    }
    A
}

/// Rnd = ι ∘ χ ∘ π ∘ ρ ∘ θ (FIPS 202, section 3.3), in the order of [`crate::portable`].
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
#[rustfmt::skip]
fn round(A: &[__m256i; 25], rc: u64) -> [__m256i; 25] {
    // θ: the parities of the columns, and those of the next, rotated.
    let C = [
        xor3(xor3(A[0], A[5], A[10]), A[15], A[20]),
        xor3(xor3(A[1], A[6], A[11]), A[16], A[21]),
        xor3(xor3(A[2], A[7], A[12]), A[17], A[22]),
        xor3(xor3(A[3], A[8], A[13]), A[18], A[23]),
        xor3(xor3(A[4], A[9], A[14]), A[19], A[24]),
    ];
    let R = [
        _mm256_rol_epi64::<1>(C[0]), _mm256_rol_epi64::<1>(C[1]), _mm256_rol_epi64::<1>(C[2]),
        _mm256_rol_epi64::<1>(C[3]), _mm256_rol_epi64::<1>(C[4]),
    ];
    // θ of the lane at word `i`: with both parities in one step.
    let t = |i: usize| xor3(A[i], C[(i + 4) % 5], R[(i + 1) % 5]);

    let [a00, a01, a02, a03, a04] = chi([t(0), rol::<44>(t(6)), rol::<43>(t(12)), rol::<21>(t(18)), rol::<14>(t(24))]);
    let [a05, a06, a07, a08, a09] = chi([rol::<28>(t(3)), rol::<20>(t(9)), rol::<3>(t(10)), rol::<45>(t(16)), rol::<61>(t(22))]);
    let [a10, a11, a12, a13, a14] = chi([rol::<1>(t(1)), rol::<6>(t(7)), rol::<25>(t(13)), rol::<8>(t(19)), rol::<18>(t(20))]);
    let [a15, a16, a17, a18, a19] = chi([rol::<27>(t(4)), rol::<36>(t(5)), rol::<10>(t(11)), rol::<15>(t(17)), rol::<56>(t(23))]);
    let [a20, a21, a22, a23, a24] = chi([rol::<62>(t(2)), rol::<55>(t(8)), rol::<39>(t(14)), rol::<41>(t(15)), rol::<2>(t(21))]);
    [
        _mm256_xor_si256(a00, _mm256_set1_epi64x(rc as i64)), a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12,
        a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24,
    ]
}

/// χ of one row (section 3.2.4).
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn chi([a, b, c, d, e]: [__m256i; 5]) -> [__m256i; 5] {
    [and_not(a, b, c), and_not(b, c, d), and_not(c, d, e), and_not(d, e, a), and_not(e, a, b)]
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn rol<const BITS: i32>(a: __m256i) -> __m256i {
    _mm256_rol_epi64::<BITS>(a)
}

/// a ^ b ^ c: the table has a one wherever the three bits of its index have an odd sum.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn xor3(a: __m256i, b: __m256i, c: __m256i) -> __m256i {
    _mm256_ternarylogic_epi64::<0b1001_0110>(a, b, c)
}

/// a ^ (!b & c), where a is the highest bit of the table's index.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
fn and_not(a: __m256i, b: __m256i, c: __m256i) -> __m256i {
    _mm256_ternarylogic_epi64::<0b1101_0010>(a, b, c)
}
