//! AES-GCM and ChaCha20-Poly1305: keys and plaintexts are secret.

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm};
use clearbox_chacha20poly1305::ChaCha20Poly1305;

use super::{Entry, split};
use crate::{judge::Judge, secrets};

const NONCE: &[u8; 12] = b"twelve bytes";
const AAD: &[u8] = b"additional data, not secret";

/// Several batches of blocks of the widest backend, and a piece of a block.
const LEN: usize = 301;
const TAG: usize = 16;

macro_rules! aead {
    ($module:ident, $aead:ident, $key:literal, $package:literal, [$seal:literal, $trailer:literal, $open:literal, $wrong:literal]) => {
        pub(super) mod $module {
            use super::*;

            pub(in crate::entries) const ENTRIES: [Entry; 4] = [
                Entry::new($package, $seal, secrets::bytes::<{ $key + LEN }, 8>, seal),
                Entry::new($package, $trailer, secrets::bytes::<{ $key + LEN }, 3>, seal_with_trailer),
                Entry::new($package, $open, secrets::bytes::<{ $key + LEN }, 3>, open),
                Entry::new($package, $wrong, wrong_tags, open_wrong_tag),
            ];

            fn wrong_tags() -> Vec<Vec<u8>> {
                secrets::with(&secrets::bytes::<{ $key + LEN }, 3>(), &secrets::differences::<TAG>())
            }

            fn seal(secret: &[u8], judge: &mut Judge) {
                let (key, plaintext) = split(secret);
                let mut data = plaintext.to_vec();
                let tag = judge.work(|| $aead::new(key).seal_in_place(NONCE, AAD, &mut data)).expect("short");
                judge.release(&data);
                judge.release(&tag);
            }

            fn seal_with_trailer(secret: &[u8], judge: &mut Judge) {
                let (key, plaintext) = split(secret);
                let (plaintext, trailer) = plaintext.split_at(LEN - 40);
                let mut data = vec![0; LEN];
                let key = $aead::new(key);
                let mut whole = vec![0; plaintext.len()];
                let tag = judge.work(|| {
                    let _ = key.seal(NONCE, AAD, plaintext, &mut whole);
                    key.seal_with_trailer(NONCE, AAD, plaintext, trailer, &mut data)
                });
                judge.release(&whole);
                judge.release(&data);
                judge.release(&tag.expect("short"));
            }

            fn open(secret: &[u8], judge: &mut Judge) {
                let (key, plaintext) = split(secret);
                let (mut data, mut again) = (plaintext.to_vec(), vec![0; LEN]);
                let key = $aead::new(key);
                let tag = key.seal_in_place(NONCE, AAD, &mut data).expect("short");
                let (first, second) = judge.work(|| {
                    let first = key.open(NONCE, AAD, &data, &tag, &mut again);
                    (first, key.open_in_place(NONCE, AAD, &mut data, &tag))
                });
                assert!(first.is_ok() && second.is_ok());
                judge.release(&data);
                judge.release(&again);
            }

            /// The last bytes of the secret say what is wrong with the tag.
            fn open_wrong_tag(secret: &[u8], judge: &mut Judge) {
                let (key, rest) = split(secret);
                let (plaintext, difference) = rest.split_at(LEN);
                let mut data = plaintext.to_vec();
                let key = $aead::new(key);
                let mut tag = key.seal_in_place(NONCE, AAD, &mut data).expect("short");
                tag.iter_mut().zip(difference).for_each(|(tag, difference)| *tag ^= difference);
                let opened = judge.work(|| key.open_in_place(NONCE, AAD, &mut data, &tag));
                assert!(opened.is_err());
            }
        }
    };
}

aead!(
    aes_128,
    Aes128Gcm,
    16,
    "aes-gcm",
    ["128: seal", "128: seal_with_trailer", "128: open", "128: open, wrong tag"]
);
aead!(
    aes_256,
    Aes256Gcm,
    32,
    "aes-gcm",
    ["256: seal", "256: seal_with_trailer", "256: open", "256: open, wrong tag"]
);
aead!(
    chacha,
    ChaCha20Poly1305,
    32,
    "chacha20poly1305",
    ["seal", "seal_with_trailer", "open", "open, wrong tag"]
);
