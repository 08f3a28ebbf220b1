//! The public key and what is done with it (FIPS 204, section 5.3).

use crate::{
    dsa::{H, verify_internal_vartime},
    error::{ContextTooLong, InvalidKey, InvalidSignature},
    key_format,
    parameters::{Bytes, ParameterSet},
};

/// The public key, which verifies.
#[derive(Clone)]
pub struct VerifyingKey<P: ParameterSet> {
    bytes: P::VerifyingKeyBytes,
    /// H(pk, 64), which stands before each message.
    tr: [u8; 64],
}

impl<P: ParameterSet> VerifyingKey<P> {
    /// Takes the bytes of a public key (algorithm 23, pkDecode). Any bytes of that length are one.
    ///
    /// # Errors
    /// [`InvalidKey::WrongLength`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidKey> {
        bytes.try_into().map(Self::new).map_err(|_| InvalidKey::WrongLength)
    }

    /// Reads a SubjectPublicKeyInfo (RFC 9881, section 4), strictly in DER.
    ///
    /// # Errors
    /// [`InvalidKey`], which says why.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, InvalidKey> {
        key_format::read_spki(der)
    }

    pub(crate) fn new(bytes: P::VerifyingKeyBytes) -> Self {
        Self { bytes, tr: *H(&[bytes.as_ref()]) }
    }

    /// The bytes of the public key (algorithm 22, pkEncode).
    #[must_use]
    pub fn as_bytes(&self) -> &P::VerifyingKeyBytes {
        &self.bytes
    }

    /// Writes a SubjectPublicKeyInfo (RFC 9881, section 4).
    #[must_use]
    pub fn to_spki_der(&self) -> P::SpkiDer {
        key_format::write_spki::<P>(&self.bytes)
    }

    /// Verifies the signature of `message` and `context`, which is empty in TLS and X.509 (algorithm 3, ML-DSA.Verify).
    ///
    /// # Errors
    /// [`InvalidSignature`], also if the context is longer than 255 bytes.
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let mu = self.mu(message, context).map_err(|ContextTooLong| InvalidSignature)?;
        self.verify_mu(&mu, signature)
    }

    /// The same by a message representative that was computed elsewhere.
    ///
    /// # Errors
    /// [`InvalidSignature`].
    ///
    /// # Timing
    /// Depends on all arguments, which are public.
    pub fn verify_mu(&self, mu: &[u8; 64], signature: &[u8]) -> Result<(), InvalidSignature> {
        verify_internal_vartime(self, mu, signature)
    }

    /// The message representative μ (algorithm 7, step 6): all that a signer needs of a message and its context.
    ///
    /// # Errors
    /// [`ContextTooLong`], from 256 bytes on.
    pub fn mu(&self, message: &[u8], context: &[u8]) -> Result<[u8; 64], ContextTooLong> {
        let len = u8::try_from(context.len()).map_err(|_| ContextTooLong)?;
        // The zero says that the message itself comes, not a hash of it (algorithm 2, step 10).
        Ok(*H(&[&self.tr, &[0, len], context, message]))
    }

    /// ρ, and the bytes of t_1.
    pub(crate) fn parts(&self) -> (&[u8; 32], &[u8]) {
        self.bytes.as_ref().split_first_chunk().unwrap_or_else(|| unreachable!("keys are longer"))
    }

    pub(crate) fn tr(&self) -> &[u8; 64] {
        &self.tr
    }

    /// A key yet to be filled.
    #[inline(always)]
    pub(crate) fn blank() -> Self {
        Self { bytes: Bytes::ZERO, tr: [0; 64] }
    }
}

impl<P: ParameterSet> PartialEq for VerifyingKey<P> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<P: ParameterSet> Eq for VerifyingKey<P> {}

impl<P: ParameterSet> core::fmt::Debug for VerifyingKey<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "VerifyingKey({}, {:?})", P::NAME, self.bytes)
    }
}
