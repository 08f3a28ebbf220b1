//! A step of the ladder, in the letters of RFC 7748, section 5: three rounds of four products.

use super::{
    arch::{
        __m256i, _mm256_add_epi64, _mm256_mask_add_epi64, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64,
        _mm256_maskz_sub_epi64, _mm256_permutexvar_epi64, _mm256_set1_epi64x, _mm256_setr_epi64x,
        _mm256_shuffle_epi32, _mm256_xor_si256,
    },
    lanes::{Lanes, Shifts, carry, product, square},
};

/// Masks of lanes.
const FIRST: u8 = 0b0001;
const SECOND: u8 = 0b0010;
const ODD: u8 = 0b1010;
const EVEN: u8 = 0b0101;

/// What the third round multiplies by, and what is added so that nothing is negative.
pub(super) struct Constants {
    /// (–, 486662, 1, x_1).
    pub(super) factors: Lanes,
    pub(super) bias: Lanes,
}

/// A step, with x_2, z_2 and x_3, z_3 swapped first if `swap` is 1.
///
/// 4 x_2 and 4 z_2 come of it instead of x_2 and z_2, which stand for the same point: with P = AA + BB and E = AA − BB,
/// 4 AA·BB = P² − E², and 4 E·(AA + 121665 E) = 2 P·E + 486662 E².
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn step(w: &Lanes, swap: i64, constants: &Constants, shifts: Shifts) -> Lanes {
    let bias = &constants.bias;
    let swapped = _mm256_set1_epi64x(swap << 1);
    let left = _mm256_xor_si256(_mm256_setr_epi64x(0, 1, 0, 1), swapped);
    let right = _mm256_xor_si256(_mm256_setr_epi64x(0, 1, 3, 2), swapped);
    // (A, B, A, B) · (A, B, D, C) = (AA, BB, DA, CB).
    let (abab, abdc) = (
        w.map(|limb| _mm256_permutexvar_epi64(left, limb)),
        w.map(|limb| _mm256_permutexvar_epi64(right, limb)),
    );
    let c = product(&abab, &abdc, shifts);
    // (P, E, S, T) = (AA + BB, AA − BB, DA + CB, DA − CB).
    let pest = carry(&core::array::from_fn(|i| {
        let signed = _mm256_mask_sub_epi64(c[i], ODD, bias[i], c[i]);
        _mm256_add_epi64(signed, neighbour(c[i]))
    }));
    let squares = carry(&square(&pest, shifts));
    // (P, 486662, 1, x_1) · (E, E², S², T²).
    let left = core::array::from_fn(|i| _mm256_mask_mov_epi64(constants.factors[i], FIRST, pest[i]));
    let right = core::array::from_fn(|i| _mm256_mask_mov_epi64(squares[i], FIRST, neighbour(pest[i])));
    let m = product(&left, &right, shifts);
    // With x_2 = P² − E² and z_2 = 2 m_0 + m_1, x_3 = m_2 and z_3 = m_3: the sums and differences.
    carry(&core::array::from_fn(|i| {
        let x_2 = _mm256_maskz_sub_epi64(FIRST, squares[i], neighbour(squares[i]));
        let x_2 = _mm256_mask_sub_epi64(x_2, SECOND, neighbour(squares[i]), squares[i]);
        let m = _mm256_mask_add_epi64(m[i], FIRST, m[i], m[i]);
        let sum = _mm256_add_epi64(bias[i], x_2);
        let sum = _mm256_mask_add_epi64(sum, EVEN, sum, m);
        let sum = _mm256_mask_sub_epi64(sum, ODD, sum, m);
        let others = _mm256_add_epi64(sum, neighbour(m));
        _mm256_mask_sub_epi64(others, SECOND, sum, neighbour(m))
    }))
}

/// The lanes 1, 0, 3, 2.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn neighbour(a: __m256i) -> __m256i {
    _mm256_shuffle_epi32::<0b01_00_11_10>(a)
}
