#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod element;
mod invert;
mod limb;
mod portable;
mod power;
mod root;

pub use element::{FieldElement, LongSum, Sum};

#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
