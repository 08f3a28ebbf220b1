//! Signatures: ECDSA over P-256 with SHA-256. Public keys and signatures come as bytes and are decoded each time, as in
//! a handshake.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_p256::{Signature, SigningKey, VerifyingKey};
use getrandom::SysRng;
use rand_core::UnwrapErr;

use super::OURS;
use crate::contender::{Contender, Work};

/// As many bytes as a server signs in a handshake (RFC 9846, section 4.5.3).
const MESSAGE: [u8; 130] = [0x20; 130];

const PRIVATE_KEY: [u8; 32] = [0x17; 32];

/// What everybody verifies.
struct Signed {
    public: [u8; 65],
    signature: Vec<u8>,
}

impl Signed {
    fn new() -> Self {
        let key = our_key();
        let signature = key.sign_deterministic(&MESSAGE).to_der().as_slice().to_vec();
        Self { public: key.verifying_key().to_sec1_uncompressed(), signature }
    }
}

pub(super) fn works() -> Vec<Work> {
    let key = our_key();
    let sign = Work::new(
        "ECDSA P-256 sign",
        signing(
            OURS,
            move || key.sign(&mut UnwrapErr(SysRng), &MESSAGE).to_der(),
            |signature| signature.as_slice().to_vec(),
        ),
    );
    let verify = Work::new(
        "ECDSA P-256 verify",
        verifying(OURS, |signed| verifies(&signed.public, &signed.signature)),
    );
    #[cfg(feature = "peers")]
    let sign = peers::signing().into_iter().fold(sign, Work::against);
    #[cfg(feature = "peers")]
    let verify = peers::verifying().into_iter().fold(verify, Work::against);
    vec![sign, verify]
}

fn our_key() -> SigningKey {
    SigningKey::from_bytes(&PRIVATE_KEY).expect("a good key")
}

fn verifies(public: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(public).expect("a good key");
    Signature::from_der(signature).is_ok_and(|signature| key.verify(&MESSAGE, &signature).is_ok())
}

/// `sign` makes a signature, of which `to_der` gives the bytes; it is checked once.
fn signing<S>(
    name: &'static str,
    sign: impl Fn() -> S + 'static,
    to_der: impl Fn(&S) -> Vec<u8>,
) -> Contender {
    assert!(verifies(&Signed::new().public, &to_der(&sign())), "{name}");
    Contender::new(name, move || {
        black_box(sign());
    })
}

/// `verify` says whether the signature is good; it is tried once with a bad one.
fn verifying(name: &'static str, verify: impl Fn(&Signed) -> bool + 'static) -> Contender {
    let good = Signed::new();
    let mut bad = Signed::new();
    *bad.signature.last_mut().expect("bytes") ^= 1;
    assert!(verify(&good) && !verify(&bad), "{name}");
    Contender::new(name, move || {
        black_box(verify(&good));
    })
}
