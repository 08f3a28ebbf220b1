//! AES-GCM in plain integer arithmetic, for every CPU: bitsliced AES, and GHASH by integer multiplication.

pub(crate) mod aes;
pub(crate) mod ctr;
pub(crate) mod ghash;
pub(crate) mod sbox;
mod slices;

use clearbox_ct::Wiped;

use aes::Aes;
use ghash::{Ghash, Powers};

/// The counter of J0 (SP 800-38D, algorithms 4 and 5, step 2): its block masks the tag, and the data's follow.
const J0: u32 = 1;

/// An expanded key: AES round keys, and powers of the hash subkey H.
#[derive(Clone)]
pub(crate) struct Key {
    aes: Aes,
    h: Powers,
}

impl Key {
    /// Expands an AES key of 16 or 32 bytes, and makes H, the encryption of the zero block.
    pub(crate) fn new<const K: usize>(key: &[u8; K]) -> Self {
        let aes = Aes::new(key);
        let h = Powers::new(&aes.encrypt_block([0; 16]));
        Self { aes, h }
    }

    /// Encrypts `data` in place and returns the tag (SP 800-38D, algorithm 4).
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let mask = ctr::apply(&self.aes, nonce, J0, data);
        let s = self.hash(aad, data);
        (*s ^ *mask).to_be_bytes()
    }

    /// Decrypts `data` in place and returns the tag it should have had (SP 800-38D, algorithm 5).
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let s = self.hash(aad, data);
        let mask = ctr::apply(&self.aes, nonce, J0, data);
        (*s ^ *mask).to_be_bytes()
    }

    /// S, the GHASH of the two strings, each padded to whole blocks, and of their lengths in bits.
    fn hash(&self, aad: &[u8], ciphertext: &[u8]) -> Wiped<u128> {
        let mut ghash = Ghash::new(&self.h);
        ghash.absorb_padded(aad);
        ghash.absorb_padded(ciphertext);
        let lengths = [aad, ciphertext].map(|string| (8 * string.len() as u64).to_be_bytes());
        ghash.absorb_padded(lengths.as_flattened());
        ghash.finish()
    }
}
