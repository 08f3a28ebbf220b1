//! By OpenSSL.

use std::hint::black_box;

use openssl::{
    bn::BigNumContext,
    derive::Deriver,
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    nid::Nid,
    pkey::{Id, PKey, Private, Public},
};

use super::super::{Group, KeyPair, agreement};
use crate::contender::Contender;

const NAME: &str = "OpenSSL";

pub(super) fn key_pair(group: Group) -> Contender {
    let keys = Keys::new(group);
    Contender::new(NAME, move || {
        let key = keys.key();
        black_box(keys.public(&key));
    })
}

pub(super) fn agree(group: Group) -> Contender {
    agreement(NAME, group, move || {
        let keys = Keys::new(group);
        let key = keys.key();
        let public = keys.public(&key);
        let agree = move |their: &[u8]| {
            let (their, mut secret) = (keys.their(their), [0; 32]);
            let mut deriver = Deriver::new(&key).expect("a good key");
            deriver.set_peer(&their).expect("a good key");
            deriver.derive(&mut secret).expect("room");
            secret
        };
        KeyPair { public, agree }
    })
}

/// Makes keys of a group, and takes them from bytes.
enum Keys {
    X25519,
    P256(EcGroup),
}

impl Keys {
    fn new(group: Group) -> Self {
        match group {
            Group::X25519 => Self::X25519,
            Group::P256 => {
                Self::P256(EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("a known curve"))
            }
        }
    }

    fn key(&self) -> PKey<Private> {
        match self {
            Self::X25519 => PKey::generate_x25519().expect("randomness"),
            Self::P256(group) => {
                let key = EcKey::generate(group).expect("randomness");
                PKey::from_ec_key(key).expect("a good key")
            }
        }
    }

    fn public(&self, key: &PKey<Private>) -> Vec<u8> {
        match self {
            Self::X25519 => key.raw_public_key().expect("a key pair"),
            Self::P256(group) => {
                let (key, mut context) =
                    (key.ec_key().expect("a key pair"), BigNumContext::new().expect("memory"));
                let form = PointConversionForm::UNCOMPRESSED;
                key.public_key().to_bytes(group, form, &mut context).expect("a point")
            }
        }
    }

    fn their(&self, bytes: &[u8]) -> PKey<Public> {
        match self {
            Self::X25519 => PKey::public_key_from_raw_bytes(bytes, Id::X25519).expect("32 bytes"),
            Self::P256(group) => {
                let mut context = BigNumContext::new().expect("memory");
                let point = EcPoint::from_bytes(group, bytes, &mut context).expect("a point");
                let key = EcKey::from_public_key(group, &point).expect("a good key");
                PKey::from_ec_key(key).expect("a good key")
            }
        }
    }
}
