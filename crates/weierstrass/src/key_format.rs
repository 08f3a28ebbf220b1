//! Private keys in files: PKCS #8 (RFC 5208 and RFC 5958) around the ECPrivateKey of SEC 1 (RFC 5915), or
//! that alone.

use clearbox_ct::{Wiped, declassify, eq_bytes};

use crate::{
    bytes::Bytes,
    curve::{ScalarBytes, SecretCurve, SigningSuite},
    der::{
        BIT_STRING, CONTEXT_0, CONTEXT_1, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader,
        SEQUENCE, Writer,
    },
    error::InvalidKey,
    signing_key::SigningKey,
    verifying_key::VerifyingKey,
};

/// id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480, section 2.1.1).
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// The tag of publicKey in OneAsymmetricKey: [1], of a BIT STRING whose own tag it replaces.
const PUBLIC_KEY: u8 = 0x81;

/// A private key as DER, wiped on drop.
pub struct PrivateKeyDer<C: SecretCurve> {
    /// The DER is the end of it, from `start` on.
    bytes: Wiped<C::PrivateKeyDer>,
    start: usize,
}

impl<C: SecretCurve> PrivateKeyDer<C> {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes.as_ref()[self.start..]
    }

    fn written(write: impl FnOnce(&mut Writer<'_>)) -> Self {
        let mut bytes = Wiped::new(C::PrivateKeyDer::ZERO);
        let mut der = Writer::new(bytes.as_mut());
        write(&mut der);
        let start = der.start();
        Self { bytes, start }
    }
}

impl<C: SecretCurve> core::fmt::Debug for PrivateKeyDer<C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PrivateKeyDer")
    }
}

/// OneAsymmetricKey of RFC 5958, section 2: version, algorithm, private key, and optionally attributes and,
/// from version 2 (written as 1) on, the public key.
pub(crate) fn read_pkcs8<S: SigningSuite>(der: &[u8]) -> Result<SigningKey<S>, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    let version = match key.read(INTEGER)? {
        [version @ (0 | 1)] => *version,
        _ => return Err(InvalidKey::Malformed),
    };
    let mut algorithm = Reader::new(key.read(SEQUENCE)?);
    require(algorithm.read(OBJECT_IDENTIFIER)? == EC_PUBLIC_KEY, InvalidKey::WrongAlgorithm)?;
    read_curve::<S::Curve>(&mut algorithm)?;
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
pub(crate) fn read_sec1<S: SigningSuite>(der: &[u8]) -> Result<SigningKey<S>, InvalidKey> {
    let (signing_key, names_curve) = read_ec_private_key(der)?;
    require(names_curve, InvalidKey::WrongAlgorithm)?;
    Ok(signing_key)
}

/// ECPrivateKey of RFC 5915, section 3: version 1, the scalar, and optionally the curve and the public key.
/// Says too whether it named the curve.
fn read_ec_private_key<S: SigningSuite>(der: &[u8]) -> Result<(SigningKey<S>, bool), InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    require(key.read(INTEGER)? == [1], InvalidKey::Malformed)?;
    let d = key.read(OCTET_STRING)?;
    let curve = key.read_optional(CONTEXT_0)?;
    if let Some(curve) = curve {
        let mut curve = Reader::new(curve);
        read_curve::<S::Curve>(&mut curve)?;
        curve.end()?;
    }
    let public = key.read_optional(CONTEXT_1)?;
    key.end()?;

    let signing_key = SigningKey::<S>::from_bytes(&*read_scalar::<ScalarBytes<S>>(d)?)?;
    if let Some(public) = public {
        let mut public = Reader::new(public);
        check_public_key(&signing_key, public.read(BIT_STRING)?)?;
        public.end()?;
    }
    Ok((signing_key, curve.is_some()))
}

/// Reads the scalar. It should have as many bytes as the group's order (RFC 5915, section 3), but GnuTLS writes it as if
/// it were an INTEGER: without leading zeros, but for one before a set top bit. That its length tells of them can't be
/// undone by whoever reads it.
fn read_scalar<B: Bytes>(octets: &[u8]) -> Result<Wiped<B>, InvalidKey> {
    let mut d = Wiped::new(B::ZERO);
    let len = d.as_ref().len();
    let (before, octets) = octets.split_at(octets.len().saturating_sub(len));
    require(before.len() <= 1 && !octets.is_empty(), InvalidKey::Malformed)?;
    // Public: whether this is a key.
    require(declassify(eq_bytes(before, &[0][..before.len()])), InvalidKey::OutOfRange)?;
    d.as_mut()[len - octets.len()..].copy_from_slice(octets);
    Ok(d)
}

/// Reads the curve's name. Parameters that are no name are another curve.
fn read_curve<C: SecretCurve>(parameters: &mut Reader<'_>) -> Result<(), InvalidKey> {
    match parameters.read(OBJECT_IDENTIFIER) {
        Ok(name) if name == C::OBJECT_IDENTIFIER => Ok(()),
        _ => Err(InvalidKey::WrongAlgorithm),
    }
}

/// Checks the contents of a BIT STRING, with no bits unused, against the public key.
fn check_public_key<S: SigningSuite>(key: &SigningKey<S>, bit_string: &[u8]) -> Result<(), InvalidKey> {
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
pub(crate) fn write_pkcs8<S: SigningSuite>(key: &SigningKey<S>) -> PrivateKeyDer<S::Curve> {
    PrivateKeyDer::written(|der| {
        let end = der.start();
        prepend_ec_private_key(der, key, false);
        der.wrap(OCTET_STRING, end);
        let algorithm_end = der.start();
        der.prepend_element(OBJECT_IDENTIFIER, S::Curve::OBJECT_IDENTIFIER);
        der.prepend_element(OBJECT_IDENTIFIER, EC_PUBLIC_KEY);
        der.wrap(SEQUENCE, algorithm_end);
        der.prepend_element(INTEGER, &[0]);
        der.wrap(SEQUENCE, end);
    })
}

/// Writes an ECPrivateKey with the curve and the public key.
pub(crate) fn write_sec1<S: SigningSuite>(key: &SigningKey<S>) -> PrivateKeyDer<S::Curve> {
    PrivateKeyDer::written(|der| prepend_ec_private_key(der, key, true))
}

fn prepend_ec_private_key<S: SigningSuite>(der: &mut Writer<'_>, key: &SigningKey<S>, names_curve: bool) {
    let end = der.start();
    der.prepend(key.verifying_key().to_sec1_uncompressed().as_ref());
    // No bits of the BIT STRING's last byte are unused.
    der.prepend(&[0]);
    der.wrap(BIT_STRING, end);
    der.wrap(CONTEXT_1, end);
    if names_curve {
        let curve_end = der.start();
        der.prepend_element(OBJECT_IDENTIFIER, S::Curve::OBJECT_IDENTIFIER);
        der.wrap(CONTEXT_0, curve_end);
    }
    der.prepend_element(OCTET_STRING, Wiped::new(key.to_bytes()).as_ref());
    der.prepend_element(INTEGER, &[1]);
    der.wrap(SEQUENCE, end);
}
