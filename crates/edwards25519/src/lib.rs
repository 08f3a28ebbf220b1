#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

mod digits;
mod encoding;
mod multiply;
mod point;
mod portable;
mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

pub use encoding::InvalidPoint;
pub use multiply::{multiply_base, multiply_subtract_vartime};
pub use point::{AffinePoint, ProjectivePoint};

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
