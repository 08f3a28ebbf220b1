#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

mod error;
mod hmac;

pub use error::InvalidTag;
pub use hmac::{HmacSha256, HmacSha384, HmacSha512};

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
