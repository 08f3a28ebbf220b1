//! This project's signature verification in the form that rustls-webpki takes, and by scheme.

use clearbox_rsa::{Hash, PssPublicKey};
use clearbox_sha2::{Sha256, Sha384, Sha512};
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm,
    SubjectPublicKeyInfoDer, alg_id,
};
use webpki::{EndEntityCert, RawPublicKeyEntity};

use super::pss::WITHOUT_NULL;
use crate::{
    code_points::{SignatureScheme, SignatureScheme as S},
    error::{CertificateFault, Error},
};

type Webpki = &'static dyn SignatureVerificationAlgorithm;

/// The signatures accepted in certificates.
//= 4.5.1.3-4 9.1-3 9.3-3
pub(super) const ALL: &[Webpki] = &[
    &ECDSA_P256_SHA256,
    &ECDSA_P256_SHA384,
    &ECDSA_P384_SHA256,
    &ECDSA_P384_SHA384,
    &ECDSA_P521_SHA256,
    &ECDSA_P521_SHA384,
    &ECDSA_P521_SHA512,
    &ED25519,
    &ML_DSA_44,
    &ML_DSA_65,
    &ML_DSA_87,
    &RSA_PKCS1_SHA256,
    &RSA_PKCS1_SHA384,
    &RSA_PKCS1_SHA512,
    &RSA_PSS_SHA256,
    &RSA_PSS_SHA384,
    &RSA_PSS_SHA512,
    &RSA_PSS_KEY_SHA256,
    &RSA_PSS_KEY_SHA384,
    &RSA_PSS_KEY_SHA512,
    &RSA_PSS_BARE_KEY_SHA256,
    &RSA_PSS_BARE_KEY_SHA384,
    &RSA_PSS_BARE_KEY_SHA512,
    &WITHOUT_NULL[0],
    &WITHOUT_NULL[1],
    &WITHOUT_NULL[2],
    &WITHOUT_NULL[3],
    &WITHOUT_NULL[4],
    &WITHOUT_NULL[5],
    &WITHOUT_NULL[6],
    &WITHOUT_NULL[7],
    &WITHOUT_NULL[8],
];

/// What CertificateVerify may use, each scheme with its algorithm; and besides, [`PSS_KEY_SCHEMES`].
//= 4.3.3-1 4.3.3-6 4.5.2-7
const SCHEMES: &[(SignatureScheme, Webpki)] = &[
    (S::MLDSA65, &ML_DSA_65),
    (S::MLDSA87, &ML_DSA_87),
    (S::MLDSA44, &ML_DSA_44),
    (S::ECDSA_SECP256R1_SHA256, &ECDSA_P256_SHA256),
    (S::ECDSA_SECP384R1_SHA384, &ECDSA_P384_SHA384),
    (S::ECDSA_SECP521R1_SHA512, &ECDSA_P521_SHA512),
    (S::ED25519, &ED25519),
    (S::RSA_PSS_RSAE_SHA256, &RSA_PSS_SHA256),
    (S::RSA_PSS_RSAE_SHA384, &RSA_PSS_SHA384),
    (S::RSA_PSS_RSAE_SHA512, &RSA_PSS_SHA512),
];

/// What CertificateVerify may use with keys for RSASSA-PSS alone. Their parameters can be written in too many ways for
/// rustls-webpki, which compares them byte for byte.
//= 4.3.3-1 4.3.3-8
const PSS_KEY_SCHEMES: &[(SignatureScheme, Hash)] = &[
    (S::RSA_PSS_PSS_SHA256, Hash::Sha256),
    (S::RSA_PSS_PSS_SHA384, Hash::Sha384),
    (S::RSA_PSS_PSS_SHA512, Hash::Sha512),
];

/// signature_algorithms as it is offered: the schemes of [`SCHEMES`] and [`PSS_KEY_SCHEMES`], and behind them those that
/// are for certificates only (section 4.3.3).
//= 4.3.3-11 4.3.3-12 4.3.3-15 4.3.3-16 9.1-3 9.3-3
pub(crate) const OFFERED_SCHEMES: &[SignatureScheme] = &[
    S::MLDSA65,
    S::MLDSA87,
    S::MLDSA44,
    S::ECDSA_SECP256R1_SHA256,
    S::ECDSA_SECP384R1_SHA384,
    S::ECDSA_SECP521R1_SHA512,
    S::ED25519,
    S::RSA_PSS_RSAE_SHA256,
    S::RSA_PSS_RSAE_SHA384,
    S::RSA_PSS_RSAE_SHA512,
    S::RSA_PSS_PSS_SHA256,
    S::RSA_PSS_PSS_SHA384,
    S::RSA_PSS_PSS_SHA512,
    S::RSA_PKCS1_SHA256,
    S::RSA_PKCS1_SHA384,
    S::RSA_PKCS1_SHA512,
];

/// One kind of key with one kind of signature.
#[derive(Debug)]
pub(super) struct Algorithm {
    pub(super) public_key: AlgorithmIdentifier,
    pub(super) signature: AlgorithmIdentifier,
    /// Key, message, signature.
    pub(super) verify: fn(&[u8], &[u8], &[u8]) -> bool,
}

