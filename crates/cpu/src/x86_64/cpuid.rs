//! Reads CPUID and XGETBV once (Intel SDM, volume 2A, CPUID; volume 1, section 13.3).

use core::arch::x86_64::{__cpuid, __cpuid_count, _xgetbv};
use core::sync::atomic::{AtomicU32, Ordering};

use super::VISIBLE;

/// A set of CPU features, a bit each.
#[derive(Clone, Copy)]
pub(super) struct Features(u32);

impl Features {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(!0);
    pub(super) const SSSE3: Self = Self(1 << 0);
    pub(super) const SSE41: Self = Self(1 << 1);
    pub(super) const AES: Self = Self(1 << 2);
    pub(super) const PCLMULQDQ: Self = Self(1 << 3);
    pub(super) const SHA: Self = Self(1 << 4);
    pub(super) const AVX2: Self = Self(1 << 5);
    pub(super) const BMI2: Self = Self(1 << 6);
    pub(super) const ADX: Self = Self(1 << 7);
    pub(super) const VAES: Self = Self(1 << 8);
    pub(super) const VPCLMULQDQ: Self = Self(1 << 9);
    /// F, BW, DQ and VL together.
    pub(super) const AVX512: Self = Self(1 << 10);
    pub(super) const IFMA: Self = Self(1 << 11);
    /// Set once CPUID has been read, so that "no features" differs from "not asked yet".
    const KNOWN: Self = Self(1 << 31);

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn contains(self, needed: Self) -> bool {
        self.0 & needed.0 == needed.0
    }

    const fn only(self, visible: Self) -> Self {
        Self(self.0 & visible.0)
    }

    const fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::NONE }
    }
}

/// What this CPU has. Two threads may both find out; they find the same.
pub(super) fn detected() -> Features {
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
    let found = read().only(VISIBLE).and(Features::KNOWN);
    CACHE.store(found.0, Ordering::Relaxed);
    found
}

/// What clearbox-ct-check lets the crates see of this CPU, so that it can judge one backend after another. Ordinary
/// builds don't have it.
#[cfg(clearbox_choose_backend)]
pub(super) mod chosen {
    use super::{AtomicU32, Features, Ordering};

    static CHOSEN: AtomicU32 = AtomicU32::new(0);

    pub(super) fn get() -> Option<Features> {
        let chosen = Features(CHOSEN.load(Ordering::Relaxed));
        chosen.contains(Features::KNOWN).then_some(chosen)
    }

    /// From here on, these are all the features that are seen.
    pub(in crate::x86_64) fn set(features: Features) {
        CHOSEN.store(features.and(Features::KNOWN).0, Ordering::Relaxed);
    }

    /// From here on, all that there are.
    pub(in crate::x86_64) fn unset() {
        CHOSEN.store(0, Ordering::Relaxed);
    }
}

// Older compilers have `__cpuid` as an unsafe function, newer ones as a safe one.
#[allow(unsafe_code, unused_unsafe)]
fn read() -> Features {
    // SAFETY: every x86-64 CPU has CPUID, and leaf 0 says which leaves follow.
    let highest = unsafe { __cpuid(0) }.eax;
    if highest < 7 {
        return Features::NONE;
    }
    // SAFETY: leaves 1 and 7 are not above `highest`.
    let (leaf1, leaf7) = unsafe { (__cpuid(1), __cpuid_count(7, 0)) };
    let bit = |register: u32, index: u32| register >> index & 1 == 1;

    let (ymm_saved, zmm_saved) = if bit(leaf1.ecx, 27) {
        // SAFETY: CPUID.1:ECX.OSXSAVE (bit 27) says that XGETBV is enabled.
        let xcr0 = unsafe { xcr0() };
        (xcr0 & 0x06 == 0x06, xcr0 & 0xe6 == 0xe6)
    } else {
        (false, false)
    };
    let avx = ymm_saved && bit(leaf1.ecx, 28);
    let avx512 = zmm_saved && [16, 17, 30, 31].iter().all(|&index| bit(leaf7.ebx, index));

    Features::SSSE3
        .when(bit(leaf1.ecx, 9))
        .and(Features::SSE41.when(bit(leaf1.ecx, 19)))
        .and(Features::AES.when(bit(leaf1.ecx, 25)))
        .and(Features::PCLMULQDQ.when(bit(leaf1.ecx, 1)))
        .and(Features::SHA.when(bit(leaf7.ebx, 29)))
        .and(Features::AVX2.when(avx && bit(leaf7.ebx, 5)))
        .and(Features::BMI2.when(bit(leaf7.ebx, 8)))
        .and(Features::ADX.when(bit(leaf7.ebx, 19)))
        .and(Features::VAES.when(avx && bit(leaf7.ecx, 9)))
        .and(Features::VPCLMULQDQ.when(avx && bit(leaf7.ecx, 10)))
        .and(Features::AVX512.when(avx512))
        .and(Features::IFMA.when(avx512 && bit(leaf7.ebx, 21)))
}

/// The register states that the operating system saves.
#[allow(unsafe_code)]
#[target_feature(enable = "xsave")]
fn xcr0() -> u64 {
    // SAFETY: the caller has seen OSXSAVE; register 0 exists then.
    unsafe { _xgetbv(0) }
}
