//! Public keys in DER: RSAPublicKey (RFC 8017, appendix A.1.1), alone or in a SubjectPublicKeyInfo (RFC 5280, section
//! 4.1, and RFC 3279, section 2.3.1).

use crate::{
    der::{BIT_STRING, Malformed, NULL, OBJECT_IDENTIFIER, Reader, SEQUENCE, Writer},
    error::InvalidKey,
    public_key::{MAX_BYTES, PublicKey},
};

/// rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017, appendix A.1).
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// A public key as DER.
#[derive(Clone)]
pub struct PublicKeyDer(Writer<{ MAX_BYTES + 64 }>);

impl PublicKeyDer {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl AsRef<[u8]> for PublicKeyDer {
    fn as_ref(&self) -> &[u8] {
        self.as_slice()
    }
}

impl core::fmt::Debug for PublicKeyDer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("PublicKeyDer").field(&self.as_slice()).finish()
    }
}

/// RSAPublicKey: a SEQUENCE of n and e.
pub(crate) fn read_pkcs1(der: &[u8]) -> Result<PublicKey, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = outer.read_sequence()?;
    outer.end()?;
    let (n, e) = (key.read_unsigned()?, key.read_unsigned()?);
    key.end()?;
    PublicKey::from_be_bytes(n, e)
}

/// SubjectPublicKeyInfo: a SEQUENCE of the algorithm, which `read_algorithm` reads, and, in a BIT STRING, RSAPublicKey.
pub(crate) fn read_spki<T>(
    der: &[u8],
    read_algorithm: impl FnOnce(&mut Reader<'_>) -> Result<T, InvalidKey>,
) -> Result<(T, PublicKey), InvalidKey> {
    let mut outer = Reader::new(der);
    let mut info = outer.read_sequence()?;
    outer.end()?;
    let algorithm = read_algorithm(&mut info)?;
    let [0, key @ ..] = info.read(BIT_STRING)? else { return Err(InvalidKey::Malformed) };
    info.end()?;
    Ok((algorithm, read_pkcs1(key)?))
}

/// AlgorithmIdentifier of rsaEncryption, with parameters NULL.
pub(crate) fn read_algorithm(reader: &mut Reader<'_>) -> Result<(), InvalidKey> {
    let mut algorithm = reader.read_sequence()?;
    if algorithm.read(OBJECT_IDENTIFIER)? != RSA_ENCRYPTION {
        return Err(InvalidKey::WrongAlgorithm);
    }
    if !algorithm.read(NULL)?.is_empty() {
        return Err(InvalidKey::Malformed);
    }
    Ok(algorithm.end()?)
}

/// Prepends what [`read_algorithm`] reads.
pub(crate) fn prepend_algorithm<const N: usize>(der: &mut Writer<N>) {
    let end = der.as_slice().len();
    der.prepend(&[NULL, 0]);
    let parameters = der.as_slice().len();
    der.prepend(RSA_ENCRYPTION);
    der.wrap(OBJECT_IDENTIFIER, parameters);
    der.wrap(SEQUENCE, end);
}

pub(crate) fn write_pkcs1(key: &PublicKey) -> PublicKeyDer {
    let mut der = Writer::new();
    der.prepend_unsigned(&key.exponent().to_be_bytes());
    der.prepend_unsigned(key.modulus_be_bytes(&mut [0; MAX_BYTES]));
    der.wrap(SEQUENCE, 0);
    PublicKeyDer(der)
}

pub(crate) fn write_spki(key: &PublicKey) -> PublicKeyDer {
    let PublicKeyDer(mut der) = write_pkcs1(key);
    der.prepend(&[0]);
    der.wrap(BIT_STRING, 0);
    prepend_algorithm(&mut der);
    der.wrap(SEQUENCE, 0);
    PublicKeyDer(der)
}

impl From<Malformed> for InvalidKey {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}
