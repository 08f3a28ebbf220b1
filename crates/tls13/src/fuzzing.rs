//! The door for the fuzz targets in fuzz/ at the repository's root: one function a target. Not part of the API, and not
//! compiled outside of tests and fuzzing.
//!
//! Each function takes any bytes at all and panics if a promise is broken; fuzz/README.md says which. Choices that a
//! target needs besides its input, such as settings, are read from the beginning of the bytes ([`choices`]).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable
)]
#![allow(missing_docs, missing_debug_implementations, dead_code, reason = "for the fuzz targets alone")]

mod alone;
mod choices;
mod end;
mod meddler;
mod message;
mod pair;
mod pki;
mod random;
mod record;
#[cfg(test)]
mod seeds;
mod session;
mod settings;
mod spec;

use std::sync::OnceLock;

pub use alone::{client, server};
pub use meddler::meddler;
pub use message::message;
pub use pair::pair;
pub use record::record;
pub use session::session;

/// A target: any bytes will do.
pub type Target = fn(&[u8]);

/// All targets by their names, which are those of their functions.
pub const TARGETS: [(&str, Target); 7] = [
    ("message", message),
    ("session", session),
    ("record", record),
    ("client", client),
    ("server", server),
    ("pair", pair),
    ("meddler", meddler),
];

/// How many bytes the heap holds, for those who count them: bounds on memory are checked then, too.
pub static HEAP: OnceLock<fn() -> usize> = OnceLock::new();

fn heap() -> Option<usize> {
    HEAP.get().map(|count| count())
}
