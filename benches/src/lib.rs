#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod contender;
mod goals;
mod interleaved;
mod table;
pub mod works;

pub use contender::{Contender, Work};
pub use interleaved::{Measured, measure};
pub use table::{missed, table};