impl SignatureVerificationAlgorithm for Algorithm {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        if (self.verify)(public_key, message, signature) { Ok(()) } else { Err(InvalidSignature) }
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.public_key
    }

    //= 4.3.3-9
    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}

macro_rules! ecdsa {
    ($name:ident, $curve:ident, $public_key:expr, $signature:expr, $digest:expr) => {
        const $name: Algorithm = Algorithm {
            public_key: $public_key,
            signature: $signature,
            verify: |key, message, signature| {
                let key = $curve::VerifyingKey::from_sec1_bytes(key);
                let signature = $curve::Signature::from_der(signature);
        matches!((key, signature), (Ok(key), Ok(signature))
                    if key.verify_prehash(&$digest(message), &signature).is_ok())
            },
        };
    };
}

ecdsa!(ECDSA_P256_SHA256, clearbox_p256, alg_id::ECDSA_P256, alg_id::ECDSA_SHA256, Sha256::digest);
ecdsa!(ECDSA_P256_SHA384, clearbox_p256, alg_id::ECDSA_P256, alg_id::ECDSA_SHA384, Sha384::digest);
ecdsa!(ECDSA_P384_SHA256, clearbox_p384, alg_id::ECDSA_P384, alg_id::ECDSA_SHA256, Sha256::digest);
ecdsa!(ECDSA_P384_SHA384, clearbox_p384, alg_id::ECDSA_P384, alg_id::ECDSA_SHA384, Sha384::digest);
ecdsa!(ECDSA_P521_SHA256, clearbox_p521, alg_id::ECDSA_P521, alg_id::ECDSA_SHA256, Sha256::digest);
ecdsa!(ECDSA_P521_SHA384, clearbox_p521, alg_id::ECDSA_P521, alg_id::ECDSA_SHA384, Sha384::digest);
ecdsa!(ECDSA_P521_SHA512, clearbox_p521, alg_id::ECDSA_P521, alg_id::ECDSA_SHA512, Sha512::digest);

macro_rules! ml_dsa {
    ($name:ident, $parameter_set:ty) => {
        // The name of the key's kind is the signature's, too (RFC 9881, section 2).
        const $name: Algorithm = Algorithm {
            public_key: alg_id::$name,
            signature: alg_id::$name,
            verify: |key, message, signature| {
                let key = clearbox_ml_dsa::VerifyingKey::<$parameter_set>::from_bytes(key);
                key.is_ok_and(|key| key.verify(message, &[], signature).is_ok())
            },
        };
    };
}

ml_dsa!(ML_DSA_44, clearbox_ml_dsa::MlDsa44);
ml_dsa!(ML_DSA_65, clearbox_ml_dsa::MlDsa65);
ml_dsa!(ML_DSA_87, clearbox_ml_dsa::MlDsa87);

const ED25519: Algorithm = Algorithm {
    public_key: alg_id::ED25519,
    signature: alg_id::ED25519,
    verify: |key, message, signature| ed25519(key, message, signature).is_some(),
};

fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> Option<()> {
    let key = clearbox_ed25519::VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
    let signature = clearbox_ed25519::Signature::from_bytes(signature.try_into().ok()?).ok()?;
    key.verify(message, &signature).ok()
}

fn rsa_pkcs1(hash: Hash, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = clearbox_rsa::PublicKey::from_pkcs1_der(key);
    key.is_ok_and(|key| key.verify_pkcs1(hash, message, signature).is_ok())
}

pub(super) fn rsa_pss(hash: Hash, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = clearbox_rsa::PublicKey::from_pkcs1_der(key);
    key.is_ok_and(|key| key.verify_pss(hash, message, signature).is_ok())
}

/// RSASSA-PSS as the kind of a key, without parameters: it may sign by any hash (RFC 4055, section 3.1).
pub(super) const RSA_PSS_BARE: AlgorithmIdentifier =
    AlgorithmIdentifier::from_slice(&[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a]);

macro_rules! rsa {
    ($name:ident, $public_key:expr, $signature:expr, $verify:ident, $hash:expr) => {
        const $name: Algorithm = Algorithm {
            public_key: $public_key,
            signature: $signature,
            verify: |key, message, signature| $verify($hash, key, message, signature),
        };
    };
}

