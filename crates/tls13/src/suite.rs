//! What this crate can negotiate: cipher suites, groups and signature schemes, as closed enums.

use crate::{
    code_points::{CipherSuite, NamedGroup},
    crypto::Hash,
};

/// A cipher suite of appendix B.4 that this crate implements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
//= 9.1-1 9.1-2 E.5-2 E.5-3
pub enum Suite {
    /// TLS_AES_128_GCM_SHA256
    Aes128GcmSha256,
    /// TLS_AES_256_GCM_SHA384
    Aes256GcmSha384,
    /// TLS_CHACHA20_POLY1305_SHA256
    ChaCha20Poly1305Sha256,
}

impl Suite {
    /// All suites, most preferred first.
    pub const ALL: [Self; 3] = [Self::Aes256GcmSha384, Self::Aes128GcmSha256, Self::ChaCha20Poly1305Sha256];

    /// The longest key of an AEAD, in bytes.
    pub(crate) const MAX_KEY_LEN: usize = 32;

    /// The suite of this code point, if it is implemented.
    #[must_use]
    pub fn from_code_point(code_point: CipherSuite) -> Option<Self> {
        Self::ALL.into_iter().find(|&suite| CipherSuite::from(suite) == code_point)
    }

    pub(crate) const fn hash(self) -> Hash {
        match self {
            Self::Aes128GcmSha256 | Self::ChaCha20Poly1305Sha256 => Hash::Sha256,
            Self::Aes256GcmSha384 => Hash::Sha384,
        }
    }

    /// key_length of section 7.3, in bytes.
    pub(crate) const fn key_len(self) -> usize {
        match self {
            Self::Aes128GcmSha256 => 16,
            Self::Aes256GcmSha384 | Self::ChaCha20Poly1305Sha256 => 32,
        }
    }

    /// How many records one key may encrypt (section 5.5).
    ///
    /// For AES-GCM 2^24.5 full-size records, rounded down to 2^24; for ChaCha20-Poly1305 the sequence number ends
    /// first, and 2^63 is out of reach.
    //= 5.5-1
    pub(crate) const fn max_records(self) -> u64 {
        match self {
            Self::Aes128GcmSha256 | Self::Aes256GcmSha384 => 1 << 24,
            Self::ChaCha20Poly1305Sha256 => 1 << 63,
        }
    }
}

impl From<Suite> for CipherSuite {
    fn from(suite: Suite) -> Self {
        match suite {
            Suite::Aes128GcmSha256 => Self::TLS_AES_128_GCM_SHA256,
            Suite::Aes256GcmSha384 => Self::TLS_AES_256_GCM_SHA384,
            Suite::ChaCha20Poly1305Sha256 => Self::TLS_CHACHA20_POLY1305_SHA256,
        }
    }
}

impl core::fmt::Display for Suite {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        CipherSuite::from(*self).fmt(f)
    }
}

/// A key exchange group that this crate implements (section 4.3.7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
//= 9.1-4 9.1-5 B.3.1.4-1
pub enum Group {
    /// X25519MLKEM768: x25519 and ML-KEM-768 together (draft-ietf-tls-ecdhe-mlkem)
    X25519MlKem768,
    /// SecP256r1MLKEM768: secp256r1 and ML-KEM-768 together
    Secp256r1MlKem768,
    /// SecP384r1MLKEM1024: secp384r1 and ML-KEM-1024 together
    Secp384r1MlKem1024,
    /// x25519 (RFC 7748)
    X25519,
    /// secp256r1, also called P-256
    Secp256r1,
    /// secp384r1, also called P-384
    Secp384r1,
    /// ML-KEM-768 alone (FIPS 203, draft-ietf-tls-mlkem)
    MlKem768,
    /// ML-KEM-1024 alone
    MlKem1024,
}

impl Group {
    /// All groups, most preferred first.
    pub const ALL: [Self; 8] = [
        Self::X25519MlKem768,
        Self::X25519,
        Self::Secp256r1MlKem768,
        Self::Secp384r1MlKem1024,
        Self::Secp256r1,
        Self::Secp384r1,
        Self::MlKem768,
        Self::MlKem1024,
    ];

    /// Those that are offered and accepted unless the configuration says otherwise: all but ML-KEM alone, which would
    /// stand and fall with an algorithm that is young.
    pub const DEFAULT: [Self; 6] = [
        Self::X25519MlKem768,
        Self::X25519,
        Self::Secp256r1MlKem768,
        Self::Secp384r1MlKem1024,
        Self::Secp256r1,
        Self::Secp384r1,
    ];

    /// The group of this code point, if it is implemented.
    #[must_use]
    pub fn from_code_point(code_point: NamedGroup) -> Option<Self> {
        Self::ALL.into_iter().find(|&group| NamedGroup::from(group) == code_point)
    }
}

impl From<Group> for NamedGroup {
    fn from(group: Group) -> Self {
        match group {
            Group::X25519MlKem768 => Self::X25519MLKEM768,
            Group::Secp256r1MlKem768 => Self::SECP256R1MLKEM768,
            Group::Secp384r1MlKem1024 => Self::SECP384R1MLKEM1024,
            Group::X25519 => Self::X25519,
            Group::Secp256r1 => Self::SECP256R1,
            Group::Secp384r1 => Self::SECP384R1,
            Group::MlKem768 => Self::MLKEM768,
            Group::MlKem1024 => Self::MLKEM1024,
        }
    }
}

impl core::fmt::Display for Group {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        NamedGroup::from(*self).fmt(f)
    }
}
