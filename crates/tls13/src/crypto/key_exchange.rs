//! Key exchange (RFC 9846, sections 4.3.8 and 7.4): the client offers a share, the server answers with its own.
//!
//! The shape is that of a KEM, since ML-KEM is one: there the server's share is a ciphertext for the client's key.

mod curves;
mod hybrid;
mod ml_kem;

use alloc::{boxed::Box, vec::Vec};

use clearbox_ct::Wiped;
use clearbox_ml_kem::{DecapsulationKey, MlKem768, MlKem1024};
use clearbox_p256::ecdh as p256;
use clearbox_p384::ecdh as p384;
use rand_core::CryptoRng;

use crate::{code_points::NamedGroup, error::Error, suite::Group};
use hybrid::Hybrid;

/// The longest shared secret, in bytes: that of SecP384r1MLKEM1024.
const MAX_LEN: usize = 48 + 32;

/// What both ends have in common after the exchange; wiped on drop.
#[derive(Debug)]
pub(crate) struct SharedSecret {
    bytes: Wiped<[u8; MAX_LEN]>,
    len: usize,
}

impl SharedSecret {
    //= 7.4.2-1
    fn new(bytes: &[u8]) -> Self {
        Self::joined(bytes, &[])
    }

    /// One after the other; what is longer than any group's secret is cut off.
    fn joined(first: &[u8], second: &[u8]) -> Self {
        debug_assert!(first.len() + second.len() <= MAX_LEN, "a secret longer than any group's");
        let mut secret = Self { bytes: Wiped::new([0; MAX_LEN]), len: first.len() + second.len() };
        for (to, from) in secret.bytes.iter_mut().zip(first.iter().chain(second)) {
            *to = *from;
        }
        secret
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// The private half of a share that was offered. The keys are in boxes, and the variants equally small: where one is moved, no gap
/// of it comes along with what was on the stack before.
#[derive(Debug)]
pub(crate) enum KeyPair {
    X25519(Box<clearbox_x25519::SecretKey>),
    Secp256r1(Box<p256::SecretKey>),
    Secp384r1(Box<p384::SecretKey>),
    MlKem768(Box<DecapsulationKey<MlKem768>>),
    MlKem1024(Box<DecapsulationKey<MlKem1024>>),
    Hybrid(Hybrid, Box<[KeyPair; 2]>),
}

impl KeyPair {
    //= 4.3.8-4 4.3.8-7
    pub(crate) fn generate(group: Group, mut rng: &mut dyn CryptoRng) -> Self {
        match group {
            Group::X25519 => Self::X25519(Box::new(clearbox_x25519::SecretKey::generate(&mut rng))),
            Group::Secp256r1 => Self::Secp256r1(Box::new(p256::SecretKey::generate(&mut rng))),
            Group::Secp384r1 => Self::Secp384r1(Box::new(p384::SecretKey::generate(&mut rng))),
            Group::MlKem768 => Self::MlKem768(Box::new(DecapsulationKey::generate(rng))),
            Group::MlKem1024 => Self::MlKem1024(Box::new(DecapsulationKey::generate(rng))),
            Group::X25519MlKem768 => Self::hybrid(Hybrid::X25519MlKem768, rng),
            Group::Secp256r1MlKem768 => Self::hybrid(Hybrid::Secp256r1MlKem768, rng),
            Group::Secp384r1MlKem1024 => Self::hybrid(Hybrid::Secp384r1MlKem1024, rng),
        }
    }

    pub(crate) fn group(&self) -> Group {
        match self {
            Self::X25519(_) => Group::X25519,
            Self::Secp256r1(_) => Group::Secp256r1,
            Self::Secp384r1(_) => Group::Secp384r1,
            Self::MlKem768(_) => Group::MlKem768,
            Self::MlKem1024(_) => Group::MlKem1024,
            Self::Hybrid(hybrid, _) => hybrid.group(),
        }
    }

    /// key_exchange of the client's KeyShareEntry.
    pub(crate) fn public(&self) -> Vec<u8> {
        match self {
            Self::X25519(secret) => secret.public_key().as_bytes().to_vec(),
            Self::Secp256r1(secret) => secret.public_key().to_sec1_uncompressed().to_vec(),
            Self::Secp384r1(secret) => secret.public_key().to_sec1_uncompressed().to_vec(),
            Self::MlKem768(key) => key.encapsulation_key().as_bytes().to_vec(),
            Self::MlKem1024(key) => key.encapsulation_key().as_bytes().to_vec(),
            Self::Hybrid(_, pairs) => pairs.iter().flat_map(Self::public).collect(),
        }
    }

    /// The shared secret with the server's key_exchange.
    pub(crate) fn agree(&self, server: &[u8]) -> Result<SharedSecret, Error> {
        let agreed = match self {
            Self::X25519(secret) => curves::agree_x25519(secret, server),
            Self::Secp256r1(secret) => curves::agree_secp256r1(secret, server),
            Self::Secp384r1(secret) => curves::agree_secp384r1(secret, server),
            Self::MlKem768(key) => ml_kem::decapsulate(key, server),
            Self::MlKem1024(key) => ml_kem::decapsulate(key, server),
            Self::Hybrid(hybrid, pairs) => hybrid.agree(pairs, server),
        };
        agreed.ok_or(Error::BadKeyShare(NamedGroup::from(self.group())))
    }
}

/// The server's side: its share, and the shared secret with the client's.
pub(crate) fn respond(
    group: Group,
    client: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<(Vec<u8>, SharedSecret), Error> {
    let responded = match group {
        //= 4.3.8-7
        Group::X25519 | Group::Secp256r1 | Group::Secp384r1 => {
            let pair = KeyPair::generate(group, rng);
            return pair.agree(client).map(|shared| (pair.public(), shared));
        }
        Group::MlKem768 => ml_kem::encapsulate::<MlKem768>(client, rng),
        Group::MlKem1024 => ml_kem::encapsulate::<MlKem1024>(client, rng),
        Group::X25519MlKem768 => Hybrid::X25519MlKem768.respond(client, rng),
        Group::Secp256r1MlKem768 => Hybrid::Secp256r1MlKem768.respond(client, rng),
        Group::Secp384r1MlKem1024 => Hybrid::Secp384r1MlKem1024.respond(client, rng),
    };
    responded.ok_or(Error::BadKeyShare(NamedGroup::from(group)))
}
