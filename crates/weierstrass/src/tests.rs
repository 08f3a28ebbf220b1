//! The shipped arithmetic against the big integers for each curve, and what can't be reached from outside.

mod arithmetic;
mod curves;
mod points;
mod signatures;
