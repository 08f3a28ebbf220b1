//! k·G: four points are added to four others at once, a point a lane.

use super::{
    C,
    arch::{
        __m256i, _mm256_cmpeq_epi64_mask, _mm256_mask_mov_epi64, _mm256_mask_sub_epi64, _mm256_movepi64_mask,
        _mm256_permute2x128_si256, _mm256_permutexvar_epi64, _mm256_set1_epi64x, _mm256_setr_epi64x,
        _mm256_setzero_si256, _mm256_unpackhi_epi64, _mm256_unpacklo_epi64,
    },
    convert::{QUARTERS, broadcast, coordinates, limbs, quarters, to_projective},
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

/// Digits that are looked up and added at once.
const LANES: usize = 4;

/// A row of the table serves so many digits.
const LEVELS: usize = C::ROW_BITS / WIDTH;
const _: () = assert!(LANES.is_multiple_of(LEVELS));

/// k·G, for secret k.
///
/// k = Σ dᵢ 2^(5i), and a row of the table has multiples of 2^(5·LEVELS·row)·G. A step looks up four digits, a lane each,
/// and adds what it finds to the lane's sum. A lane always has digits of the same level, which is i modulo LEVELS: at last,
/// five doublings lead from the sum of a level to that of the one below.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiply(k: &<C as Curve>::Scalar) -> Point<C> {
    to_projective(&multiple(k, &broadcast(Field::ONE), &broadcast(C::B)))
}

/// The same in lanes, given 1 and b in all lanes.
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
pub(super) fn multiple(k: &<C as Curve>::Scalar, one: &Lanes, b: &Lanes) -> Lanes {
    let digits = Digits::new(k);
    let mut sums = Points { x: zero(), y: *one, z: zero() };
    let mut used = [0; LANES];
    for i in (0..digits.count()).step_by(LANES) {
        let digits: [Digit; LANES] = core::array::from_fn(|lane| digits.digit(i + lane));
        for (used, digit) in used.iter_mut().zip(&digits) {
            *used |= digit.magnitude;
        }
        let (x, y) = look_up(i, &digits);
        let is_zero =
            _mm256_cmpeq_epi64_mask(lanes(digits.map(|digit| digit.magnitude)), _mm256_setzero_si256());
        if i == 0 {
            sums = first(&x, &y, is_zero, one);
        } else {
            let next = add_affine(&sums, &x, &y, b);
            sums = keep(&sums, &next, is_zero);
        }
    }
    sum_of_lanes(&sums, &used, one, b)
}

/// What the digits from the i-th on find in their rows, a lane each: |d|·P with the sign of d, carried, and 0 for 0, where the row
/// begins with P.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn look_up(i: usize, digits: &[Digit; LANES]) -> (Lanes, Lanes) {
    let rows = C::base_multiples();
    let mut found = [[_mm256_setzero_si256(); LANES]; QUARTERS];
    for (lane, digit) in digits.iter().enumerate() {
        // A lane beyond the last digit has 0 there, in whichever row.
        let row = ((i + lane) / LEVELS).min(rows.len() - 1);
        let point = select(&rows[row], digit.magnitude);
        for (found, quarter) in found.iter_mut().zip(point) {
            found[lane] = quarter;
        }
    }
    let (x, y) = coordinates(found.map(|quarter| transpose(&quarter)));
    let negative = _mm256_movepi64_mask(lanes(digits.map(|digit| digit.negative.mask())));
    let mut y = limbs(&y);
    for limb in &mut y {
        *limb = _mm256_mask_sub_epi64(*limb, negative, _mm256_setzero_si256(), *limb);
    }
    (carry(&limbs(&x)), carry(&y))
}

/// A word a lane.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn lanes([a, b, c, d]: [u64; LANES]) -> __m256i {
    _mm256_setr_epi64x(a as i64, b as i64, c as i64, d as i64)
}

/// The multiple of a row that a magnitude chooses, four words a vector; 0 for 0. All of the row is read.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn select(row: &[AffinePoint<C>; 16], magnitude: u64) -> [__m256i; QUARTERS] {
    let magnitude = _mm256_set1_epi64x(magnitude as i64);
    let mut found = [_mm256_setzero_si256(); QUARTERS];
    for (multiple, factor) in row.iter().zip(1..) {
        let is_it = _mm256_cmpeq_epi64_mask(magnitude, _mm256_set1_epi64x(factor));
        for (found, of_multiple) in found.iter_mut().zip(quarters(multiple)) {
            *found = _mm256_mask_mov_epi64(*found, is_it, of_multiple);
        }
    }
    found
}

/// Word j of vector i becomes word i of vector j.
#[inline]
#[target_feature(enable = "avx512bw,avx512dq,avx512f,avx512ifma,avx512vl")]
fn transpose([a, b, c, d]: &[__m256i; 4]) -> [__m256i; 4] {
    let (even_ab, even_cd) = (_mm256_unpacklo_epi64(*a, *b), _mm256_unpacklo_epi64(*c, *d));
    let (odd_ab, odd_cd) = (_mm256_unpackhi_epi64(*a, *b), _mm256_unpackhi_epi64(*c, *d));
    [
        _mm256_permute2x128_si256::<0x20>(even_ab, even_cd),
        _mm256_permute2x128_si256::<0x20>(odd_ab, odd_cd),
        _mm256_permute2x128_si256::<0x31>(even_ab, even_cd),
        _mm256_permute2x128_si256::<0x31>(odd_ab, odd_cd),
    ]
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
fn sum_of_lanes(points: &Points, used: &[u64; LANES], one: &Lanes, b: &Lanes) -> Lanes {
    let by_level = (0..LEVELS).rev().flat_map(|level| (level..LANES).step_by(LEVELS));
    let mut total = point(points, LEVELS - 1);
    let mut any = used[LEVELS - 1];
    for lane in by_level.skip(1) {
        // The first lane of a level below.
        if lane < LEVELS {
            total = neutral_unless(any, &double_times(&total, WIDTH), one);
        }
        total = sum(&total, &point(points, lane), b);
        any |= used[lane];
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
