//! The seam: the only place that knows which backends exist.

#[cfg(target_arch = "aarch64")]
use clearbox_cpu::aarch64::{Sha2, Sha3};
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::{Avx512, ShaNi};

use crate::portable;
#[cfg(target_arch = "aarch64")]
use crate::{aarch64_sha2, aarch64_sha3};
#[cfg(target_arch = "x86_64")]
use crate::{x86_64_avx512, x86_64_sha_ni};

/// Absorbs whole blocks (FIPS 180-4, section 6.2.2) by the fastest backend of this CPU.
pub(crate) fn sha256(state: &mut [u32; 8], blocks: &[[u8; 64]]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = ShaNi::detect() {
        return x86_64_sha_ni::compress(proof, state, blocks);
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(proof) = Sha2::detect() {
        return aarch64_sha2::compress(proof, state, blocks);
    }
    portable::sha256::compress(state, blocks);
}

/// Absorbs whole blocks (FIPS 180-4, section 6.4.2) by the fastest backend of this CPU.
pub(crate) fn sha512(state: &mut [u64; 8], blocks: &[[u8; 128]]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return x86_64_avx512::compress(proof, state, blocks);
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(proof) = Sha3::detect() {
        return aarch64_sha3::compress(proof, state, blocks);
    }
    portable::sha512::compress(state, blocks);
}
