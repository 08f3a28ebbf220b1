#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod divide;
mod invert;
mod limb;
mod limbs;
mod modulus;
mod montgomery;
mod pow;
mod uint;

pub use modulus::{Modulus, Residue};
pub use uint::Uint;

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
