//! Wiping what secret work leaves on the stack.

use crate::wipe::wipe;

/// Does `work`, and overwrites the `WORDS` words of stack below the caller, where `work` had its variables and the
/// compiler its spilled registers. `WORDS` has to cover the deepest frames of `work`, 8 bytes a word.
///
/// What `work` returns is moved, and a move is a copy: those in its own frames are overwritten, the caller's are not. Where
/// the call is the last expression of a function, the value goes straight to where that function's caller wants it.
#[inline]
pub fn wiped_after<const WORDS: usize, T>(work: impl FnOnce() -> T) -> T {
    let _overwritten = Overwritten::<WORDS>;
    in_own_frame(work)
}

/// Overwrites on drop: after the result is where it belongs, with no variable for it here.
struct Overwritten<const WORDS: usize>;

impl<const WORDS: usize> Drop for Overwritten<WORDS> {
    #[inline]
    fn drop(&mut self) {
        overwrite::<WORDS>();
    }
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
