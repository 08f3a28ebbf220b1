//! Ed25519: the key is secret, the message is not.

use clearbox_ed25519::SigningKey;

use super::{Entry, Judges, split};
use crate::{
    judge::Judge,
    secrets::{self, SecretRng},
};

pub(super) const ENTRIES: [Entry; 3] = [
    Entry::new("ed25519", "from_seed", secrets::bytes::<32, 2>, from_seed),
    Entry::new("ed25519", "sign", secrets::bytes::<32, 2>, sign),
    Entry {
        judges: Judges::TaintOnly("from_seed is traced, which takes most of the time in it"),
        ..Entry::new("ed25519", "generate, to and from PKCS #8", secrets::bytes::<32, 2>, formats)
    },
];

fn from_seed(secret: &[u8], judge: &mut Judge) {
    let key = judge.work(|| SigningKey::from_seed(split(secret).0));
    judge.release(&key.to_seed());
}

fn sign(secret: &[u8], judge: &mut Judge) {
    let key = SigningKey::from_seed(split(secret).0);
    let signature = judge.work(|| key.sign(b"message"));
    judge.release(&signature.to_bytes());
}

fn formats(secret: &[u8], judge: &mut Judge) {
    let mut rng = SecretRng::new(secret);
    let key = judge.work(|| SigningKey::generate(&mut rng));
    let file = judge.work(|| key.to_pkcs8_der());
    let read = judge.work(|| SigningKey::from_pkcs8_der(file.as_slice())).expect("well-formed");
    judge.release_secret(&read.to_seed());
}
