//! Keys for RSASSA-PSS alone, which sign by rsa_pss_pss_* (RFC 9846, section 4.3.3): a key of this kind may be
//! restricted to one hash function, and so may the certificate's (RFC 4055, section 3.1).

use alloc::vec::Vec;

use clearbox_rsa::{Hash, PssPrivateKey, PssPublicKey, Signature, SigningError};
use rand_core::CryptoRng;

use crate::{
    code_points::{SignatureScheme, SignatureScheme as S},
    verify::{Reader, sequence},
};

const SCHEMES: [SignatureScheme; 3] = [S::RSA_PSS_PSS_SHA256, S::RSA_PSS_PSS_SHA384, S::RSA_PSS_PSS_SHA512];

/// A key with the schemes that it may sign by.
#[derive(Debug)]
pub(super) struct PssSigner {
    key: PssPrivateKey,
    schemes: Vec<SignatureScheme>,
    /// id-RSASSA-PSS with the key's parameters, as an AlgorithmIdentifier in DER.
    algorithm: Vec<u8>,
}

impl PssSigner {
    pub(super) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let key = PssPrivateKey::from_pkcs8_der(der).ok()?;
        let schemes = SCHEMES.into_iter().filter(|&scheme| key.allows(hash(scheme))).collect();
        Some(Self { key, schemes, algorithm: algorithm(der)?.to_vec() })
    }

    /// The public key with the same parameters.
    pub(super) fn public_key_info(&self) -> Option<Vec<u8>> {
        let as_rsa_key = self.key.public_key().to_spki_der();
        let mut fields = Reader::new(as_rsa_key.as_slice()).sequence()?;
        fields.next()?;
        Some(sequence(&[&self.algorithm, fields.element()?].concat()))
    }

    /// Drops the schemes that the certificate's SubjectPublicKeyInfo doesn't allow. False if that is not the public key to
    /// this one, or there is no scheme that both allow.
    pub(super) fn join(&mut self, public_key_info: &[u8]) -> bool {
        let Ok(public_key) = PssPublicKey::from_spki_der(public_key_info) else { return false };
        self.schemes.retain(|&scheme| public_key.allows(hash(scheme)));
        public_key.public_key() == self.key.public_key() && !self.schemes.is_empty()
    }

    pub(super) fn schemes(&self) -> &[SignatureScheme] {
        &self.schemes
    }

    pub(super) fn sign(
        &self,
        scheme: SignatureScheme,
        content: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Signature, SigningError> {
        self.key.sign(rng, hash(scheme), content)
    }
}

/// The algorithm of a PKCS#8 key, which stands behind the version (RFC 5958, section 2).
fn algorithm(pkcs8: &[u8]) -> Option<&[u8]> {
    let mut fields = Reader::new(pkcs8).sequence()?;
    fields.next()?;
    fields.element()
}

/// The hash function of a scheme with PSS.
pub(super) fn hash(scheme: SignatureScheme) -> Hash {
    match scheme {
        S::RSA_PSS_RSAE_SHA256 | S::RSA_PSS_PSS_SHA256 => Hash::Sha256,
        S::RSA_PSS_RSAE_SHA384 | S::RSA_PSS_PSS_SHA384 => Hash::Sha384,
        _ => Hash::Sha512,
    }
}
