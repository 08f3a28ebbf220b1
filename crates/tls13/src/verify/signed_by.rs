//! By which algorithm a certificate is signed (RFC 9846, sections 4.3.3 and 4.5.1.2).

use rustls_pki_types::{AlgorithmIdentifier, CertificateDer, alg_id};
use webpki::EndEntityCert;

use super::{
    der::{self, Reader},
    pss::{SHA_256, SHA_384, SHA_512},
};
use crate::code_points::{SignatureScheme, SignatureScheme as S};

/// The contents of an AlgorithmIdentifier, and the schemes that stand for it. Where the issuer's key makes a difference,
/// several do: it need not be at hand.
const SCHEMES: &[(AlgorithmIdentifier, &[SignatureScheme])] = &[
    (alg_id::ECDSA_SHA256, &[S::ECDSA_SECP256R1_SHA256]),
    (alg_id::ECDSA_SHA384, &[S::ECDSA_SECP384R1_SHA384]),
    (alg_id::ECDSA_SHA512, &[S::ECDSA_SECP521R1_SHA512]),
    (alg_id::ED25519, &[S::ED25519]),
    (alg_id::ML_DSA_44, &[S::MLDSA44]),
    (alg_id::ML_DSA_65, &[S::MLDSA65]),
    (alg_id::ML_DSA_87, &[S::MLDSA87]),
    (alg_id::RSA_PKCS1_SHA256, &[S::RSA_PKCS1_SHA256]),
    (alg_id::RSA_PKCS1_SHA384, &[S::RSA_PKCS1_SHA384]),
    (alg_id::RSA_PKCS1_SHA512, &[S::RSA_PKCS1_SHA512]),
    (alg_id::RSA_PSS_SHA256, PSS_SHA256),
    (alg_id::RSA_PSS_SHA384, PSS_SHA384),
    (alg_id::RSA_PSS_SHA512, PSS_SHA512),
    (SHA_256, PSS_SHA256),
    (SHA_384, PSS_SHA384),
    (SHA_512, PSS_SHA512),
];

const PSS_SHA256: &[SignatureScheme] = &[S::RSA_PSS_RSAE_SHA256, S::RSA_PSS_PSS_SHA256];
const PSS_SHA384: &[SignatureScheme] = &[S::RSA_PSS_RSAE_SHA384, S::RSA_PSS_PSS_SHA384];
const PSS_SHA512: &[SignatureScheme] = &[S::RSA_PSS_RSAE_SHA512, S::RSA_PSS_PSS_SHA512];

/// Object identifiers of signatures with SHA-1 (RFC 3279, sections 2.2.1 and 2.2.3): with RSA, and with ECDSA.
const SHA_1: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5], &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1]];

/// The schemes of which a peer has to know one to verify the signature on `certificate`; none are listed for algorithms
/// that this library doesn't know. None if nobody verifies it, since the certificate is self-signed.
pub(crate) fn signed_by(certificate: &CertificateDer<'_>) -> Option<&'static [SignatureScheme]> {
    if EndEntityCert::try_from(certificate).is_ok_and(|parsed| parsed.issuer() == parsed.subject()) {
        return None;
    }
    let algorithm = algorithm(certificate).unwrap_or_default();
    let known = SCHEMES.iter().find(|(known, _)| known.as_ref() == algorithm);
    Some(known.map_or(&[], |(_, schemes)| schemes))
}

/// Whether somebody would have to trust in SHA-1 for `certificate`.
pub(crate) fn signed_with_sha1(certificate: &CertificateDer<'_>) -> bool {
    let algorithm = algorithm(certificate).unwrap_or_default();
    let kind = Reader::new(algorithm).read(der::OBJECT_IDENTIFIER).unwrap_or_default();
    SHA_1.contains(&kind) && signed_by(certificate).is_some()
}

/// The contents of signatureAlgorithm (RFC 5280, section 4.1.1.2).
fn algorithm<'a>(certificate: &'a CertificateDer<'_>) -> Option<&'a [u8]> {
    let mut certificate = Reader::new(certificate).sequence()?;
    certificate.sequence()?;
    certificate.read(der::SEQUENCE)
}
