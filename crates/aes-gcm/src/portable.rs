//! AES-GCM in plain integer arithmetic, for every CPU: bitsliced AES, and GHASH by integer multiplication.

pub(crate) mod aes;
pub(crate) mod ctr;
pub(crate) mod ghash;
pub(crate) mod sbox;
mod slices;

use aes::Aes;
use ghash::{Ghash, Powers};

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

    /// SP 800-38D, algorithm 4: encrypts `data` in place and returns the tag.
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let mask = ctr::apply(&self.aes, nonce, 1, data);
        self.tag(mask, aad, data)
    }

    /// SP 800-38D, algorithm 5, without its comparison: decrypts `data` in place and returns the tag it should have.
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let tag = self.tag([0; 16], aad, data);
        let mask = ctr::apply(&self.aes, nonce, 1, data);
        core::array::from_fn(|i| tag[i] ^ mask[i])
    }

    /// Steps 5 and 6 of both: GHASH over the two strings, each padded to whole blocks, and their lengths in bits; masked.
    fn tag(&self, mask: [u8; 16], aad: &[u8], ciphertext: &[u8]) -> [u8; 16] {
        let mut ghash = Ghash::new(&self.h);
        ghash.absorb_padded(aad);
        ghash.absorb_padded(ciphertext);
        let lengths = [aad, ciphertext].map(|string| (8 * string.len() as u64).to_be_bytes());
        ghash.absorb_padded(lengths.as_flattened());
        let s = ghash.finish();
        core::array::from_fn(|i| s[i] ^ mask[i])
    }
}
