//! ChaCha20-Poly1305 in plain integer arithmetic, for every CPU.

pub(crate) mod chacha20;
pub(crate) mod poly1305;

use clearbox_ct::Wiped;

use chacha20::KeyStream;
use poly1305::Poly1305;

/// A key, as the eight words of ChaCha20's state.
#[derive(Clone)]
pub(crate) struct Key(Wiped<[u32; 8]>);

impl Key {
    /// Reads the key's words (RFC 8439, section 2.3).
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let mut words = Wiped::new([0; 8]);
        for (word, bytes) in words.iter_mut().zip(key.as_chunks().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        Self(words)
    }

    /// Encrypts `data` in place and returns the tag (RFC 8439, section 2.8).
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let mut stream = KeyStream::empty();
        stream.begin(&self.0, nonce, 0);
        let poly1305 = Poly1305::new(&stream.one_time_key());
        stream.apply(data);
        tag(poly1305, aad, data)
    }

    /// Decrypts `data` in place and returns the tag it should have had (RFC 8439, section 2.8).
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> [u8; 16] {
        let mut stream = KeyStream::empty();
        stream.begin(&self.0, nonce, 0);
        let tag = tag(Poly1305::new(&stream.one_time_key()), aad, data);
        stream.apply(data);
        tag
    }
}

/// The tag over the two strings, each padded to 16 bytes, and their lengths in bytes (RFC 8439, section 2.8).
pub(crate) fn tag(mut poly1305: Poly1305, aad: &[u8], ciphertext: &[u8]) -> [u8; 16] {
    poly1305.absorb_padded(aad);
    poly1305.absorb_padded(ciphertext);
    let lengths = [aad, ciphertext].map(|string| (string.len() as u64).to_le_bytes());
    poly1305.absorb_padded(lengths.as_flattened());
    poly1305.finish()
}
