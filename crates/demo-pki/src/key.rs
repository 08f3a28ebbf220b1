//! A P-256 key as rcgen wants it.

use clearbox_p256::SigningKey;
use rand_core::CryptoRng;
use rcgen::{PKCS_ECDSA_P256_SHA256, PublicKeyData, SignatureAlgorithm};

/// Signs deterministically (RFC 6979), since rcgen passes no random numbers along.
#[derive(Debug)]
pub(crate) struct Key {
    signing: SigningKey,
    public: [u8; 65],
}

impl Key {
    pub(crate) fn generate(rng: &mut dyn CryptoRng) -> Self {
        let signing = SigningKey::generate(rng);
        Self { public: signing.verifying_key().to_sec1_uncompressed(), signing }
    }

    pub(crate) fn to_pkcs8_der(&self) -> Vec<u8> {
        self.signing.to_pkcs8_der().as_slice().to_vec()
    }
}

impl PublicKeyData for Key {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

impl rcgen::SigningKey for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(self.signing.sign_deterministic(message).to_der().as_slice().to_vec())
    }
}
