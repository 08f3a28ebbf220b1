//! The public type: a key that seals and opens (RFC 8439, section 2.8).

use core::fmt;

use clearbox_ct::{Wiped, ZeroizeOnDrop, declassify, eq_bytes, wipe};

use crate::{
    backend,
    error::{OpenError, TooLong},
    limit,
};

/// ChaCha20-Poly1305 with 96-bit nonces and 128-bit tags (RFC 8439).
///
/// A nonce must never be used twice with one key: two messages under the same nonce reveal their difference and
/// the key of both tags. The key is wiped on drop.
#[derive(Clone)]
pub struct ChaCha20Poly1305 {
    key: backend::Key,
}

impl ChaCha20Poly1305 {
    /// Takes a 256-bit key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self { key: backend::Key::new(key) }
    }

    /// Encrypts `data` in place and returns the tag over it and `aad` (RFC 8439, section 2.8).
    ///
    /// # Errors
    /// [`TooLong`] if `data` has more than 274,877,906,880 bytes, 2^32 - 1 blocks; it is then unchanged.
    pub fn seal_in_place(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], TooLong> {
        limit::check(data.len() as u64)?;
        Ok(self.key.seal(nonce, aad, &[], data))
    }

    /// Decrypts `data` in place if `tag` is the right one for it and `aad` (RFC 8439, section 2.8).
    ///
    /// # Errors
    /// [`OpenError`] if the tag is wrong, or `data` is longer than what could have been sealed. It is then wiped.
    pub fn open_in_place(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; 16],
    ) -> Result<(), OpenError> {
        self.open_from(nonce, aad, &[], tag, data)
    }

    /// Decrypts `output`, where its beginning is to be read from `input`.
    fn open_from(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        input: &[u8],
        tag: &[u8; 16],
        output: &mut [u8],
    ) -> Result<(), OpenError> {
        if limit::check(output.len() as u64).is_ok() {
            let expected = Wiped::new(self.key.open(nonce, aad, input, output));
            // Public: whoever sent the message learns from our answer whether its tag was right.
            if declassify(eq_bytes(&*expected, tag)) {
                return Ok(());
            }
        }
        wipe(output);
        Err(OpenError)
    }

    /// Encrypts `plaintext` into `ciphertext` and returns the tag: [`Self::seal_in_place`] out of place.
    ///
    /// # Errors
    /// [`TooLong`] as there; `ciphertext` is then unchanged.
    ///
    /// # Panics
    /// If `ciphertext` is not as long as `plaintext`.
    pub fn seal(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        plaintext: &[u8],
        ciphertext: &mut [u8],
    ) -> Result<[u8; 16], TooLong> {
        self.seal_with_trailer(nonce, aad, plaintext, &[], ciphertext)
    }

    /// Encrypts `plaintext` followed by `trailer` into `ciphertext` and returns the tag.
    ///
    /// TLS 1.3 encrypts a record's content followed by its type and padding (RFC 9846, section 5.2): so it need not
    /// be put together in a buffer of its own first.
    ///
    /// # Errors
    /// [`TooLong`] as for [`Self::seal_in_place`], of both together; `ciphertext` is then unchanged.
    ///
    /// # Panics
    /// If `ciphertext` is not as long as both together.
    pub fn seal_with_trailer(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        plaintext: &[u8],
        trailer: &[u8],
        ciphertext: &mut [u8],
    ) -> Result<[u8; 16], TooLong> {
        assert_eq!(
            Some(ciphertext.len()),
            plaintext.len().checked_add(trailer.len()),
            "seal: lengths differ"
        );
        limit::check(ciphertext.len() as u64)?;
        ciphertext[plaintext.len()..].copy_from_slice(trailer);
        Ok(self.key.seal(nonce, aad, plaintext, ciphertext))
    }

    /// Decrypts `ciphertext` into `plaintext` if the tag is right: [`Self::open_in_place`] out of place.
    ///
    /// # Errors
    /// [`OpenError`] as there. `plaintext` is then wiped.
    ///
    /// # Panics
    /// If `plaintext` is not as long as `ciphertext`.
    pub fn open(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        ciphertext: &[u8],
        tag: &[u8; 16],
        plaintext: &mut [u8],
    ) -> Result<(), OpenError> {
        assert_eq!(plaintext.len(), ciphertext.len(), "open: lengths differ");
        self.open_from(nonce, aad, ciphertext, tag, plaintext)
    }
}

impl ZeroizeOnDrop for ChaCha20Poly1305 {}

impl fmt::Debug for ChaCha20Poly1305 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChaCha20Poly1305(..)")
    }
}
