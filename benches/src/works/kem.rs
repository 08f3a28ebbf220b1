//! ML-KEM-768. Encapsulation keys come as bytes and are checked each time, as in a handshake.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_ml_kem::{DecapsulationKey, EncapsulationKey, MlKem768};

use super::OURS;
use crate::contender::{Contender, Work};

pub(super) fn works() -> Vec<Work> {
    let works = [
        Work::new("ML-KEM-768 key pair", our_key_pair()),
        Work::new("ML-KEM-768 encapsulate", our_encapsulation()),
        Work::new("ML-KEM-768 decapsulate", our_decapsulation()),
    ];
    #[cfg(feature = "peers")]
    let works = {
        let [key_pair, encapsulate, decapsulate] = works;
        [
            key_pair.against(peers::key_pair()).against(peers::graviola::key_pair()),
            encapsulate.against(peers::encapsulation()).against(peers::graviola::encapsulation()),
            decapsulate.against(peers::decapsulation()).against(peers::graviola::decapsulation()),
        ]
    };
    works.into()
}

fn our_key() -> DecapsulationKey<MlKem768> {
    DecapsulationKey::random().expect("randomness")
}

fn our_key_pair() -> Contender {
    Contender::new(OURS, || {
        black_box(our_key());
    })
}

fn our_encapsulation() -> Contender {
    let bytes = *our_key().encapsulation_key().as_bytes();
    Contender::new(OURS, move || {
        let key = EncapsulationKey::<MlKem768>::from_bytes(&bytes).expect("a good key");
        black_box(key.encapsulate_random().expect("randomness"));
    })
}

fn our_decapsulation() -> Contender {
    let key = our_key();
    let (ciphertext, secret) = key.encapsulation_key().encapsulate_random().expect("randomness");
    assert_eq!(key.decapsulate(&ciphertext).as_bytes(), secret.as_bytes());
    Contender::new(OURS, move || {
        black_box(key.decapsulate(&ciphertext));
    })
}
