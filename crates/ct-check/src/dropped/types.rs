//! The types that hold secrets, and how to make them.

use clearbox_aes_gcm::{Aes128Gcm, Aes256Gcm};
use clearbox_bignum::{Modulus, Uint};
use clearbox_chacha20poly1305::ChaCha20Poly1305;
use clearbox_ct::Wiped;
use clearbox_hkdf::{HkdfSha256, HkdfSha384, HkdfSha512};
use clearbox_hmac::{HmacSha256, HmacSha384, HmacSha512};
use clearbox_ml_dsa::{self as ml_dsa, MlDsa44, MlDsa65, MlDsa87};
use clearbox_ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024};
use clearbox_rsa as rsa;
use clearbox_sha2::{Sha256, Sha384, Sha512};
use clearbox_sha3::{Sha3_256, Sha3_384, Sha3_512, Shake128, Shake128x4, Shake256, Shake256x4};
use clearbox_x25519 as x25519;

use super::{Look, SecretType, look};
use crate::{
    entries::{RSA_E, rsa_primes},
    secrets,
};

/// The first bytes.
fn first<const LEN: usize>(secret: &[u8; 64]) -> &[u8; LEN] {
    secret.first_chunk().expect("there are 64")
}

/// A scalar of P-256 or P-384: below the order.
fn scalar<const LEN: usize>(secret: &[u8; 64]) -> [u8; LEN] {
    let mut scalar = *first(secret);
    scalar[0] &= 0x7f;
    scalar
}

/// One of two RSA keys.
fn rsa_key(secret: &[u8; 64]) -> rsa::PrivateKey {
    let which = secrets::random(64, 1) == secret;
    let primes = &rsa_primes()[usize::from(which)];
    let (p, q) = primes.split_at(primes.len() / 2);
    rsa::PrivateKey::from_primes(p, q, RSA_E).expect("primes")
}

macro_rules! types {
    ($($package:literal, $name:literal, $public:expr, $make:expr;)*) => {
        /// All of them, crate by crate.
        pub(crate) fn types() -> Vec<SecretType> {
            vec![$(SecretType {
                package: $package,
                name: $name,
                public: $public,
                look: || -> Look { look($make) },
            }),*]
        }
    };
}

