//! Arithmetic modulo q = 8380417 = 2^23 - 2^13 + 1 without division. A number modulo q is held by any `i32` of its
//! class; each function says which of them it takes and gives.

use clearbox_ct::Choice;

/// q (FIPS 204, section 4, table 1).
pub(crate) const Q: i32 = 8_380_417;

/// 1/q mod 2^32: 58728449 · 8380417 = 1 + 2^32 · 114592.
const Q_INVERSE: i32 = 58_728_449;

/// The number in the class of x / 2^32 (FIPS 204, algorithm 49, MontgomeryReduce), at most |x| / 2^32 + q/2 in size; |x| < 2^31 · q.
///
/// Let m be the number in -2^31 … 2^31-1 with m·q = x mod 2^32. Then x - m·q is a multiple of 2^32.
#[inline(always)]
pub(crate) fn montgomery_reduce(x: i64) -> i32 {
    let m = (x as i32).wrapping_mul(Q_INVERSE);
    // The low halves are equal, so that the high halves can be subtracted alone.
    ((x >> 32) as i32) - ((i64::from(m) * i64::from(Q)) >> 32) as i32
}

/// The same of a · b; |a · b| < 2^31 · q. For |b| <= q/2 and any `a` it is at most 3q/4 in size.
#[inline(always)]
pub(crate) fn montgomery_multiply(a: i32, b: i32) -> i32 {
    montgomery_reduce(i64::from(a) * i64::from(b))
}

/// The number of the class of `a` from 0 to q-1; |a| < 2^31 - 2^22.
///
/// With t = ⌊a / 2^23⌉, a - t·2^23 is at most 2^22 in size, and a - t·q differs from it by t · (2^13 - 1), which is at
/// most 2^21: so it is less than q in size.
#[inline(always)]
pub(crate) fn canonical(a: i32) -> i32 {
    let t = (a + (1 << 22)) >> 23;
    let r = a - t * Q;
    // r >> 31 is all ones if r is negative, otherwise 0.
    r + (Q & (r >> 31))
}

/// The number of the class of `a` that is nearest to zero, `a` mod± q: from -(q-1)/2 to (q-1)/2; |a| < 2^31 - 2^22.
#[inline(always)]
pub(crate) fn centered(a: i32) -> i32 {
    let r = canonical(a);
    r - (Q & ((Q / 2 - r) >> 31))
}

/// Whether each of the numbers, which are nearest to zero, is less than `bound` in size: ‖f‖∞ < bound (section 2.3).
#[inline(always)]
pub(crate) fn norm_is_below(f: &[i32; 256], bound: i32) -> Choice {
    // bound-1 - |c| is negative for |c| >= bound.
    let signs = f.iter().fold(0, |signs, &c| signs | (bound - 1 - size(c)));
    !Choice::from_lsb(u64::from(signs as u32 >> 31))
}

/// |c|, without a branch.
#[inline(always)]
fn size(c: i32) -> i32 {
    let sign = c >> 31;
    (c ^ sign) - sign
}

#[cfg(test)]
mod tests {
    use clearbox_ct::declassify;

    use super::{Q, canonical, centered, montgomery_multiply, montgomery_reduce, norm_is_below};

    const Q64: i64 = Q as i64;

    #[test]
    fn every_number_is_reduced_to_its_own_class() {
        let bound = i32::MAX - (1 << 22);
        for a in (-bound..=bound).step_by(1009).chain(-2 * Q..=2 * Q).chain([-bound, bound]) {
            assert_eq!(canonical(a), a.rem_euclid(Q), "{a}");
            let near = centered(a);
            assert!(near.abs() <= Q / 2 && (a - near) % Q == 0, "{a}");
        }
    }

    #[test]
    fn products_are_of_the_right_class_and_size() {
        for b in (-Q / 2..=Q / 2).step_by(8191).chain([-Q / 2, -1, 0, 1, Q / 2]) {
            for a in (i32::MIN..=i32::MAX).step_by(2_999_999).chain([i32::MAX, i32::MIN, -Q, Q, -1, 0, 1]) {
                let product = montgomery_multiply(a, b);
                let exact = i64::from(a) * i64::from(b);
                assert_eq!(
                    (i128::from(product) * (1 << 32) - i128::from(exact)) % i128::from(Q),
                    0,
                    "{a} * {b}"
                );
                assert!(4 * i64::from(product).abs() <= 3 * Q64, "{a} * {b}");
            }
        }
    }

    #[test]
    fn sums_of_products_are_of_the_right_class_and_size_up_to_the_bound() {
        let bound = (Q64 << 31) - 1;
        let steps = (0..=2 * bound / 30_000_000_001).map(|i| 30_000_000_001 * i - bound);
        for x in steps.chain([-bound, bound, -(1 << 32), (1 << 32) - 1]) {
            let reduced = montgomery_reduce(x);
            assert_eq!((i128::from(reduced) * (1 << 32) - i128::from(x)) % i128::from(Q), 0, "{x}");
            assert!(reduced.abs() <= Q, "{x}");
        }
    }

    #[test]
    fn a_norm_is_that_of_the_largest_number_of_either_sign() {
        for (place, value) in [(0, 5), (0, -5), (255, 5), (255, -5), (100, Q / 2), (100, -Q / 2)] {
            let mut f = [1; 256];
            f[place] = value;
            assert!(!declassify(norm_is_below(&f, value.abs())));
            assert!(declassify(norm_is_below(&f, value.abs() + 1)));
        }
    }
}
