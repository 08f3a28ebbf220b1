//! This project's signature verification in the form that rustls-webpki takes.

use clearbox_p256::{Signature, VerifyingKey};
use clearbox_sha2::{Sha384, Sha512};
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm, alg_id,
};
use webpki::EndEntityCert;

use crate::{
    code_points::SignatureScheme,
    error::{CertificateError, Error},
};

/// The signatures accepted in certificates.
pub(super) const ALL: &[&dyn SignatureVerificationAlgorithm] =
    &[&ECDSA_P256_SHA256, &ECDSA_P256_SHA384, &ECDSA_P256_SHA512];

/// The schemes of signature_algorithms, each with its algorithm: what CertificateVerify may use.
const SCHEMES: &[(SignatureScheme, &dyn SignatureVerificationAlgorithm)] =
    &[(SignatureScheme::ECDSA_SECP256R1_SHA256, &ECDSA_P256_SHA256)];

/// The schemes of [`SCHEMES`], as they are offered.
pub(crate) const OFFERED_SCHEMES: &[SignatureScheme] = &[SignatureScheme::ECDSA_SECP256R1_SHA256];

/// ECDSA on P-256 with one hash.
#[derive(Debug)]
struct EcdsaP256 {
    signature_id: AlgorithmIdentifier,
    verify: fn(&VerifyingKey, &[u8], &Signature) -> bool,
}

const ECDSA_P256_SHA256: EcdsaP256 = EcdsaP256 {
    signature_id: alg_id::ECDSA_SHA256,
    verify: |key, message, signature| key.verify(message, signature).is_ok(),
};
const ECDSA_P256_SHA384: EcdsaP256 = EcdsaP256 {
    signature_id: alg_id::ECDSA_SHA384,
    verify: |key, message, signature| key.verify_prehash(&Sha384::digest(message), signature).is_ok(),
};
const ECDSA_P256_SHA512: EcdsaP256 = EcdsaP256 {
    signature_id: alg_id::ECDSA_SHA512,
    verify: |key, message, signature| key.verify_prehash(&Sha512::digest(message), signature).is_ok(),
};

impl SignatureVerificationAlgorithm for EcdsaP256 {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let key = VerifyingKey::from_sec1_bytes(public_key).map_err(|_| InvalidSignature)?;
        let signature = Signature::from_der(signature).map_err(|_| InvalidSignature)?;
        if (self.verify)(&key, message, &signature) { Ok(()) } else { Err(InvalidSignature) }
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature_id
    }
}

/// Verifies the signature of a CertificateVerify by the key of `certificate`, which has to be of the kind that
/// `scheme` names (section 4.5.2).
pub(crate) fn verify_by_scheme(
    scheme: SignatureScheme,
    certificate: &CertificateDer<'_>,
    content: &[u8],
    signature: &[u8],
) -> Result<(), Error> {
    let algorithm = SCHEMES.iter().find(|(known, _)| *known == scheme).map(|&(_, algorithm)| algorithm);
    let algorithm = algorithm.ok_or(Error::SchemeNotOffered(scheme))?;
    let certificate = EndEntityCert::try_from(certificate).map_err(|_| CertificateError::BadEncoding)?;
    certificate.verify_signature(algorithm, content, signature).map_err(|error| match error {
        webpki::Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Error::SchemeNotOffered(scheme),
        _ => Error::BadSignature(scheme),
    })
}

#[cfg(test)]
mod tests {
    use super::{OFFERED_SCHEMES, SCHEMES};

    #[test]
    fn every_offered_scheme_has_its_algorithm() {
        assert!(OFFERED_SCHEMES.iter().eq(SCHEMES.iter().map(|(scheme, _)| scheme)));
    }
}
