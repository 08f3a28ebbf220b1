//! The registry: every entry point that a secret goes into. `functions.txt` says which public function is judged by
//! which entry.

mod aead;
mod bignum;
mod ct;
mod ed25519;
mod hash;
mod ml_dsa;
mod ml_kem;
mod rsa;
mod tls13;
mod weierstrass;
mod x25519;

use crate::judge::Judge;
pub(crate) use rsa::{E as RSA_E, primes as rsa_primes};

/// Work with a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The crate, without the prefix that all have in common.
    pub(crate) package: &'static str,
    /// What is done.
    pub(crate) name: &'static str,
    /// Secrets to be compared, all of one length; all lead to the same public outcome.
    pub(crate) secrets: fn() -> Vec<Vec<u8>>,
    /// Sets up with the secret, has the judge look at the work, and hands it what came out.
    pub(crate) run: fn(&[u8], &mut Judge),
    pub(crate) judges: Judges,
}

/// Who judges an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Judges {
    Both,
    /// Traces are not the same for all secrets, and don't have to be: why.
    TaintOnly(&'static str),
    /// To trace the portable code would take too long: why that is no loss. Kernels are traced.
    TraceKernels(&'static str),
    /// Memcheck would report what depends on what is no secret: why.
    TraceOnly(&'static str),
}

/// All entries, crate by crate.
pub(crate) fn entries() -> Vec<Entry> {
    [
        ct::ENTRIES.as_slice(),
        &bignum::ENTRIES,
        &hash::SHA2,
        &hash::SHA3,
        &aead::aes_128::ENTRIES,
        &aead::aes_256::ENTRIES,
        &aead::chacha::ENTRIES,
        hash::HMAC.as_flattened(),
        &hash::HKDF,
        &x25519::ENTRIES,
        &ed25519::ENTRIES,
        &weierstrass::p256::ENTRIES,
        &weierstrass::p384::ENTRIES,
        &rsa::ENTRIES,
        ml_kem::ENTRIES.as_flattened(),
        ml_dsa::ENTRIES.as_flattened(),
        &tls13::ENTRIES,
    ]
    .concat()
}

impl Entry {
    /// An entry that both judges look at.
    const fn new(
        package: &'static str,
        name: &'static str,
        secrets: fn() -> Vec<Vec<u8>>,
        run: fn(&[u8], &mut Judge),
    ) -> Self {
        Self { package, name, secrets, run, judges: Judges::Both }
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{}: {}", self.package, self.name)
    }
}

/// The first `LEN` bytes of `secret`, and the rest.
fn split<const LEN: usize>(secret: &[u8]) -> (&[u8; LEN], &[u8]) {
    secret.split_first_chunk().expect("the secrets of an entry have its length")
}
