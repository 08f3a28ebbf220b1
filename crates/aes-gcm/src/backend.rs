//! The seam: an expanded key for the best code that this CPU runs, chosen when the key is made.

#[cfg(target_arch = "aarch64")]
use clearbox_cpu::aarch64::AesPmull;
#[cfg(target_arch = "x86_64")]
use clearbox_cpu::x86_64::{AesClmul, Vaes256, Vaes512};

#[cfg(target_arch = "aarch64")]
use crate::aarch64_aes_pmull;
use crate::portable;
#[cfg(target_arch = "x86_64")]
use crate::{x86_64_aes_clmul, x86_64_vaes256, x86_64_vaes512};

/// An expanded key.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "whichever it is, it is used, and nothing is allocated")]
pub(crate) enum Key {
    Portable(portable::Key),
    #[cfg(target_arch = "aarch64")]
    AesPmull(aarch64_aes_pmull::Key),
    #[cfg(target_arch = "x86_64")]
    AesClmul(x86_64_aes_clmul::Key),
    #[cfg(target_arch = "x86_64")]
    Vaes256(x86_64_vaes256::Key),
    #[cfg(target_arch = "x86_64")]
    Vaes512(x86_64_vaes512::Key),
}

impl Key {
    /// Expands an AES key of 16 or 32 bytes. Inlined, it would make the key elsewhere, and move it.
    #[inline(never)]
    pub(crate) fn new<const K: usize>(key: &[u8; K]) -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = Vaes512::detect() {
            return Self::for_vaes512(key, proof);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = Vaes256::detect() {
            return Self::for_vaes256(key, proof);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(proof) = AesClmul::detect() {
            return Self::for_aes_clmul(key, proof);
        }
        #[cfg(target_arch = "aarch64")]
        if let Some(proof) = AesPmull::detect() {
            return Self::for_aes_pmull(key, proof);
        }
        Self::Portable(portable::Key::new(key))
    }

    /// A key for each kernel that this CPU can run, the chosen one first.
    #[cfg(test)]
    pub(crate) fn each<const K: usize>(key: &[u8; K]) -> impl Iterator<Item = Self> {
        let keys = [
            Some(Self::new(key)),
            #[cfg(target_arch = "aarch64")]
            Some(Self::Portable(portable::Key::new(key))),
            #[cfg(target_arch = "x86_64")]
            AesClmul::detect().map(|proof| Self::for_aes_clmul(key, proof)),
            #[cfg(target_arch = "x86_64")]
            Vaes256::detect().map(|proof| Self::for_vaes256(key, proof)),
        ];
        keys.into_iter().flatten()
    }

    /// In the caller's place: to move 900 bytes just written takes half as long as to make them, and leaves copies.
    #[cfg(target_arch = "x86_64")]
    #[inline(never)]
    fn for_vaes512<const K: usize>(key: &[u8; K], proof: Vaes512) -> Self {
        let mut this = Self::Vaes512(x86_64_vaes512::Key::room(K, proof));
        if let Self::Vaes512(room) = &mut this {
            room.fill(key);
        }
        this
    }

    /// Likewise.
    #[cfg(target_arch = "x86_64")]
    #[inline(never)]
    fn for_vaes256<const K: usize>(key: &[u8; K], proof: Vaes256) -> Self {
        let mut this = Self::Vaes256(x86_64_vaes256::Key::room(K, proof));
        if let Self::Vaes256(room) = &mut this {
            room.fill(key);
        }
        this
    }

    /// Likewise.
    #[cfg(target_arch = "x86_64")]
    #[inline(never)]
    fn for_aes_clmul<const K: usize>(key: &[u8; K], proof: AesClmul) -> Self {
        let mut this = Self::AesClmul(x86_64_aes_clmul::Key::room(K, proof));
        if let Self::AesClmul(room) = &mut this {
            room.fill(key);
        }
        this
    }

    /// Likewise.
    #[cfg(target_arch = "aarch64")]
    #[inline(never)]
    fn for_aes_pmull<const K: usize>(key: &[u8; K], proof: AesPmull) -> Self {
        let mut this = Self::AesPmull(aarch64_aes_pmull::Key::room(K, proof));
        if let Self::AesPmull(room) = &mut this {
            room.fill(key);
        }
        this
    }

    /// Encrypts and returns the tag (SP 800-38D, algorithm 4). Reads from `input`, and behind its end from `output`
    /// itself.
    pub(crate) fn seal(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        match self {
            Self::Portable(key) => {
                output[..input.len()].copy_from_slice(input);
                key.seal(nonce, aad, output)
            }
            #[cfg(target_arch = "aarch64")]
            Self::AesPmull(key) => key.seal(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::AesClmul(key) => key.seal(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Vaes256(key) => key.seal(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Vaes512(key) => key.seal(nonce, aad, input, output),
        }
    }

    /// Decrypts and returns the tag that it should have had (SP 800-38D, algorithm 5). Reads as [`Self::seal`] does.
    pub(crate) fn open(&self, nonce: &[u8; 12], aad: &[u8], input: &[u8], output: &mut [u8]) -> [u8; 16] {
        match self {
            Self::Portable(key) => {
                output[..input.len()].copy_from_slice(input);
                key.open(nonce, aad, output)
            }
            #[cfg(target_arch = "aarch64")]
            Self::AesPmull(key) => key.open(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::AesClmul(key) => key.open(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Vaes256(key) => key.open(nonce, aad, input, output),
            #[cfg(target_arch = "x86_64")]
            Self::Vaes512(key) => key.open(nonce, aad, input, output),
        }
    }
}
