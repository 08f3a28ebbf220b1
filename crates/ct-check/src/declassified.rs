//! The other end of the hook in `clearbox_ct::declassify`: what is made public there, is so for memcheck, too.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::client_request;

/// Values that were made public, and depended on the secret.
static SECRET: AtomicU64 = AtomicU64::new(0);

/// So many values have been made public so far that depended on the secret.
pub(crate) fn count() -> u64 {
    SECRET.load(Relaxed)
}

/// `clearbox_ct` calls it for each value, if it is built with `--cfg clearbox_ct_check`.
#[allow(unsafe_code)]
// SAFETY: no other function has this name; `clearbox_ct` declares it with these arguments.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn clearbox_declassified(at: *const u8, len: usize) {
    if client_request::count_undefined(at, len) > 0 {
        SECRET.fetch_add(1, Relaxed);
    }
    client_request::make_defined(at, len);
}
