//! What signs for a certificate (RFC 9846, section 4.5.2).

use alloc::{boxed::Box, vec::Vec};

use clearbox_ct::wiped_after;
use rand_core::CryptoRng;
use rustls_pki_types::{AlgorithmIdentifier, PrivateKeyDer, SubjectPublicKeyInfoDer, alg_id};

use super::{
    ml_dsa::{self, MlDsaSigner},
    pss::{self, PssSigner},
};
use crate::{
    code_points::{SignatureScheme, SignatureScheme as S},
    error::Error,
    verify::sequence,
};

/// Of the stack, 32 KiB: keys are moved before they are where they stay, RSA's of four kilobytes among them.
const STACK_WORDS: usize = 4096;

/// A private key, or the application that has it. Keys are boxed: in an enum, a short key's room would keep remains of it from
/// when it was moved there.
#[derive(Debug)]
pub(super) enum Signer {
    EcdsaP256(Box<clearbox_p256::SigningKey>),
    EcdsaP384(Box<clearbox_p384::SigningKey>),
    Ed25519(Box<clearbox_ed25519::SigningKey>),
    Rsa(Box<clearbox_rsa::PrivateKey>),
    RsaPss(Box<PssSigner>),
    MlDsa(Box<dyn MlDsaSigner>),
    Application,
}

impl Signer {
    /// The key, of whichever kind it is.
    pub(super) fn from_der(key: &PrivateKeyDer<'_>) -> Option<Self> {
        wiped_after::<STACK_WORDS, _>(|| Self::read(key))
    }

    fn read(key: &PrivateKeyDer<'_>) -> Option<Self> {
        match key {
            PrivateKeyDer::Pkcs8(der) => Self::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Sec1(der) => Self::from_sec1(der.secret_sec1_der()),
            PrivateKeyDer::Pkcs1(der) => clearbox_rsa::PrivateKey::from_pkcs1_der(der.secret_pkcs1_der())
                .ok()
                .map(Box::new)
                .map(Self::Rsa),
            _ => None,
        }
    }

    fn from_sec1(der: &[u8]) -> Option<Self> {
        let p256 = || clearbox_p256::SigningKey::from_sec1_der(der).ok().map(Box::new).map(Self::EcdsaP256);
        let p384 = || clearbox_p384::SigningKey::from_sec1_der(der).ok().map(Box::new).map(Self::EcdsaP384);
        p256().or_else(p384)
    }

    fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let p256 = || clearbox_p256::SigningKey::from_pkcs8_der(der).ok().map(Box::new).map(Self::EcdsaP256);
        let p384 = || clearbox_p384::SigningKey::from_pkcs8_der(der).ok().map(Box::new).map(Self::EcdsaP384);
        let ed25519 =
            || clearbox_ed25519::SigningKey::from_pkcs8_der(der).ok().map(Box::new).map(Self::Ed25519);
        let rsa = || clearbox_rsa::PrivateKey::from_pkcs8_der(der).ok().map(Box::new).map(Self::Rsa);
        let rsa_pss = || PssSigner::from_pkcs8(der).map(Box::new).map(Self::RsaPss);
        let ml_dsa = || ml_dsa::from_pkcs8(der).map(Self::MlDsa);
        p256().or_else(p384).or_else(ed25519).or_else(rsa).or_else(rsa_pss).or_else(ml_dsa)
    }

    //= 4.5.2-6 4.5.2-7
    pub(super) fn schemes(&self) -> &[SignatureScheme] {
        match self {
            Self::EcdsaP256(_) => &[S::ECDSA_SECP256R1_SHA256],
            Self::EcdsaP384(_) => &[S::ECDSA_SECP384R1_SHA384],
            Self::Ed25519(_) => &[S::ED25519],
            Self::Rsa(_) => &[S::RSA_PSS_RSAE_SHA256, S::RSA_PSS_RSAE_SHA384, S::RSA_PSS_RSAE_SHA512],
            Self::RsaPss(signer) => signer.schemes(),
            Self::MlDsa(signer) => signer.schemes(),
            // The application says by which.
            Self::Application => &[],
        }
    }

    /// Whether this is the private key of a certificate's SubjectPublicKeyInfo; it keeps to the schemes which that allows
    /// from now on. The application's keys are its own affair.
    pub(super) fn join(&mut self, public_key_info: &[u8]) -> bool {
        match self {
            Self::EcdsaP256(key) => {
                let key = key.verifying_key();
                public_key_info == spki(alg_id::ECDSA_P256, &key.to_sec1_uncompressed())
                    || public_key_info == spki(alg_id::ECDSA_P256, &key.to_sec1_compressed())
            }
            Self::EcdsaP384(key) => {
                let key = key.verifying_key();
                public_key_info == spki(alg_id::ECDSA_P384, &key.to_sec1_uncompressed())
                    || public_key_info == spki(alg_id::ECDSA_P384, &key.to_sec1_compressed())
            }
            Self::Ed25519(key) => public_key_info == spki(alg_id::ED25519, key.verifying_key().as_bytes()),
            Self::Rsa(key) => public_key_info == key.public_key().to_spki_der().as_slice(),
            Self::RsaPss(signer) => signer.join(public_key_info),
            Self::MlDsa(signer) => public_key_info == signer.public_key_info(),
            Self::Application => true,
        }
    }

    /// The public key to it, or None if that is the application's.
    pub(super) fn public_key_info(&self) -> Option<SubjectPublicKeyInfoDer<'static>> {
        let der = match self {
            Self::EcdsaP256(key) => spki(alg_id::ECDSA_P256, &key.verifying_key().to_sec1_uncompressed()),
            Self::EcdsaP384(key) => spki(alg_id::ECDSA_P384, &key.verifying_key().to_sec1_uncompressed()),
            Self::Ed25519(key) => spki(alg_id::ED25519, key.verifying_key().as_bytes()),
            Self::Rsa(key) => key.public_key().to_spki_der().as_slice().to_vec(),
            Self::RsaPss(signer) => signer.public_key_info()?,
            Self::MlDsa(signer) => signer.public_key_info(),
            Self::Application => return None,
        };
        Some(der.into())
    }

    pub(super) fn sign(
        &self,
        scheme: SignatureScheme,
        content: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Option<Vec<u8>>, Error> {
        Ok(match self {
            Self::EcdsaP256(key) => Some(key.sign(rng, content).to_der().as_slice().to_vec()),
            Self::EcdsaP384(key) => Some(key.sign(rng, content).to_der().as_slice().to_vec()),
            Self::Ed25519(key) => Some(key.sign(content).to_bytes().to_vec()),
            Self::Rsa(key) => {
                let signature = key.sign_pss(rng, pss::hash(scheme), content);
                Some(signature.map_err(|_| Error::SignerFailed)?.as_slice().to_vec())
            }
            Self::RsaPss(signer) => {
                let signature = signer.sign(scheme, content, rng);
                Some(signature.map_err(|_| Error::SignerFailed)?.as_slice().to_vec())
            }
            Self::MlDsa(signer) => Some(signer.sign(content, rng)?),
            Self::Application => None,
        })
    }
}

/// SubjectPublicKeyInfo (RFC 5280, section 4.1): the kind of key, and the key as a bit string.
fn spki(kind: AlgorithmIdentifier, key: &[u8]) -> Vec<u8> {
    const BIT_STRING: u8 = 0x03;
    let mut content = sequence(kind.as_ref());
    // Every key here is shorter than 127 bytes, so its length takes one byte; no bit is unused.
    content.extend_from_slice(&[BIT_STRING, key.len() as u8 + 1, 0]);
    content.extend_from_slice(key);
    sequence(&content)
}
