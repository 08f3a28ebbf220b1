//! Instructions of AVX-512 and IFMA, by their names.
#![allow(non_camel_case_types, missing_docs, clippy::missing_panics_doc, reason = "as in core::arch")]

use crate::lane::Lane::{self, Constant};

/// For kernels that do the same in all lanes: one of them stands for all.
pub mod lane_512 {
    use super::{Constant, Lane};

    pub type __m512i = Lane;

    #[must_use]
    pub fn _mm512_setzero_si512() -> __m512i {
        Constant(0)
    }

    #[must_use]
    pub fn _mm512_set1_epi64(value: i64) -> __m512i {
        Constant(value as u64)
    }

    #[must_use]
    pub fn _mm512_add_epi64(a: __m512i, b: __m512i) -> __m512i {
        a + b
    }

    #[must_use]
    pub fn _mm512_sub_epi64(a: __m512i, b: __m512i) -> __m512i {
        a - b
    }

    /// With a mask of the lowest bits.
    #[must_use]
    pub fn _mm512_and_si512(a: __m512i, mask: __m512i) -> __m512i {
        a.masked(mask)
    }

    #[must_use]
    pub fn _mm512_slli_epi64<const PLACES: u32>(a: __m512i) -> __m512i {
        a.shifted(PLACES)
    }

    /// By constant places.
    #[must_use]
    pub fn _mm512_sllv_epi64(a: __m512i, places: __m512i) -> __m512i {
        let Constant(places) = places else { panic!("{places:?} is not a constant") };
        a.shifted(places as u32)
    }

    #[must_use]
    pub fn _mm512_srli_epi64<const PLACES: u32>(a: __m512i) -> __m512i {
        a.split(PLACES).1
    }

    #[must_use]
    pub fn _mm512_madd52lo_epu64(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
        sum + a.product(b).0
    }

    #[must_use]
    pub fn _mm512_madd52hi_epu64(sum: __m512i, a: __m512i, b: __m512i) -> __m512i {
        sum + a.product(b).1
    }
}

/// The same on shorter vectors.
pub mod lane_256 {
    pub use super::lane_512::{
        __m512i as __m256i, _mm512_add_epi64 as _mm256_add_epi64, _mm512_and_si512 as _mm256_and_si256,
        _mm512_set1_epi64 as _mm256_set1_epi64x, _mm512_setzero_si512 as _mm256_setzero_si256,
        _mm512_slli_epi64 as _mm256_slli_epi64, _mm512_srli_epi64 as _mm256_srli_epi64,
    };

    /// Of numbers below 2^32.
    #[must_use]
    pub fn _mm256_mul_epu32(a: __m256i, b: __m256i) -> __m256i {
        a.product_32(b)
    }
}

/// For kernels on vectors of four lanes.
pub mod lanes_256 {
    use core::array::from_fn;

    use super::{Constant, Lane};

    pub type __m256i = [Lane; 4];

    fn by_lane(a: __m256i, b: __m256i, act: impl Fn(Lane, Lane) -> Lane) -> __m256i {
        from_fn(|lane| act(a[lane], b[lane]))
    }

    /// From `yes` where the mask has a bit, else from `no`.
    fn blend(mask: u8, no: __m256i, yes: impl Fn(usize) -> Lane) -> __m256i {
        from_fn(|lane| if mask >> lane & 1 == 1 { yes(lane) } else { no[lane] })
    }

    fn constant(lane: Lane) -> u64 {
        let Constant(value) = lane else { panic!("{lane:?} is not a constant") };
        value
    }

    #[must_use]
    pub fn _mm256_setzero_si256() -> __m256i {
        [Constant(0); 4]
    }

    #[must_use]
    pub fn _mm256_set1_epi64x(value: i64) -> __m256i {
        [Constant(value as u64); 4]
    }

    #[must_use]
    pub fn _mm256_setr_epi64x(a: i64, b: i64, c: i64, d: i64) -> __m256i {
        [a, b, c, d].map(|value| Constant(value as u64))
    }

    #[must_use]
    pub fn _mm256_add_epi64(a: __m256i, b: __m256i) -> __m256i {
        by_lane(a, b, |a, b| a + b)
    }

