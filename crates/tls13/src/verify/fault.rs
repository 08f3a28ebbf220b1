//! rustls-webpki's errors in this crate's terms.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::net::{Ipv4Addr, Ipv6Addr};

use rustls_pki_types::{IpAddr, ServerName};

use crate::error::CertificateFault;

impl From<webpki::Error> for CertificateFault {
    fn from(error: webpki::Error) -> Self {
        use webpki::Error as E;
        match error {
            E::BadDer
            | E::BadDerTime
            | E::TrailingData(_)
            | E::MalformedExtensions
            | E::InvalidCertValidity => Self::BadEncoding,
            E::CertExpired { time, not_after } => {
                Self::Expired { not_after: not_after.as_secs(), now: time.as_secs() }
            }
            E::CertNotValidYet { time, not_before } => {
                Self::NotValidYet { not_before: not_before.as_secs(), now: time.as_secs() }
            }
            E::CertNotValidForName(context) => wrong_name(&context.expected, &context.presented),
            E::UnknownIssuer => Self::UnknownIssuer { issuer: String::new() },
            E::InvalidSignatureForPublicKey => Self::BadSignature,
            E::UnsupportedSignatureAlgorithmContext(context)
                if has_weak_hash(&context.signature_algorithm_id) =>
            {
                Self::WeakHash
            }
            E::UnsupportedSignatureAlgorithmContext(_)
            | E::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
            | E::SignatureAlgorithmMismatch => Self::UnsupportedAlgorithm,
            E::CaUsedAsEndEntity => Self::CaAsEndEntity,
            E::EndEntityUsedAsCa => Self::NotCa,
            E::RequiredEkuNotFoundContext(_) | E::EmptyEkuExtension => Self::WrongUsage,
            E::NameConstraintViolation => Self::NameNotPermitted { by: String::new() },
            E::PathLenConstraintViolated => Self::PathTooLong,
            E::CertRevoked => Self::Revoked,
            E::MaximumPathBuildCallsExceeded
            | E::MaximumPathDepthExceeded
            | E::MaximumSignatureChecksExceeded
            | E::MaximumNameConstraintComparisonsExceeded => Self::TooMany,
            other => Self::Other(format!("{other}")),
        }
    }
}

/// Whether this AlgorithmIdentifier's content names MD2, MD5 or SHA-1 with RSA, or SHA-1 with ECDSA or DSA.
//= 4.5.1.3-2 4.5.1.3-3 4.5.1.3-4
fn has_weak_hash(algorithm: &[u8]) -> bool {
    const PKCS_1: [u8; 10] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1];
    const ECDSA_SHA1: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1];
    const DSA_SHA1: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 3];
    let with_rsa = algorithm.strip_prefix(&PKCS_1).and_then(<[u8]>::first);
    matches!(with_rsa, Some(2 | 4 | 5))
        || algorithm.starts_with(ECDSA_SHA1)
        || algorithm.starts_with(DSA_SHA1)
}

fn wrong_name(expected: &ServerName<'_>, presented: &[String]) -> CertificateFault {
    // They come as `DnsName("example.org")` or `IpAddress(127.0.0.1)`.
    let bare = |name: &String| {
        let inside = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(name);
        inside.trim_matches('"').escape_debug().to_string()
    };
    let presented = presented.iter().map(bare).collect::<Vec<_>>().join(", ");
    match expected {
        ServerName::IpAddress(IpAddr::V4(address)) => {
            CertificateFault::WrongAddress { expected: Ipv4Addr::from(*address.as_ref()).into(), presented }
        }
        ServerName::IpAddress(IpAddr::V6(address)) => {
            CertificateFault::WrongAddress { expected: Ipv6Addr::from(*address.as_ref()).into(), presented }
        }
        ServerName::DnsName(name) => {
            CertificateFault::WrongName { expected: name.as_ref().into(), presented }
        }
        _ => CertificateFault::WrongName { expected: String::new(), presented },
    }
}
