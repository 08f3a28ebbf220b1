//! Keys of every kind, as rcgen wants them.

use clearbox_ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet};
use clearbox_sha2::Sha256;
use rand_core::{CryptoRng, TryCryptoRng, TryRng};
use rcgen::{
    PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256, PublicKeyData,
    SignatureAlgorithm,
};
use rustls_pki_types::{AlgorithmIdentifier, alg_id};

/// A kind of key, for CAs and for those they certify.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384,
    /// Ed25519.
    Ed25519,
    /// RSA with a modulus of so many bits, signing by PKCS #1 v1.5 with SHA-256.
    Rsa {
        /// 2048, 3072 or 4096; making one takes a second or more.
        bits: usize,
    },
    /// ML-DSA-44.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

/// A private key with its public half.
#[derive(Debug)]
pub(crate) struct Key {
    private: Private,
    public: Vec<u8>,
}

#[derive(Debug)]
enum Private {
    EcdsaP256(clearbox_p256::SigningKey),
    EcdsaP384(clearbox_p384::SigningKey),
    Ed25519(clearbox_ed25519::SigningKey),
    Rsa(Box<clearbox_rsa::PrivateKey>),
    MlDsa44(Box<clearbox_ml_dsa::SigningKey<MlDsa44>>),
    MlDsa65(Box<clearbox_ml_dsa::SigningKey<MlDsa65>>),
    MlDsa87(Box<clearbox_ml_dsa::SigningKey<MlDsa87>>),
}

impl Key {
    pub(crate) fn generate(kind: Kind, rng: &mut dyn CryptoRng) -> Result<Self, rcgen::Error> {
        Ok(match kind {
            Kind::EcdsaP256 => {
                let key = clearbox_p256::SigningKey::generate(rng);
                let public = key.verifying_key().to_sec1_uncompressed().to_vec();
                Self { private: Private::EcdsaP256(key), public }
            }
            Kind::EcdsaP384 => {
                let key = clearbox_p384::SigningKey::generate(rng);
                let public = key.verifying_key().to_sec1_uncompressed().to_vec();
                Self { private: Private::EcdsaP384(key), public }
            }
            Kind::Ed25519 => {
                let key = clearbox_ed25519::SigningKey::generate(rng);
                let public = key.verifying_key().as_bytes().to_vec();
                Self { private: Private::Ed25519(key), public }
            }
            Kind::Rsa { bits } => {
                let key = clearbox_rsa::PrivateKey::generate(rng, bits);
                let key = key.map_err(|_| rcgen::Error::KeyGenerationUnavailable)?;
                let public = key.public_key().to_pkcs1_der().as_slice().to_vec();
                Self { private: Private::Rsa(Box::new(key)), public }
            }
            Kind::MlDsa44 => Self::ml_dsa(Private::MlDsa44, rng),
            Kind::MlDsa65 => Self::ml_dsa(Private::MlDsa65, rng),
            Kind::MlDsa87 => Self::ml_dsa(Private::MlDsa87, rng),
        })
    }

    fn ml_dsa<P: ParameterSet>(
        kind: fn(Box<clearbox_ml_dsa::SigningKey<P>>) -> Private,
        rng: &mut dyn CryptoRng,
    ) -> Self {
        let key = Box::new(clearbox_ml_dsa::SigningKey::<P>::generate(rng));
        let public = key.verifying_key().as_bytes().as_ref().to_vec();
        Self { private: kind(key), public }
    }

    /// What names its algorithm, if that is ML-DSA; the name of the key's kind is the signature's, too.
    pub(crate) fn ml_dsa_algorithm(&self) -> Option<AlgorithmIdentifier> {
        match &self.private {
            Private::MlDsa44(_) => Some(alg_id::ML_DSA_44),
            Private::MlDsa65(_) => Some(alg_id::ML_DSA_65),
            Private::MlDsa87(_) => Some(alg_id::ML_DSA_87),
            _ => None,
        }
    }

    pub(crate) fn to_pkcs8_der(&self) -> Vec<u8> {
        match &self.private {
            Private::EcdsaP256(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::EcdsaP384(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::Ed25519(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::Rsa(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::MlDsa44(key) => from_seed(key.to_pkcs8_der()),
            Private::MlDsa65(key) => from_seed(key.to_pkcs8_der()),
            Private::MlDsa87(key) => from_seed(key.to_pkcs8_der()),
        }
    }
}

impl PublicKeyData for Key {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        match &self.private {
            Private::EcdsaP256(_) => &PKCS_ECDSA_P256_SHA256,
            Private::EcdsaP384(_) => &PKCS_ECDSA_P384_SHA384,
            Private::Ed25519(_) => &PKCS_ED25519,
            // For want of names of their own: see `ml_dsa.rs`.
            Private::MlDsa44(_) | Private::MlDsa65(_) | Private::MlDsa87(_) => &PKCS_ED25519,
            Private::Rsa(_) => &PKCS_RSA_SHA256,
        }
    }
}

impl rcgen::SigningKey for Key {
    /// rcgen passes no random numbers along. ECDSA and Ed25519 sign without; what blinds RSA comes from the message.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        match &self.private {
            Private::EcdsaP256(key) => Ok(key.sign_deterministic(message).to_der().as_slice().to_vec()),
            Private::EcdsaP384(key) => Ok(key.sign_deterministic(message).to_der().as_slice().to_vec()),
            Private::Ed25519(key) => Ok(key.sign(message).to_bytes().to_vec()),
            Private::Rsa(key) => {
                let signature =
                    key.sign_pkcs1(&mut Blinding::new(message), clearbox_rsa::Hash::Sha256, message);
                Ok(signature.map_err(|_| rcgen::Error::RemoteKeyError)?.as_slice().to_vec())
            }
            Private::MlDsa44(key) => ml_dsa_signature(key, message),
            Private::MlDsa65(key) => ml_dsa_signature(key, message),
            Private::MlDsa87(key) => ml_dsa_signature(key, message),
        }
    }
}

fn ml_dsa_signature<P: ParameterSet>(
    key: &clearbox_ml_dsa::SigningKey<P>,
    message: &[u8],
) -> Result<Vec<u8>, rcgen::Error> {
    let signature = key.sign_deterministic(message, &[]).map_err(|_| rcgen::Error::RemoteKeyError)?;
    Ok(signature.as_ref().to_vec())
}

/// All keys here come from seeds, and have this form.
fn from_seed(der: Option<clearbox_ml_dsa::PrivateKeyDer>) -> Vec<u8> {
    der.map(|der| der.as_slice().to_vec()).unwrap_or_default()
}

/// Numbers for blinding alone: the signature doesn't depend on them.
struct Blinding {
    state: [u8; 32],
}

impl Blinding {
    fn new(message: &[u8]) -> Self {
        Self { state: Sha256::digest(message) }
    }
}

impl TryRng for Blinding {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in bytes.chunks_mut(32) {
            self.state = Sha256::digest(&self.state);
            chunk.copy_from_slice(&self.state[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Blinding {}
