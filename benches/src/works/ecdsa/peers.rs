//! The same by others.

use ::p256::ecdsa::{
    DerSignature, SigningKey, VerifyingKey,
    signature::{Signer, Verifier},
};

use super::{MESSAGE, PRIVATE_KEY, Signed, signing as contender, verifying as verifier};
use crate::contender::Contender;

const RUST_CRYPTO: &str = "RustCrypto";

/// What `ring` and `aws-lc-rs` have in common; `$key_pair` makes the key pair, in which they differ.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal, $key_pair:path) => {
        mod $module {
            use $library::{
                rand::SystemRandom,
                signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey},
            };

            use super::super::{MESSAGE, Signed, signing, verifying};
            use crate::contender::Contender;

            pub(super) fn sign() -> Contender {
                let (key, rng) = ($key_pair(&Signed::new().public), SystemRandom::new());
                signing($name, move || key.sign(&rng, &MESSAGE).expect("randomness"), |s| s.as_ref().to_vec())
            }

            pub(super) fn verify() -> Contender {
                verifying($name, |signed| {
                    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &signed.public);
                    key.verify(&MESSAGE, &signed.signature).is_ok()
                })
            }
        }
    };
}

ring_like!(with_ring, ring, "ring", super::ring_key_pair);
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs", super::aws_lc_key_pair);

fn ring_key_pair(public: &[u8]) -> ring::signature::EcdsaKeyPair {
    use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING as ALGORITHM, EcdsaKeyPair};
    let rng = ring::rand::SystemRandom::new();
    EcdsaKeyPair::from_private_key_and_public_key(&ALGORITHM, &PRIVATE_KEY, public, &rng).expect("a good key")
}

fn aws_lc_key_pair(public: &[u8]) -> aws_lc_rs::signature::EcdsaKeyPair {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING as ALGORITHM, EcdsaKeyPair};
    EcdsaKeyPair::from_private_key_and_public_key(&ALGORITHM, &PRIVATE_KEY, public).expect("a good key")
}

pub(super) fn signing() -> [Contender; 3] {
    let key = SigningKey::from_slice(&PRIVATE_KEY).expect("a good key");
    let sign = move || -> DerSignature { key.sign(&MESSAGE) };
    [with_ring::sign(), with_aws_lc::sign(), contender(RUST_CRYPTO, sign, |s| s.as_bytes().to_vec())]
}

pub(super) fn verifying() -> [Contender; 3] {
    let verify = |signed: &Signed| {
        let key = VerifyingKey::from_sec1_bytes(&signed.public).expect("a good key");
        DerSignature::from_bytes(&signed.signature)
            .is_ok_and(|signature| key.verify(&MESSAGE, &signature).is_ok())
    };
    [with_ring::verify(), with_aws_lc::verify(), verifier(RUST_CRYPTO, verify)]
}
