//! AEADs. Keys are made once; nonces and additional data are as in records of TLS.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm};
use clearbox_chacha20poly1305::ChaCha20Poly1305;

use super::{OURS, SIZES, sized};
use crate::contender::{Contender, Work};

#[derive(Clone, Copy)]
enum Cipher {
    Aes128Gcm,
    Aes256Gcm,
    ChaCha20Poly1305,
}

#[derive(Clone, Copy)]
enum Direction {
    Seal,
    Open,
}

const CIPHERS: [(&str, Cipher); 3] = [
    ("AES-128-GCM", Cipher::Aes128Gcm),
    ("AES-256-GCM", Cipher::Aes256Gcm),
    ("ChaCha20-Poly1305", Cipher::ChaCha20Poly1305),
];

const DIRECTIONS: [(&str, Direction); 2] = [("seal", Direction::Seal), ("open", Direction::Open)];

const KEY_16: [u8; 16] = [7; 16];
const KEY_32: [u8; 32] = [7; 32];
const NONCE: [u8; 12] = [9; 12];

/// The header of a record.
const AAD: [u8; 5] = [23, 3, 3, 64, 17];

/// Messages that wait to be opened fill about so much, which stays in the nearest caches.
const WAITING_BYTES: usize = 32 * 1024;

/// A cipher under a key, in place.
trait Aead {
    fn seal(&self, nonce: &[u8; 12], data: &mut [u8]) -> [u8; 16];
    /// The tag stands behind the data.
    fn open(&self, nonce: &[u8; 12], sealed: &mut [u8]);
}

pub(super) fn works() -> Vec<Work> {
    let mut works = Vec::new();
    for (cipher_name, cipher) in CIPHERS {
        for (direction_name, direction) in DIRECTIONS {
            for size in SIZES {
                let name = sized(&format!("{cipher_name} {direction_name}"), size);
                works.push(work(name, cipher, direction, size));
            }
        }
    }
    works.push(renewed());
    works
}

/// A short message under a new key.
fn renewed() -> Work {
    let work = Work::new(sized("AES-128-GCM new key + seal", 64), renewing(OURS, Aes128Gcm::new));
    #[cfg(feature = "peers")]
    let work = peers::renewing().into_iter().fold(work, Work::against);
    work
}

/// Each key depends on the last tag.
fn renewing<A: Aead>(name: &'static str, new: impl Fn(&[u8; 16]) -> A + 'static) -> Contender {
    let mut sealed = vec![0x5a; 64];
    let answer = new(&KEY_16).seal(&NONCE, &mut sealed).to_vec();
    let mut key = KEY_16;
    let renewing = Contender::new(name, move || {
        key[0] ^= new(&key).seal(&NONCE, black_box(&mut sealed))[0];
    });
    renewing.with_answer(answer)
}

fn work(name: String, cipher: Cipher, direction: Direction, size: usize) -> Work {
    let work = Work::new(name, ours(cipher, direction, size));
    #[cfg(feature = "peers")]
    let work = peers::contenders(cipher, direction, size).into_iter().fold(work, Work::against);
    work
}

fn ours(cipher: Cipher, direction: Direction, size: usize) -> Contender {
    match cipher {
        Cipher::Aes128Gcm => contender(OURS, Aes128Gcm::new(&KEY_16), direction, size),
        Cipher::Aes256Gcm => contender(OURS, Aes256Gcm::new(&KEY_32), direction, size),
        Cipher::ChaCha20Poly1305 => contender(OURS, ChaCha20Poly1305::new(&KEY_32), direction, size),
    }
}

fn contender(name: &'static str, key: impl Aead + 'static, direction: Direction, size: usize) -> Contender {
    let mut sealed = vec![0x5a; size];
    let tag = key.seal(&NONCE, &mut sealed);
    sealed.extend(tag);
    let contender = match direction {
        Direction::Seal => sealing(name, key, size),
        Direction::Open => opening(name, key, sealed.clone()),
    };
    contender.with_answer(sealed)
}

/// Each nonce depends on the last tag, so that one message has to wait for the one before.
fn sealing(name: &'static str, key: impl Aead + 'static, size: usize) -> Contender {
    let mut data = vec![0x5a; size];
    let mut nonce = NONCE;
    Contender::new(name, move || nonce[0] ^= key.seal(&nonce, black_box(&mut data))[0])
}

/// The same message again and again, from buffers filled before. Each nonce seems to depend on the last plaintext.
fn opening(name: &'static str, key: impl Aead + 'static, sealed: Vec<u8>) -> Contender {
    let batch = (WAITING_BYTES / sealed.len()).clamp(4, 64);
    let mut nonce = NONCE;
    let prepare = move || sealed.clone();
    Contender::batched(name, batch, prepare, move |data| {
        key.open(&nonce, data);
        nonce[0] ^= data[0] & black_box(0);
    })
}

fn split_tag(sealed: &mut [u8]) -> (&mut [u8], [u8; 16]) {
    let (data, tag) = sealed.split_last_chunk_mut().expect("a tag behind the data");
    (data, *tag)
}

/// Our ciphers have the same methods.
macro_rules! impl_aead {
    ($($cipher:ty),*) => {
        $(impl Aead for $cipher {
            fn seal(&self, nonce: &[u8; 12], data: &mut [u8]) -> [u8; 16] {
                self.seal_in_place(nonce, &AAD, data).expect("a short message")
            }

            fn open(&self, nonce: &[u8; 12], sealed: &mut [u8]) {
                let (data, tag) = split_tag(sealed);
                self.open_in_place(nonce, &AAD, data, &tag).expect("the tag of the message");
            }
        })*
    };
}

impl_aead!(Aes128Gcm, Aes256Gcm, ChaCha20Poly1305);
