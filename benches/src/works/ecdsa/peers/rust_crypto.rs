//! By RustCrypto's crates.

use super::super::{Curve, MESSAGE, signing, verifying};
use crate::contender::Contender;

const NAME: &str = "RustCrypto";

/// What the crates of both curves have in common: their interfaces are the same.
macro_rules! by_crate {
    ($module:ident, $library:ident) => {
        mod $module {
            use $library::ecdsa::{
                DerSignature, SigningKey, VerifyingKey,
                signature::{Signer, Verifier},
            };

            use super::{Curve, MESSAGE, NAME, signing, verifying};
            use crate::contender::Contender;

            pub(super) fn sign(curve: Curve) -> Contender {
                let key = SigningKey::from_slice(curve.private_key()).expect("a good key");
                let sign = move || -> DerSignature { key.sign(&MESSAGE) };
                signing(NAME, curve, sign, |signature| signature.as_bytes().to_vec())
            }

            pub(super) fn verify(curve: Curve) -> Contender {
                verifying(NAME, curve, |signed| {
                    let key = VerifyingKey::from_sec1_bytes(&signed.public).expect("a good key");
                    DerSignature::from_bytes(&signed.signature)
                        .is_ok_and(|signature| key.verify(&MESSAGE, &signature).is_ok())
                })
            }
        }
    };
}

by_crate!(with_p256, p256);
by_crate!(with_p384, p384);

pub(super) fn sign(curve: Curve) -> Contender {
    match curve {
        Curve::P256 => with_p256::sign(curve),
        Curve::P384 => with_p384::sign(curve),
    }
}

pub(super) fn verify(curve: Curve) -> Contender {
    match curve {
        Curve::P256 => with_p256::verify(curve),
        Curve::P384 => with_p384::verify(curve),
    }
}
