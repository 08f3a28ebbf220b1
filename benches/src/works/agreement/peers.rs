//! The same by others.

mod graviola;
mod openssl;

use std::hint::black_box;

use ::p256::{self as rust_crypto, elliptic_curve::Generate};
use aws_lc_rs::agreement as aws_lc;
use rand_core::UnwrapErr;
use ring::{agreement as ring_agreement, rand::SystemRandom};
use x25519_dalek as dalek;

use super::{Group, KeyPair, agreement};
use crate::contender::Contender;

const RING: &str = "ring";
const AWS_LC: &str = "aws-lc-rs";
const DALEK: &str = "x25519-dalek";
const RUST_CRYPTO: &str = "RustCrypto";

pub(super) fn key_pairs(group: Group) -> [Contender; 5] {
    let third = match group {
        Group::X25519 => Contender::new(DALEK, || {
            black_box(dalek::PublicKey::from(&dalek_key()));
        }),
        Group::P256 => Contender::new(RUST_CRYPTO, || {
            black_box(rust_crypto_key().public_key());
        }),
    };
    let by_ring = Contender::new(RING, move || {
        black_box(ring_key(group).compute_public_key().expect("a key pair"));
    });
    let by_aws_lc = Contender::new(AWS_LC, move || {
        black_box(aws_lc_key(group).compute_public_key().expect("a key pair"));
    });
    [by_ring, by_aws_lc, third, graviola::key_pair(group), openssl::key_pair(group)]
}

pub(super) fn agreements(group: Group) -> [Contender; 5] {
    let third = match group {
        Group::X25519 => agreement(DALEK, group, dalek_pair),
        Group::P256 => agreement(RUST_CRYPTO, group, rust_crypto_pair),
    };
    [
        agreement(RING, group, move || ring_pair(group)),
        agreement(AWS_LC, group, move || aws_lc_pair(group)),
        third,
        graviola::agree(group),
        openssl::agree(group),
    ]
}

fn ring_algorithm(group: Group) -> &'static ring_agreement::Algorithm {
    match group {
        Group::X25519 => &ring_agreement::X25519,
        Group::P256 => &ring_agreement::ECDH_P256,
    }
}

fn ring_key(group: Group) -> ring_agreement::EphemeralPrivateKey {
    let rng = SystemRandom::new();
    ring_agreement::EphemeralPrivateKey::generate(ring_algorithm(group), &rng).expect("randomness")
}

/// A key of ring agrees only once.
fn ring_pair(group: Group) -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = ring_key(group);
    let public = key.compute_public_key().expect("a key pair").as_ref().to_vec();
    let mut key = Some(key);
    let agree = move |their: &[u8]| {
        let their = ring_agreement::UnparsedPublicKey::new(ring_algorithm(group), their);
        ring_agreement::agree_ephemeral(key.take().expect("used once"), &their, bytes).expect("a good key")
    };
    KeyPair { public, agree }
}

fn aws_lc_algorithm(group: Group) -> &'static aws_lc::Algorithm {
    match group {
        Group::X25519 => &aws_lc::X25519,
        Group::P256 => &aws_lc::ECDH_P256,
    }
}

fn aws_lc_key(group: Group) -> aws_lc::PrivateKey {
    aws_lc::PrivateKey::generate(aws_lc_algorithm(group)).expect("randomness")
}

fn aws_lc_pair(group: Group) -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = aws_lc_key(group);
    let public = key.compute_public_key().expect("a key pair").as_ref().to_vec();
    let agree = move |their: &[u8]| {
        let their = aws_lc::UnparsedPublicKey::new(aws_lc_algorithm(group), their);
        aws_lc::agree(&key, their, (), |secret| Ok(bytes(secret))).expect("a good key")
    };
    KeyPair { public, agree }
}

fn dalek_key() -> dalek::EphemeralSecret {
    dalek::EphemeralSecret::random_from_rng(&mut UnwrapErr(getrandom::SysRng))
}

/// An ephemeral key of dalek agrees only once.
fn dalek_pair() -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = dalek_key();
    let public = dalek::PublicKey::from(&key).as_bytes().to_vec();
    let mut key = Some(key);
    let agree = move |their: &[u8]| {
        let their = dalek::PublicKey::from(bytes(their));
        key.take().expect("used once").diffie_hellman(&their).to_bytes()
    };
    KeyPair { public, agree }
}

fn rust_crypto_key() -> rust_crypto::ecdh::EphemeralSecret {
    rust_crypto::ecdh::EphemeralSecret::generate_from_rng(&mut UnwrapErr(getrandom::SysRng))
}

fn rust_crypto_pair() -> KeyPair<impl FnMut(&[u8]) -> [u8; 32]> {
    let key = rust_crypto_key();
    let public = key.public_key().to_sec1_bytes().to_vec();
    let agree = move |their: &[u8]| {
        let their = rust_crypto::PublicKey::from_sec1_bytes(their).expect("a good key");
        bytes(key.diffie_hellman(&their).raw_secret_bytes())
    };
    KeyPair { public, agree }
}

fn bytes(slice: &[u8]) -> [u8; 32] {
    slice.try_into().expect("32 bytes")
}
