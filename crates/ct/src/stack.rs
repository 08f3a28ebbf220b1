//! Wiping what secret work leaves on the stack.

use crate::wipe::wipe;

/// Does `work`, and overwrites the `WORDS` words of stack below the caller, where `work` had its variables and the
/// compiler its spilled registers. `WORDS` has to cover the deepest frames of `work`, 8 bytes a word.
#[inline]
pub fn wiped_after<const WORDS: usize, T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    overwrite::<WORDS>();
    result
}

/// Calls `work` in frames below that of the caller, where `overwrite` has its own then.
#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite<const WORDS: usize>() {
    wipe(&mut [0u64; WORDS]);
}
