//! k·G: four points are added to four others at once, a point a lane.

use super::{
    C,
    arch::{
        __m256i, _mm256_cmpeq_epi64_mask, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64, _mm256_movepi64_mask,
        _mm256_permutexvar_epi64, _mm256_set1_epi64x, _mm256_setr_epi64x, _mm256_setzero_si256,
    },
    convert::{WORDS, broadcast, limbs, to_projective},
    curve::{SECOND, THIRD, blend, zero},
    double::double_times,
    lanes::{Lanes, carry},
    mixed::{Points, add_affine},
    sum::sum,
};
use crate::{
    curve::Curve,
    digits::{Digit, Digits, WIDTH},
    field::Field,
    point::{AffinePoint, Point},
};

/// A row of the table serves so many digits, a lane each.
const LEVELS: usize = C::ROW_BITS / WIDTH;
const _: () = assert!(LEVELS == 4, "lanes");

/// k·G, for secret k.
///
/// k = Σ dᵢ 2^(5i), and i = 4·row + level: each lane sums what the digits of one level find in their rows. At last, five
/// doublings lead from the sum of a level to that of the one below.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply(k: &<C as Curve>::Scalar) -> Point<C> {
    to_projective(&multiple(k, &broadcast(Field::ONE), &broadcast(C::B)))
}

/// The same in lanes, given 1 and b in all lanes.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiple(k: &<C as Curve>::Scalar, one: &Lanes, b: &Lanes) -> Lanes {
    let digits = Digits::new(k);
    let mut sums = Points { x: zero(), y: *one, z: zero() };
    let mut used = [0; LEVELS];
    for (row, multiples) in C::base_multiples().iter().enumerate() {
        let digits: [Digit; LEVELS] = core::array::from_fn(|level| digits.digit(LEVELS * row + level));
        for (used, digit) in used.iter_mut().zip(&digits) {
            *used |= digit.magnitude;
        }
        let [magnitudes, negative] =
            [digits.map(|digit| digit.magnitude), digits.map(|digit| digit.negative.mask())]
                .map(|[a, b, c, d]| _mm256_setr_epi64x(a as i64, b as i64, c as i64, d as i64));
        let (x, y) = look_up(multiples, magnitudes, negative);
        let is_zero = _mm256_cmpeq_epi64_mask(magnitudes, _mm256_setzero_si256());
        if row == 0 {
            sums = first(&x, &y, is_zero, one);
        } else {
            let next = add_affine(&sums, &x, &y, b);
            sums = keep(&sums, &next, is_zero);
        }
    }
    sum_of_levels(&sums, &used, one, b)
}

/// |dᵢ|·P in each lane, with the sign of dᵢ, from a row that begins with P: not carried, and 0 for 0. All of the row is read.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn look_up(multiples: &[AffinePoint<C>; 16], magnitudes: __m256i, negative: __m256i) -> (Lanes, Lanes) {
    let zero = _mm256_setzero_si256();
    let (mut x, mut y) = ([zero; WORDS], [zero; WORDS]);
    for (multiple, factor) in multiples.iter().zip(1..) {
        let is_it = _mm256_cmpeq_epi64_mask(magnitudes, _mm256_set1_epi64x(factor));
        for (words, coordinate) in [(&mut x, multiple.x), (&mut y, multiple.y)] {
            for (word, of_multiple) in words.iter_mut().zip(coordinate.montgomery()) {
                *word = _mm256_mask_mov_epi64(*word, is_it, _mm256_set1_epi64x(of_multiple as i64));
            }
        }
    }
    let (mut y, negative) = (limbs(&y), _mm256_movepi64_mask(negative));
    for limb in &mut y {
        *limb = _mm256_mask_sub_epi64(*limb, negative, zero, *limb);
    }
    (carry(&limbs(&x)), carry(&y))
}

/// The first points that are added to neutral elements.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn first(x: &Lanes, y: &Lanes, is_zero: u8, one: &Lanes) -> Points {
    let points = Points { x: *x, y: *y, z: *one };
    keep(&Points { x: zero(), y: *one, z: zero() }, &points, is_zero)
}

/// The old points in the lanes of a mask, the new ones in the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn keep(old: &Points, new: &Points, mask: u8) -> Points {
    Points {
        x: choose(mask, &new.x, &old.x),
        y: choose(mask, &new.y, &old.y),
        z: choose(mask, &new.z, &old.z),
    }
}

/// From `yes` the lanes of a mask, from `no` the others.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn choose(mask: u8, no: &Lanes, yes: &Lanes) -> Lanes {
    let mut chosen = *no;
    for (chosen, yes) in chosen.iter_mut().zip(yes) {
        *chosen = _mm256_mask_mov_epi64(*chosen, mask, *yes);
    }
    chosen
}

/// Σ 2^(5 level) P, of the points P in the lanes of their levels.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn sum_of_levels(points: &Points, used: &[u64; LEVELS], one: &Lanes, b: &Lanes) -> Lanes {
    let mut total = point(points, LEVELS - 1);
    let mut any = used[LEVELS - 1];
    for level in (0..LEVELS - 1).rev() {
        total = sum(&neutral_unless(any, &double_times(&total, WIDTH), one), &point(points, level), b);
        any |= used[level];
    }
    total
}

/// The point, or (0, 1, 0, –) if `any` is 0.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn neutral_unless(any: u64, point: &Lanes, one: &Lanes) -> Lanes {
    let none = _mm256_cmpeq_epi64_mask(_mm256_set1_epi64x(any as i64), _mm256_setzero_si256());
    choose(none, point, &blend::<SECOND>(&zero(), one))
}

/// One of four points, as (X, Y, Z, –).
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn point(points: &Points, lane: usize) -> Lanes {
    let from = _mm256_set1_epi64x(lane as i64);
    let of = |coordinate: &Lanes| coordinate.map(|limb| _mm256_permutexvar_epi64(from, limb));
    blend::<THIRD>(&blend::<SECOND>(&of(&points.x), &of(&points.y)), &of(&points.z))
}
