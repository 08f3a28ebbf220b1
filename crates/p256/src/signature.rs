//! Signatures and their two encodings.

use crate::{
    curve::Scalar,
    der::{self, Malformed, Reader},
    error::InvalidSignature,
};

/// An ECDSA signature (r, s): two numbers from 1 to n − 1.
///
/// For each signature (r, s) of a message, (r, n − s) is one too; neither is preferred here (FIPS 186-5 does
/// not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signature {
    r: [u8; 32],
    s: [u8; 32],
}

/// A signature as DER, at most 72 bytes: what certificates and TLS carry.
#[derive(Clone, Copy, Debug)]
pub struct DerSignature {
    bytes: [u8; 72],
    len: usize,
}

impl Signature {
    /// Decodes r and s, 32 big-endian bytes each (IEEE P1363).
    ///
    /// # Errors
    /// [`InvalidSignature`] if r or s is not from 1 to n − 1.
    pub fn from_bytes(bytes: &[u8; 64]) -> Result<Self, InvalidSignature> {
        let (halves, _) = bytes.as_chunks();
        Self::new(halves[0], halves[1])
    }

    /// Encodes r and s as 32 big-endian bytes each (IEEE P1363).
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&self.r);
        bytes[32..].copy_from_slice(&self.s);
        bytes
    }

    /// Decodes the DER of ECDSA-Sig-Value (RFC 3279, section 2.2.3): a SEQUENCE of the INTEGERs r and s. BER
    /// that is not DER, and bytes after the end, are refused.
    ///
    /// # Errors
    /// [`InvalidSignature`] if it is no DER, or r or s is not from 1 to n − 1.
    pub fn from_der(der: &[u8]) -> Result<Self, InvalidSignature> {
        let (r, s) = read_sig_value(der).map_err(|Malformed| InvalidSignature)?;
        Self::new(r, s)
    }

    /// Encodes as DER.
    #[must_use]
    pub fn to_der(&self) -> DerSignature {
        // Each integer takes at most 2 + 33 bytes, so all is at most 2 + 70 long, and each length one byte.
        let mut der = DerSignature { bytes: [0; 72], len: 2 };
        der.push_integer(&self.r);
        der.push_integer(&self.s);
        der.bytes[0] = der::SEQUENCE;
        der.bytes[1] = der.len as u8 - 2;
        der
    }

    /// The signature of two big-endian numbers.
    pub(crate) fn new(r: [u8; 32], s: [u8; 32]) -> Result<Self, InvalidSignature> {
        let signature = Self { r, s };
        signature.scalars().map(|_| signature)
    }

    /// r and s as scalars. The fields can hold nothing else, so this fails in `new` only.
    pub(crate) fn scalars(&self) -> Result<(Scalar, Scalar), InvalidSignature> {
        let scalar = |bytes| Scalar::from_nonzero_bytes(bytes).ok_or(InvalidSignature);
        Ok((scalar(&self.r)?, scalar(&self.s)?))
    }
}

fn read_sig_value(der: &[u8]) -> Result<([u8; 32], [u8; 32]), Malformed> {
    let mut outer = Reader::new(der);
    let mut inner = Reader::new(outer.read(der::SEQUENCE)?);
    outer.end()?;
    let (r, s) = (der::read_unsigned(&mut inner)?, der::read_unsigned(&mut inner)?);
    inner.end()?;
    Ok((r, s))
}

impl DerSignature {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Appends a non-negative INTEGER: without leading zeros, but for one before a set top bit.
    fn push_integer(&mut self, value: &[u8; 32]) {
        let significant = &value[value.iter().take(31).take_while(|&&byte| byte == 0).count()..];
        let sign = usize::from(significant[0] >> 7);
        let contents = sign + significant.len();
        let element = &mut self.bytes[self.len..self.len + 2 + contents];
        element[0] = der::INTEGER;
        element[1] = contents as u8;
        element[2 + sign..].copy_from_slice(significant);
        self.len += 2 + contents;
    }
}

impl AsRef<[u8]> for DerSignature {
    fn as_ref(&self) -> &[u8] {
        self.as_slice()
    }
}
