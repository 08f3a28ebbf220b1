//! Certificates with their keys: what an end proves its identity by.

mod select;

use alloc::vec::Vec;

use clearbox_p256::SigningKey;
use rand_core::CryptoRng;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use webpki::EndEntityCert;

use crate::{
    code_points::SignatureScheme,
    error::{CertificateError, Error},
    verify::verify_by_scheme,
};

pub(crate) use select::Wish;

/// What signs for a certificate.
#[derive(Debug)]
enum Signer {
    EcdsaP256(SigningKey),
    Application(Vec<SignatureScheme>),
}

/// A certificate chain and what signs for it.
#[derive(Debug)]
pub struct Credential {
    chain: Vec<CertificateDer<'static>>,
    signer: Signer,
}

impl Credential {
    /// A chain, end entity first, with its private key (PKCS#8 or SEC1, on P-256).
    ///
    /// # Errors
    /// `Configuration` if the key is of an unsupported kind or malformed, the chain empty, or the key doesn't belong
    /// to its first certificate; `Certificate` if that one is malformed.
    pub fn new(chain: Vec<CertificateDer<'static>>, key: &PrivateKeyDer<'_>) -> Result<Self, Error> {
        let key = match key {
            PrivateKeyDer::Pkcs8(der) => SigningKey::from_pkcs8_der(der.secret_pkcs8_der()).ok(),
            PrivateKeyDer::Sec1(der) => SigningKey::from_sec1_der(der.secret_sec1_der()).ok(),
            _ => None,
        }
        .ok_or(Error::Configuration("the private key is malformed or of a kind other than P-256"))?;
        check_key_matches(&chain, &key)?;
        Ok(Self { chain, signer: Signer::EcdsaP256(key) })
    }

    /// A chain, end entity first, whose key is elsewhere: the connection stops and asks the application to sign
    /// ([`crate::Question::Signature`]) by one of `schemes`.
    ///
    /// # Errors
    /// `Configuration` if the chain or the list is empty.
    pub fn with_remote_key(
        chain: Vec<CertificateDer<'static>>,
        schemes: Vec<SignatureScheme>,
    ) -> Result<Self, Error> {
        if chain.is_empty() || schemes.is_empty() {
            return Err(Error::Configuration("a credential needs a certificate and a signature scheme"));
        }
        Ok(Self { chain, signer: Signer::Application(schemes) })
    }

    /// The certificates, end entity first.
    #[must_use]
    pub fn chain(&self) -> &[CertificateDer<'static>] {
        &self.chain
    }

    /// The schemes it can sign by, most preferred first.
    #[must_use]
    pub fn schemes(&self) -> &[SignatureScheme] {
        match &self.signer {
            Signer::EcdsaP256(_) => &[SignatureScheme::ECDSA_SECP256R1_SHA256],
            Signer::Application(schemes) => schemes,
        }
    }

    /// A signature over `content` by one of its schemes, or None if the application has to be asked.
    pub(crate) fn sign(
        &self,
        _scheme: SignatureScheme,
        content: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<Vec<u8>>, Error> {
        match &self.signer {
            Signer::EcdsaP256(key) => Ok(Some(key.sign(rng, content).to_der().as_slice().to_vec())),
            Signer::Application(_) => Ok(None),
        }
    }
}

/// A signature by the key has to verify by the certificate.
fn check_key_matches(chain: &[CertificateDer<'_>], key: &SigningKey) -> Result<(), Error> {
    let end_entity = chain.first().ok_or(Error::Configuration("a credential needs a certificate"))?;
    EndEntityCert::try_from(end_entity).map_err(|_| CertificateError::BadEncoding)?;
    let probe = b"does this key belong to this certificate?";
    let signature = key.sign_deterministic(probe).to_der();
    verify_by_scheme(SignatureScheme::ECDSA_SECP256R1_SHA256, end_entity, probe, signature.as_slice())
        .map_err(|_| Error::Configuration("the private key doesn't belong to the certificate"))
}
