//! The shipped arithmetic against the big integers, and what can't be reached from outside.

mod arithmetic;
mod signatures;
