//! A secret bit, and the one way to make it public.

use core::ops::{BitAnd, BitOr, BitXor, Not};

use crate::barrier::barrier_u64;

/// A secret yes or no. It has no `==`, no conversion to `bool` and no `Debug` of its value: what depends on it is
/// computed with masks, until [`declassify`] makes it public.
#[derive(Clone, Copy)]
pub struct Choice(
    /// 0 or 1.
    u64,
);

impl Choice {
    /// Takes the lowest bit of `bit`; the others are ignored.
    #[inline(always)]
    #[must_use]
    pub fn from_lsb(bit: u64) -> Self {
        Self(bit & 1)
    }

    /// All ones for yes, zero for no. Here the compiler loses sight of the bit, so that it can't branch on it: neither
    /// on the mask later, nor to make the mask.
    #[inline(always)]
    #[must_use]
    pub fn mask(self) -> u64 {
        barrier_u64(self.0).wrapping_neg()
    }

    pub(crate) fn from_subtle(choice: subtle::Choice) -> Self {
        Self(u64::from(choice.unwrap_u8()))
    }
}

impl BitAnd for Choice {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Choice {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitXor for Choice {
    type Output = Self;
    #[inline(always)]
    fn bitxor(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }
}

impl Not for Choice {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

impl core::fmt::Debug for Choice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Choice")
    }
}

/// Makes a secret bit public. The caller says on the line above why it may be.
#[inline(always)]
#[must_use]
pub fn declassify(choice: Choice) -> bool {
    *declassify_ref(&choice.mask()) != 0
}

/// Makes the value behind a reference public: from here on it may be branched on and sent. It does nothing to the
/// value; it is the spoken word that a reader, and a judge of the machine code, looks for.
#[inline(always)]
#[must_use]
pub fn declassify_ref<T: ?Sized>(value: &T) -> &T {
    #[cfg(clearbox_ct_check)]
    crate::judge::tell(value);
    value
}
