//! Why a certificate was not accepted (RFC 9846, section 4.5.1.3; RFC 5280).

use alloc::string::String;
use core::fmt;

use crate::code_points::AlertDescription as A;

/// Why a peer's certificates were not accepted, and which of them is to blame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertificateError {
    /// What is wrong with it.
    pub fault: CertificateFault,
    /// Its place in the peer's Certificate message, counted from 0, the peer's own certificate; None if no single one is
    /// to blame.
    pub position: Option<usize>,
    /// Its subject for people, such as `CN=Example CA`, or `raw public key` for one of these; empty if it can't be read.
    pub subject: String,
}

/// What is wrong with a certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum CertificateFault {
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
    /// It is not for the IP address that was asked for.
    WrongAddress {
        /// The address that was asked for.
        expected: core::net::IpAddr,
        /// The names it is for, separated by commas.
        presented: String,
    },
    /// It was issued by a CA that is not trusted.
    UnknownIssuer {
        /// The CA's name.
        issuer: String,
    },
    /// It stands alone: its issuer is not trusted, nor was the issuer's certificate sent.
    MissingIssuer {
        /// The issuer's name.
        issuer: String,
    },
    /// It vouches for itself, and is not trusted.
    SelfSigned,
    /// Its signature doesn't verify with the key of its issuer.
    BadSignature,
    /// It was signed with MD5 or SHA-1, which can be forged.
    WeakHash,
    /// Its RSA key is too short.
    WeakKey {
        /// The length of the modulus in bits.
        bits: usize,
    },
    /// It was issued by a trusted CA whose RSA key is too short.
    WeakIssuer {
        /// The CA's name.
        issuer: String,
        /// The length of the modulus in bits.
        bits: usize,
    },
    /// It was signed, or holds a key, of a kind that this end doesn't verify.
    UnsupportedAlgorithm,
    /// It is a CA's certificate, which may not be a server's or a client's.
    CaAsEndEntity,
    /// It is no CA's certificate, and yet another one was issued with it.
    NotCa,
    /// There are more CAs below it than it allows.
    PathTooLong,
    /// A CA above it may not issue certificates for its names.
    NameNotPermitted {
        /// The CA's name.
        by: String,
    },
    /// Its extended key usage doesn't allow this purpose.
    WrongUsage,
    /// Its key usage doesn't allow signing.
    NotForSigning,
    /// It was revoked.
    Revoked,
    /// It is of a kind that is not taken here: a raw public key where certificates are wanted, or the reverse.
    OtherType,
    /// It is not the pinned one.
    NotPinned,
    /// More certificates than [`crate::limits::MAX_CERTIFICATES`], or a chain too costly to check.
    TooMany,
    /// The application refused it.
    Refused,
    /// Another fault, in the words of the path validation.
    Other(String),
}

impl CertificateFault {
    fn alert(&self) -> A {
        match self {
            Self::BadEncoding => A::DECODE_ERROR,
            Self::WrongName { .. }
            | Self::WrongAddress { .. }
            | Self::BadSignature
            | Self::WeakHash
            | Self::WeakKey { .. }
            | Self::WeakIssuer { .. }
            | Self::PathTooLong
            | Self::NameNotPermitted { .. } => A::BAD_CERTIFICATE,
            Self::Expired { .. } | Self::NotValidYet { .. } => A::CERTIFICATE_EXPIRED,
            Self::UnknownIssuer { .. } | Self::MissingIssuer { .. } | Self::SelfSigned => A::UNKNOWN_CA,
            Self::UnsupportedAlgorithm
            | Self::CaAsEndEntity
            | Self::NotCa
            | Self::WrongUsage
            | Self::NotForSigning
            | Self::OtherType => A::UNSUPPORTED_CERTIFICATE,
            Self::Revoked => A::CERTIFICATE_REVOKED,
            Self::NotPinned | Self::TooMany | Self::Refused | Self::Other(_) => A::CERTIFICATE_UNKNOWN,
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Expired { .. } => "renew the certificate, or set this machine's clock",
            Self::NotValidYet { .. } => "set this machine's clock, or wait",
            Self::WrongName { .. } => {
                "connect by a name that the certificate is for, or renew it with this name"
            }
            Self::WrongAddress { .. } => {
                "connect by a name that the certificate is for, or renew it with this address"
            }
            Self::UnknownIssuer { .. } => "trust the root CA of this chain, if you know it to be honest",
            Self::MissingIssuer { .. } => {
                "have the server send its whole chain, or trust that CA if it is a root"
            }
            Self::SelfSigned => "pin it if you know it to be the server's, or get one from a CA",
            Self::BadSignature => {
                "see that the chain's certificates belong together, and were not damaged or forged"
            }
            Self::WeakHash => "have it issued anew with a signature by SHA-256 or better",
            Self::WeakKey { .. } => {
                "have it issued anew with an RSA key of 2048 bits or more, or an ECDSA key"
            }
            Self::WeakIssuer { .. } => "get a certificate from a CA with a stronger key",
            Self::UnsupportedAlgorithm => "use a certificate whose key and signature are of a supported kind",
            Self::CaAsEndEntity => "issue a certificate of its own for the server or client with this CA",
            Self::NotCa => "get the certificate from a CA: this one may not issue any",
            Self::PathTooLong => "issue from the CA directly, or have it certified without this limit",
            Self::NameNotPermitted { .. } => "get the certificate from a CA that may certify this name",
            Self::WrongUsage => "have it issued anew with the extended key usage for servers, or for clients",
            Self::NotForSigning => "have it issued anew with the key usage digitalSignature",
            Self::Revoked => "find out why, and have it issued anew with a new key",
            Self::OtherType => "compare the kinds of certificates that both ends are configured for",
            Self::NotPinned => "the server's key changed: find out why before you pin the new one",
            Self::TooMany => "send the certificates that lead to the root, and no others",
            Self::Refused => "ask whoever runs the application that refused it",
            Self::BadEncoding | Self::Other(_) => "have the certificate issued anew",
        }
    }
}

