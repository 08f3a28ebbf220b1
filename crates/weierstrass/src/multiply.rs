//! Multiplication of points by scalars.

use core::mem::take;

use clearbox_ct::{Choice, is_zero_u64};

use crate::{
    curve::{Curve, SecretCurve},
    digits::{Digits, NonAdjacentForm, WIDTH},
    point::{AffinePoint, Point},
};

/// k·G, for secret k.
///
/// k = Σ dᵢ 2^(5i), and i = levels·row + level: the digits of one level are looked up in a row each and added, and
/// five doublings lead from a level to the one below.
pub(crate) fn multiply_base<C: SecretCurve>(k: &C::Scalar) -> Point<C> {
    let digits = Digits::<C::Scalar>::new(k);
    let levels = C::ROW_BITS / WIDTH;
    let mut sum = Point::NEUTRAL;
    for level in (0..levels).rev() {
        if level < levels - 1 {
            sum = sum.double_times(WIDTH);
        }
        for (row, multiples) in C::base_multiples().iter().enumerate() {
            let digit = digits.digit(levels * row + level);
            let mut multiple = multiples[0];
            for (candidate, factor) in multiples.iter().zip(1..) {
                multiple.assign_if(is_zero_u64(digit.magnitude ^ factor), candidate);
            }
            multiple.negate_if(digit.negative);
            let next = sum.add_affine(&multiple);
            sum.assign_if(!is_zero_u64(digit.magnitude), &next);
        }
    }
    sum
}

/// k·P, for secret k: a table of P … 16P, and a window of five bits after another from the top.
pub(crate) fn multiply<C: SecretCurve>(k: &C::Scalar, p: &AffinePoint<C>) -> Point<C> {
    let digits = Digits::<C::Scalar>::new(k);
    let multiples = multiples(p);
    let mut sum = Point::NEUTRAL;
    for i in (0..digits.count()).rev() {
        sum = sum.double_times(WIDTH);
        let digit = digits.digit(i);
        let mut multiple = Point::NEUTRAL;
        for (candidate, factor) in multiples.iter().zip(1..) {
            multiple.assign_if(is_zero_u64(digit.magnitude ^ factor), candidate);
        }
        multiple.negate_if(digit.negative);
        sum = sum.add(&multiple);
    }
    sum
}

/// P, 2P, … 16P.
fn multiples<C: Curve>(p: &AffinePoint<C>) -> [Point<C>; 16] {
    let mut multiples = [Point::from(*p); 16];
    for i in 1..16 {
        // The multiple at i is (i + 1)·P.
        multiples[i] =
            if i % 2 == 1 { multiples[i / 2].double_times(1) } else { multiples[i - 1].add_affine(p) };
    }
    multiples
}

/// u1·G + u2·Q, for public numbers.
///
/// Both scalars are in non-adjacent form, and share the doublings. A digit of u1 at bit ROW_BITS·row + i comes from its
/// row of the table of base multiples, and so waits for the last i doublings only.
///
/// # Timing
/// Depends on all arguments.
pub(crate) fn multiply_add_vartime<C: Curve>(u1: &C::Scalar, u2: &C::Scalar, q: &AffinePoint<C>) -> Point<C> {
    let [digits1, digits2] = [u1, u2].map(NonAdjacentForm::new_vartime);
    let (digits1, digits2) = (digits1.digits(), digits2.digits());
    let base_multiples = C::base_multiples();
    let multiples = multiples(q);
    let mut sum = Point::NEUTRAL;
    // Doublings are put off until the next addition, since they are cheaper in a run.
    let mut doublings = 0;
    for i in (0..digits2.len()).rev() {
        doublings += 1;
        if let Some((index, negative)) = place(digits2[i]) {
            let mut multiple = multiples[index];
            multiple.negate_if(negative);
            sum = sum.double_times(take(&mut doublings)).add(&multiple);
        }
        if i >= C::ROW_BITS {
            continue;
        }
        for (row, &digit) in digits1[i..].iter().step_by(C::ROW_BITS).enumerate() {
            if let Some((index, negative)) = place(digit) {
                let mut multiple = base_multiples[row][index];
                multiple.negate_if(negative);
                sum = sum.double_times(take(&mut doublings)).add_affine(&multiple);
            }
        }
    }
    sum.double_times(doublings)
}

/// The place of |digit|·P in a table that begins with P, and whether the digit is negative; none for 0.
fn place(digit: i8) -> Option<(usize, Choice)> {
    let index = usize::from(digit.unsigned_abs()).checked_sub(1)?;
    Some((index, Choice::from_lsb(u64::from(digit < 0))))
}
