//! Signatures and their two encodings.

use crate::{
    bytes::{Bytes, concat},
    curve::Curve,
    der::{self, Malformed, Reader, Writer},
    error::InvalidSignature,
    field::Field,
};

/// An ECDSA signature (r, s): two numbers from 1 to n − 1.
///
/// For each signature (r, s) of a message, (r, n − s) is one too; neither is preferred here (FIPS 186-5 does
/// not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signature<C: Curve> {
    r: C::Bytes,
    s: C::Bytes,
}

/// A signature as DER: what certificates and TLS carry.
#[derive(Clone, Copy, Debug)]
pub struct DerSignature<C: Curve> {
    /// The DER is the end of it, from `start` on.
    bytes: C::SignatureDer,
    start: usize,
}

impl<C: Curve> Signature<C> {
    /// Decodes r and s, big-endian and as long as a scalar each (IEEE P1363).
    ///
    /// # Errors
    /// [`InvalidSignature`] if r or s is not from 1 to n − 1.
    pub fn from_bytes(bytes: &C::Pair) -> Result<Self, InvalidSignature> {
        let (r, s) = bytes.as_ref().split_at(bytes.as_ref().len() / 2);
        Self::new(concat(&[r]), concat(&[s]))
    }

    /// Encodes r and s, big-endian and as long as a scalar each (IEEE P1363).
    #[must_use]
    pub fn to_bytes(&self) -> C::Pair {
        concat(&[self.r.as_ref(), self.s.as_ref()])
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
    pub fn to_der(&self) -> DerSignature<C> {
        let mut bytes = C::SignatureDer::ZERO;
        let mut der = Writer::new(bytes.as_mut());
        let end = der.start();
        der.prepend_unsigned(self.s.as_ref());
        der.prepend_unsigned(self.r.as_ref());
        der.wrap(der::SEQUENCE, end);
        let start = der.start();
        DerSignature { bytes, start }
    }

    /// The signature of two big-endian numbers.
    pub(crate) fn new(r: C::Bytes, s: C::Bytes) -> Result<Self, InvalidSignature> {
        let signature = Self { r, s };
        signature.scalars().map(|_| signature)
    }

    /// r and s as scalars. The fields can hold nothing else, so this fails in `new` only.
    pub(crate) fn scalars(&self) -> Result<(C::Scalar, C::Scalar), InvalidSignature> {
        let scalar = |bytes| C::Scalar::from_nonzero_bytes(bytes).ok_or(InvalidSignature);
        Ok((scalar(&self.r)?, scalar(&self.s)?))
    }
}

fn read_sig_value<B: Bytes>(der: &[u8]) -> Result<(B, B), Malformed> {
    let mut outer = Reader::new(der);
    let mut inner = Reader::new(outer.read(der::SEQUENCE)?);
    outer.end()?;
    let (r, s) = (der::read_unsigned(&mut inner)?, der::read_unsigned(&mut inner)?);
    inner.end()?;
    Ok((r, s))
}

impl<C: Curve> DerSignature<C> {
    /// The DER bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes.as_ref()[self.start..]
    }
}

impl<C: Curve> AsRef<[u8]> for DerSignature<C> {
    fn as_ref(&self) -> &[u8] {
        self.as_slice()
    }
}
