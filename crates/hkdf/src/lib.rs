#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
// T is the RFC's own letter.
#![allow(non_snake_case)]

mod error;
mod hkdf;

pub use error::OutputTooLong;
pub use hkdf::{HkdfSha256, HkdfSha384, HkdfSha512};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
