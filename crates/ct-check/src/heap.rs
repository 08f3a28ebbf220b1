//! What is left on the heap: whole connections are made, used and dropped, and each block that is freed meanwhile is
//! searched. No eight bytes of the connection's secrets may be in it.

mod connections;
mod ends;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    collections::HashSet,
    slice,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

pub(crate) use connections::{CONNECTIONS, PLANTED};

/// Something that an application does with connections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// Does it, tells what was secret and what public, and keeps nothing but that.
    run: fn() -> Known,
}

/// What is known of what went on.
#[derive(Debug, Default)]
struct Known {
    secrets: Vec<Vec<u8>>,
    public: Vec<Vec<u8>>,
}

/// Whether freed blocks are searched.
static WATCHING: AtomicBool = AtomicBool::new(false);
/// Whether they are cleared, so that what is found in a block was its own.
static CLEARING: AtomicBool = AtomicBool::new(false);
/// For which words, in ascending order.
static WORDS: Mutex<Vec<u64>> = Mutex::new(Vec::new());
static BLOCKS: AtomicUsize = AtomicUsize::new(0);
static FOUND: AtomicUsize = AtomicUsize::new(0);

/// Judges a scenario: says how many blocks were searched.
///
/// # Errors
/// If there were words of secrets in some.
pub(crate) fn judge(scenario: &Scenario) -> Result<String, String> {
    CLEARING.store(true, Relaxed);
    search_for(Vec::new());
    // All random numbers are the same each time: so what will be secret is known beforehand.
    let words = words_of(&(scenario.run)());
    if words.is_empty() {
        return Err("it has no secrets: this tests nothing".into());
    }
    let count = words.len();
    search_for(words);
    BLOCKS.store(0, Relaxed);
    FOUND.store(0, Relaxed);
    let known = (scenario.run)();
    if words_of(&known).len() != count {
        return Err("the secrets are others each time".into());
    }
    match (BLOCKS.load(Relaxed), FOUND.load(Relaxed)) {
        (0, _) => Err("nothing was freed".into()),
        (blocks, 0) => Ok(format!("{blocks} blocks\tfor {count} words")),
        (blocks, found) => Err(format!("{found} words of secrets are in {blocks} freed blocks")),
    }
}

fn search_for(words: Vec<u64>) {
    *WORDS.lock().unwrap_or_else(PoisonError::into_inner) = words;
}

/// Does the part of a scenario in which freed blocks are searched.
fn watched<T>(work: impl FnOnce() -> T) -> T {
    WATCHING.store(true, Relaxed);
    let result = work();
    WATCHING.store(false, Relaxed);
    result
}

/// Each eight bytes of the secrets that are nowhere in what is public.
fn words_of(known: &Known) -> Vec<u64> {
    let words = |all: &[Vec<u8>]| -> HashSet<u64> {
        let windows = all.iter().flat_map(|bytes| bytes.windows(8));
        windows.filter_map(|word| word.first_chunk()).map(|word| u64::from_le_bytes(*word)).collect()
    };
    let mut words: Vec<u64> = words(&known.secrets).difference(&words(&known.public)).copied().collect();
    words.retain(|word| !crate::residue::is_common(*word));
    words.sort_unstable();
    words
}

/// The system's allocator, which has blocks searched before they are freed.
#[derive(Debug)]
pub(crate) struct Watched;

#[allow(unsafe_code)]
// SAFETY: blocks are the system's, and are only read in between.
unsafe impl GlobalAlloc for Watched {
    // SAFETY: what the trait demands, `System` does.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    // SAFETY: what the trait demands, `System` does.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    // SAFETY: what the trait demands, `System` does.
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WATCHING.load(Relaxed) {
            // SAFETY: the block is still there. Where nothing was written, it has whatever was there before: all that is done
            // with it is to compare it, and no compiler knows what `System` has in it.
            search(unsafe { slice::from_raw_parts(std::hint::black_box(block), layout.size()) });
        }
        if CLEARING.load(Relaxed) {
            // SAFETY: the block is still there, and nobody's.
            unsafe { block.write_bytes(0, layout.size()) };
            std::hint::black_box(block);
        }
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(block, layout) };
    }
}

/// Must not allocate.
fn search(block: &[u8]) {
    let Ok(words) = WORDS.try_lock() else { return };
    BLOCKS.fetch_add(1, Relaxed);
    let windows = block.windows(8).filter_map(|word| word.first_chunk());
    let found = windows.filter(|word| words.binary_search(&u64::from_le_bytes(**word)).is_ok()).count();
    FOUND.fetch_add(found, Relaxed);
}
