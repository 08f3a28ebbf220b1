//! The seam: the only place that knows which backends exist.

#[cfg(target_arch = "aarch64")]
use clearbox_cpu::aarch64::Sha3;
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::Avx512;

#[cfg(target_arch = "aarch64")]
use crate::aarch64_sha3;
use crate::portable;
#[cfg(target_arch = "x86_64")]
use crate::x86_64_avx512;

/// KECCAK-f[1600] (FIPS 202, section 3.4) by the fastest backend of this CPU. Lane (x, y) is word x + 5y.
pub(crate) fn keccak_f(A: &mut [u64; 25]) {
    #[cfg(target_arch = "aarch64")]
    if let Some(proof) = worthwhile() {
        return aarch64_sha3::keccak_f(proof, A);
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return x86_64_avx512::keccak_f(proof, A);
    }
    portable::keccak_f(A);
}

/// The same of four states at once: word i of state j is `A[i][j]`.
pub(crate) fn keccak_f_x4(A: &mut [[u64; 4]; 25]) {
    #[cfg(target_arch = "aarch64")]
    if let Some(proof) = worthwhile() {
        return aarch64_sha3::keccak_f_x4(proof, A);
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(proof) = Avx512::detect() {
        return x86_64_avx512::keccak_f_x4(proof, A);
    }
    portable::keccak_f_x4(A);
}

/// The proof that the CPU has the instructions, where they are worth it: Apple's CPUs do several of them a cycle; Arm's own do
/// one, and portable code is as fast there or faster. Tests have them wherever they run.
#[cfg(target_arch = "aarch64")]
fn worthwhile() -> Option<Sha3> {
    if cfg!(any(target_vendor = "apple", test)) { Sha3::detect() } else { None }
}
