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
