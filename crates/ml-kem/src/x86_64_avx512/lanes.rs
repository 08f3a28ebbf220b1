//! The arithmetic of the kernel on arrays, for its proofs.

use core::arch::x86_64::_mm512_set1_epi16;

use clearbox_cpu::x86_64::{Avx512, load_512, load_512_i16, store_512_i16};

use super::{ntt, product};
use crate::field::Q_INVERSE;

/// a · b / 2^16 in each lane.
#[allow(unsafe_code)]
pub(crate) fn montgomery_multiply(_proof: Avx512, a: [i16; 32], b: i16) -> [i16; 32] {
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
    fn work(a: [i16; 32], b: i16) -> [i16; 32] {
        let mut product = [0; 32];
        let (b, b_over_q) = (_mm512_set1_epi16(b), _mm512_set1_epi16(b.wrapping_mul(Q_INVERSE)));
        store_512_i16(&mut product, ntt::montgomery_multiply(load_512_i16(&a), b, b_over_q));
        product
    }
    // SAFETY: the token proves that the CPU has the features.
    unsafe { work(a, b) }
}

/// Each lane brought near to zero.
#[allow(unsafe_code)]
pub(crate) fn barrett_reduce(_proof: Avx512, a: [i16; 32]) -> [i16; 32] {
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
    fn work(a: [i16; 32]) -> [i16; 32] {
        let mut reduced = [0; 32];
        store_512_i16(&mut reduced, ntt::barrett_reduce(load_512_i16(&a)));
        reduced
    }
    // SAFETY: the token proves that the CPU has the features.
    unsafe { work(a) }
}

/// Sums divided by 2^16, by turns from both.
#[allow(unsafe_code)]
pub(crate) fn montgomery_reduce(_proof: Avx512, even: [i32; 16], odd: [i32; 16]) -> [i16; 32] {
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512vl")]
    fn work(even: [i32; 16], odd: [i32; 16]) -> [i16; 32] {
        let bytes = |numbers: [i32; 16]| {
            let mut bytes = [0; 64];
            for (bytes, number) in bytes.as_chunks_mut().0.iter_mut().zip(numbers) {
                *bytes = number.to_le_bytes();
            }
            bytes
        };
        let mut reduced = [0; 32];
        store_512_i16(
            &mut reduced,
            product::montgomery_reduce(load_512(&bytes(even)), load_512(&bytes(odd))),
        );
        reduced
    }
    // SAFETY: the token proves that the CPU has the features.
    unsafe { work(even, odd) }
}
