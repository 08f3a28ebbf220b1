//! The seam: a key for the best code that this CPU runs, chosen when the key is made.

#[cfg(target_arch = "aarch64")]
use clearbox_cpu::aarch64::Neon;
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::{Avx2, Ifma};

#[cfg(target_arch = "aarch64")]
use crate::aarch64_neon;
use crate::portable;
#[cfg(target_arch = "x86_64")]
use crate::{x86_64_avx2, x86_64_ifma};

#[derive(Clone)]
pub(crate) enum Key {
    Portable(portable::Key),
    #[cfg(target_arch = "aarch64")]
    Neon(aarch64_neon::Key),
    #[cfg(target_arch = "x86_64")]
    Avx2(x86_64_avx2::Key),
    #[cfg(target_arch = "x86_64")]
    Ifma(x86_64_ifma::Key),
}

impl Key {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        #[cfg(target_arch = "aarch64")]
        if let Some(proof) = Neon::detect() {
            return Self::Neon(aarch64_neon::Key::new(key, proof));
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = Ifma::detect() {
            return Self::Ifma(x86_64_ifma::Key::new(key, proof));
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = Avx2::detect() {
            return Self::Avx2(x86_64_avx2::Key::new(key, proof));
        }
        Self::Portable(portable::Key::new(key))
    }

    /// A key for each kernel that this CPU can run, the chosen one first, and for portable code.
    #[cfg(test)]
    pub(crate) fn each(key: &[u8; 32]) -> impl Iterator<Item = Self> {
        let keys = [
            Some(Self::new(key)),
            #[cfg(target_arch = "x86_64")]
            Avx2::detect().map(|proof| Self::Avx2(x86_64_avx2::Key::new(key, proof))),
            Some(Self::Portable(portable::Key::new(key))),
        ];
        keys.into_iter().flatten()
    }

    /// Encrypts and returns the tag (RFC 8439, section 2.8). Reads from `input`, and behind its end from `output` itself.
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        match self {
            Self::Portable(key) => {
                output[..input.len()].copy_from_slice(input);
                key.seal(nonce, aad, output)
            }
            #[cfg(target_arch = "aarch64")]
            Self::Neon(key) => key.seal(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(key) => key.seal(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Ifma(key) => key.seal(nonce, aad, input, output),
        }
    }

    /// Decrypts and returns the tag that it should have had (RFC 8439, section 2.8). Reads as [`Self::seal`] does.
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        match self {
            Self::Portable(key) => {
                output[..input.len()].copy_from_slice(input);
                key.open(nonce, aad, output)
            }
            #[cfg(target_arch = "aarch64")]
            Self::Neon(key) => key.open(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(key) => key.open(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Ifma(key) => key.open(nonce, aad, input, output),
        }
    }
}
