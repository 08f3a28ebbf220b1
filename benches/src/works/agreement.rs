//! Key agreement. A key pair takes its randomness from the operating system, as a handshake does; the peer's public key
//! comes as bytes.

#[cfg(feature = "peers")]
mod peers;

use std::hint::black_box;

use clearbox_p256::ecdh;
use clearbox_x25519 as x25519;

use super::OURS;
use crate::contender::{Contender, Work};

#[derive(Clone, Copy)]
enum Group {
    X25519,
    P256,
}

const GROUPS: [(&str, Group); 2] = [("X25519", Group::X25519), ("P-256", Group::P256)];

/// The key of the peer.
const PEER: [u8; 32] = [0x42; 32];

/// How many key pairs are made at once, apart from the time that counts.
const BATCH: usize = 16;

/// A key pair that has been made: the public key, and what computes the shared secret, once, with the peer's public
/// key.
struct KeyPair<A> {
    public: Vec<u8>,
    agree: A,
}

pub(super) fn works() -> Vec<Work> {
    let both = |(name, group)| {
        let key_pair = Work::new(format!("{name} key pair"), our_key_pair(group));
        let agreement = Work::new(format!("{name} agree"), our_agreement(group));
        #[cfg(feature = "peers")]
        let key_pair = peers::key_pairs(group).into_iter().fold(key_pair, Work::against);
        #[cfg(feature = "peers")]
        let agreement = peers::agreements(group).into_iter().fold(agreement, Work::against);
        [key_pair, agreement]
    };
    GROUPS.into_iter().flat_map(both).collect()
}

fn our_key_pair(group: Group) -> Contender {
    match group {
        Group::X25519 => Contender::new(OURS, || {
            black_box(x25519::SecretKey::random().expect("randomness").public_key());
        }),
        Group::P256 => Contender::new(OURS, || {
            black_box(ecdh::SecretKey::random().expect("randomness").public_key());
        }),
    }
}

fn our_agreement(group: Group) -> Contender {
    match group {
        Group::X25519 => agreement(OURS, group, || {
            let key = x25519::SecretKey::random().expect("randomness");
            let public = key.public_key().as_bytes().to_vec();
            KeyPair { public, agree: move |their: &[u8]| with_x25519(&key, their) }
        }),
        Group::P256 => agreement(OURS, group, || {
            let key = ecdh::SecretKey::random().expect("randomness");
            let public = key.public_key().to_sec1_uncompressed().to_vec();
            KeyPair { public, agree: move |their: &[u8]| with_p256(&key, their) }
        }),
    }
}

/// Agreement with the peer, by a new key pair each time. It is checked once, from the peer's side.
fn agreement<A: FnMut(&[u8]) -> [u8; 32] + 'static>(
    name: &'static str,
    group: Group,
    key_pair: impl Fn() -> KeyPair<A> + 'static,
) -> Contender {
    let peer = Peer::new(group);
    let KeyPair { public, mut agree } = key_pair();
    assert_eq!(agree(&peer.public), (peer.agree)(&public), "{name}");
    Contender::batched(name, BATCH, key_pair, move |pair| {
        black_box((pair.agree)(&peer.public));
    })
}

/// The peer's key pair, which is always ours.
type Peer = KeyPair<Box<dyn Fn(&[u8]) -> [u8; 32]>>;

impl Peer {
    fn new(group: Group) -> Self {
        match group {
            Group::X25519 => {
                let key = x25519::SecretKey::from_bytes(PEER);
                let public = key.public_key().as_bytes().to_vec();
                Self { public, agree: Box::new(move |their| with_x25519(&key, their)) }
            }
            Group::P256 => {
                let key = ecdh::SecretKey::from_bytes(&PEER).expect("a good key");
                let public = key.public_key().to_sec1_uncompressed().to_vec();
                Self { public, agree: Box::new(move |their| with_p256(&key, their)) }
            }
        }
    }
}

fn with_x25519(key: &x25519::SecretKey, their: &[u8]) -> [u8; 32] {
    let their = x25519::PublicKey::from_bytes(their.try_into().expect("32 bytes"));
    *key.diffie_hellman(&their).expect("a good key").as_bytes()
}

fn with_p256(key: &ecdh::SecretKey, their: &[u8]) -> [u8; 32] {
    let their = ecdh::PublicKey::from_sec1_bytes(their).expect("a good key");
    *key.diffie_hellman(&their).as_bytes()
}
