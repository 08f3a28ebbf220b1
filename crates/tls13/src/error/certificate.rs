//! Why a certificate was not accepted (RFC 9846, section 4.5.1.3; RFC 5280).

use alloc::string::String;
use core::fmt;

use crate::code_points::AlertDescription as A;

/// Why a peer's certificate, or the chain it stands in, was not accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum CertificateError {
    /// It is not DER or not X.509.
    BadEncoding,
    /// Its validity has ended.
    Expired {
        /// When it ended, in seconds since 1970.
        not_after: u64,
        /// The time it was checked at, in seconds since 1970.
        now: u64,
    },
    /// Its validity has not begun.
    NotValidYet {
        /// When it begins, in seconds since 1970.
        not_before: u64,
        /// The time it was checked at, in seconds since 1970.
        now: u64,
    },
    /// It is not for the name that was asked for.
    WrongName {
        /// The name that was asked for.
        expected: String,
        /// The names it is for, separated by commas.
        presented: String,
    },
    /// No chain leads from it to a trusted CA.
    UnknownIssuer,
    /// A signature in the chain doesn't verify.
    BadSignature,
    /// It was signed, or holds a key, of a kind that this end doesn't verify.
    UnsupportedAlgorithm,
    /// It is a CA's certificate, which may not be a server's.
    CaAsEndEntity,
    /// A certificate in the chain was issued by one that is no CA.
    EndEntityAsCa,
    /// It may not be used for this purpose.
    WrongUsage,
    /// It violates a constraint of its CA: names or path length.
    ConstraintViolated,
    /// It was revoked.
    Revoked,
    /// It is not the pinned one.
    NotPinned,
    /// More certificates than [`crate::limits::MAX_CERTIFICATES`], or a chain too costly to check.
    TooMany,
    /// The application refused it.
    Refused,
    /// Another fault, in the words of the path validation.
    Other(String),
}

impl CertificateError {
    /// The alert that tells the peer.
    pub(super) fn alert(&self) -> A {
        match self {
            Self::BadEncoding | Self::WrongName { .. } | Self::BadSignature | Self::ConstraintViolated => {
                A::BAD_CERTIFICATE
            }
            Self::Expired { .. } | Self::NotValidYet { .. } => A::CERTIFICATE_EXPIRED,
            Self::UnknownIssuer => A::UNKNOWN_CA,
            Self::UnsupportedAlgorithm | Self::CaAsEndEntity | Self::EndEntityAsCa | Self::WrongUsage => {
                A::UNSUPPORTED_CERTIFICATE
            }
            Self::Revoked => A::CERTIFICATE_REVOKED,
            Self::NotPinned | Self::TooMany | Self::Refused | Self::Other(_) => A::CERTIFICATE_UNKNOWN,
        }
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Expired { .. } => "renew the certificate, or set this machine's clock",
            Self::NotValidYet { .. } => "set this machine's clock, or wait",
            Self::WrongName { .. } => {
                "connect by a name that the certificate is for, or renew it with this name"
            }
            Self::UnknownIssuer => {
                "trust the CA that issued it (--ca), or have the server send its intermediates"
            }
            Self::NotPinned => "the server's key changed: find out why before you pin the new one",
            Self::UnsupportedAlgorithm => "use a certificate whose key and signature are of a supported kind",
            _ => "have the certificate issued anew",
        }
    }
}

impl core::error::Error for CertificateError {}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadEncoding => f.write_str("it is malformed"),
            Self::Expired { not_after, now } => {
                write!(f, "it expired {}", Ago(now.saturating_sub(*not_after)))
            }
            Self::NotValidYet { not_before, now } => {
                write!(
                    f,
                    "it is not valid yet: its validity begins {} from now",
                    Span(not_before.saturating_sub(*now))
                )
            }
            Self::WrongName { expected, presented } => {
                write!(f, "it is not for {expected} but for {presented}")
            }
            Self::UnknownIssuer => f.write_str("no chain leads to a CA that is trusted here"),
            Self::BadSignature => f.write_str("a signature in its chain doesn't verify"),
            Self::UnsupportedAlgorithm => f.write_str("its key or its signature is of an unsupported kind"),
            Self::CaAsEndEntity => f.write_str("it is a CA's certificate"),
            Self::EndEntityAsCa => f.write_str("it was issued by a certificate that is no CA's"),
            Self::WrongUsage => f.write_str("it is not meant for this purpose"),
            Self::ConstraintViolated => f.write_str("it violates a constraint of its CA"),
            Self::Revoked => f.write_str("it was revoked"),
            Self::NotPinned => f.write_str("it is not the pinned one"),
            Self::TooMany => f.write_str("its chain is too long or too costly to check"),
            Self::Refused => f.write_str("the application refused it"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

/// Some seconds, in the largest unit that fits.
struct Span(u64);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            seconds @ 0..60 => write!(f, "{seconds} s"),
            seconds @ 60..7200 => write!(f, "{} min", seconds / 60),
            seconds @ 7200..172_800 => write!(f, "{} h", seconds / 3600),
            seconds => write!(f, "{} days", seconds / 86400),
        }
    }
}

struct Ago(u64);

impl fmt::Display for Ago {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ago", Span(self.0))
    }
}
