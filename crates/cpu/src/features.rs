//! A set of CPU features, found out once and remembered.

use core::sync::atomic::{AtomicU32, Ordering};

/// A set of CPU features, a bit each.
#[derive(Clone, Copy)]
pub(crate) struct Features(u32);

impl Features {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self(!0);
    /// Set once the CPU has been asked, so that "no features" differs from "not asked yet".
    const KNOWN: Self = Self(1 << 31);

    /// The feature that a machine numbers so, below 31.
    pub(crate) const fn number(index: u32) -> Self {
        Self(1 << index)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn contains(self, needed: Self) -> bool {
        self.0 & needed.0 == needed.0
    }

    pub(crate) const fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::NONE }
    }

    const fn only(self, visible: Self) -> Self {
        Self(self.0 & visible.0)
    }
}

/// What this CPU has of what is `visible`; `read` asks it. Two threads may both find out; they find the same.
pub(crate) fn detected(read: fn() -> Features, visible: Features) -> Features {
    static CACHE: AtomicU32 = AtomicU32::new(0);
    if cfg!(clearbox_portable) {
        return Features::NONE;
    }
    #[cfg(clearbox_choose_backend)]
    if let Some(chosen) = chosen::get() {
        return chosen;
    }
    let cached = Features(CACHE.load(Ordering::Relaxed));
    if cached.contains(Features::KNOWN) {
        return cached;
    }
    let found = read().only(visible).and(Features::KNOWN);
    CACHE.store(found.0, Ordering::Relaxed);
    found
}

/// What clearbox-ct-check lets the crates see of this CPU, so that it can judge one backend after another. Ordinary
/// builds don't have it.
#[cfg(clearbox_choose_backend)]
pub(crate) mod chosen {
    use super::{AtomicU32, Features, Ordering};

    static CHOSEN: AtomicU32 = AtomicU32::new(0);

    pub(super) fn get() -> Option<Features> {
        let chosen = Features(CHOSEN.load(Ordering::Relaxed));
        chosen.contains(Features::KNOWN).then_some(chosen)
    }

    /// From here on, these are all the features that are seen.
    pub(crate) fn set(features: Features) {
        CHOSEN.store(features.and(Features::KNOWN).0, Ordering::Relaxed);
    }

    /// From here on, all that there are.
    pub(crate) fn unset() {
        CHOSEN.store(0, Ordering::Relaxed);
    }
}
