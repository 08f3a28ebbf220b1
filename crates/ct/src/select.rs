//! Selection and exchange by mask.

use crate::choice::Choice;

mod sealed {
    /// Words that can be masked.
    pub trait Masked: Copy {
        const ZERO: Self;
        fn select(mask: u64, no: Self, yes: Self) -> Self;
    }
}

/// The words that [`select`], [`select_into`], [`swap`] and [`crate::wipe`] work on: `u8`, `i16`, `u32`,
/// `i32`, `u64` and `i64`.
pub trait Word: sealed::Masked {}

macro_rules! word {
    ($($word:ty),*) => {$(
        impl Word for $word {}
        impl sealed::Masked for $word {
            const ZERO: Self = 0;
            #[inline(always)]
            fn select(mask: u64, no: Self, yes: Self) -> Self {
                no ^ (mask as $word & (no ^ yes))
            }
        }
    )*};
}

word!(u8, i16, u32, i32, u64, i64);

/// `yes` if the choice is yes, otherwise `no`.
#[inline(always)]
#[must_use]
pub fn select<W: Word>(choice: Choice, no: W, yes: W) -> W {
    W::select(choice.mask(), no, yes)
}

/// Overwrites `target` with `yes` if the choice is yes; otherwise leaves its value.
///
/// # Panics
/// If the lengths differ.
#[inline(always)]
pub fn select_into<W: Word>(choice: Choice, target: &mut [W], yes: &[W]) {
    assert_eq!(target.len(), yes.len(), "select_into: lengths differ");
    let mask = choice.mask();
    for (t, &y) in target.iter_mut().zip(yes) {
        *t = W::select(mask, *t, y);
    }
}

/// Exchanges `a` and `b` if the choice is yes.
///
/// # Panics
/// If the lengths differ.
#[inline(always)]
pub fn swap<W: Word>(choice: Choice, a: &mut [W], b: &mut [W]) {
    assert_eq!(a.len(), b.len(), "swap: lengths differ");
    let mask = choice.mask();
    for (x, y) in a.iter_mut().zip(b) {
        (*x, *y) = (W::select(mask, *x, *y), W::select(mask, *y, *x));
    }
}
