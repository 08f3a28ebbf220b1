//! Overwriting secrets with zeros that the optimiser may not leave out.

use core::ops::{Deref, DerefMut};

pub use zeroize::{Zeroize, ZeroizeOnDrop};

/// Overwrites `value` with zeros, by volatile writes.
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
