//! Hashes, and what is built of them: HMAC and HKDF.

#[cfg(feature = "peers")]
mod peers;

use clearbox_hkdf::{HkdfSha256, HkdfSha384};
use clearbox_hmac::{HmacSha256, HmacSha384};
use clearbox_sha2::{Sha256, Sha384, Sha512};

use super::{OURS, SIZES, sized};
use crate::contender::{Contender, Work};

#[derive(Clone, Copy)]
enum Function {
    Sha256,
    Sha384,
    Sha512,
    HmacSha256,
    HmacSha384,
    HkdfSha256,
    HkdfSha384,
}

const OF_ANY_SIZE: [(&str, Function); 5] = [
    ("SHA-256", Function::Sha256),
    ("SHA-384", Function::Sha384),
    ("SHA-512", Function::Sha512),
    ("HMAC-SHA-256", Function::HmacSha256),
    ("HMAC-SHA-384", Function::HmacSha384),
];

const EXPANSIONS: [(&str, Function); 2] =
    [("HKDF-Expand, SHA-256", Function::HkdfSha256), ("HKDF-Expand, SHA-384", Function::HkdfSha384)];

/// Keys of as many bytes as the hash has: of HMAC, and the pseudorandom keys of HKDF.
const KEY_32: [u8; 32] = [0x0b; 32];
const KEY_48: [u8; 48] = [0x0b; 48];

/// Bytes of info that HKDF is given: a label of TLS with a hash of 32 bytes.
const INFO: usize = 52;

/// Bytes that HKDF gives.
const OKM: usize = 32;

pub(super) fn works() -> Vec<Work> {
    let sizes = |(name, function)| SIZES.map(|size| work(&sized(name, size), function, size));
    let expansion = |(name, function)| work(name, function, INFO);
    OF_ANY_SIZE.into_iter().flat_map(sizes).chain(EXPANSIONS.map(expansion)).collect()
}

fn work(name: &str, function: Function, size: usize) -> Work {
    let work = Work::new(name, ours(function, size));
    #[cfg(feature = "peers")]
    let work = peers::contenders(function, size).into_iter().fold(work, Work::against);
    work
}

/// Keys are absorbed once, as a user with many messages would do it.
fn ours(function: Function, size: usize) -> Contender {
    match function {
        Function::Sha256 => Contender::of_data(OURS, size, Sha256::digest),
        Function::Sha384 => Contender::of_data(OURS, size, Sha384::digest),
        Function::Sha512 => Contender::of_data(OURS, size, Sha512::digest),
        Function::HmacSha256 => {
            let keyed = HmacSha256::new(&KEY_32);
            Contender::of_data(OURS, size, move |data| keyed.tag_with([data]))
        }
        Function::HmacSha384 => {
            let keyed = HmacSha384::new(&KEY_48);
            Contender::of_data(OURS, size, move |data| keyed.tag_with([data]))
        }
        Function::HkdfSha256 => {
            let hkdf = HkdfSha256::from_prk(&KEY_32);
            expansion(OURS, size, move |info, okm| hkdf.expand(info, okm).expect("a short output"))
        }
        Function::HkdfSha384 => {
            let hkdf = HkdfSha384::from_prk(&KEY_48);
            expansion(OURS, size, move |info, okm| hkdf.expand(info, okm).expect("a short output"))
        }
    }
}

fn expansion(name: &'static str, size: usize, expand: impl Fn(&[u8], &mut [u8; OKM]) + 'static) -> Contender {
    Contender::of_data(name, size, move |info| {
        let mut okm = [0; OKM];
        expand(info, &mut okm);
        okm
    })
}
