//! Private keys in files: OneAsymmetricKey, which is PKCS #8 (RFC 5958), as RFC 8410 fills it.

use clearbox_ct::Wiped;

use crate::{
    SigningKey,
    der::{CONTEXT_0, CONTEXT_1, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE},
    error::InvalidKey,
};

/// id-Ed25519, 1.3.101.112 (RFC 8410, section 3).
const ID_ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// All that precedes the seed in version 1: the version, the algorithm and two headers of OCTET STRINGs.
const HEADER: [u8; 16] = [
    SEQUENCE,
    46,
    INTEGER,
    1,
    0,
    SEQUENCE,
    5,
    OBJECT_IDENTIFIER,
    3,
    0x2b,
    0x65,
    0x70,
    OCTET_STRING,
    34,
    OCTET_STRING,
    32,
];

/// A private key as DER, wiped on drop.
pub struct PrivateKeyDer(Wiped<[u8; 48]>);

impl PrivateKeyDer {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &*self.0
    }
}

impl core::fmt::Debug for PrivateKeyDer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKeyDer")
    }
}

/// OneAsymmetricKey of RFC 5958, section 2: version, algorithm, private key, and optionally attributes and, from
/// version 2 (written as 1) on, the public key. The algorithm has no parameters (RFC 8410, section 3), and the private
/// key is an OCTET STRING in an OCTET STRING (section 7).
pub(crate) fn read_pkcs8(der: &[u8]) -> Result<SigningKey, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    let version = match key.read(INTEGER)? {
        [version @ (0 | 1)] => *version,
        _ => return Err(InvalidKey::Malformed),
    };
    let mut algorithm = Reader::new(key.read(SEQUENCE)?);
    if algorithm.read(OBJECT_IDENTIFIER)? != ID_ED25519 {
        return Err(InvalidKey::WrongAlgorithm);
    }
    algorithm.end()?;
    let mut private = Reader::new(key.read(OCTET_STRING)?);
    let seed = private.read(OCTET_STRING)?.try_into().map_err(|_| InvalidKey::Malformed)?;
    private.end()?;
    let _attributes = key.read_optional(CONTEXT_0)?;
    let public = if version == 1 { key.read_optional(CONTEXT_1)? } else { None };
    key.end()?;

    let signing_key = SigningKey::from_seed(seed);
    match public {
        None => Ok(signing_key),
        // A BIT STRING whose tag is replaced; it begins with how many bits of the last byte are unused.
        Some([0, public @ ..]) if public == signing_key.verifying_key().as_bytes() => Ok(signing_key),
        Some([0, ..]) => Err(InvalidKey::PublicKeyMismatch),
        Some(_) => Err(InvalidKey::Malformed),
    }
}

impl From<Malformed> for InvalidKey {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Writes version 1, without the public key.
pub(crate) fn write_pkcs8(seed: &[u8; 32]) -> PrivateKeyDer {
    let mut der = Wiped::new([0; 48]);
    der[..16].copy_from_slice(&HEADER);
    der[16..].copy_from_slice(seed);
    PrivateKeyDer(der)
}
