//! ML-KEM: seeds, private keys, shared secrets, and whether a ciphertext was valid.

use clearbox_ml_kem::{Bytes, DecapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet};

use super::{Entry, Judges, split};
use crate::{
    judge::Judge,
    secrets::{self, SecretRng},
};

/// Why less of ML-KEM-512 and ML-KEM-1024 is traced.
const AS_768: Judges =
    Judges::TaintOnly("the same generic code is traced for ML-KEM-768, and decapsulation for all");

macro_rules! entries {
    ($set:ident, $judges:expr, [$seed:literal, $expanded:literal, $encapsulate:literal, $decapsulate:literal]) => {
        [
            Entry {
                judges: Judges::TaintOnly("its time depends on ρ, which is public and differs with the seed"),
                ..Entry::new("ml-kem", $seed, secrets::bytes::<64, 3>, generate::<$set>)
            },
            Entry { judges: $judges, ..Entry::new("ml-kem", $expanded, expanded::<$set>, from_expanded::<$set>) },
            Entry {
                judges: $judges,
                ..Entry::new("ml-kem", $encapsulate, secrets::bytes::<32, 2>, encapsulate::<$set>)
            },
            Entry::new("ml-kem", $decapsulate, ciphertexts, decapsulate::<$set>),
        ]
    };
}

pub(super) const ENTRIES: [[Entry; 4]; 3] = [
    entries!(
        MlKem512,
        AS_768,
        ["512: generate", "512: from_expanded", "512: encapsulate", "512: decapsulate"]
    ),
    entries!(
        MlKem768,
        Judges::Both,
        ["768: generate", "768: from_expanded", "768: encapsulate", "768: decapsulate"]
    ),
    entries!(
        MlKem1024,
        AS_768,
        ["1024: generate", "1024: from_expanded", "1024: encapsulate", "1024: decapsulate"]
    ),
];

fn generate<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let mut rng = SecretRng::new(secret);
    let from_seed = judge.work(|| DecapsulationKey::<P>::from_seed(split(secret).0));
    let generated = judge.work(|| DecapsulationKey::<P>::generate(&mut rng));
    for key in [from_seed, generated] {
        judge.release_secret(&*key.to_seed().expect("made from one"));
        judge.release((*key.to_expanded()).as_ref());
    }
}

/// How many bytes of an expanded key are the private key of K-PKE.
fn s_hat_len<P: ParameterSet>() -> usize {
    P::EncapsulationKeyBytes::ZERO.as_ref().len() - 32
}

/// Private keys of K-PKE, and z: coefficients that are all q − 1, or those of a key.
fn expanded<P: ParameterSet>() -> Vec<Vec<u8>> {
    let len = s_hat_len::<P>();
    let key = |seed| (*DecapsulationKey::<P>::from_seed(&[seed; 64]).to_expanded()).as_ref()[..len].to_vec();
    // Two coefficients of 12 bits, 3328 = 0xd00.
    let largest = [0x00, 0x0d, 0xd0].repeat(len / 3);
    secrets::with(&[key(1), largest], &secrets::bytes::<32, 2>())
}

/// The encapsulation key in it is always the same.
fn from_expanded<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let (s_hat, z) = secret.split_at(s_hat_len::<P>());
    let mut bytes = *DecapsulationKey::<P>::from_seed(&[3; 64]).to_expanded();
    let len = bytes.as_ref().len();
    bytes.as_mut()[..s_hat.len()].copy_from_slice(s_hat);
    bytes.as_mut()[len - 32..].copy_from_slice(z);
    let key = judge.work(|| DecapsulationKey::<P>::from_expanded(&bytes)).expect("consistent");
    let expanded = judge.work(|| key.to_expanded());
    judge.release((*expanded).as_ref());
}

fn encapsulate<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let key = DecapsulationKey::<P>::from_seed(&[3; 64]);
    let mut rng = SecretRng::new(secret);
    let (ciphertext, shared) = judge.work(|| key.encapsulation_key().encapsulate(&mut rng));
    judge.release(ciphertext.as_ref());
    judge.release_secret(shared.as_bytes());
}

/// Seeds of keys, and what is wrong with the first 32 bytes of a ciphertext: nothing, one bit, or all. So what becomes
/// of a valid one is compared with what becomes of others.
fn ciphertexts() -> Vec<Vec<u8>> {
    let mut differences = secrets::differences::<32>();
    differences.truncate(2);
    differences.insert(0, vec![0; 32]);
    secrets::with(&secrets::bytes::<64, 3>(), &differences)
}

fn decapsulate<P: ParameterSet>(secret: &[u8], judge: &mut Judge) {
    let (seed, difference) = split(secret);
    let key = DecapsulationKey::<P>::from_seed(seed);
    let (mut ciphertext, shared) = key.encapsulation_key().encapsulate_deterministic(&[4; 32]);
    ciphertext.as_mut().iter_mut().zip(difference).for_each(|(byte, difference)| *byte ^= difference);
    judge.release(ciphertext.as_ref());
    judge.release(shared.as_bytes());
    let shared = judge.work(|| key.decapsulate(&ciphertext));
    judge.release_secret(shared.as_bytes());
}
