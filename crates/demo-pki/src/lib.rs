#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod authority;
mod key;
mod ml_dsa;
mod pem;
mod powers;

pub use authority::{Authority, Issued, Validity, self_signed};
pub use key::Kind;
pub use pem::{certificate_pem, crl_pem};
pub use powers::{Powers, WEAK_RSA_BITS};
pub use rcgen::Error;
