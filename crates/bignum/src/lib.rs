#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]

mod divide;
mod invert;
mod limb;
mod limbs;
mod modulus;
mod montgomery;
mod pow;
mod uint;
#[cfg(target_arch = "x86_64")]
mod x86_64_ifma;

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
