//! ML-DSA: seeds, expanded keys, and the randomness of hedged signatures.

use clearbox_ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet, SigningKey};

use super::{Entry, Judges, split};
use crate::{
    judge::Judge,
    secrets::{self, SecretRng},
};

const MATRIX: Judges = Judges::TaintOnly("its time depends on ρ, which is public and differs with the seed");

const ATTEMPTS: Judges = Judges::TaintOnly(
    "its time depends on how many attempts at a signature are rejected, which tells nothing about the key",
);

macro_rules! entries {
    ($set:ident, [$seed:literal, $expanded:literal, $pkcs8:literal, $sign:literal]) => {
        [
            Entry {
                judges: MATRIX,
                ..Entry::new("ml-dsa", $seed, secrets::bytes::<32, 2>, generate::<$set>)
            },
            Entry {
                judges: MATRIX,
                ..Entry::new("ml-dsa", $expanded, secrets::bytes::<32, 2>, from_expanded::<$set>)
            },
            Entry { judges: MATRIX, ..Entry::new("ml-dsa", $pkcs8, secrets::bytes::<32, 2>, pkcs8::<$set>) },
            Entry { judges: ATTEMPTS, ..Entry::new("ml-dsa", $sign, secrets::bytes::<64, 3>, sign::<$set>) },
        ]
    };
}

pub(super) const ENTRIES: [[Entry; 4]; 3] = [
    entries!(MlDsa44, ["44: generate", "44: from_expanded", "44: PKCS #8", "44: sign"]),
    entries!(MlDsa65, ["65: generate", "65: from_expanded", "65: PKCS #8", "65: sign"]),
    entries!(MlDsa87, ["87: generate", "87: from_expanded", "87: PKCS #8", "87: sign"]),
];

fn generate<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let mut rng = SecretRng::new(secret);
    let from_seed = judge.work(|| SigningKey::<P>::from_seed(split(secret).0));
    let generated = judge.work(|| SigningKey::<P>::generate(&mut rng));
    for key in [from_seed, generated] {
        judge.release_secret(&key.to_seed().expect("made from one"));
    }
}

/// The expanded form, which stays secret until it is released, and back.
fn from_expanded<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let key = Box::new(SigningKey::<P>::from_seed(split(secret).0));
    let expanded = key.to_expanded();
    let again = judge.work(|| SigningKey::<P>::from_expanded((*expanded).as_ref())).expect("consistent");
    let again = judge.work(|| again.to_expanded());
    judge.release((*again).as_ref());
}

fn pkcs8<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let key = Box::new(SigningKey::<P>::from_seed(split(secret).0));
    let file = judge.work(|| key.to_pkcs8_der()).expect("it has a seed");
    let again = judge.work(|| SigningKey::<P>::from_pkcs8_der(file.as_slice())).expect("well-formed");
    judge.release_secret(&again.to_seed().expect("it is in the file"));
}

/// The seed of a key, and of the random numbers.
fn sign<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let (seed, rest) = split::<32>(secret);
    let key = Box::new(SigningKey::<P>::from_seed(seed));
    let mut rng = SecretRng::new(rest);
    let (hedged, deterministic) = judge.work(|| {
        let hedged = key.sign(&mut rng, b"message", b"context").expect("a short context");
        (hedged, key.sign_deterministic(b"message", b"context").expect("a short context"))
    });
    judge.release(hedged.as_ref());
    judge.release(deterministic.as_ref());
}
