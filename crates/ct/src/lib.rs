#![doc = include_str!("../README.md")]
#![no_std]

mod barrier;
mod choice;
mod compare;
#[cfg(clearbox_ct_check)]
mod judge;
mod select;
mod stack;
mod wipe;

pub use barrier::{barrier_u32, barrier_u64};
pub use choice::{Choice, declassify, declassify_ref};
pub use compare::{eq_bytes, is_zero_u64, lt_u64};
pub use select::{Word, select, select_into, swap};
pub use stack::wiped_after;
pub use wipe::{Wiped, Zeroize, ZeroizeOnDrop, wipe};

#[cfg(test)]
mod tests;