types! {
    "ct", "Wiped", 0, |secret| Wiped::new(*secret);
    "bignum", "Uint", 0, |secret| Uint::<4>::from_be_bytes(first::<32>(secret));
    "bignum", "Modulus", 0, |secret| {
        let mut m = *first::<32>(secret);
        m[31] |= 1;
        m[0] |= 0x80;
        Modulus::new(&Uint::<4>::from_be_bytes(&m).expect("it fits"))
    };
    "sha2", "Sha256", 0, fed(Sha256::new, Sha256::update);
    "sha2", "Sha384", 0, fed(Sha384::new, Sha384::update);
    "sha2", "Sha512", 0, fed(Sha512::new, Sha512::update);
    "sha3", "Sha3_256", 0, fed(Sha3_256::new, Sha3_256::update);
    "sha3", "Sha3_384", 0, fed(Sha3_384::new, Sha3_384::update);
    "sha3", "Sha3_512", 0, fed(Sha3_512::new, Sha3_512::update);
    "sha3", "Shake128", 0, fed(Shake128::new, Shake128::update);
    "sha3", "Shake256", 0, fed(Shake256::new, Shake256::update);
    "sha3", "Shake128Reader", 0, |secret| fed(Shake128::new, Shake128::update)(secret).finalize();
    "sha3", "Shake256Reader", 0, |secret| fed(Shake256::new, Shake256::update)(secret).finalize();
    "sha3", "Shake128x4", 0, |secret| Shake128x4::new(&[*first::<33>(secret); 4]);
    "sha3", "Shake256x4", 0, |secret| Shake256x4::new(&[*first::<33>(secret); 4]);
    "hmac", "HmacSha256", 0, |secret| HmacSha256::new(secret);
    "hmac", "HmacSha384", 0, |secret| HmacSha384::new(secret);
    "hmac", "HmacSha512", 0, |secret| HmacSha512::new(secret);
    "hkdf", "HkdfSha256", 0, |secret| HkdfSha256::extract(b"salt", secret);
    "hkdf", "HkdfSha384", 0, |secret| HkdfSha384::extract(b"salt", secret);
    "hkdf", "HkdfSha512", 0, |secret| HkdfSha512::extract(b"salt", secret);
    "aes-gcm", "Aes128Gcm", 0, |secret| Aes128Gcm::new(first(secret));
    "aes-gcm", "Aes256Gcm", 0, |secret| Aes256Gcm::new(first(secret));
    "chacha20poly1305", "ChaCha20Poly1305", 0, |secret| ChaCha20Poly1305::new(first(secret));
    "x25519", "SecretKey", 0, |secret| x25519::SecretKey::from_bytes(*first(secret));
    "x25519", "SharedSecret", 0, |secret| {
        let their = x25519::SecretKey::from_bytes([7; 32]).public_key();
        x25519::SecretKey::from_bytes(*first(secret)).diffie_hellman(&their).expect("of large order")
    };
    "ed25519", "SigningKey", size_of::<clearbox_ed25519::VerifyingKey>(), |secret| {
        clearbox_ed25519::SigningKey::from_seed(first(secret))
    };
    "ed25519", "PrivateKeyDer", 0, |secret| {
        clearbox_ed25519::SigningKey::from_seed(first(secret)).to_pkcs8_der()
    };
    "p256", "SigningKey", size_of::<clearbox_p256::VerifyingKey>(), |secret| {
        clearbox_p256::SigningKey::from_bytes(&scalar(secret)).expect("a scalar")
    };
    "p256", "PrivateKeyDer", 0, |secret| {
        clearbox_p256::SigningKey::from_bytes(&scalar(secret)).expect("a scalar").to_pkcs8_der()
    };
    "p256", "ecdh::SecretKey", size_of::<clearbox_p256::ecdh::PublicKey>(), |secret| {
        clearbox_p256::ecdh::SecretKey::from_bytes(&scalar(secret)).expect("a scalar")
    };
    "p256", "ecdh::SharedSecret", 0, |secret| {
        let key = clearbox_p256::ecdh::SecretKey::from_bytes(&scalar(secret)).expect("a scalar");
        key.diffie_hellman(&key.public_key())
    };
    "p384", "SigningKey", size_of::<clearbox_p384::VerifyingKey>(), |secret| {
        clearbox_p384::SigningKey::from_bytes(&scalar(secret)).expect("a scalar")
    };
    "p384", "PrivateKeyDer", 0, |secret| {
        clearbox_p384::SigningKey::from_bytes(&scalar(secret)).expect("a scalar").to_pkcs8_der()
    };
    "p384", "ecdh::SecretKey", size_of::<clearbox_p384::ecdh::PublicKey>(), |secret| {
        clearbox_p384::ecdh::SecretKey::from_bytes(&scalar(secret)).expect("a scalar")
    };
    "p384", "ecdh::SharedSecret", 0, |secret| {
        let key = clearbox_p384::ecdh::SecretKey::from_bytes(&scalar(secret)).expect("a scalar");
        key.diffie_hellman(&key.public_key())
    };
    "rsa", "PrivateKey", size_of::<rsa::PublicKey>(), rsa_key;
    // Where it begins: how long it is.
    "rsa", "PrivateKeyDer", 8, |secret| rsa_key(secret).to_pkcs8_der();
    "ml-kem", "DecapsulationKey<MlKem512>", size_of::<EncapsulationKey<MlKem512>>(), |secret| {
        DecapsulationKey::<MlKem512>::from_seed(secret)
    };
    "ml-kem", "DecapsulationKey<MlKem768>", size_of::<EncapsulationKey<MlKem768>>(), |secret| {
        DecapsulationKey::<MlKem768>::from_seed(secret)
    };
    "ml-kem", "DecapsulationKey<MlKem1024>", size_of::<EncapsulationKey<MlKem1024>>(), |secret| {
        DecapsulationKey::<MlKem1024>::from_seed(secret)
    };
    "ml-kem", "SharedSecret", 0, |secret| {
        DecapsulationKey::<MlKem768>::from_seed(&[3; 64])
            .encapsulation_key()
            .encapsulate_deterministic(first(secret))
            .1
    };
    "ml-dsa", "SigningKey<MlDsa44>", ml_dsa_public::<MlDsa44>(4 * 4), |secret| {
        ml_dsa::SigningKey::<MlDsa44>::from_seed(first(secret))
    };
    "ml-dsa", "SigningKey<MlDsa65>", ml_dsa_public::<MlDsa65>(6 * 5), |secret| {
        ml_dsa::SigningKey::<MlDsa65>::from_seed(first(secret))
    };
    "ml-dsa", "SigningKey<MlDsa87>", ml_dsa_public::<MlDsa87>(8 * 7), |secret| {
        ml_dsa::SigningKey::<MlDsa87>::from_seed(first(secret))
    };
    "ml-dsa", "PrivateKeyDer", 0, |secret| {
        ml_dsa::SigningKey::<MlDsa44>::from_seed(first(secret)).to_pkcs8_der()
    };
}

/// A hash that has taken bytes in: some more than a block.
fn fed<H>(new: fn() -> H, update: fn(&mut H, &[u8])) -> impl Fn(&[u8; 64]) -> H {
    move |secret| {
        let mut hash = new();
        (0..3).for_each(|_| update(&mut hash, secret));
        update(&mut hash, &secret[..5]);
        hash
    }
}

/// The verifying key, and so many polynomials of the matrix.
fn ml_dsa_public<P: ml_dsa::ParameterSet>(polynomials: usize) -> usize {
    size_of::<ml_dsa::VerifyingKey<P>>() + polynomials * 256 * size_of::<i32>()
}
