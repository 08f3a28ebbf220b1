//! Keys of every kind, as rcgen wants them.

use clearbox_sha2::Sha256;
use rand_core::{CryptoRng, TryCryptoRng, TryRng};
use rcgen::{
    PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256, PublicKeyData,
    SignatureAlgorithm,
};

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
        })
    }

    pub(crate) fn to_pkcs8_der(&self) -> Vec<u8> {
        match &self.private {
            Private::EcdsaP256(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::EcdsaP384(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::Ed25519(key) => key.to_pkcs8_der().as_slice().to_vec(),
            Private::Rsa(key) => key.to_pkcs8_der().as_slice().to_vec(),
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
        }
    }
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
