//! Reads CPUID and XGETBV once (Intel SDM, volume 2A, CPUID; volume 1, section 13.3).

use core::arch::x86_64::{__cpuid, __cpuid_count, _xgetbv};

use crate::features::Features;

pub(super) const SSSE3: Features = Features::number(0);
pub(super) const SSE41: Features = Features::number(1);
pub(super) const AES: Features = Features::number(2);
pub(super) const PCLMULQDQ: Features = Features::number(3);
pub(super) const SHA: Features = Features::number(4);
pub(super) const AVX2: Features = Features::number(5);
pub(super) const BMI2: Features = Features::number(6);
pub(super) const ADX: Features = Features::number(7);
pub(super) const VAES: Features = Features::number(8);
pub(super) const VPCLMULQDQ: Features = Features::number(9);
/// F, BW, DQ and VL together.
pub(super) const AVX512: Features = Features::number(10);
pub(super) const IFMA: Features = Features::number(11);

// Older compilers have `__cpuid` as an unsafe function, newer ones as a safe one.
#[allow(unsafe_code, unused_unsafe)]
pub(super) fn read() -> Features {
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

    SSSE3
        .when(bit(leaf1.ecx, 9))
        .and(SSE41.when(bit(leaf1.ecx, 19)))
        .and(AES.when(bit(leaf1.ecx, 25)))
        .and(PCLMULQDQ.when(bit(leaf1.ecx, 1)))
        .and(SHA.when(bit(leaf7.ebx, 29)))
        .and(AVX2.when(avx && bit(leaf7.ebx, 5)))
        .and(BMI2.when(bit(leaf7.ebx, 8)))
        .and(ADX.when(bit(leaf7.ebx, 19)))
        .and(VAES.when(avx && bit(leaf7.ecx, 9)))
        .and(VPCLMULQDQ.when(avx && bit(leaf7.ecx, 10)))
        .and(AVX512.when(avx512))
        .and(IFMA.when(avx512 && bit(leaf7.ebx, 21)))
}

/// The register states that the operating system saves.
#[allow(unsafe_code)]
#[target_feature(enable = "xsave")]
fn xcr0() -> u64 {
    // SAFETY: the caller has seen OSXSAVE; register 0 exists then.
    unsafe { _xgetbv(0) }
}
