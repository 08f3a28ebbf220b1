//! AES-GCM with VAES and VPCLMULQDQ on vectors of 256 bits, of two blocks each: for CPUs without AVX-512.
//!
//! Chunks of eight vectors are encrypted and hashed, a vector's products beside a round of all. What is left is encrypted and
//! hashed by code for just as many vectors.
//!
//! Eight states, three sums and what a product needs fill the 16 registers; round keys are loaded for each round. On Ice Lake, which
//! does a round of 256 bits a cycle, a chunk by AES-128 would take 80 cycles, and takes some 90.

mod ghash;
mod key_stream;

use core::hint::black_box;

use clearbox_cpu::x86_64::{Vaes256, store_256 as store};
use clearbox_ct::Wiped;

use crate::{
    kernel::{key::key, vectors::vectors},
    x86_64::{
        Block,
        counter::Counter,
        lengths,
        round_keys::{self, RoundKeys, encrypt_block, middle, rounds},
        zero,
    },
};

use ghash::{Hash, Powers};
use key_stream::{last_round, round, states};

key!(Vaes256, "aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq");
vectors!("aes,avx2,pclmulqdq,ssse3,sse4.1,vaes,vpclmulqdq", 32);
