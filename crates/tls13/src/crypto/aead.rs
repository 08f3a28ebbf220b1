//! The AEAD of a cipher suite (RFC 9846, section 5.2).

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm};
use clearbox_chacha20poly1305::ChaCha20Poly1305;

use crate::{error::Error, suite::Suite};

/// The tag of all three AEADs, in bytes.
//= 5.2-4
pub(crate) const TAG_LEN: usize = 16;

/// A keyed AEAD.
#[derive(Debug)]
pub(crate) enum Aead {
    Aes128Gcm(Aes128Gcm),
    Aes256Gcm(Aes256Gcm),
    ChaCha20Poly1305(ChaCha20Poly1305),
}

impl Aead {
    /// Keys the suite's AEAD with the first bytes of `key`, as many as it takes.
    pub(crate) fn new(suite: Suite, key: &[u8; Suite::MAX_KEY_LEN]) -> Self {
        match suite {
            Suite::Aes128GcmSha256 => {
                Self::Aes128Gcm(Aes128Gcm::new(key.first_chunk::<16>().unwrap_or(&[0; 16])))
            }
            Suite::Aes256GcmSha384 => Self::Aes256Gcm(Aes256Gcm::new(key)),
            Suite::ChaCha20Poly1305Sha256 => Self::ChaCha20Poly1305(ChaCha20Poly1305::new(key)),
        }
    }

    /// Encrypts `content ‖ trailer` into `out`, which is as long as both together, and returns the tag.
    pub(crate) fn seal(
        &self,
        nonce: &[u8; 12],
        aad: &[u8],
        content: &[u8],
        trailer: &[u8],
        out: &mut [u8],
    ) -> [u8; TAG_LEN] {
        let sealed = match self {
            Self::Aes128Gcm(aead) => aead.seal_with_trailer(nonce, aad, content, trailer, out).ok(),
            Self::Aes256Gcm(aead) => aead.seal_with_trailer(nonce, aad, content, trailer, out).ok(),
            Self::ChaCha20Poly1305(aead) => aead.seal_with_trailer(nonce, aad, content, trailer, out).ok(),
        };
        debug_assert!(sealed.is_some(), "a record is far below every AEAD's limit");
        sealed.unwrap_or([0; TAG_LEN])
    }

    /// Decrypts `data`, ciphertext and tag, in place; returns the length of the plaintext at its beginning. A
    /// failed open leaves nothing of the plaintext.
    //= 5.2-3
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<usize, Error> {
        let (data, tag) = data.split_last_chunk_mut::<TAG_LEN>().ok_or(Error::BadRecordMac)?;
        match self {
            Self::Aes128Gcm(aead) => aead.open_in_place(nonce, aad, data, tag).ok(),
            Self::Aes256Gcm(aead) => aead.open_in_place(nonce, aad, data, tag).ok(),
            Self::ChaCha20Poly1305(aead) => aead.open_in_place(nonce, aad, data, tag).ok(),
        }
        .ok_or(Error::BadRecordMac)?;
        Ok(data.len())
    }
}
