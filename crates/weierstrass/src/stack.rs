//! Wiping what secret work leaves on the stack.

use clearbox_ct::wipe;

/// Does `work`, and overwrites the stack that it used: its variables, and what the compiler spilled of them.
pub(crate) fn wiped_after<T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    overwrite();
    result
}

/// Calls `work` in frames below that of the caller, where `overwrite` has its own then.
#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// 12 KiB: the frames of the deepest work here take about 8 KiB, for P-384.
#[inline(never)]
fn overwrite() {
    wipe(&mut [0u64; 1536]);
}
