//! The Montgomery ladder of RFC 7748, section 5, in its letters, three rounds of four products a step.

use core::arch::x86_64::{_mm256_set1_epi64x, _mm256_setr_epi64x};

use clearbox_cpu::x86_64::store_256;
use clearbox_ct::Wiped;
use clearbox_field25519::FieldElement;

use super::{
    lanes::{Lanes, Shifts},
    step::{Constants, step},
};

/// 2^10 p, in limbs that are each above 2^61 − 2^15: what makes up for columns that are subtracted.
pub(super) const BIAS: [i64; 5] = [((1 << 51) - 19) << 10, P_1 << 10, P_1 << 10, P_1 << 10, P_1 << 10];

/// A limb of p but for the lowest.
const P_1: i64 = (1 << 51) - 1;

/// X25519 (RFC 7748, section 5), for a clamped scalar k.
///
/// A step takes x_2 and z_2, x_3 and z_3 in the lanes x_2 + z_2, x_2 − z_2, x_3 + z_3, x_3 − z_3, which are A, B, C and D if
/// they aren't swapped: they are swapped by where A, B, C, D are taken from.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn x25519(k: &[u8; 32], u: &[u8; 32]) -> [u8; 32] {
    let shifts = Shifts::new();
    let x_1 = FieldElement::from_bytes(u).to_limbs().map(|limb| limb as i64);
    let mut w = start(&x_1);
    let constants = constants(&x_1);
    let mut swap = 0;
    for t in (0..255).rev() {
        let k_t = i64::from(k[t / 8] >> (t % 8) & 1);
        w = step(&w, swap ^ k_t, &constants, shifts);
        swap = k_t;
    }
    // The last bit of a clamped scalar is 0: nothing is swapped. x_2 + z_2 and x_2 − z_2 give 2 x_2 and 2 z_2.
    let [sum, difference] = [0, 1].map(|lane| element(&w, lane));
    let (x_2, z_2) = (sum.add(&difference), sum.sub(&difference));
    x_2.mul(&z_2.carry().invert()).to_bytes()
}

#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn constants(x_1: &[i64; 5]) -> Constants {
    let factors = core::array::from_fn(|i| {
        let [a, one] = if i == 0 { [486_662, 1] } else { [0, 0] };
        _mm256_setr_epi64x(0, a, one, x_1[i])
    });
    Constants { factors, bias: BIAS.map(|limb| _mm256_set1_epi64x(limb)) }
}

/// x_2 = 1 and z_2 = 0, x_3 = x_1 and z_3 = 1.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn start(x_1: &[i64; 5]) -> Lanes {
    core::array::from_fn(|i| {
        let (one, p) = if i == 0 { (1, P_1 - 18) } else { (0, P_1) };
        _mm256_setr_epi64x(one, one, x_1[i] + one, x_1[i] + p - one)
    })
}

/// One of the elements.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn element(a: &Lanes, lane: usize) -> FieldElement {
    FieldElement::carried(a.map(|limb| {
        let mut lanes = Wiped::new([0; 32]);
        store_256(&mut lanes, limb);
        u64::from_le_bytes(lanes.as_chunks().0[lane])
    }))
}
