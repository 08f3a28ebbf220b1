//! Sums and differences of columns, and the complete formulas of `point.rs` on products.

use super::{
    arch::{__m256i, _mm256_add_epi64, _mm256_set1_epi64x, _mm256_sub_epi64},
    lanes::{BIAS, Lanes},
};

/// a + b.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn add(a: &Lanes, b: &Lanes) -> Lanes {
    core::array::from_fn(|i| _mm256_add_epi64(a[i], b[i]))
}

/// a − b + 8p.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn sub(a: &Lanes, b: &Lanes) -> Lanes {
    let bias: [__m256i; 5] = BIAS.map(|limb| _mm256_set1_epi64x(limb));
    core::array::from_fn(|i| _mm256_add_epi64(a[i], _mm256_sub_epi64(bias[i], b[i])))
}

/// 3 a.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn triple(a: &Lanes) -> Lanes {
    add(a, &add(a, a))
}
