#![doc = include_str!("../README.md")]
#![no_std]
#![deny(unsafe_code)]
// The arithmetic is written in FIPS 203's own letters: A_hat, K, K_bar.
#![allow(non_snake_case)]
#![cfg_attr(test, allow(non_upper_case_globals))]

mod compress;
mod decapsulation_key;
mod encapsulation_key;
mod encode;
mod error;
mod field;
mod k_pke;
mod kem;
mod ntt;
mod parameters;
mod sample;
mod shared_secret;
mod sponges;
mod table;
#[cfg(target_arch = "x86_64")]
mod x86_64_avx512;

pub use decapsulation_key::DecapsulationKey;
pub use encapsulation_key::EncapsulationKey;
pub use error::{InvalidDecapsulationKey, InvalidEncapsulationKey};
pub use parameters::{Bytes, MlKem512, MlKem768, MlKem1024, ParameterSet};
pub use shared_secret::SharedSecret;

#[cfg(test)]
extern crate std;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
