//! Keys in files and certificates, as RFC 9881 fills them: SubjectPublicKeyInfo (RFC 5280), and OneAsymmetricKey, which is
//! PKCS #8 (RFC 5958).

use clearbox_ct::{Wiped, declassify, eq_bytes};

use crate::{
    SigningKey, VerifyingKey,
    der::{
        BIT_STRING, CONTEXT_0, CONTEXT_0_PRIMITIVE, CONTEXT_1_PRIMITIVE, INTEGER, Malformed,
        OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE,
    },
    error::InvalidKey,
    parameters::{Bytes, ParameterSet},
};

/// The algorithm: id-ml-dsa-44, -65 or -87, 2.16.840.1.101.3.4.3 and a last number, without parameters (RFC 9881,
/// section 2).
const fn algorithm<P: ParameterSet>() -> [u8; 13] {
    [SEQUENCE, 11, OBJECT_IDENTIFIER, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, P::ID]
}

impl From<Malformed> for InvalidKey {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Takes the algorithm, which must be that of `P`.
fn read_algorithm<P: ParameterSet>(reader: &mut Reader<'_>) -> Result<(), InvalidKey> {
    let mut ours = Reader::new(reader.read(SEQUENCE)?);
    if ours.read(OBJECT_IDENTIFIER)? != &algorithm::<P>()[4..] {
        return Err(InvalidKey::WrongAlgorithm);
    }
    Ok(ours.end()?)
}

/// A private key as DER, wiped on drop.
pub struct PrivateKeyDer(Wiped<[u8; 54]>);

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
/// version 2 (written as 1) on, the public key.
///
/// Fills a blank key.
pub(crate) fn read_pkcs8<P: ParameterSet>(der: &[u8], blank: &mut SigningKey<P>) -> Result<(), InvalidKey> {
    let mut outer = Reader::new(der);
    let mut key = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    let version = match key.read(INTEGER)? {
        [version @ (0 | 1)] => *version,
        _ => return Err(InvalidKey::Malformed),
    };
    read_algorithm::<P>(&mut key)?;
    let private = key.read(OCTET_STRING)?;
    let _attributes = key.read_optional(CONTEXT_0)?;
    let public = if version == 1 { key.read_optional(CONTEXT_1_PRIMITIVE)? } else { None };
    key.end()?;

    read_private::<P>(private, blank)?;
    match public {
        None => Ok(()),
        // A BIT STRING whose tag is replaced; it begins with how many bits of the last byte are unused.
        Some([0, public @ ..]) if public == blank.verifying_key().as_bytes().as_ref() => Ok(()),
        Some([0, ..]) => Err(InvalidKey::PublicKeyMismatch),
        Some(_) => Err(InvalidKey::Malformed),
    }
}

/// ML-DSA-44-PrivateKey and its like of RFC 9881, section 6, a choice of three: the seed, the expanded key, or both.
fn read_private<P: ParameterSet>(der: &[u8], blank: &mut SigningKey<P>) -> Result<(), InvalidKey> {
    let mut choice = Reader::new(der);
    if choice.next_is(CONTEXT_0_PRIMITIVE) {
        let seed = choice.read(CONTEXT_0_PRIMITIVE)?;
        choice.end()?;
        blank.fill_from_seed(to_seed(seed)?);
        Ok(())
    } else if choice.next_is(OCTET_STRING) {
        let expanded = choice.read(OCTET_STRING)?;
        choice.end()?;
        blank.fill_from_expanded(expanded)
    } else {
        let mut both = Reader::new(choice.read(SEQUENCE)?);
        choice.end()?;
        let (seed, expanded) = (both.read(OCTET_STRING)?, both.read(OCTET_STRING)?);
        both.end()?;
        blank.fill_from_seed(to_seed(seed)?);
        // Public: that a key is refused shows in the caller's conduct.
        let is_same = declassify(eq_bytes((*blank.to_expanded()).as_ref(), expanded));
        if is_same { Ok(()) } else { Err(InvalidKey::SeedMismatch) }
    }
}

fn to_seed(bytes: &[u8]) -> Result<&[u8; 32], InvalidKey> {
    bytes.try_into().map_err(|_| InvalidKey::WrongLength)
}

/// Writes version 1, the seed alone, without the public key.
pub(crate) fn write_pkcs8<P: ParameterSet>(seed: &[u8; 32]) -> PrivateKeyDer {
    let mut der = Wiped::new([0; 54]);
    der[..5].copy_from_slice(&[SEQUENCE, 52, INTEGER, 1, 0]);
    der[5..18].copy_from_slice(&algorithm::<P>());
    der[18..22].copy_from_slice(&[OCTET_STRING, 34, CONTEXT_0_PRIMITIVE, 32]);
    der[22..].copy_from_slice(seed);
    PrivateKeyDer(der)
}

/// SubjectPublicKeyInfo of RFC 5280, section 4.1: the algorithm, and the key in a BIT STRING.
pub(crate) fn read_spki<P: ParameterSet>(der: &[u8]) -> Result<VerifyingKey<P>, InvalidKey> {
    let mut outer = Reader::new(der);
    let mut spki = Reader::new(outer.read(SEQUENCE)?);
    outer.end()?;
    read_algorithm::<P>(&mut spki)?;
    let bits = spki.read(BIT_STRING)?;
    spki.end()?;
    // It begins with how many bits of the last byte are unused.
    let [0, bytes @ ..] = bits else { return Err(InvalidKey::Malformed) };
    VerifyingKey::from_bytes(bytes)
}

/// The reverse.
pub(crate) fn write_spki<P: ParameterSet>(key: &P::VerifyingKeyBytes) -> P::SpkiDer {
    let mut der = P::SpkiDer::ZERO;
    let (header, bytes) = der.as_mut().split_at_mut(22);
    bytes.copy_from_slice(key.as_ref());
    // Both lengths take two bytes.
    let [[outer_0, outer_1], [bits_0, bits_1]] =
        [bytes.len() + 18, bytes.len() + 1].map(|len| (len as u16).to_be_bytes());
    header[..4].copy_from_slice(&[SEQUENCE, 0x82, outer_0, outer_1]);
    header[4..17].copy_from_slice(&algorithm::<P>());
    header[17..].copy_from_slice(&[BIT_STRING, 0x82, bits_0, bits_1, 0]);
    der
}
