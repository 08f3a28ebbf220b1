//! The same by others.

use ::openssl::{
    md::Md,
    md_ctx::MdCtx,
    pkey::PKey,
    rsa::{Padding, Rsa},
    sign::RsaPssSaltlen,
};
use graviola::signing::rsa::{SigningKey, VerifyingKey};

use super::{MESSAGE, Signed, signing as contender, verifying as verifier};
use crate::contender::Contender;

const GRAVIOLA: &str = "graviola";
const OPENSSL: &str = "OpenSSL";

/// Bytes of a signature.
const LENGTH: usize = 256;

/// What `ring` and `aws-lc-rs` have in common: their interfaces are the same, but for a length.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal, $pair:ident) => {
        mod $module {
            use $library::{
                rand::SystemRandom,
                signature::{RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256, UnparsedPublicKey, $pair},
            };

            use super::super::{MESSAGE, Signed, signing, verifying};
            use crate::contender::Contender;

            pub(super) fn sign(signed: &Signed) -> Contender {
                let key = $pair::from_pkcs8(&signed.private_pkcs8).expect("a good key");
                let rng = SystemRandom::new();
                signing($name, signed, move || {
                    let mut signature = vec![0; super::LENGTH];
                    key.sign(&RSA_PSS_SHA256, &rng, &MESSAGE, &mut signature).expect("randomness");
                    signature
                })
            }

            pub(super) fn verify(signed: &Signed) -> Contender {
                verifying($name, signed, |key, signature| {
                    let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key);
                    key.verify(&MESSAGE, signature).is_ok()
                })
            }
        }
    };
}

ring_like!(with_ring, ring, "ring", RsaKeyPair);
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs", RsaKeyPair);

pub(super) fn signing(signed: &Signed) -> [Contender; 4] {
    let key = SigningKey::from_pkcs8_der(&signed.private_pkcs8).expect("a good key");
    let by_graviola = contender(GRAVIOLA, signed, move || {
        let mut signature = [0; LENGTH];
        key.sign_pss_sha256(&mut signature, &MESSAGE).expect("randomness").to_vec()
    });
    let key = PKey::private_key_from_der(&signed.private_pkcs8).expect("a good key");
    let by_openssl = contender(OPENSSL, signed, move || {
        let (mut context, mut signature) = (MdCtx::new().expect("memory"), Vec::new());
        let settings = context.digest_sign_init(Some(Md::sha256()), &key).expect("a good key");
        settings.set_rsa_padding(Padding::PKCS1_PSS).expect("a good key");
        settings.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH).expect("a good key");
        context.digest_sign_to_vec(&MESSAGE, &mut signature).expect("randomness");
        signature
    });
    [with_ring::sign(signed), with_aws_lc::sign(signed), by_graviola, by_openssl]
}

pub(super) fn verifying(signed: &Signed) -> [Contender; 4] {
    let by_graviola = verifier(GRAVIOLA, signed, |key, signature| {
        let key = VerifyingKey::from_pkcs1_der(key).expect("a good key");
        key.verify_pss_sha256(signature, &MESSAGE).is_ok()
    });
    let by_openssl = verifier(OPENSSL, signed, |key, signature| {
        let key = Rsa::public_key_from_der_pkcs1(key).expect("a good key");
        let key = PKey::from_rsa(key).expect("a good key");
        let mut context = MdCtx::new().expect("memory");
        let settings = context.digest_verify_init(Some(Md::sha256()), &key).expect("a good key");
        settings.set_rsa_padding(Padding::PKCS1_PSS).expect("a good key");
        settings.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH).expect("a good key");
        context.digest_verify(&MESSAGE, signature).is_ok_and(|valid| valid)
    });
    [with_ring::verify(signed), with_aws_lc::verify(signed), by_graviola, by_openssl]
}
