//! The multiple of the base point: by eight digits at a time.

use core::arch::x86_64::{
    __m512i, _mm512_permutexvar_epi64, _mm512_set1_epi64, _mm512_setr_epi64, _mm512_setzero_si512,
};

use clearbox_cpu::x86_64::store_512;
use clearbox_ct::Wiped;
use clearbox_field25519::FieldElement;

use super::{
    lanes::{Lanes, Shifts},
    look_up::Digits,
    point::{Point, add, add_affine},
    table::BASE_MULTIPLES,
};
use crate::{
    point::{self, ProjectivePoint},
    portable::double_four_times,
};

/// s·B, for a secret s below 2^255.
///
/// s = Σ dⱼ 16^j, and j = 16 lane + 2 i for lanes 0 to 3, or one more in lanes 4 to 7, which have the same rows of the table: each
/// lane has its sum in eight additions. Those of four lanes are added, and the upper one comes to the lower by four doublings.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply_base(s: &[u8; 32]) -> ProjectivePoint {
    let (shifts, digits) = (Shifts::new(), Digits::of(s));
    let mut sum = neutral();
    for (i, multiples) in BASE_MULTIPLES.0.iter().enumerate() {
        sum = add_affine(&sum, &digits.look_up(i, multiples), shifts);
    }
    let neighbours = [_mm512_setr_epi64(2, 3, 0, 1, 6, 7, 4, 5), _mm512_setr_epi64(1, 0, 3, 2, 5, 4, 7, 6)];
    for order in neighbours {
        sum = add(&sum, &permuted(&sum, order), shifts);
    }
    let [lower, upper] = [0, 4].map(|lane| point(&sum, lane));
    double_four_times(upper.as_projective()).add(&lower.to_summand()).to_projective()
}

/// x = 0 and y = 1 in all lanes.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn neutral() -> Point {
    let zero = [_mm512_setzero_si512(); 5];
    let mut one = zero;
    one[0] = _mm512_set1_epi64(1);
    Point { y_minus_x: one, y_plus_x: one, z: one, t: zero }
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn permuted(p: &Point, order: __m512i) -> Point {
    let permuted = |a: &Lanes| a.map(|limb| _mm512_permutexvar_epi64(order, limb));
    Point {
        y_minus_x: permuted(&p.y_minus_x),
        y_plus_x: permuted(&p.y_plus_x),
        z: permuted(&p.z),
        t: permuted(&p.t),
    }
}

/// The point of a lane.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn point(p: &Point, lane: usize) -> point::Point {
    let [minus, plus, z, t] = [&p.y_minus_x, &p.y_plus_x, &p.z, &p.t].map(|a| element(a, lane));
    point::Point::of_sums(&minus, &plus, &z, &t)
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn element(a: &Lanes, lane: usize) -> FieldElement {
    FieldElement::carried(a.map(|limb| {
        let mut lanes = Wiped::new([0; 64]);
        store_512(&mut lanes, limb);
        u64::from_le_bytes(lanes.as_chunks().0[lane])
    }))
}
