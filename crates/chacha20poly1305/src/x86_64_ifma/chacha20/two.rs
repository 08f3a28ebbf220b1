//! The first two blocks, for short messages.

use core::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_permute2x128_si256, _mm256_rol_epi32, _mm256_shuffle_epi32,
    _mm256_slli_epi32, _mm256_srli_epi32, _mm256_ternarylogic_epi32, _mm512_castsi256_si512,
    _mm512_castsi512_si256, _mm512_inserti64x4,
};

use clearbox_cpu::x86_64::store_256;
use clearbox_ct::Wiped;

use super::KeyStream;

/// The one-time key, from block 0, and block 1, for messages of no more. Two blocks, a block a lane, wait for latencies alone;
/// so [`rotated_sum`] makes them shorter by more instructions.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(in crate::x86_64_ifma) fn first_two(key: &[u8; 32], nonce: &[u8; 12]) -> (Wiped<[u8; 32]>, __m512i) {
    let start = KeyStream::new(key, nonce).rows::<1>(0)[0].map(|row| _mm512_castsi512_si256(row));
    let [mut a, mut b, mut c, mut d] = start;
    for _ in 0..10 {
        quarter_rounds_of_two(&mut a, &mut b, &mut c, &mut d);
        // As above.
        a = _mm256_shuffle_epi32::<0b10_01_00_11>(a);
        c = _mm256_shuffle_epi32::<0b00_11_10_01>(c);
        d = _mm256_shuffle_epi32::<0b01_00_11_10>(d);
        quarter_rounds_of_two(&mut a, &mut b, &mut c, &mut d);
        a = _mm256_shuffle_epi32::<0b00_11_10_01>(a);
        c = _mm256_shuffle_epi32::<0b10_01_00_11>(c);
        d = _mm256_shuffle_epi32::<0b01_00_11_10>(d);
    }
    a = _mm256_add_epi32(a, start[0]);
    b = _mm256_add_epi32(b, start[1]);
    c = _mm256_add_epi32(c, start[2]);
    d = _mm256_add_epi32(d, start[3]);
    let mut one_time_key = Wiped::new([0; 32]);
    store_256(&mut one_time_key, _mm256_permute2x128_si256::<0x20>(a, b));
    let (ab, cd) = (_mm256_permute2x128_si256::<0x31>(a, b), _mm256_permute2x128_si256::<0x31>(c, d));
    (one_time_key, _mm512_inserti64x4::<1>(_mm512_castsi256_si512(ab), cd))
}

/// QUARTERROUND (sections 2.1 and 2.2) on the four columns of two blocks.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn quarter_rounds_of_two(a: &mut __m256i, b: &mut __m256i, c: &mut __m256i, d: &mut __m256i) {
    *a = _mm256_add_epi32(*a, *b);
    *d = rotated_sum::<16, 16>(*d, *a);
    *c = _mm256_add_epi32(*c, *d);
    *b = rotated_sum::<12, 20>(*b, *c);
    *a = _mm256_add_epi32(*a, *b);
    *d = rotated_sum::<8, 24>(*d, *a);
    *c = _mm256_add_epi32(*c, *d);
    *b = rotated_sum::<7, 25>(*b, *c);
}

/// The sum by XOR, rotated to the left: by parts, since the first summand is there early, and a shift takes one cycle where a
/// rotation takes two. `RIGHT` is 32 - `LEFT`.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn rotated_sum<const LEFT: i32, const RIGHT: i32>(early: __m256i, late: __m256i) -> __m256i {
    let early = _mm256_rol_epi32::<LEFT>(early);
    let (left, right) = (_mm256_slli_epi32::<LEFT>(late), _mm256_srli_epi32::<RIGHT>(late));
    _mm256_ternarylogic_epi32::<0b1001_0110>(early, left, right)
}
