//! The pieces of work: each primitive at three sizes or by operation, handshakes and records. With the feature `peers`,
//! others do them too.

mod aead;
mod agreement;
mod ecdsa;
mod eddsa;
mod hash;
mod kem;
mod rsa;
mod sha3;
mod tls;

use crate::contender::Work;

pub use tls::{
    connections::{Cores, Idle, cores, idle},
    sides::{Sides, sides},
};

/// Bytes of data: a short message, what fits an Ethernet frame, and the most that a TLS record holds.
const SIZES: [usize; 3] = [64, 1350, 16384];

/// How our implementation is called.
const OURS: &str = "clearbox";

/// Everything but TLS.
#[must_use]
pub fn primitives() -> Vec<Work> {
    [
        hash::works(),
        sha3::works(),
        aead::works(),
        agreement::works(),
        ecdsa::works(),
        eddsa::works(),
        rsa::works(),
        kem::works(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Handshakes and records of TLS 1.3, in memory.
#[must_use]
pub fn tls() -> Vec<Work> {
    tls::works()
}

/// `name`, and how many bytes it is done to.
fn sized(name: &str, size: usize) -> String {
    if size == 16384 { format!("{name}, 16 KiB") } else { format!("{name}, {size} B") }
}
