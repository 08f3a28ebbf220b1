#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod digits;
mod encoding;
mod multiply;
mod point;
mod portable;
mod table;

pub use encoding::InvalidPoint;
pub use multiply::{multiply_base, multiply_subtract_vartime};
pub use point::{AffinePoint, ProjectivePoint};

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
