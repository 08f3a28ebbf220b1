#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod element;
mod limb;
mod portable;

pub use element::{FieldElement, Sum};

#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
