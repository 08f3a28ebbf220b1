//! Four states side by side, for sponges that begin and end at different times but are permuted together.

use clearbox_ct::{Wiped, ZeroizeOnDrop};

use crate::{
    lanes, permute,
    sponge::{self, SHA3, SHAKE},
};

/// What follows a message before its padding (FIPS 202, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// 01, of SHA3-224 to SHA3-512 (section 6.1).
    Sha3,
    /// 1111, of SHAKE128 and SHAKE256 (section 6.2).
    Shake,
}

/// Four states of KECCAK-f\[1600\] (FIPS 202, section 3.4), numbered from 0 to 3. Vector units permute the four in little
/// more than the time of one, whatever each is used for. Who uses it builds the sponges (section 4): the rate of each,
/// and the order of absorbing, permuting and reading, are the caller's to keep.
#[derive(Clone)]
pub struct KeccakX4 {
    /// Word i of state j is `words[i][j]`.
    words: Wiped<[[u64; 4]; 25]>,
}

impl KeccakX4 {
    /// Four states of zeros.
    #[must_use]
    pub fn new() -> Self {
        Self { words: Wiped::new([[0; 4]; 25]) }
    }

    /// Makes state `j` zeros.
    ///
    /// # Panics
    /// If there is no state `j`.
    pub fn clear(&mut self, j: usize) {
        for word in self.words.iter_mut() {
            word[j] = 0;
        }
    }

    /// Adds `block`, a whole block of a message, to state `j`: to be permuted next.
    ///
    /// # Panics
    /// If there is no state `j`, or the block is longer than 200 bytes.
    pub fn absorb(&mut self, j: usize, block: &[u8]) {
        lanes::to_words(0, block, |i, word| self.words[i][j] ^= word);
    }

    /// Adds the last block of a message, which is shorter than the rate and may be empty, with what ends the message.
    ///
    /// # Panics
    /// If there is no state `j`, or the block is not shorter than `RATE` bytes.
    pub fn absorb_last<const RATE: usize>(&mut self, j: usize, block: &[u8], suffix: Suffix) {
        assert!(block.len() < RATE, "a last block leaves room for its padding");
        self.absorb(j, block);
        let suffix = match suffix {
            Suffix::Sha3 => SHA3,
            Suffix::Shake => SHAKE,
        };
        sponge::pad::<RATE>(block.len(), suffix, |i, word| self.words[i][j] ^= word);
    }

    /// Permutes all four.
    pub fn permute(&mut self) {
        permute::keccak_f_x4(&mut self.words);
    }

    /// Fills `out` with the first bytes of state `j`.
    ///
    /// # Panics
    /// If there is no state `j`, or `out` is longer than 200 bytes.
    pub fn read(&self, j: usize, out: &mut [u8]) {
        lanes::from_words(0, out, |i| self.words[i][j]);
    }
}

impl Default for KeccakX4 {
    fn default() -> Self {
        Self::new()
    }
}

impl ZeroizeOnDrop for KeccakX4 {}

impl core::fmt::Debug for KeccakX4 {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("KeccakX4(..)")
    }
}
