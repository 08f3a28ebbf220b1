//! The same by others. OpenSSL has ML-KEM too, but the crate `openssl` doesn't.

pub(super) mod graviola;

use std::hint::black_box;

use aws_lc_rs::kem::{DecapsulationKey, EncapsulationKey, ML_KEM_768};

use crate::contender::Contender;

const AWS_LC: &str = "aws-lc-rs";

pub(super) fn key_pair() -> Contender {
    Contender::new(AWS_LC, || {
        let key = DecapsulationKey::generate(&ML_KEM_768).expect("randomness");
        black_box(key.encapsulation_key().expect("a key"));
    })
}

pub(super) fn encapsulation() -> Contender {
    let key = DecapsulationKey::generate(&ML_KEM_768).expect("randomness");
    let public = key.encapsulation_key().expect("a key");
    let bytes = public.key_bytes().expect("bytes").as_ref().to_vec();
    Contender::new(AWS_LC, move || {
        let key = EncapsulationKey::new(&ML_KEM_768, &bytes).expect("a good key");
        black_box(key.encapsulate().expect("randomness"));
    })
}

pub(super) fn decapsulation() -> Contender {
    let key = DecapsulationKey::generate(&ML_KEM_768).expect("randomness");
    let public = key.encapsulation_key().expect("a key");
    let (ciphertext, secret) = public.encapsulate().expect("randomness");
    let ciphertext = ciphertext.as_ref().to_vec();
    let again = key.decapsulate(ciphertext.as_slice().into()).expect("a ciphertext");
    assert_eq!(again.as_ref(), secret.as_ref());
    Contender::new(AWS_LC, move || {
        black_box(key.decapsulate(ciphertext.as_slice().into()).expect("a ciphertext"));
    })
}
