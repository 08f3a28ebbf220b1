//! What several test files need.
#![allow(dead_code)]

use std::convert::Infallible;

use clearbox_rsa::Hash;
use num_bigint::BigUint;
use rand_core::{TryCryptoRng, TryRng};

/// SHA-256 of a seed and a counter; before that, bytes that are given.
pub(crate) struct TestRng {
    seed: u64,
    counter: u64,
    first: Vec<u8>,
}

impl TestRng {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, counter: 0, first: Vec::new() }
    }

    pub(crate) fn beginning_with(first: Vec<u8>) -> Self {
        Self { seed: 0, counter: 0, first }
    }
}

/// A broken generator, which always gives the same byte.
pub(crate) struct Constant(pub(crate) u8);

/// A generator that has nothing to give.
pub(crate) struct Failing;

impl TryRng for TestRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unimplemented_word()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unimplemented_word()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        if !self.first.is_empty() {
            bytes.copy_from_slice(&std::mem::take(&mut self.first));
            return Ok(());
        }
        for chunk in bytes.chunks_mut(32) {
            self.counter += 1;
            let digest = Hash::Sha256.digest(&[self.seed.to_be_bytes(), self.counter.to_be_bytes()].concat());
            chunk.copy_from_slice(&digest.as_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryRng for Constant {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unimplemented_word()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unimplemented_word()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryRng for Failing {
    type Error = std::fmt::Error;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
        Err(std::fmt::Error)
    }
}

impl TryCryptoRng for TestRng {}
impl TryCryptoRng for Constant {}
impl TryCryptoRng for Failing {}

fn unimplemented_word<T>() -> T {
    panic!("only bytes are drawn")
}

/// An element with a length in DER's form.
pub(crate) fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let len = contents.len();
    let header = match len {
        0..0x80 => vec![tag, len as u8],
        0x80..0x100 => vec![tag, 0x81, len as u8],
        _ => vec![tag, 0x82, (len >> 8) as u8, len as u8],
    };
    [header, contents.to_vec()].concat()
}

/// An INTEGER that isn't negative.
pub(crate) fn integer(magnitude: &[u8]) -> Vec<u8> {
    if magnitude[0] >> 7 == 1 { element(2, &[&[0], magnitude].concat()) } else { element(2, magnitude) }
}

/// RSAPrivateKey of n, e, d, p, q, dP, dQ, qInv.
pub(crate) fn private_key(numbers: &[BigUint; 8]) -> Vec<u8> {
    let version = BigUint::ZERO;
    let all = std::iter::once(&version).chain(numbers);
    element(0x30, &all.flat_map(|number| integer(&number.to_bytes_be())).collect::<Vec<u8>>())
}
