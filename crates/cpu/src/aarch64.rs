//! Proof tokens for 64-bit Arm.

mod hwcap;
mod vector;

pub use vector::{load_128, load_128_u32, load_128_u64, store_128, store_128_u32, store_128_u64};

use crate::features::Features;
use hwcap::{AES, NEON, SHA2, SHA3, read};

#[cfg(clearbox_choose_backend)]
pub use crate::tokens::{choose_all, choose_portable};

crate::tokens::tokens! {
    /// `neon`: 128-bit integer vectors.
    Neon: NEON;
    /// `aes`, with `neon`: AES rounds and carry-less multiplication.
    AesPmull: AES | NEON;
    /// `sha2`, with `neon`: the SHA-256 instructions.
    Sha2: SHA2 | NEON;
    /// `sha3`, with `neon`: the SHA-512 instructions, and those for SHA-3.
    Sha3: SHA3 | NEON;
}

#[cfg(test)]
mod tests;
