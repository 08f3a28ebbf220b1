//! The same by others.

use ::aes_gcm::{
    Aes128Gcm, Aes256Gcm, KeyInit,
    aead::{AeadInOut, consts, inout::InOutBuf},
};
use ::chacha20poly1305::ChaCha20Poly1305;

use super::{AAD, Aead, Cipher, Direction, KEY_16, KEY_32, contender, renewing as renewing_any, split_tag};
use crate::contender::Contender;

/// What `ring` and `aws-lc-rs` have in common: their interfaces are the same.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal) => {
        mod $module {
            use $library::aead::{self, LessSafeKey, Nonce, UnboundKey};

            use super::super::{
                AAD, Aead, Cipher, Direction, KEY_16, KEY_32, contender as generic, renewing as renewing_any,
            };
            use crate::contender::Contender;

            impl Aead for LessSafeKey {
                fn seal(&self, nonce: &[u8; 12], data: &mut [u8]) -> [u8; 16] {
                    let nonce = Nonce::assume_unique_for_key(*nonce);
                    let tag = self.seal_in_place_separate_tag(nonce, aead::Aad::from(AAD), data);
                    tag.expect("a short message").as_ref().try_into().expect("a tag of 16 bytes")
                }

                fn open(&self, nonce: &[u8; 12], sealed: &mut [u8]) {
                    let nonce = Nonce::assume_unique_for_key(*nonce);
                    self.open_in_place(nonce, aead::Aad::from(AAD), sealed).expect("the tag of the message");
                }
            }

            pub(super) fn contender(cipher: Cipher, direction: Direction, size: usize) -> Contender {
                let (algorithm, key) = match cipher {
                    Cipher::Aes128Gcm => (&aead::AES_128_GCM, &KEY_16[..]),
                    Cipher::Aes256Gcm => (&aead::AES_256_GCM, &KEY_32[..]),
                    Cipher::ChaCha20Poly1305 => (&aead::CHACHA20_POLY1305, &KEY_32[..]),
                };
                generic($name, new(algorithm, key), direction, size)
            }

            pub(super) fn renewing() -> Contender {
                renewing_any($name, |key| new(&aead::AES_128_GCM, key))
            }

            fn new(algorithm: &'static aead::Algorithm, key: &[u8]) -> LessSafeKey {
                LessSafeKey::new(UnboundKey::new(algorithm, key).expect("a key of the right length"))
            }
        }
    };
}

ring_like!(with_ring, ring, "ring");
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs");

const RUST_CRYPTO: &str = "RustCrypto";

pub(super) fn contenders(cipher: Cipher, direction: Direction, size: usize) -> [Contender; 3] {
    [
        with_ring::contender(cipher, direction, size),
        with_aws_lc::contender(cipher, direction, size),
        rust_crypto(cipher, direction, size),
    ]
}

pub(super) fn renewing() -> [Contender; 3] {
    let rust_crypto = renewing_any(RUST_CRYPTO, |key| RustCrypto(Aes128Gcm::new(key.into())));
    [with_ring::renewing(), with_aws_lc::renewing(), rust_crypto]
}

fn rust_crypto(cipher: Cipher, direction: Direction, size: usize) -> Contender {
    match cipher {
        Cipher::Aes128Gcm => {
            contender(RUST_CRYPTO, RustCrypto(Aes128Gcm::new(&KEY_16.into())), direction, size)
        }
        Cipher::Aes256Gcm => {
            contender(RUST_CRYPTO, RustCrypto(Aes256Gcm::new(&KEY_32.into())), direction, size)
        }
        Cipher::ChaCha20Poly1305 => {
            contender(RUST_CRYPTO, RustCrypto(ChaCha20Poly1305::new(&KEY_32.into())), direction, size)
        }
    }
}

struct RustCrypto<A>(A);

impl<A: AeadInOut<NonceSize = consts::U12, TagSize = consts::U16>> Aead for RustCrypto<A> {
    fn seal(&self, nonce: &[u8; 12], data: &mut [u8]) -> [u8; 16] {
        self.0.encrypt_inout_detached(nonce.into(), &AAD, data.into()).expect("a short message").into()
    }

    fn open(&self, nonce: &[u8; 12], sealed: &mut [u8]) {
        let (data, tag) = split_tag(sealed);
        let data = InOutBuf::from(data);
        self.0
            .decrypt_inout_detached(nonce.into(), &AAD, data, (&tag).into())
            .expect("the tag of the message");
    }
}
