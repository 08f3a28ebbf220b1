//! Private keys in files: PKCS #8 (RFC 5208 and RFC 5958) around the ECPrivateKey of SEC 1 (RFC 5915), or
//! that alone.

use clearbox_ct::Wiped;

use crate::{
    SigningKey, VerifyingKey,
    der::{
        BIT_STRING, CONTEXT_0, CONTEXT_1, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader,
        SEQUENCE,
    },
    error::InvalidKey,
};

/// id-ecPublicKey, 1.2.840.10045.2.1, and secp256r1, 1.2.840.10045.3.1.7 (RFC 5480, sections 2.1.1 and
/// 2.1.1.1).
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const SECP256R1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// The tag of publicKey in OneAsymmetricKey: [1], of a BIT STRING whose own tag it replaces.
const PUBLIC_KEY: u8 = 0x81;

/// A private key as DER, wiped on drop.
pub struct PrivateKeyDer {
    bytes: Wiped<[u8; 138]>,
    len: usize,
}

impl PrivateKeyDer {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn concat(parts: &[&[u8]]) -> Self {
        let mut der = Self { bytes: Wiped::new([0; 138]), len: 0 };
        for part in parts {
            der.bytes[der.len..der.len + part.len()].copy_from_slice(part);
            der.len += part.len();
        }
        der
    }
}

impl core::fmt::Debug for PrivateKeyDer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKeyDer")
    }
}

/// OneAsymmetricKey of RFC 5958, section 2: version, algorithm, private key, and optionally attributes and,
/// from version 2 (written as 1) on, the public key.
pub(crate) fn read_pkcs8(der: &[u8]) -> Result<SigningKey, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    let version = match key.read(INTEGER)? {
        [version @ (0 | 1)] => *version,
        _ => return Err(InvalidKey::Malformed),
    };
    let mut algorithm = Reader::new(key.read(SEQUENCE)?);
    require(algorithm.read(OBJECT_IDENTIFIER)? == EC_PUBLIC_KEY, InvalidKey::WrongAlgorithm)?;
    read_curve(&mut algorithm)?;
    algorithm.end()?;
    let (signing_key, _) = read_ec_private_key(key.read(OCTET_STRING)?)?;
    let _attributes = key.read_optional(CONTEXT_0)?;
    if version == 1
        && let Some(public) = key.read_optional(PUBLIC_KEY)?
    {
        check_public_key(&signing_key, public)?;
    }
    key.end()?;
    Ok(signing_key)
}

/// ECPrivateKey that must name the curve itself.
pub(crate) fn read_sec1(der: &[u8]) -> Result<SigningKey, InvalidKey> {
    let (signing_key, names_curve) = read_ec_private_key(der)?;
    require(names_curve, InvalidKey::WrongAlgorithm)?;
    Ok(signing_key)
}

/// ECPrivateKey of RFC 5915, section 3: version 1, the scalar, and optionally the curve and the public key.
/// Says too whether it named the curve.
fn read_ec_private_key(der: &[u8]) -> Result<(SigningKey, bool), InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    require(key.read(INTEGER)? == [1], InvalidKey::Malformed)?;
    let d = key.read(OCTET_STRING)?;
    let curve = key.read_optional(CONTEXT_0)?;
    if let Some(curve) = curve {
        let mut curve = Reader::new(curve);
        read_curve(&mut curve)?;
        curve.end()?;
    }
    let public = key.read_optional(CONTEXT_1)?;
    key.end()?;

    let signing_key = SigningKey::from_bytes(d.try_into().map_err(|_| InvalidKey::Malformed)?)?;
    if let Some(public) = public {
        let mut public = Reader::new(public);
        check_public_key(&signing_key, public.read(BIT_STRING)?)?;
        public.end()?;
    }
    Ok((signing_key, curve.is_some()))
}

/// Reads the curve's name. Parameters that are no name are another curve.
fn read_curve(parameters: &mut Reader<'_>) -> Result<(), InvalidKey> {
    match parameters.read(OBJECT_IDENTIFIER) {
        Ok(SECP256R1) => Ok(()),
        _ => Err(InvalidKey::WrongAlgorithm),
    }
}

/// Checks the contents of a BIT STRING, with no bits unused, against the public key.
fn check_public_key(key: &SigningKey, bit_string: &[u8]) -> Result<(), InvalidKey> {
    let [0, point @ ..] = bit_string else {
        return Err(InvalidKey::Malformed);
    };
    let belongs = VerifyingKey::from_sec1_bytes(point).is_ok_and(|public| public == key.verifying_key());
    require(belongs, InvalidKey::PublicKeyMismatch)
}

fn require(condition: bool, otherwise: InvalidKey) -> Result<(), InvalidKey> {
    if condition { Ok(()) } else { Err(otherwise) }
}

impl From<Malformed> for InvalidKey {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Writes PKCS #8, version 1, with an ECPrivateKey that doesn't repeat the curve.
pub(crate) fn write_pkcs8(key: &SigningKey) -> PrivateKeyDer {
    PrivateKeyDer::concat(&[
        &[SEQUENCE, 0x81, 0x87, INTEGER, 1, 0],
        &[SEQUENCE, 0x13, OBJECT_IDENTIFIER, 7],
        EC_PUBLIC_KEY,
        &[OBJECT_IDENTIFIER, 8],
        SECP256R1,
        &[OCTET_STRING, 0x6d, SEQUENCE, 0x6b, INTEGER, 1, 1, OCTET_STRING, 32],
        &*Wiped::new(key.to_bytes()),
        &[CONTEXT_1, 0x44, BIT_STRING, 0x42, 0],
        &key.verifying_key().to_sec1_uncompressed(),
    ])
}

/// Writes an ECPrivateKey with the curve and the public key.
pub(crate) fn write_sec1(key: &SigningKey) -> PrivateKeyDer {
    PrivateKeyDer::concat(&[
        &[SEQUENCE, 0x77, INTEGER, 1, 1, OCTET_STRING, 32],
        &*Wiped::new(key.to_bytes()),
        &[CONTEXT_0, 0x0a, OBJECT_IDENTIFIER, 8],
        SECP256R1,
        &[CONTEXT_1, 0x44, BIT_STRING, 0x42, 0],
        &key.verifying_key().to_sec1_uncompressed(),
    ])
}
