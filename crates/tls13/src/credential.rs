//! Certificates with their keys: what an end proves its identity by.

mod ml_dsa;
mod pss;
mod select;
mod signer;

use alloc::vec::Vec;

use rand_core::CryptoRng;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, SubjectPublicKeyInfoDer};
use webpki::EndEntityCert;

use crate::{
    code_points::{CertificateType, SignatureScheme},
    error::{CertificateFault, Error},
    extension::{Staples, signed_certificate_timestamp},
    identity::Identity,
    message::certificate::Stapled,
    verify::{is_well_formed, may_sign, signed_by, signed_with_sha1},
};

pub(crate) use select::Wish;
use signer::Signer;

/// In bytes: a Certificate message holds 2^24 - 1, and what is stapled and the context need less than 2^17 of them.
const LONGEST_CHAIN: usize = (1 << 24) - (1 << 17);

/// A certificate chain, or a raw public key, and what signs for it.
#[derive(Debug)]
pub struct Credential {
    identity: Identity,
    signer: Signer,
    /// Most preferred first.
    schemes: Vec<SignatureScheme>,
    /// For each certificate whose signature somebody verifies, the schemes of which one does.
    signed_by: Vec<&'static [SignatureScheme]>,
    ocsp_response: Option<Vec<u8>>,
    sct_list: Option<Vec<u8>>,
}

impl Credential {
    /// A chain, end entity first, with its private key: PKCS#8, SEC1 or PKCS#1; ECDSA on P-256 or P-384,
    /// Ed25519, ML-DSA, RSA, or RSA for PSS alone (id-RSASSA-PSS, RFC 4055), which signs by what its parameters and those of
    /// the certificate's key allow.
    ///
    /// # Errors
    /// `Configuration` if the key is of an unsupported kind or malformed, the chain empty or signed with SHA-1, or the key
    /// doesn't belong to its first certificate; `Certificate` if that one is malformed.
    pub fn new(chain: Vec<CertificateDer<'static>>, key: &PrivateKeyDer<'_>) -> Result<Self, Error> {
        let mut signer = Signer::from_der(key)
            .ok_or(Error::Configuration("the private key is malformed or of an unsupported kind"))?;
        //= 4.5.1-15
        let end_entity = chain.first().ok_or(Error::Configuration("a credential needs a certificate"))?;
        let end_entity = EndEntityCert::try_from(end_entity).map_err(|_| CertificateFault::BadEncoding)?;
        //= 4.5.2-6
        if !signer.join(&end_entity.subject_public_key_info()) {
            return Err(Error::Configuration("the private key doesn't belong to the certificate"));
        }
        //= 4.5.1.2-3
        if !may_sign(&chain) {
            return Err(Error::Configuration("the certificate's key usage doesn't allow signing"));
        }
        let schemes = signer.schemes().to_vec();
        Self::of_chain(chain, signer, schemes)
    }

    /// A chain, end entity first, whose key is elsewhere: the connection stops and asks the application to sign
    /// ([`crate::Question::Signature`]) by one of `schemes`.
    ///
    /// # Errors
    /// `Configuration` if the chain, one of its certificates or the list is empty, or a certificate signed with SHA-1.
    pub fn with_remote_key(
        chain: Vec<CertificateDer<'static>>,
        schemes: Vec<SignatureScheme>,
    ) -> Result<Self, Error> {
        //= 4.5.1-15
        if chain.is_empty() || schemes.is_empty() {
            return Err(Error::Configuration("a credential needs a certificate and a signature scheme"));
        }
        Self::of_chain(chain, Signer::Application, schemes)
    }

    fn of_chain(
        chain: Vec<CertificateDer<'static>>,
        signer: Signer,
        schemes: Vec<SignatureScheme>,
    ) -> Result<Self, Error> {
        //= 4.3.3-13 4.5.1.2-10
        if chain.iter().any(signed_with_sha1) {
            return Err(Error::Configuration("a certificate of the chain is signed with SHA-1"));
        }
        let length: usize = chain.iter().map(|certificate| certificate.len() + 5).sum();
        if length > LONGEST_CHAIN || chain.iter().any(|certificate| certificate.is_empty()) {
            return Err(Error::Configuration("a certificate is empty, or the chain too long for a message"));
        }
        let signed_by = chain.iter().filter_map(signed_by).collect();
        let identity = Identity::Certificates(chain);
        Ok(Self { identity, signer, schemes, signed_by, ocsp_response: None, sct_list: None })
    }

    /// The public key to this private key, of the kinds and forms that [`new`](Self::new) takes, without any certificate
    /// (RFC 7250): for peers that know the key already.
    ///
    /// # Errors
    /// `Configuration` if the key is of an unsupported kind or malformed.
    pub fn raw_public_key(key: &PrivateKeyDer<'_>) -> Result<Self, Error> {
        let signer = Signer::from_der(key)
            .ok_or(Error::Configuration("the private key is malformed or of an unsupported kind"))?;
        let public_key = signer.public_key_info();
        let public_key = public_key.ok_or(Error::Configuration("the private key has no public key"))?;
        let schemes = signer.schemes().to_vec();
        Ok(Self::of_raw_key(public_key, signer, schemes))
    }

