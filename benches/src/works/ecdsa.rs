//! Signatures: ECDSA over P-256 with SHA-256 and over P-384 with SHA-384. Public keys and signatures come as bytes and are
//! decoded each time, as in a handshake.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use getrandom::SysRng;
use rand_core::UnwrapErr;

use super::OURS;
use crate::contender::{Contender, Work};

#[derive(Clone, Copy)]
enum Curve {
    P256,
    P384,
}

const CURVES: [(&str, Curve); 2] = [("ECDSA P-256", Curve::P256), ("ECDSA P-384", Curve::P384)];

/// As many bytes as a server signs in a handshake (RFC 9846, section 4.5.3).
const MESSAGE: [u8; 130] = [0x20; 130];

impl Curve {
    const fn private_key(self) -> &'static [u8] {
        match self {
            Self::P256 => &[0x17; 32],
            Self::P384 => &[0x17; 48],
        }
    }
}

/// What everybody verifies.
struct Signed {
    public: Vec<u8>,
    signature: Vec<u8>,
}

pub(super) fn works() -> Vec<Work> {
    let both = |(name, curve)| {
        let sign = Work::new(format!("{name} sign"), our_signing(curve));
        let verify = Work::new(
            format!("{name} verify"),
            verifying(OURS, curve, move |signed| verifies(curve, signed)),
        );
        #[cfg(feature = "peers")]
        let sign = peers::signing(curve).into_iter().fold(sign, Work::against);
        #[cfg(feature = "peers")]
        let verify = peers::verifying(curve).into_iter().fold(verify, Work::against);
        [sign, verify]
    };
    CURVES.into_iter().flat_map(both).collect()
}

/// What the crates of both curves have in common: their interfaces are the same.
macro_rules! by_crate {
    ($module:ident, $library:ident) => {
        mod $module {
            use $library::{Signature, SigningKey, VerifyingKey};

            use super::{MESSAGE, Signed};

            pub(super) fn key(bytes: &[u8]) -> SigningKey {
                SigningKey::from_bytes(bytes.try_into().expect("bytes of a key")).expect("a good key")
            }

            pub(super) fn signed(private_key: &[u8]) -> Signed {
                let key = key(private_key);
                let signature = key.sign_deterministic(&MESSAGE).to_der().as_slice().to_vec();
                Signed { public: key.verifying_key().to_sec1_uncompressed().to_vec(), signature }
            }

            pub(super) fn verifies(signed: &Signed) -> bool {
                let key = VerifyingKey::from_sec1_bytes(&signed.public).expect("a good key");
                let signature = Signature::from_der(&signed.signature);
                signature.is_ok_and(|signature| key.verify(&MESSAGE, &signature).is_ok())
            }
        }
    };
}

by_crate!(p256, clearbox_p256);
by_crate!(p384, clearbox_p384);

fn our_signing(curve: Curve) -> Contender {
    match curve {
        Curve::P256 => {
            let key = p256::key(curve.private_key());
            let sign = move || key.sign(&mut UnwrapErr(SysRng), &MESSAGE).to_der();
            signing(OURS, curve, sign, |signature| signature.as_slice().to_vec())
        }
        Curve::P384 => {
            let key = p384::key(curve.private_key());
            let sign = move || key.sign(&mut UnwrapErr(SysRng), &MESSAGE).to_der();
            signing(OURS, curve, sign, |signature| signature.as_slice().to_vec())
        }
    }
}

fn signed(curve: Curve) -> Signed {
    match curve {
        Curve::P256 => p256::signed(curve.private_key()),
        Curve::P384 => p384::signed(curve.private_key()),
    }
}

fn verifies(curve: Curve, signed: &Signed) -> bool {
    match curve {
        Curve::P256 => p256::verifies(signed),
        Curve::P384 => p384::verifies(signed),
    }
}

/// `sign` makes a signature, of which `to_der` gives the bytes; it is checked once.
fn signing<S>(
    name: &'static str,
    curve: Curve,
    sign: impl Fn() -> S + 'static,
    to_der: impl Fn(&S) -> Vec<u8>,
) -> Contender {
    let public = signed(curve).public;
    assert!(verifies(curve, &Signed { public, signature: to_der(&sign()) }), "{name}");
    Contender::new(name, move || {
        black_box(sign());
    })
}

/// `verify` says whether the signature is good; it is tried once with a bad one.
fn verifying(name: &'static str, curve: Curve, verify: impl Fn(&Signed) -> bool + 'static) -> Contender {
    let (good, mut bad) = (signed(curve), signed(curve));
    *bad.signature.last_mut().expect("bytes") ^= 1;
    assert!(verify(&good) && !verify(&bad), "{name}");
    Contender::new(name, move || {
        black_box(verify(&good));
    })
}