impl CertificateError {
    /// The alert that tells the peer.
    pub(super) fn alert(&self) -> A {
        self.fault.alert()
    }

    pub(super) fn hint(&self) -> &'static str {
        self.fault.hint()
    }
}

impl From<CertificateFault> for CertificateError {
    /// A fault that is not about a single certificate, or not about one that could be read.
    fn from(fault: CertificateFault) -> Self {
        Self { fault, position: None, subject: String::new() }
    }
}

impl core::error::Error for CertificateError {}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(0) => write!(f, "certificate 0 of the chain, the peer's own")?,
            Some(position) => write!(f, "certificate {position} of the chain")?,
            None if self.subject.is_empty() => return write!(f, "the certificate {}", self.fault),
            None => return write!(f, "the {} {}", self.subject, self.fault),
        }
        if !self.subject.is_empty() {
            write!(f, " ({})", self.subject)?;
        }
        write!(f, " {}", self.fault)
    }
}

impl fmt::Display for CertificateFault {
    /// A sentence whose subject is the certificate.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadEncoding => f.write_str("is malformed"),
            Self::Expired { not_after, now } => {
                write!(f, "expired {} ago", Span(now.saturating_sub(*not_after)))
            }
            Self::NotValidYet { not_before, now } => {
                let wait = Span(not_before.saturating_sub(*now));
                write!(f, "is not valid yet: its validity begins {wait} from now")
            }
            Self::WrongName { expected, presented } => {
                write!(f, "is not for {expected} but for {}", or_nothing(presented))
            }
            Self::WrongAddress { expected, presented } => {
                write!(f, "is not for the address {expected} but for {}", or_nothing(presented))
            }
            Self::UnknownIssuer { issuer } => {
                write!(f, "was issued by a CA that is not trusted here ({issuer})")
            }
            Self::MissingIssuer { issuer } => {
                write!(f, "came without the certificate of its issuer, which is not trusted here ({issuer})")
            }
            Self::SelfSigned => f.write_str("vouches for itself, and is not trusted here"),
            Self::BadSignature => f.write_str("has a signature that its issuer's key doesn't verify"),
            Self::WeakHash => f.write_str("was signed with a hash that can be forged (MD5 or SHA-1)"),
            Self::WeakKey { bits } => write!(f, "has an RSA key of only {bits} bits"),
            Self::WeakIssuer { issuer, bits } => {
                write!(f, "was issued by a CA with an RSA key of only {bits} bits ({issuer})")
            }
            Self::UnsupportedAlgorithm => f.write_str("has a key or a signature of an unsupported kind"),
            Self::CaAsEndEntity => f.write_str("is a CA's, and none of a server or client"),
            Self::NotCa => f.write_str("is no CA's, but issued another one"),
            Self::PathTooLong => f.write_str("has more CAs below it than it allows (path length)"),
            Self::NameNotPermitted { by } => {
                write!(f, "has names that a CA above it may not certify (name constraints of {by})")
            }
            Self::WrongUsage => f.write_str("is not meant for this purpose (extended key usage)"),
            Self::NotForSigning => f.write_str("has a key that may not sign (key usage)"),
            Self::Revoked => f.write_str("was revoked by its CA"),
            Self::OtherType => f.write_str("is of a kind that is not taken here"),
            Self::NotPinned => f.write_str("is not the pinned one"),
            Self::TooMany => f.write_str("is one of too many, or its chain too costly to check"),
            Self::Refused => f.write_str("was refused by the application"),
            Self::Other(why) => write!(f, "was not accepted: {why}"),
        }
    }
}

fn or_nothing(names: &str) -> &str {
    if names.is_empty() { "no name at all" } else { names }
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
