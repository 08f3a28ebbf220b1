//! The same by others.

mod graviola;
mod openssl;
mod rust_crypto;

use super::Curve;
use crate::contender::Contender;

/// What `ring` and `aws-lc-rs` have in common; `$key_pair` makes the key pair, in which they differ.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal, $key_pair:path) => {
        mod $module {
            use $library::{
                rand::SystemRandom,
                signature::{ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, UnparsedPublicKey},
            };

            use super::super::{Curve, MESSAGE, signed, signing, verifying};
            use crate::contender::Contender;

            pub(super) fn sign(curve: Curve) -> Contender {
                let (key, rng) = ($key_pair(curve, &signed(curve).public), SystemRandom::new());
                let sign = move || key.sign(&rng, &MESSAGE).expect("randomness");
                signing($name, curve, sign, |signature| signature.as_ref().to_vec())
            }

            pub(super) fn verify(curve: Curve) -> Contender {
                let algorithm = match curve {
                    Curve::P256 => &ECDSA_P256_SHA256_ASN1,
                    Curve::P384 => &ECDSA_P384_SHA384_ASN1,
                };
                verifying($name, curve, move |signed| {
                    let key = UnparsedPublicKey::new(algorithm, &signed.public);
                    key.verify(&MESSAGE, &signed.signature).is_ok()
                })
            }
        }
    };
}

ring_like!(with_ring, ring, "ring", super::ring_key_pair);
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs", super::aws_lc_key_pair);

fn ring_key_pair(curve: Curve, public: &[u8]) -> ring::signature::EcdsaKeyPair {
    use ring::signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING as P256, ECDSA_P384_SHA384_ASN1_SIGNING as P384, EcdsaKeyPair,
    };
    let algorithm = match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
    };
    let rng = ring::rand::SystemRandom::new();
    EcdsaKeyPair::from_private_key_and_public_key(algorithm, curve.private_key(), public, &rng)
        .expect("a good key")
}

fn aws_lc_key_pair(curve: Curve, public: &[u8]) -> aws_lc_rs::signature::EcdsaKeyPair {
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING as P256, ECDSA_P384_SHA384_ASN1_SIGNING as P384, EcdsaKeyPair,
    };
    let algorithm = match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
    };
    EcdsaKeyPair::from_private_key_and_public_key(algorithm, curve.private_key(), public).expect("a good key")
}

pub(super) fn signing(curve: Curve) -> [Contender; 5] {
    [
        with_ring::sign(curve),
        with_aws_lc::sign(curve),
        rust_crypto::sign(curve),
        graviola::sign(curve),
        openssl::sign(curve),
    ]
}

pub(super) fn verifying(curve: Curve) -> [Contender; 5] {
    [
        with_ring::verify(curve),
        with_aws_lc::verify(curve),
        rust_crypto::verify(curve),
        graviola::verify(curve),
        openssl::verify(curve),
    ]
}
