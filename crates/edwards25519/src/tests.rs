//! The shipped arithmetic against the big integers.

mod digits;
mod points;