rsa!(RSA_PKCS1_SHA256, alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA256, rsa_pkcs1, Hash::Sha256);
rsa!(RSA_PKCS1_SHA384, alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA384, rsa_pkcs1, Hash::Sha384);
rsa!(RSA_PKCS1_SHA512, alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA512, rsa_pkcs1, Hash::Sha512);
rsa!(RSA_PSS_SHA256, alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA256, rsa_pss, Hash::Sha256);
rsa!(RSA_PSS_SHA384, alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA384, rsa_pss, Hash::Sha384);
rsa!(RSA_PSS_SHA512, alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA512, rsa_pss, Hash::Sha512);
//= 4.3.3-10
rsa!(RSA_PSS_KEY_SHA256, alg_id::RSA_PSS_SHA256, alg_id::RSA_PSS_SHA256, rsa_pss, Hash::Sha256);
rsa!(RSA_PSS_KEY_SHA384, alg_id::RSA_PSS_SHA384, alg_id::RSA_PSS_SHA384, rsa_pss, Hash::Sha384);
rsa!(RSA_PSS_KEY_SHA512, alg_id::RSA_PSS_SHA512, alg_id::RSA_PSS_SHA512, rsa_pss, Hash::Sha512);
rsa!(RSA_PSS_BARE_KEY_SHA256, RSA_PSS_BARE, alg_id::RSA_PSS_SHA256, rsa_pss, Hash::Sha256);
rsa!(RSA_PSS_BARE_KEY_SHA384, RSA_PSS_BARE, alg_id::RSA_PSS_SHA384, rsa_pss, Hash::Sha384);
rsa!(RSA_PSS_BARE_KEY_SHA512, RSA_PSS_BARE, alg_id::RSA_PSS_SHA512, rsa_pss, Hash::Sha512);

/// Verifies the signature of a CertificateVerify by the key of `certificate`, which has to be of the kind that
/// `scheme` names (section 4.5.2).
pub(crate) fn verify_by_scheme(
    scheme: SignatureScheme,
    certificate: &CertificateDer<'_>,
    content: &[u8],
    signature: &[u8],
) -> Result<(), Error> {
    let certificate = EndEntityCert::try_from(certificate).map_err(|_| CertificateFault::BadEncoding)?;
    verify_by_key(scheme, &certificate.subject_public_key_info(), content, signature)
}

/// The same by a SubjectPublicKeyInfo.
pub(crate) fn verify_by_key(
    scheme: SignatureScheme,
    key: &SubjectPublicKeyInfoDer<'_>,
    content: &[u8],
    signature: &[u8],
) -> Result<(), Error> {
    if let Some((_, hash)) = PSS_KEY_SCHEMES.iter().find(|(known, _)| *known == scheme) {
        let key = PssPublicKey::from_spki_der(key).ok();
        let key = key.filter(|key| key.allows(*hash)).ok_or(Error::SchemeNotOffered(scheme))?;
        return key.verify(*hash, content, signature).map_err(|_| Error::BadSignature(scheme));
    }
    let algorithm = SCHEMES.iter().find(|(known, _)| *known == scheme).map(|&(_, algorithm)| algorithm);
    let algorithm = algorithm.ok_or(Error::SchemeNotOffered(scheme))?;
    let key = RawPublicKeyEntity::try_from(key).map_err(|_| CertificateFault::BadEncoding)?;
    key.verify_signature(algorithm, content, signature).map_err(|error| match error {
        webpki::Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Error::SchemeNotOffered(scheme),
        _ => Error::BadSignature(scheme),
    })
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use rustls_pki_types::AlgorithmIdentifier;

    use super::{ALL, OFFERED_SCHEMES, PSS_KEY_SCHEMES, RSA_PSS_BARE, SCHEMES};

    /// Whether these values, and those in them, are in DER; all of them are short.
    fn is_der(mut bytes: &[u8]) -> bool {
        while let [tag, length, rest @ ..] = bytes {
            let Some((value, others)) = rest.split_at_checked(usize::from(*length)) else { return false };
            if *length >= 0x80 || tag & 0x20 != 0 && !is_der(value) {
                return false;
            }
            bytes = others;
        }
        bytes.is_empty()
    }

    #[test]
    fn parameters_of_rsassa_pss_are_in_der_and_those_of_the_key() {
        let parameters = |kind: AlgorithmIdentifier| Some(kind.strip_prefix(&*RSA_PSS_BARE)?.to_vec());
        let mut with_parameters = 0;
        for algorithm in ALL {
            let Some(of_signature) = parameters(algorithm.signature_alg_id()) else { continue };
            //? 4.3.3-9
            assert!(!of_signature.is_empty() && is_der(&of_signature));
            let of_key = parameters(algorithm.public_key_alg_id()).filter(|key| !key.is_empty());
            //? 4.3.3-10
            assert!(of_key.as_ref().is_none_or(|key| *key == of_signature));
            with_parameters += usize::from(of_key.is_some());
        }
        assert_eq!(with_parameters, 6);
    }

    //? 4.3.3-11 4.3.3-16 9.3-3
    #[test]
    fn every_scheme_is_offered_and_only_pkcs1_besides() {
        let pss_keys = PSS_KEY_SCHEMES.iter().map(|(scheme, _)| scheme);
        let all: Vec<_> = SCHEMES.iter().map(|(scheme, _)| scheme).chain(pss_keys).collect();
        let (verified, for_certificates) = OFFERED_SCHEMES.split_at(all.len());
        assert!(verified.iter().eq(all));
        assert!(for_certificates.iter().all(|scheme| std::format!("{scheme}").starts_with("rsa_pkcs1")));
    }
}
