//! The same by others.

mod graviola;
mod openssl;

use ::hkdf::Hkdf;
use ::hmac::{Hmac, KeyInit, Mac};
use ::sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Function, KEY_32, KEY_48, expansion};
use crate::contender::Contender;

/// What `ring` and `aws-lc-rs` have in common: their interfaces are the same.
macro_rules! ring_like {
    ($module:ident, $library:ident, $name:literal) => {
        mod $module {
            use $library::{digest, hkdf, hmac};

            use super::super::{Function, KEY_32, KEY_48, OKM, expansion};
            use crate::contender::Contender;

            const NAME: &str = $name;

            struct Length;

            impl hkdf::KeyType for Length {
                fn len(&self) -> usize {
                    OKM
                }
            }

            pub(super) fn contender(function: Function, size: usize) -> Contender {
                match function {
                    Function::Sha256 => hash(&digest::SHA256, size),
                    Function::Sha384 => hash(&digest::SHA384, size),
                    Function::Sha512 => hash(&digest::SHA512, size),
                    Function::HmacSha256 => mac(hmac::Key::new(hmac::HMAC_SHA256, &KEY_32), size),
                    Function::HmacSha384 => mac(hmac::Key::new(hmac::HMAC_SHA384, &KEY_48), size),
                    Function::HkdfSha256 => {
                        expand(hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, &KEY_32), size)
                    }
                    Function::HkdfSha384 => {
                        expand(hkdf::Prk::new_less_safe(hkdf::HKDF_SHA384, &KEY_48), size)
                    }
                }
            }

            fn hash(algorithm: &'static digest::Algorithm, size: usize) -> Contender {
                Contender::of_data(NAME, size, move |data| digest::digest(algorithm, data))
            }

            fn mac(key: hmac::Key, size: usize) -> Contender {
                Contender::of_data(NAME, size, move |data| hmac::sign(&key, data))
            }

            fn expand(prk: hkdf::Prk, size: usize) -> Contender {
                expansion(NAME, size, move |info, okm| {
                    prk.expand(&[info], Length)
                        .and_then(|expanded| expanded.fill(okm))
                        .expect("a short output");
                })
            }
        }
    };
}

ring_like!(with_ring, ring, "ring");
ring_like!(with_aws_lc, aws_lc_rs, "aws-lc-rs");

const RUST_CRYPTO: &str = "RustCrypto";

pub(super) fn contenders(function: Function, size: usize) -> Vec<Contender> {
    let of_all = [
        with_ring::contender(function, size),
        with_aws_lc::contender(function, size),
        rust_crypto(function, size),
    ];
    let others = [graviola::contender(function, size), openssl::contender(function, size)];
    of_all.into_iter().chain(others.into_iter().flatten()).collect()
}

fn rust_crypto(function: Function, size: usize) -> Contender {
    match function {
        Function::Sha256 => Contender::of_data(RUST_CRYPTO, size, |data| Sha256::digest(data)),
        Function::Sha384 => Contender::of_data(RUST_CRYPTO, size, |data| Sha384::digest(data)),
        Function::Sha512 => Contender::of_data(RUST_CRYPTO, size, |data| Sha512::digest(data)),
        Function::HmacSha256 => {
            let keyed = Hmac::<Sha256>::new_from_slice(&KEY_32).expect("keys of any length");
            mac(keyed, size)
        }
        Function::HmacSha384 => {
            let keyed = Hmac::<Sha384>::new_from_slice(&KEY_48).expect("keys of any length");
            mac(keyed, size)
        }
        Function::HkdfSha256 => {
            let hkdf = Hkdf::<Sha256>::from_prk(&KEY_32).expect("a key of the right length");
            expansion(RUST_CRYPTO, size, move |info, okm| hkdf.expand(info, okm).expect("a short output"))
        }
        Function::HkdfSha384 => {
            let hkdf = Hkdf::<Sha384>::from_prk(&KEY_48).expect("a key of the right length");
            expansion(RUST_CRYPTO, size, move |info, okm| hkdf.expand(info, okm).expect("a short output"))
        }
    }
}

fn mac(keyed: impl Mac + Clone + 'static, size: usize) -> Contender {
    Contender::of_data(RUST_CRYPTO, size, move |data| {
        keyed.clone().chain_update(data).finalize().into_bytes()
    })
}
