//! Eight elements of GF(2^255 − 19), a limb a vector and an element a lane: a0 + 2^51 a1 + 2^102 a2 + 2^153 a3 + 2^204 a4.
//!
//! *Carried* limbs are below 2^51 + 2^17, so that they fit the 52 bits that IFMA multiplies. *Columns* are what products give
//! before carries: below 2^59. Sums of columns are carried as one.

use super::arch::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_madd52hi_epu64, _mm512_madd52lo_epu64,
    _mm512_set1_epi64, _mm512_setzero_si512, _mm512_sllv_epi64, _mm512_srli_epi64,
};

/// Eight elements, carried or columns.
pub(super) type Lanes = [__m512i; 5];

/// 1 and 4, which the compiler doesn't know as such: it would make a product of shifts and sums, by an instruction that
/// takes longer than they do together.
#[derive(Clone, Copy)]
pub(super) struct Shifts {
    one: __m512i,
    four: __m512i,
}

impl Shifts {
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    pub(super) fn new() -> Self {
        let [one, four] = core::hint::black_box([1, 4]);
        Self { one: _mm512_set1_epi64(one), four: _mm512_set1_epi64(four) }
    }

    /// 19 a = a + 2 a + 16 a.
    #[inline]
    #[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
    fn times_19(self, a: __m512i) -> __m512i {
        let three = _mm512_add_epi64(a, _mm512_sllv_epi64(a, self.one));
        _mm512_add_epi64(three, _mm512_sllv_epi64(a, self.four))
    }
}

/// a · b as columns, of carried a and b.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn product(a: &Lanes, b: &Lanes, shifts: Shifts) -> Lanes {
    let zero = _mm512_setzero_si512();
    let (mut low, mut high) = ([zero; 9], [zero; 9]);
    for i in 0..5 {
        for j in 0..5 {
            low[i + j] = _mm512_madd52lo_epu64(low[i + j], a[i], b[j]);
            high[i + j] = _mm512_madd52hi_epu64(high[i + j], a[i], b[j]);
        }
    }
    fold(&low, &high, shifts)
}

/// Columns of sums of the lower 52 bits of products, and of those above, which weigh twice as much as the next lower ones.
///
/// Limb k has at most k + 1 lower parts below 2^52, k upper ones below 2^51 when doubled, and 19 times 4 − k lower and
/// 5 − k upper ones, as 2^255 = 19: limb 0 has the most, 124.5 · 2^52.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn fold(low: &[__m512i; 9], high: &[__m512i; 9], shifts: Shifts) -> Lanes {
    let twice = high.map(|high| _mm512_add_epi64(high, high));
    let upper = |k: usize| {
        if k < 4 { _mm512_add_epi64(low[k + 5], twice[k + 4]) } else { twice[8] }
    };
    let lower = |k: usize| {
        if k > 0 { _mm512_add_epi64(low[k], twice[k - 1]) } else { low[0] }
    };
    core::array::from_fn(|k| _mm512_add_epi64(lower(k), shifts.times_19(upper(k))))
}

/// Carries columns, or sums of them below 2^63: each limb keeps 51 bits, and what is above goes to the next at once.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn carry(columns: &Lanes) -> Lanes {
    let mask = _mm512_set1_epi64((1 << 51) - 1);
    let low = columns.map(|column| _mm512_and_si512(column, mask));
    let high = columns.map(|column| _mm512_srli_epi64::<51>(column));
    [
        // Below 2^12, so that 19 times it is a lower part.
        _mm512_madd52lo_epu64(low[0], high[4], _mm512_set1_epi64(19)),
        _mm512_add_epi64(low[1], high[0]),
        _mm512_add_epi64(low[2], high[1]),
        _mm512_add_epi64(low[3], high[2]),
        _mm512_add_epi64(low[4], high[3]),
    ]
}
