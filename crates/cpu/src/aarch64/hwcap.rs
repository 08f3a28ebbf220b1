//! What the operating system says of the CPU, whose own registers (Arm Architecture Reference Manual, ID_AA64ISAR0_EL1)
//! programs may not read. How it says so differs from one to the next, which std knows; so where there is one, this crate
//! has std. Elsewhere there is what the program was compiled for.

#[cfg(any(unix, windows))]
extern crate std;

use crate::features::Features;

pub(super) const NEON: Features = Features::number(0);
/// With PMULL.
pub(super) const AES: Features = Features::number(1);
pub(super) const SHA2: Features = Features::number(2);
/// With SHA-512.
pub(super) const SHA3: Features = Features::number(3);

macro_rules! has {
    ($feature:tt) => {{
        #[cfg(any(unix, windows))]
        let has = std::arch::is_aarch64_feature_detected!($feature);
        #[cfg(not(any(unix, windows)))]
        let has = cfg!(target_feature = $feature);
        has
    }};
}

pub(super) fn read() -> Features {
    // Kernels look at vectors as bytes and as words, whose order is another one there.
    if cfg!(target_endian = "big") {
        return Features::NONE;
    }
    NEON.when(has!("neon"))
        .and(AES.when(has!("aes")))
        .and(SHA2.when(has!("sha2")))
        .and(SHA3.when(has!("sha3")))
}
