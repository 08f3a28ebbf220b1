#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

mod element;
mod invert;
mod limb;
mod portable;
mod power;
mod root;
#[cfg(target_arch = "x86_64")]
pub mod x86_64_ifma;

pub use element::{FieldElement, LongSum, Sum};

#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
