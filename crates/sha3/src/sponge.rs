//! The sponge construction over KECCAK-f[1600] (FIPS 202, section 4), on whole bytes.

use clearbox_ct::Wiped;

use crate::{lanes, permute};

/// The bits that follow a message of SHA-3, 01, and the first bit of the padding (FIPS 202, section 6.1).
pub(crate) const SHA3: u8 = 0b110;
/// The bits that follow a message of SHAKE, 1111, and the first bit of the padding (section 6.2).
pub(crate) const SHAKE: u8 = 0b11111;

/// A state of which the first `RATE` bytes take in the message and give the output; the rest is the capacity.
#[derive(Clone)]
pub(crate) struct Sponge<const RATE: usize> {
    state: Wiped<[u64; 25]>,
    /// How many bytes of the rate are filled or, after `pad`, given out.
    at: usize,
}

impl<const RATE: usize> Sponge<RATE> {
    pub(crate) fn new() -> Self {
        Self { state: Wiped::new([0; 25]), at: 0 }
    }

    /// Appends `data` to the message.
    pub(crate) fn absorb(&mut self, mut data: &[u8]) {
        while !data.is_empty() {
            let (piece, rest) = data.split_at(data.len().min(RATE - self.at));
            lanes::to_words(self.at, piece, |i, word| self.state[i] ^= word);
            self.at += piece.len();
            if self.at == RATE {
                permute::keccak_f(&mut self.state);
                self.at = 0;
            }
            data = rest;
        }
    }

    /// Ends the message: `suffix`, zeros, and a one as the last bit of the rate (section 5.1). Only `squeeze` may
    /// follow.
    pub(crate) fn pad(&mut self, suffix: u8) {
        pad::<RATE>(self.at, suffix, |i, word| self.state[i] ^= word);
        permute::keccak_f(&mut self.state);
        self.at = 0;
    }

    /// Fills `out` with the next bytes of output.
    pub(crate) fn squeeze(&mut self, mut out: &mut [u8]) {
        while !out.is_empty() {
            if self.at == RATE {
                permute::keccak_f(&mut self.state);
                self.at = 0;
            }
            let (piece, rest) = out.split_at_mut(out.len().min(RATE - self.at));
            lanes::from_words(self.at, piece, |i| self.state[i]);
            self.at += piece.len();
            out = rest;
        }
    }
}

/// Four sponges in step. Word i of state j is `state[i][j]`, so that a vector of four words is in one place.
#[derive(Clone)]
pub(crate) struct SpongeX4<const RATE: usize> {
    state: Wiped<[[u64; 4]; 25]>,
    /// How many bytes of the rate are given out.
    at: usize,
}

impl<const RATE: usize> SpongeX4<RATE> {
    /// Takes in a whole message for each of the four, all of one length, and ends it.
    pub(crate) fn absorb<const LEN: usize>(messages: &[[u8; LEN]; 4], suffix: u8) -> Self {
        let mut state = Wiped::new([[0; 4]; 25]);
        for block in 0..=LEN / RATE {
            let begin = block * RATE;
            let end = LEN.min(begin + RATE);
            for (j, message) in messages.iter().enumerate() {
                lanes::to_words(0, &message[begin..end], |i, word| state[i][j] ^= word);
            }
            if end < begin + RATE {
                pad::<RATE>(end - begin, suffix, |i, word| {
                    for of_one in &mut state[i] {
                        *of_one ^= word;
                    }
                });
            }
            permute::keccak_f_x4(&mut state);
        }
        Self { state, at: 0 }
    }

    /// Fills each of `outs` with the next bytes of its output.
    pub(crate) fn squeeze<const LEN: usize>(&mut self, outs: &mut [[u8; LEN]; 4]) {
        let mut done = 0;
        while done < LEN {
            if self.at == RATE {
                permute::keccak_f_x4(&mut self.state);
                self.at = 0;
            }
            let end = LEN.min(done + RATE - self.at);
            for (j, out) in outs.iter_mut().enumerate() {
                lanes::from_words(self.at, &mut out[done..end], |i| self.state[i][j]);
            }
            self.at += end - done;
            done = end;
        }
    }
}

/// The suffix and padding of a message whose last block has `len` bytes, `len < RATE`.
pub(crate) fn pad<const RATE: usize>(len: usize, suffix: u8, mut add: impl FnMut(usize, u64)) {
    lanes::to_words(len, &[suffix], &mut add);
    lanes::to_words(RATE - 1, &[0x80], &mut add);
}
