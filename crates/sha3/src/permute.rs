//! The seam: the only place that knows which backends exist.

use crate::portable;

/// KECCAK-f[1600] (FIPS 202, section 3.4) by the fastest backend of this CPU. Lane (x, y) is word x + 5y.
pub(crate) fn keccak_f(A: &mut [u64; 25]) {
    portable::keccak_f(A);
}

/// The same of four states at once: word i of state j is `A[i][j]`.
pub(crate) fn keccak_f_x4(A: &mut [[u64; 4]; 25]) {
    portable::keccak_f_x4(A);
}
