//! RSASSA-PSS in certificates, named as GnuTLS does it: the NULL behind a hash function's name may stand there or not
//! (RFC 4055, section 2.1), but rustls-webpki compares names byte for byte.

use clearbox_rsa::Hash;
use rustls_pki_types::{AlgorithmIdentifier, alg_id};

use super::algorithms::{Algorithm, RSA_PSS_BARE, rsa_pss};

/// Without the NULLs: with keys for RSA, for RSASSA-PSS, and for RSASSA-PSS with the one hash only.
pub(super) const WITHOUT_NULL: [Algorithm; 9] = [
    sha256(alg_id::RSA_ENCRYPTION),
    sha256(RSA_PSS_BARE),
    sha256(SHA_256),
    sha384(alg_id::RSA_ENCRYPTION),
    sha384(RSA_PSS_BARE),
    sha384(SHA_384),
    sha512(alg_id::RSA_ENCRYPTION),
    sha512(RSA_PSS_BARE),
    sha512(SHA_512),
];

const fn sha256(public_key: AlgorithmIdentifier) -> Algorithm {
    Algorithm {
        public_key,
        signature: SHA_256,
        verify: |key, message, s| rsa_pss(Hash::Sha256, key, message, s),
    }
}

const fn sha384(public_key: AlgorithmIdentifier) -> Algorithm {
    Algorithm {
        public_key,
        signature: SHA_384,
        verify: |key, message, s| rsa_pss(Hash::Sha384, key, message, s),
    }
}

const fn sha512(public_key: AlgorithmIdentifier) -> Algorithm {
    Algorithm {
        public_key,
        signature: SHA_512,
        verify: |key, message, s| rsa_pss(Hash::Sha512, key, message, s),
    }
}

pub(super) const SHA_256: AlgorithmIdentifier = AlgorithmIdentifier::from_slice(&without_null(1, 32));
pub(super) const SHA_384: AlgorithmIdentifier = AlgorithmIdentifier::from_slice(&without_null(2, 48));
pub(super) const SHA_512: AlgorithmIdentifier = AlgorithmIdentifier::from_slice(&without_null(3, 64));

/// id-RSASSA-PSS and its parameters: the hash, 2.16.840.1.101.3.4.2 and a number; MGF1 with the same; the salt's length.
#[rustfmt::skip]
const fn without_null(hash: u8, salt_len: u8) -> [u8; 61] {
    [
        6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10,
        0x30, 48,
            0xa0, 13, 0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, hash,
            0xa1, 26, 0x30, 24, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8,
                0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, hash,
            0xa2, 3, 2, 1, salt_len,
    ]
}
