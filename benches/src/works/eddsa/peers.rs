//! The same by others.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::{MESSAGE, PRIVATE_KEY, signing as contender, verifying as verifier};
use crate::contender::Contender;

const DALEK: &str = "ed25519-dalek";

/// What `ring` and `aws-lc-rs` have in common.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal) => {
        mod $module {
            use $library::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

            use super::super::{MESSAGE, PRIVATE_KEY, signing, verifying};
            use crate::contender::Contender;

            pub(super) fn sign() -> Contender {
                let key = Ed25519KeyPair::from_seed_unchecked(&PRIVATE_KEY).expect("a good key");
                signing($name, move || key.sign(&MESSAGE).as_ref().try_into().expect("64 bytes"))
            }

            pub(super) fn verify() -> Contender {
                verifying($name, |public, signature| {
                    UnparsedPublicKey::new(&ED25519, public).verify(&MESSAGE, signature).is_ok()
                })
            }
        }
    };
}

ring_like!(with_ring, ring, "ring");
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs");

pub(super) fn signing() -> [Contender; 3] {
    let key = SigningKey::from_bytes(&PRIVATE_KEY);
    let sign = move || key.sign(&MESSAGE).to_bytes();
    [with_ring::sign(), with_aws_lc::sign(), contender(DALEK, sign)]
}

pub(super) fn verifying() -> [Contender; 3] {
    let verify = |public: &[u8; 32], signature: &[u8; 64]| {
        let key = VerifyingKey::from_bytes(public).expect("a good key");
        key.verify_strict(&MESSAGE, &Signature::from_bytes(signature)).is_ok()
    };
    [with_ring::verify(), with_aws_lc::verify(), verifier(DALEK, verify)]
}
