//! RSA: primes, exponents and all that is computed from them.

use clearbox_rsa::{Hash, InvalidKey, PrivateKey, PssPrivateKey};

use super::{Entry, Judges};
use crate::{judge::Judge, secrets::SecretRng};

/// Two keys' primes of 1024 bits, p and q, in hexadecimal.
const PRIMES: &str = include_str!("rsa/primes.txt");

const PRIME: usize = 128;
pub(crate) const E: u64 = 65537;

/// The size of a modulus whose key is generated: the smallest.
const BITS: usize = 2048;

pub(super) const ENTRIES: [Entry; 5] = [
    long("from_primes", from_primes),
    Entry { judges: Judges::TraceKernels(WHY), ..Entry::new("rsa", "sign", primes, sign) },
    long("to and from PKCS #8 and PKCS #1", formats),
    long("PSS keys: from PKCS #8, sign", pss),
    Entry {
        judges: Judges::TaintOnly(
            "the number of candidates and why they were rejected differ, as the list below has it",
        ),
        ..Entry::new("rsa", "generate", primes, generate)
    },
];

const WHY: &str = "tens of millions of steps, hours of tracing: its arithmetic is traced as bignum's";

const fn long(name: &'static str, run: fn(&[u8], &mut Judge)) -> Entry {
    Entry { judges: Judges::TaintOnly(WHY), ..Entry::new("rsa", name, primes, run) }
}

/// Pairs of primes, one after the other.
pub(crate) fn primes() -> Vec<Vec<u8>> {
    let byte = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok();
    PRIMES.lines().map(|line| line.as_bytes().chunks(2).filter_map(byte).collect()).collect()
}

fn try_key(secret: &[u8]) -> Result<PrivateKey, InvalidKey> {
    let (p, q) = secret.split_at(PRIME);
    PrivateKey::from_primes(p, q, E)
}

fn key(secret: &[u8]) -> PrivateKey {
    try_key(secret).expect("primes")
}

fn from_primes(secret: &[u8], judge: &mut Judge) {
    let _key = judge.work(|| try_key(secret)).expect("primes");
}

/// The numbers used to blind are as secret as the key.
fn sign(secret: &[u8], judge: &mut Judge) {
    let (key, mut rng) = (key(secret), SecretRng::new(secret));
    judge.work(|| key.sign_pkcs1(&mut rng, Hash::Sha256, b"message")).expect("signs");
    judge.work(|| key.sign_pss(&mut rng, Hash::Sha384, b"message")).expect("signs");
}

fn formats(secret: &[u8], judge: &mut Judge) {
    let key = key(secret);
    let (pkcs8, pkcs1) = (judge.work(|| key.to_pkcs8_der()), judge.work(|| key.to_pkcs1_der()));
    judge.work(|| PrivateKey::from_pkcs8_der(pkcs8.as_slice())).expect("well-formed");
    judge.work(|| PrivateKey::from_pkcs1_der(pkcs1.as_slice())).expect("well-formed");
}

fn pss(secret: &[u8], judge: &mut Judge) {
    let der = key(secret).to_pkcs8_der();
    // The algorithm is id-RSASSA-PSS without parameters instead of rsaEncryption with NULL.
    let mut der = der.as_slice().to_vec();
    let at =
        der.windows(RSA_ENCRYPTION.len()).position(|window| window == RSA_ENCRYPTION).expect("rsaEncryption");
    der.splice(at..at + RSA_ENCRYPTION.len(), RSASSA_PSS);
    let len = u16::from_be_bytes([der[2], der[3]]) - 2;
    der[2..4].copy_from_slice(&len.to_be_bytes());
    let mut rng = SecretRng::new(secret);
    let key = judge.work(|| PssPrivateKey::from_pkcs8_der(&der)).expect("well-formed");
    judge.work(|| key.sign(&mut rng, Hash::Sha256, b"message")).expect("signs");
}

fn generate(secret: &[u8], judge: &mut Judge) {
    let mut rng = SecretRng::new(secret);
    judge.work(|| PrivateKey::generate(&mut rng, BITS)).expect("generates");
}

/// AlgorithmIdentifier: a SEQUENCE of 1.2.840.113549.1.1.1 and NULL.
const RSA_ENCRYPTION: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/// The same of 1.2.840.113549.1.1.10, alone.
const RSASSA_PSS: [u8; 13] = [0x30, 11, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