    /// The same of a key that is elsewhere: the connection stops and asks the application to sign
    /// ([`crate::Question::Signature`]) by one of `schemes`. `public_key` is a SubjectPublicKeyInfo in DER.
    ///
    /// # Errors
    /// `Configuration` if the public key is malformed or the list empty.
    pub fn raw_public_key_with_remote_key(
        public_key: SubjectPublicKeyInfoDer<'static>,
        schemes: Vec<SignatureScheme>,
    ) -> Result<Self, Error> {
        if !is_well_formed(&public_key) || schemes.is_empty() {
            return Err(Error::Configuration("a raw public key needs its DER and a signature scheme"));
        }
        Ok(Self::of_raw_key(public_key, Signer::Application, schemes))
    }

    fn of_raw_key(
        public_key: SubjectPublicKeyInfoDer<'static>,
        signer: Signer,
        schemes: Vec<SignatureScheme>,
    ) -> Self {
        let (identity, signed_by) = (Identity::RawPublicKey(public_key), Vec::new());
        Self { identity, signer, schemes, signed_by, ocsp_response: None, sct_list: None }
    }

    /// The same, signing by these schemes alone, most preferred first; those that the key can't sign by are left out.
    #[must_use]
    pub fn restricted_to(mut self, schemes: &[SignatureScheme]) -> Self {
        let able = |scheme: &&SignatureScheme| self.schemes.contains(scheme);
        self.schemes = schemes.iter().filter(able).copied().collect();
        self
    }

    /// The same with an OCSP response for its first certificate, in DER, for peers that ask for one.
    ///
    /// # Errors
    /// `Configuration` if the response is empty, or too long for the message beside the SCTs.
    pub fn with_ocsp_response(mut self, response: Vec<u8>) -> Result<Self, Error> {
        if response.is_empty() {
            return Err(Error::Configuration("the OCSP response is empty"));
        }
        self.ocsp_response = Some(response);
        self.stapling_what_fits()
    }

    /// The same with the SignedCertificateTimestampList for its first certificate (RFC 6962, section 3.3), for peers that
    /// ask for one.
    ///
    /// # Errors
    /// `Configuration` if the list is malformed, or too long for the message beside the OCSP response.
    pub fn with_scts(mut self, list: Vec<u8>) -> Result<Self, Error> {
        if !signed_certificate_timestamp::is_well_formed(&list) {
            return Err(Error::Configuration("the list of SCTs is malformed"));
        }
        self.sct_list = Some(list);
        self.stapling_what_fits()
    }

    fn stapling_what_fits(self) -> Result<Self, Error> {
        let all = Staples { ocsp_response: true, scts: true };
        if !self.stapled(all).fits() {
            return Err(Error::Configuration("OCSP response and SCTs are too long to be stapled"));
        }
        Ok(self)
    }

    /// What goes with the certificate, as far as the peer asks for it.
    pub(crate) fn stapled(&self, wanted: Staples) -> Stapled<'_> {
        Stapled {
            ocsp_response: self.ocsp_response.as_deref().filter(|_| wanted.ocsp_response),
            sct_list: self.sct_list.as_deref().filter(|_| wanted.scts),
        }
    }

    /// The certificates, end entity first; none for a raw public key.
    #[must_use]
    pub fn chain(&self) -> &[CertificateDer<'static>] {
        match &self.identity {
            Identity::Certificates(chain) => chain,
            Identity::RawPublicKey(_) => &[],
        }
    }

    /// Of a raw public key, its SubjectPublicKeyInfo in DER: what peers have to know of it.
    #[must_use]
    pub fn public_key_info(&self) -> Option<&SubjectPublicKeyInfoDer<'static>> {
        match &self.identity {
            Identity::Certificates(_) => None,
            Identity::RawPublicKey(key) => Some(key),
        }
    }

    /// Whether it is a chain of certificates or a raw public key.
    #[must_use]
    pub fn certificate_type(&self) -> CertificateType {
        self.identity.certificate_type()
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The schemes it can sign by, most preferred first.
    #[must_use]
    pub fn schemes(&self) -> &[SignatureScheme] {
        &self.schemes
    }

    /// Whether a peer that knows these schemes can verify every signature in the chain.
    pub(crate) fn is_signed_by_known(&self, schemes: &[SignatureScheme]) -> bool {
        self.signed_by.iter().all(|one_of| one_of.iter().any(|scheme| schemes.contains(scheme)))
    }

    /// A signature over `content` by one of its schemes, or None if the application has to be asked.
    pub(crate) fn sign(
        &self,
        scheme: SignatureScheme,
        content: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<Vec<u8>>, Error> {
        self.signer.sign(scheme, content, rng)
    }
}
