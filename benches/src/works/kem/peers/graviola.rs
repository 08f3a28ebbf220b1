//! By graviola.

use std::hint::black_box;

use graviola::key_agreement::mlkem768::{DecapKey, EncapKey};

use crate::contender::Contender;

const NAME: &str = "graviola";

fn key() -> DecapKey {
    DecapKey::generate().expect("randomness")
}

pub(in crate::works::kem) fn key_pair() -> Contender {
    Contender::new(NAME, || {
        black_box(key().encapsulation_key());
    })
}

pub(in crate::works::kem) fn encapsulation() -> Contender {
    let bytes = key().encapsulation_key().as_bytes();
    Contender::new(NAME, move || {
        let key = EncapKey::from_bytes(&bytes).expect("a good key");
        black_box(key.encaps().expect("randomness"));
    })
}

pub(in crate::works::kem) fn decapsulation() -> Contender {
    let key = key();
    let (secret, ciphertext) = key.encapsulation_key().encaps().expect("randomness");
    assert_eq!(key.decaps_internal(&ciphertext).as_ref(), secret.as_ref());
    Contender::new(NAME, move || {
        black_box(key.decaps_internal(&ciphertext));
    })
}
