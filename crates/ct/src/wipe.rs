//! Overwriting secrets with zeros that the optimiser may not leave out.

use core::ops::{Deref, DerefMut};

pub use zeroize::ZeroizeOnDrop;
use zeroize::optimization_barrier;

/// What can be overwritten with zeros.
///
/// The words are cleared by ordinary stores, which the compiler may join into vectors, and a barrier that it has to
/// assume reads them. The trait of the crate `zeroize` stores byte by byte, which costs as much as hashing a block.
pub trait Zeroize {
    /// Overwrites the value with zeros.
    fn zeroize(&mut self);
}

mod sealed {
    /// What is all zeros by one store: words, and arrays of what is so.
    pub trait Flat: Copy {
        const ZERO: Self;
    }
}

use sealed::Flat;

impl<W: crate::select::Word> Flat for W {
    const ZERO: Self = W::ZERO;
}

impl Flat for u128 {
    const ZERO: Self = 0;
}

impl<F: Flat, const N: usize> Flat for [F; N] {
    const ZERO: Self = [F::ZERO; N];
}

impl<F: Flat> Zeroize for F {
    #[inline]
    fn zeroize(&mut self) {
        *self = F::ZERO;
        optimization_barrier(self);
    }
}

impl<F: Flat> Zeroize for [F] {
    #[inline]
    fn zeroize(&mut self) {
        self.fill(F::ZERO);
        optimization_barrier(self);
    }
}

/// Overwrites `value` with zeros.
#[inline]
pub fn wipe<Z: Zeroize + ?Sized>(value: &mut Z) {
    value.zeroize();
}

/// A value that is wiped when it is dropped, and whose `Debug` doesn't show it.
#[derive(Clone, Default)]
pub struct Wiped<Z: Zeroize>(Z);

impl<Z: Zeroize> Wiped<Z> {
    /// Takes `value` in. The bytes it was moved from are the caller's to wipe.
    pub fn new(value: Z) -> Self {
        Self(value)
    }
}

impl<Z: Zeroize> Deref for Wiped<Z> {
    type Target = Z;
    fn deref(&self) -> &Z {
        &self.0
    }
}

impl<Z: Zeroize> DerefMut for Wiped<Z> {
    fn deref_mut(&mut self) -> &mut Z {
        &mut self.0
    }
}

impl<Z: Zeroize> Drop for Wiped<Z> {
    #[inline]
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<Z: Zeroize> ZeroizeOnDrop for Wiped<Z> {}

impl<Z: Zeroize> core::fmt::Debug for Wiped<Z> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Wiped(..)")
    }
}
