//! What all targets share: an allocator that counts, so that none takes more memory than its input warrants.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

pub use libfuzzer_sys::fuzz_target;

/// A target by the name of its function in `tls13::fuzzing`, and what it may hold at once in MiB, besides some copies of
/// its input.
#[macro_export]
macro_rules! target {
    ($name:ident, $mebibytes:literal) => {
        $crate::fuzz_target!(|data: &[u8]| $crate::bounded(tls13::fuzzing::$name, $mebibytes << 20, data));
    };
}

/// Runs a target, and panics if it took too much memory.
pub fn bounded(target: fn(&[u8]), limit: usize, data: &[u8]) {
    tls13::fuzzing::HEAP.get_or_init(|| || HELD.load(Relaxed));
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    target(data);
    let taken = PEAK.load(Relaxed) - before;
    assert!(taken <= limit + 64 * data.len(), "{taken} bytes of heap for {} bytes of input", data.len());
}

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTING: Counting = Counting;

/// The system's allocator, counted.
struct Counting;

// SAFETY: every call goes to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        // SAFETY: the caller's promises are the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promises are the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}
