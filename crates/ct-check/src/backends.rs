//! The backends of each crate, by the names of their files: `portable`, and `vaes512` for `x86_64_vaes512.rs`.

use clearbox_cpu::x86_64::{AesClmul, Avx2, Avx512, Ifma, ShaNi, Vaes256, Vaes512};

/// One of the ways that a crate has to do its work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backend {
    pub(crate) name: &'static str,
    /// Lets the crates see of this CPU what the backend needs, and nothing else; no if this CPU doesn't have that.
    choose: fn() -> bool,
}

pub(crate) const PORTABLE: Backend = Backend {
    name: "portable",
    choose: || {
        #[cfg(clearbox_choose_backend)]
        clearbox_cpu::x86_64::choose_portable();
        true
    },
};

/// A backend for which a token of `clearbox_cpu` is needed.
macro_rules! kernel {
    ($name:literal, $token:ident) => {
        Backend {
            name: $name,
            choose: || match $token::detect() {
                Some(_token) => {
                    #[cfg(clearbox_choose_backend)]
                    _token.choose();
                    true
                }
                None => false,
            },
        }
    };
}

/// The backends of a crate and of those that it does its work with. Who writes a kernel, adds it here.
pub(crate) fn of(package: &str) -> &'static [Backend] {
    match package {
        "aes-gcm" => &[
            PORTABLE,
            kernel!("aes_clmul", AesClmul),
            kernel!("vaes256", Vaes256),
            kernel!("vaes512", Vaes512),
        ],
        "chacha20poly1305" => &[PORTABLE, kernel!("avx2", Avx2), kernel!("ifma", Ifma)],
        "bignum" | "ed25519" | "p256" | "p384" | "rsa" | "x25519" => &[PORTABLE, kernel!("ifma", Ifma)],
        "sha3" => &[PORTABLE, kernel!("avx512", Avx512)],
        // Portable code, compiled again.
        "ml-kem" | "ml-dsa" => &[PORTABLE, kernel!("avx2", Avx2), kernel!("avx512", Avx512)],
        "sha2" | "hmac" | "hkdf" => &[PORTABLE, kernel!("sha_ni", ShaNi), kernel!("avx512", Avx512)],
        _ => &[PORTABLE],
    }
}

impl Backend {
    pub(crate) fn is_portable(&self) -> bool {
        self.name == PORTABLE.name
    }

    /// Whether this CPU has what it needs; the crates use this backend from here on then.
    pub(crate) fn choose(&self) -> bool {
        #[cfg(clearbox_choose_backend)]
        clearbox_cpu::x86_64::choose_all();
        (self.choose)()
    }
}
