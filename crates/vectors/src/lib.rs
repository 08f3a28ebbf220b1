//! Typed readers of the files in `test-vectors/`, and the count of cases that each harness ran. For tests only: a
//! file that is missing or malformed panics.

#![forbid(unsafe_code)]

mod records;
mod tally;
mod trace;

pub use records::{Record, path, read, records};
pub use tally::ran;
pub use trace::{Step, trace};

/// Decodes hexadecimal digits; white space between them is ignored.
///
/// # Panics
/// If anything else is among them.
#[must_use]
pub fn unhex(digits: &str) -> Vec<u8> {
    let compact: String = digits.split_whitespace().collect();
    hex::decode(&compact).unwrap_or_else(|e| panic!("{e}: {digits}"))
}

/// The same, into an array.
///
/// # Panics
/// Also if the length is not `N` bytes.
#[must_use]
pub fn unhex_array<const N: usize>(digits: &str) -> [u8; N] {
    unhex(digits).try_into().unwrap_or_else(|v: Vec<u8>| panic!("{} bytes where {N} were expected", v.len()))
}
