//! What formulas do to columns, limb by limb.

use super::{
    arch::{
        _mm256_add_epi64, _mm256_mask_add_epi64, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64,
        _mm256_permutex_epi64, _mm256_setzero_si256, _mm256_sub_epi64,
    },
    lanes::{LIMBS, Lanes},
};

/// Zero in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn zero() -> Lanes {
    [_mm256_setzero_si256(); LIMBS]
}

macro_rules! limb_by_limb {
    ($($(#[$doc:meta])* $name:ident$(<const $const:ident: $kind:ty>)?: |$($argument:ident),+| $limb:expr;)+) => {
        $(
            $(#[$doc])*
            #[inline]
            #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
            pub(super) fn $name$(<const $const: $kind>)?($($argument: &Lanes),+) -> Lanes {
                let mut limbs = zero();
                for i in 0..LIMBS {
                    $(let $argument = $argument[i];)+
                    limbs[i] = $limb;
                }
                limbs
            }
        )+
    };
}

limb_by_limb! {
    /// a + b.
    add: |a, b| _mm256_add_epi64(a, b);
    /// a − b.
    sub: |a, b| _mm256_sub_epi64(a, b);
    /// 3 a.
    triple: |a| _mm256_add_epi64(a, _mm256_add_epi64(a, a));
    /// a + b in the lanes of a mask, `other` in the others.
    add_in<const MASK: u8>: |other, a, b| _mm256_mask_add_epi64(other, MASK, a, b);
    /// a − b in the lanes of a mask, `other` in the others.
    sub_in<const MASK: u8>: |other, a, b| _mm256_mask_sub_epi64(other, MASK, a, b);
    /// From `yes` the lanes of a mask, from `no` the others.
    blend<const MASK: u8>: |no, yes| _mm256_mask_mov_epi64(no, MASK, yes);
    /// The lanes in another order.
    permute<const ORDER: i32>: |a| _mm256_permutex_epi64::<ORDER>(a);
}

/// Masks of lanes.
pub(super) const FIRST: u8 = 0b0001;
pub(super) const SECOND: u8 = 0b0010;
pub(super) const THIRD: u8 = 0b0100;
pub(super) const FOURTH: u8 = 0b1000;

/// One lane everywhere.
pub(super) const fn all(lane: i32) -> i32 {
    0b01_01_01_01 * lane
}
