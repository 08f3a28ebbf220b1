//! Signatures: Ed25519. Public keys and signatures come as bytes and are decoded each time, as in a handshake.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_ed25519::{Signature, SigningKey, VerifyingKey};

use super::OURS;
use crate::contender::{Contender, Work};

/// As many bytes as a server signs in a handshake (RFC 9846, section 4.5.3).
const MESSAGE: [u8; 130] = [0x20; 130];

const PRIVATE_KEY: [u8; 32] = [0x17; 32];

pub(super) fn works() -> Vec<Work> {
    let key = our_key();
    let sign = Work::new("Ed25519 sign", signing(OURS, move || key.sign(&MESSAGE).to_bytes()));
    let verify = Work::new(
        "Ed25519 verify",
        verifying(OURS, |public, signature| {
            let key = VerifyingKey::from_bytes(public).expect("a good key");
            Signature::from_bytes(signature).is_ok_and(|signature| key.verify(&MESSAGE, &signature).is_ok())
        }),
    );
    #[cfg(feature = "peers")]
    let sign = peers::signing().into_iter().fold(sign, Work::against);
    #[cfg(feature = "peers")]
    let verify = peers::verifying().into_iter().fold(verify, Work::against);
    vec![sign, verify]
}

fn our_key() -> SigningKey {
    SigningKey::from_seed(&PRIVATE_KEY)
}

/// `sign` makes a signature; there is one only, which is checked once.
fn signing(name: &'static str, sign: impl Fn() -> [u8; 64] + 'static) -> Contender {
    assert_eq!(sign(), our_key().sign(&MESSAGE).to_bytes(), "{name}");
    Contender::new(name, move || {
        black_box(sign());
    })
}

/// `verify` says whether the signature is good; it is tried once with a bad one.
fn verifying(name: &'static str, verify: impl Fn(&[u8; 32], &[u8; 64]) -> bool + 'static) -> Contender {
    let (public, good) = (*our_key().verifying_key().as_bytes(), our_key().sign(&MESSAGE).to_bytes());
    let mut bad = good;
    bad[0] ^= 1;
    assert!(verify(&public, &good) && !verify(&public, &bad), "{name}");
    Contender::new(name, move || {
        black_box(verify(black_box(&public), black_box(&good)));
    })
}
