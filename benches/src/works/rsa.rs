//! RSA with keys of 2048 bits: PSS with SHA-256, as TLS signs. Public keys come as bytes and are decoded each time, as in a
//! handshake.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_rsa::{Hash, PrivateKey, PublicKey};
use getrandom::SysRng;
use rand_core::UnwrapErr;

use super::OURS;
use crate::contender::{Contender, Work};

/// As many bytes as a server signs in a handshake (RFC 9846, section 4.5.3).
const MESSAGE: [u8; 130] = [0x20; 130];

/// A key and a signature, as all have them.
struct Signed {
    private_pkcs8: Vec<u8>,
    public_pkcs1: Vec<u8>,
    signature: Vec<u8>,
}

impl Signed {
    fn new() -> Self {
        let key = PrivateKey::random(2048).expect("randomness");
        let signature = key.sign_pss(&mut UnwrapErr(SysRng), Hash::Sha256, &MESSAGE);
        Self {
            private_pkcs8: key.to_pkcs8_der().as_slice().to_vec(),
            public_pkcs1: key.public_key().to_pkcs1_der().as_slice().to_vec(),
            signature: signature.expect("a good key").as_slice().to_vec(),
        }
    }
}

pub(super) fn works() -> Vec<Work> {
    let signed = Signed::new();
    let key = PrivateKey::from_pkcs8_der(&signed.private_pkcs8).expect("a good key");
    let sign = signing(OURS, &signed, move || {
        key.sign_pss(&mut UnwrapErr(SysRng), Hash::Sha256, &MESSAGE).expect("a good key").as_slice().to_vec()
    });
    let verify = verifying(OURS, &signed, verifies);
    let (verify, sign) = (Work::new("RSA-2048 verify", verify), Work::new("RSA-2048 PSS sign", sign));
    #[cfg(feature = "peers")]
    let verify = peers::verifying(&signed).into_iter().fold(verify, Work::against);
    #[cfg(feature = "peers")]
    let sign = peers::signing(&signed).into_iter().fold(sign, Work::against);
    vec![verify, sign]
}

fn verifies(public_pkcs1: &[u8], signature: &[u8]) -> bool {
    let key = PublicKey::from_pkcs1_der(public_pkcs1).expect("a good key");
    key.verify_pss(Hash::Sha256, &MESSAGE, signature).is_ok()
}

/// `sign` makes a signature; it is checked once.
fn signing(name: &'static str, signed: &Signed, sign: impl Fn() -> Vec<u8> + 'static) -> Contender {
    assert!(verifies(&signed.public_pkcs1, &sign()), "{name}");
    Contender::new(name, move || {
        black_box(sign());
    })
}

/// `verify` says whether the signature is good; it is tried once with a bad one.
fn verifying(
    name: &'static str,
    signed: &Signed,
    verify: impl Fn(&[u8], &[u8]) -> bool + 'static,
) -> Contender {
    let (key, good) = (signed.public_pkcs1.clone(), signed.signature.clone());
    let mut bad = good.clone();
    *bad.last_mut().expect("bytes") ^= 1;
    assert!(verify(&key, &good) && !verify(&key, &bad), "{name}");
    Contender::new(name, move || {
        black_box(verify(&key, &good));
    })
}
