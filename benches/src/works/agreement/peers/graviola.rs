//! By graviola.

use std::hint::black_box;

use graviola::key_agreement::{p256, x25519};

use super::super::{Group, KeyPair, agreement};
use crate::contender::Contender;

const NAME: &str = "graviola";

pub(super) fn key_pair(group: Group) -> Contender {
    match group {
        Group::X25519 => Contender::new(NAME, || {
            black_box(x25519::PrivateKey::new_random().expect("randomness").public_key());
        }),
        Group::P256 => Contender::new(NAME, || {
            black_box(p256::PrivateKey::new_random().expect("randomness").public_key_uncompressed());
        }),
    }
}

pub(super) fn agree(group: Group) -> Contender {
    match group {
        Group::X25519 => agreement(NAME, group, x25519_pair),
        Group::P256 => agreement(NAME, group, p256_pair),
    }
}

/// A key agrees only once.
fn x25519_pair() -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = x25519::PrivateKey::new_random().expect("randomness");
    let public = key.public_key().as_bytes().to_vec();
    let mut key = Some(key);
    let agree = move |their: &[u8]| {
        let their = x25519::PublicKey::try_from_slice(their).expect("32 bytes");
        key.take().expect("used once").diffie_hellman(&their).expect("a good key").0
    };
    KeyPair { public, agree }
}

fn p256_pair() -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = p256::PrivateKey::new_random().expect("randomness");
    let public = key.public_key_uncompressed().to_vec();
    let mut key = Some(key);
    let agree = move |their: &[u8]| {
        let their = p256::PublicKey::from_x962_uncompressed(their).expect("a good key");
        key.take().expect("used once").diffie_hellman(&their).expect("a good key").0
    };
    KeyPair { public, agree }
}
