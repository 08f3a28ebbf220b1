//! X25519: scalars are secret, points are public.

use clearbox_x25519::{PublicKey, SecretKey, x25519};

use super::{Entry, Judges, split};
use crate::{
    judge::Judge,
    secrets::{self, SecretRng},
};

pub(super) const ENTRIES: [Entry; 5] = [
    Entry::new("x25519", "public_key", secrets::bytes::<32, 2>, public_key),
    Entry::new("x25519", "diffie_hellman", secrets::bytes::<32, 2>, diffie_hellman),
    Entry::new("x25519", "diffie_hellman, point of small order", secrets::bytes::<32, 2>, small_order),
    Entry {
        judges: Judges::TaintOnly("diffie_hellman is traced, which is the same function"),
        ..Entry::new("x25519", "x25519, secret point", secrets::bytes::<64, 2>, function)
    },
    Entry::new("x25519", "generate", secrets::bytes::<32, 3>, generate),
];

fn public_key(secret: &[u8], judge: &mut Judge) {
    let key = SecretKey::from_bytes(*split(secret).0);
    let public = judge.work(|| key.public_key());
    judge.release(public.as_bytes());
}

fn diffie_hellman(secret: &[u8], judge: &mut Judge) {
    let key = SecretKey::from_bytes(*split(secret).0);
    let their = SecretKey::from_bytes([7; 32]).public_key();
    let shared = judge.work(|| key.diffie_hellman(&their)).expect("of large order");
    judge.release_secret(shared.as_bytes());
}

fn small_order(secret: &[u8], judge: &mut Judge) {
    let key = SecretKey::from_bytes(*split(secret).0);
    let shared = judge.work(|| key.diffie_hellman(&PublicKey::from_bytes([0; 32])));
    assert!(shared.is_err());
}

fn function(secret: &[u8], judge: &mut Judge) {
    let (k, u) = split(secret);
    let shared = judge.work(|| x25519(k, split(u).0));
    judge.release_secret(&shared);
}

fn generate(secret: &[u8], judge: &mut Judge) {
    let mut rng = SecretRng::new(secret);
    let key = judge.work(|| SecretKey::generate(&mut rng));
    judge.release_secret(&key.to_bytes());
}
