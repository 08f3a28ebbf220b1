//! The secrets that traces are compared for.

use std::collections::VecDeque;

use clearbox_sha2::Sha256;
use rand_core::{TryCryptoRng, TryRng};

/// `COUNT` strings of `LEN` bytes: a random one, the extremes, and more random ones.
pub(crate) fn bytes<const LEN: usize, const COUNT: usize>() -> Vec<Vec<u8>> {
    let extremes = [vec![0xff; LEN], vec![0; LEN], one_bit(LEN, 0), one_bit(LEN, LEN - 1), vec![0x55; LEN]];
    let random_ones = (1..).map(|seed| random(LEN, seed));
    std::iter::once(random(LEN, 0)).chain(extremes).chain(random_ones).take(COUNT).collect()
}

/// Scalars from 1 to the order less one, big-endian: both of these, of low and high weight, and random ones.
pub(crate) fn scalars<const LEN: usize>(order: &[u8; LEN]) -> Vec<Vec<u8>> {
    let mut order_less_one = order.to_vec();
    order_less_one[LEN - 1] -= 1;
    let mut half = vec![0xff; LEN];
    half[..LEN / 2].fill(0);
    let mut high = one_bit(LEN, 0);
    high[0] = 0x80;
    let below_order = |seed| {
        let mut scalar = random(LEN, seed);
        scalar[0] &= 0x7f;
        scalar
    };
    vec![below_order(0), order_less_one, one_bit(LEN, LEN - 1), half, high, below_order(1)]
}

/// `secrets` with each of `others` behind: all of them, one after the other, until both have been used up.
pub(crate) fn with(secrets: &[Vec<u8>], others: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let count = secrets.len().max(others.len());
    let pairs = secrets.iter().cycle().zip(others.iter().cycle()).take(count);
    pairs.map(|(secret, other)| [secret.as_slice(), other].concat()).collect()
}

/// What is wrong in a tag of `LEN` bytes: the first bit, the last, all, those in the middle.
pub(crate) fn differences<const LEN: usize>() -> Vec<Vec<u8>> {
    let mut high = vec![0; LEN];
    high[LEN - 1] = 0x80;
    vec![one_bit(LEN, 0), one_bit(LEN, LEN - 1), vec![0xff; LEN], one_bit(LEN, LEN / 2), high]
}

/// Bytes that look random: the same for the same seed.
pub(crate) fn random(len: usize, seed: u8) -> Vec<u8> {
    let mut bytes = vec![0; len];
    let Ok(()) = SecretRng::new(&[seed]).try_fill_bytes(&mut bytes);
    bytes
}

fn one_bit(len: usize, byte: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    bytes[byte] = 1;
    bytes
}

/// Random numbers that are as secret as their seed: SHA-256 of seed and counter. The first of them are made beforehand, so
/// that drawing them leaves nothing on the stack.
#[derive(Debug)]
pub(crate) struct SecretRng {
    seed: [u8; 32],
    counter: u64,
    pool: VecDeque<u8>,
}

impl SecretRng {
    pub(crate) fn new(seed: &[u8]) -> Self {
        let mut rng = Self { seed: Sha256::digest(seed), counter: 0, pool: VecDeque::new() };
        (0..16).for_each(|_| rng.refill());
        rng
    }

    fn refill(&mut self) {
        self.counter += 1;
        let mut hash = Sha256::new();
        hash.update(&self.seed);
        hash.update(&self.counter.to_le_bytes());
        self.pool.extend(hash.finalize());
    }
}

impl TryRng for SecretRng {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.try_next_u64()? as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        while self.pool.len() < bytes.len() {
            self.refill();
        }
        let drawn = self.pool.drain(..bytes.len());
        bytes.iter_mut().zip(drawn).for_each(|(byte, drawn)| *byte = drawn);
        Ok(())
    }
}

impl TryCryptoRng for SecretRng {}