    #[must_use]
    pub fn _mm256_sub_epi64(a: __m256i, b: __m256i) -> __m256i {
        by_lane(a, b, |a, b| a - b)
    }

    #[must_use]
    pub fn _mm256_mask_add_epi64(no: __m256i, mask: u8, a: __m256i, b: __m256i) -> __m256i {
        blend(mask, no, |lane| a[lane] + b[lane])
    }

    #[must_use]
    pub fn _mm256_mask_sub_epi64(no: __m256i, mask: u8, a: __m256i, b: __m256i) -> __m256i {
        blend(mask, no, |lane| a[lane] - b[lane])
    }

    #[must_use]
    pub fn _mm256_maskz_sub_epi64(mask: u8, a: __m256i, b: __m256i) -> __m256i {
        _mm256_mask_sub_epi64(_mm256_setzero_si256(), mask, a, b)
    }

    #[must_use]
    pub fn _mm256_mask_mov_epi64(no: __m256i, mask: u8, yes: __m256i) -> __m256i {
        blend(mask, no, |lane| yes[lane])
    }

    /// With a mask of the lowest bits.
    #[must_use]
    pub fn _mm256_and_si256(a: __m256i, mask: __m256i) -> __m256i {
        by_lane(a, mask, Lane::masked)
    }

    /// Of constants.
    #[must_use]
    pub fn _mm256_xor_si256(a: __m256i, b: __m256i) -> __m256i {
        by_lane(a, b, |a, b| Constant(constant(a) ^ constant(b)))
    }

    /// By constant places.
    #[must_use]
    pub fn _mm256_sllv_epi64(a: __m256i, places: __m256i) -> __m256i {
        by_lane(a, places, |a, places| a.shifted(constant(places) as u32))
    }

    #[must_use]
    pub fn _mm256_slli_epi64<const PLACES: u32>(a: __m256i) -> __m256i {
        a.map(|lane| lane.shifted(PLACES))
    }

    #[must_use]
    pub fn _mm256_srli_epi64<const PLACES: u32>(a: __m256i) -> __m256i {
        a.map(|lane| lane.split(PLACES).1)
    }

    #[must_use]
    pub fn _mm256_madd52lo_epu64(sum: __m256i, a: __m256i, b: __m256i) -> __m256i {
        _mm256_add_epi64(sum, by_lane(a, b, |a, b| a.product(b).0))
    }

    #[must_use]
    pub fn _mm256_madd52hi_epu64(sum: __m256i, a: __m256i, b: __m256i) -> __m256i {
        _mm256_add_epi64(sum, by_lane(a, b, |a, b| a.product(b).1))
    }

    /// The lanes of `low`, and above them those of `high`, from the given place on.
    #[must_use]
    pub fn _mm256_alignr_epi64<const PLACES: i32>(high: __m256i, low: __m256i) -> __m256i {
        from_fn(|lane| match lane + PLACES as usize {
            from @ 0..4 => low[from],
            from => high[from - 4],
        })
    }

    #[must_use]
    pub fn _mm256_maskz_srli_epi64<const PLACES: u32>(mask: u8, a: __m256i) -> __m256i {
        blend(mask, _mm256_setzero_si256(), |lane| a[lane].split(PLACES).1)
    }

    /// The lowest lane, of which nothing but this is asked.
    #[must_use]
    pub fn _mm256_castsi256_si128(a: __m256i) -> Lane {
        a[0]
    }

    #[must_use]
    pub fn _mm256_broadcastq_epi64(lowest: Lane) -> __m256i {
        [lowest; 4]
    }

    /// In the order of constants.
    #[must_use]
    pub fn _mm256_permutexvar_epi64(order: __m256i, a: __m256i) -> __m256i {
        order.map(|from| a[constant(from) as usize % 4])
    }

    #[must_use]
    pub fn _mm256_permutex_epi64<const ORDER: i32>(a: __m256i) -> __m256i {
        from_fn(|lane| a[(ORDER >> (2 * lane) & 3) as usize])
    }

    /// Where it exchanges neighbours.
    #[must_use]
    pub fn _mm256_shuffle_epi32<const ORDER: i32>(a: __m256i) -> __m256i {
        assert_eq!(ORDER, 0b01_00_11_10, "the halves of 64 bits are not exchanged");
        [a[1], a[0], a[3], a[2]]
    }
}
