//! What is added by the digits of a secret: all of the table is read, whatever they are, and each vector of eight multiples is permuted
//! by them.

use core::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_mask_blend_epi64, _mm512_mask_permutexvar_epi64,
    _mm512_mask_sub_epi64, _mm512_set1_epi64, _mm512_setzero_si512, _mm512_srli_epi64, _mm512_srlv_epi64,
    _mm512_sub_epi64, _mm512_test_epi64_mask,
};

use clearbox_cpu::x86_64::load_512;
use clearbox_ct::Wiped;

use super::{
    lanes::Lanes,
    point::{P_1, Summand},
    table::Multiples,
};

/// The bits of eight digits at a time: those of digit 16 lane + 2 i of four bits, and in the upper four lanes the one after it, from
/// bit 8 i on, below them the bit that stands below.
#[derive(Clone, Copy)]
pub(super) struct Digits(__m512i);

impl Digits {
    /// The digits of a scalar below 2^255.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn of(s: &[u8; 32]) -> Self {
        let mut lanes = Wiped::new([0; 64]);
        let mut below = 0;
        for (lane, bytes) in s.as_chunks().0.iter().enumerate() {
            let word = u64::from_le_bytes(*bytes);
            lanes[8 * lane..][..8].copy_from_slice(&(word << 1 | below).to_le_bytes());
            lanes[8 * lane + 32..][..8].copy_from_slice(&(word >> 3).to_le_bytes());
            below = word >> 63;
        }
        Self(load_512(&lanes))
    }

    /// The multiples by the i-th digits. A digit is from −8 to 8, as in `digits.rs`.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn look_up(self, i: usize, multiples: &Multiples) -> Summand {
        let (one, sixteen) = (_mm512_set1_epi64(1), _mm512_set1_epi64(16));
        let five_bits = _mm512_and_si512(
            _mm512_srlv_epi64(self.0, _mm512_set1_epi64(8 * i as i64)),
            _mm512_set1_epi64(31),
        );
        let negative = _mm512_test_epi64_mask(five_bits, sixteen);
        let rounded = _mm512_srli_epi64::<1>(_mm512_add_epi64(five_bits, one));
        let magnitude = _mm512_mask_sub_epi64(rounded, negative, sixteen, rounded);

        let mut limbs = [_mm512_setzero_si512(); 15];
        (limbs[0], limbs[5]) = (one, one);
        // The neutral element stays where the digit is 0.
        let (place, some) = (_mm512_sub_epi64(magnitude, one), _mm512_test_epi64_mask(magnitude, magnitude));
        for (row, lanes) in multiples.iter().zip([0x11, 0x22, 0x44, 0x88]) {
            for (limb, candidates) in limbs.iter_mut().zip(row) {
                *limb = _mm512_mask_permutexvar_epi64(*limb, some & lanes, place, load_512(candidates));
            }
        }
        let part = |part: usize| -> Lanes { core::array::from_fn(|i| limbs[5 * part + i]) };
        let (plus, minus, xy2d) = (part(0), part(1), part(2));
        // −x for x: the sum and the difference change places, and the product its sign, to 2p less it.
        let two_p = |i: usize| _mm512_set1_epi64(2 * if i == 0 { P_1 - 18 } else { P_1 });
        Summand {
            y_plus_x: core::array::from_fn(|i| _mm512_mask_blend_epi64(negative, plus[i], minus[i])),
            y_minus_x: core::array::from_fn(|i| _mm512_mask_blend_epi64(negative, minus[i], plus[i])),
            xy2d: core::array::from_fn(|i| _mm512_mask_sub_epi64(xy2d[i], negative, two_p(i), xy2d[i])),
        }
    }
}
