//! What each error says, sends and advises.

use core::fmt;

use super::Error;
use crate::{code_points::AlertDescription as A, extension::is_known};

pub(super) struct Facts {
    pub(super) alert: Option<A>,
    pub(super) section: &'static str,
    pub(super) hint: &'static str,
}

const PEER_BROKEN: &str =
    "the peer's TLS is broken or the bytes were damaged on the way; try another version of the peer";
const NOT_TLS: &str = "check the port, and that the peer speaks TLS on it from the first byte";
const MISMATCH: &str = "compare what both ends are configured to support";
const OWN_USE: &str = "this is a mistake in the program that uses the connection";

impl Error {
    //= 6-10 6.2-4 6.2-5 6.2-7
    pub(super) fn facts(&self) -> Facts {
        let (alert, section, hint) = match self {
            //= 6-9
            Self::Decode { .. } => (A::DECODE_ERROR, "6", PEER_BROKEN),
            Self::NotTls | Self::PlainHttp => (A::UNEXPECTED_MESSAGE, "5", NOT_TLS),
            Self::UnexpectedRecord(_) | Self::ChangeCipherSpec => (A::UNEXPECTED_MESSAGE, "5", PEER_BROKEN),
            Self::RecordOverflow => (A::RECORD_OVERFLOW, "5.2", PEER_BROKEN),
            Self::BadRecordMac => (A::BAD_RECORD_MAC, "5.2", PEER_BROKEN),
            Self::NoContentType | Self::EmptyRecord(_) => (A::UNEXPECTED_MESSAGE, "5.4", PEER_BROKEN),
            Self::TooManyEmptyRecords | Self::TooManyUserCanceled => {
                (A::UNEXPECTED_MESSAGE, "C.3", "the peer wastes this end's time; it may be hostile")
            }
            Self::InterleavedHandshake | Self::MessageSpansKeyChange => {
                (A::UNEXPECTED_MESSAGE, "5.1", PEER_BROKEN)
            }
            Self::MessageTooLong { .. } => {
                (A::ILLEGAL_PARAMETER, "C.3", "the limits are named constants in tls13::limits")
            }
            Self::UnexpectedMessage { .. } => (A::UNEXPECTED_MESSAGE, "A", PEER_BROKEN),
            Self::TooManyKeyUpdates => {
                (A::UNEXPECTED_MESSAGE, "4.7.3", "the peer wastes this end's time; it may be hostile")
            }
            // What is known contradicts itself; of what is not, only the form can be wrong.
            Self::DuplicateExtension(extension) if is_known(*extension) => {
                (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN)
            }
            Self::DuplicateExtension(_) => (A::DECODE_ERROR, "4.3", PEER_BROKEN),
            Self::ForbiddenExtension { .. } => (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN),
            Self::PreSharedKeyNotLast
            | Self::BinderCount
            | Self::PskNotOffered
            | Self::PskOfOtherHash
            | Self::PskWithoutShare => (A::ILLEGAL_PARAMETER, "4.3.11", PEER_BROKEN),
            Self::EarlyDataNotOffered | Self::EarlyDataOtherSuite | Self::EarlyDataOtherProtocol => {
                (A::ILLEGAL_PARAMETER, "4.3.10", PEER_BROKEN)
            }
            Self::RecordSizeLimit(_) | Self::MaxFragmentLength(_) | Self::TwoRecordLimits => {
                (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN)
            }
            Self::BadCookie => (
                A::ILLEGAL_PARAMETER,
                "4.3.2",
                "have the client connect again, and all servers share one key for cookies",
            ),
            Self::ShareNotAskedFor => (A::ILLEGAL_PARAMETER, "4.3.8", PEER_BROKEN),
            // RFC 7250, section 4.2.
            Self::NoCommonCertificateType | Self::NoCommonClientCertificateType => {
                (A::UNSUPPORTED_CERTIFICATE, "4.3", MISMATCH)
            }
            Self::CertificateTypeNotOffered(_) | Self::OnlyDefaultCertificateType => {
                (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN)
            }
            Self::SeveralRawPublicKeys => (A::ILLEGAL_PARAMETER, "4.5.1", PEER_BROKEN),
            Self::WarningReceived(_) => (A::DECODE_ERROR, "6", PEER_BROKEN),
            Self::AlertLevel(_) => (A::ILLEGAL_PARAMETER, "6", PEER_BROKEN),
            Self::BadBinder => {
                (A::DECRYPT_ERROR, "4.3.11", "check that both ends have the same key under this identity")
            }
            Self::TooMuchEarlyData => (
                A::UNEXPECTED_MESSAGE,
                "4.7.1",
                "have the client keep to max_early_data_size, or raise the server's limit",
            ),
            Self::TooMuchSkippedEarlyData => (
                A::UNEXPECTED_MESSAGE,
                "4.3.10",
                "have the client send less early data, or raise the server's limit",
            ),
            Self::UnsolicitedExtension { .. } => (A::UNSUPPORTED_EXTENSION, "4.3", PEER_BROKEN),
            Self::MissingExtension(_) => (A::MISSING_EXTENSION, "9.2", PEER_BROKEN),
            Self::PeerTooOld => (
                A::PROTOCOL_VERSION,
                "4.3.1",
                "enable TLS 1.3 on the peer; this software speaks nothing older",
            ),
            Self::Downgrade => {
                (A::ILLEGAL_PARAMETER, "4.2.3", "someone between the two ends may be interfering")
            }
            Self::NoCommonSuite => (A::HANDSHAKE_FAILURE, "4.2.1", MISMATCH),
            Self::NoCommonGroup => (A::HANDSHAKE_FAILURE, "4.2.1", MISMATCH),
            Self::NoCommonSignatureScheme => (
                A::HANDSHAKE_FAILURE,
                "4.2.1",
                "give the server a certificate whose key the client can verify",
            ),
            Self::NoCommonProtocol => {
                (A::NO_APPLICATION_PROTOCOL, "4.3", "compare the application protocols (ALPN) of both ends")
            }
            Self::UnknownServerName(_) => {
                (A::UNRECOGNIZED_NAME, "4.5.1.2", "give the server a certificate for that name")
            }
            Self::SuiteNotOffered(_) | Self::LegacyVersion | Self::SessionIdNotEchoed | Self::Compression => {
                (
                    if matches!(self, Self::LegacyVersion) {
                        A::PROTOCOL_VERSION
                    } else {
                        A::ILLEGAL_PARAMETER
                    },
                    "4.2.3",
                    PEER_BROKEN,
                )
            }
            Self::GroupNotOffered(_) | Self::BadKeyShareList => (A::ILLEGAL_PARAMETER, "4.3.8", PEER_BROKEN),
            Self::VersionNotOffered => (A::ILLEGAL_PARAMETER, "4.3.1", PEER_BROKEN),
            Self::ProtocolNotOffered => (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN),
            Self::SchemeNotOffered(_) => (A::ILLEGAL_PARAMETER, "4.5.2", PEER_BROKEN),
            Self::RetryWithoutChange => (A::ILLEGAL_PARAMETER, "4.2.4", PEER_BROKEN),
            Self::ClientHelloChanged => (A::ILLEGAL_PARAMETER, "4.2.2", PEER_BROKEN),
            Self::BadKeyShare(_) => (A::ILLEGAL_PARAMETER, "4.3.8.2", PEER_BROKEN),
            Self::CertificateRequestContext => (A::ILLEGAL_PARAMETER, "4.5.1", PEER_BROKEN),
            Self::BadKeyUpdateRequest => (A::ILLEGAL_PARAMETER, "4.7.3", PEER_BROKEN),
            Self::BadServerName => (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN),
            Self::CompressionNotOffered(_) => (A::ILLEGAL_PARAMETER, "4.3", PEER_BROKEN),
            Self::BadCompression(_) | Self::CertificateTooLong(_) => (A::BAD_CERTIFICATE, "4.3", PEER_BROKEN),
            Self::NoCertificate => (A::DECODE_ERROR, "4.5.1.3", "give the server a certificate"),
            Self::ClientCertificateRequired => {
                (A::CERTIFICATE_REQUIRED, "4.5.1.3", "give the client a certificate that the server accepts")
            }
            Self::Certificate(error) => (error.alert(), "4.5.1.3", error.hint()),
            //= 4.5.2-9
            Self::BadSignature(_) => (
                A::DECRYPT_ERROR,
                "4.5.2",
                "the peer's private key doesn't belong to its certificate, or someone is impersonating it",
            ),
            //= 4.5.3-2
            Self::BadFinished => {
                (A::DECRYPT_ERROR, "4.5.3", "someone between the two ends may be changing the handshake")
            }
            Self::SignerFailed => (A::INTERNAL_ERROR, "4.5.2", "look at what the signer reported"),
            Self::Aborted(alert) => (*alert, "6.2", "the application has a reason, which it may tell"),
            Self::AlertReceived(alert) => return silent("6.2", alert_hint(*alert)),
            Self::HandshakeInterrupted { .. } => {
                return silent("6.1", "the peer may have refused silently: look at its log");
            }
            Self::Truncated => return silent("6.1", "treat what came as incomplete"),
            Self::KeyExhausted => (A::INTERNAL_ERROR, "5.5", "open a new connection"),
            Self::NotNow(_) => return silent("A", OWN_USE),
            Self::Configuration(_) => (A::INTERNAL_ERROR, "4.2", "correct the configuration"),
        };
        Facts { alert: Some(alert), section, hint }
    }
}

fn silent(section: &'static str, hint: &'static str) -> Facts {
    Facts { alert: None, section, hint }
}

fn alert_hint(alert: A) -> &'static str {
    match alert {
        A::PROTOCOL_VERSION => "the peer doesn't speak TLS 1.3: upgrade it",
        A::HANDSHAKE_FAILURE | A::INSUFFICIENT_SECURITY => MISMATCH,
        A::UNKNOWN_CA => "the peer doesn't trust the issuer of this end's certificate: give it the CA",
        A::CERTIFICATE_EXPIRED => "renew this end's certificate",
        A::BAD_CERTIFICATE | A::CERTIFICATE_UNKNOWN | A::UNSUPPORTED_CERTIFICATE => {
            "the peer refuses this end's certificate: check its names, dates and chain"
        }
        A::UNRECOGNIZED_NAME => "the server has no certificate for the name asked for",
        A::NO_APPLICATION_PROTOCOL => "compare the application protocols (ALPN) of both ends",
        A::CERTIFICATE_REQUIRED => "the server wants a client certificate",
        _ => "look at the peer's log",
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode { what } => write!(f, "the peer sent a malformed {what}"),
            Self::NotTls => f.write_str("the peer doesn't speak TLS: its first bytes are no TLS record"),
            Self::PlainHttp => f.write_str("the peer speaks plain HTTP, not TLS"),
            Self::UnexpectedRecord(kind) => write!(f, "a record of type {kind} may not come at this point"),
            Self::RecordOverflow => f.write_str("the peer sent a record longer than TLS allows"),
            Self::BadRecordMac => f.write_str("a record could not be decrypted"),
            Self::NoContentType => f.write_str("an encrypted record holds nothing but padding"),
            Self::EmptyRecord(kind) => write!(f, "the peer sent an empty record of type {kind}"),
            Self::TooManyEmptyRecords => f.write_str("the peer sent too many empty records in a row"),
            Self::ChangeCipherSpec => f.write_str("the peer sent a malformed change_cipher_spec record"),
            Self::InterleavedHandshake => f.write_str("another record interrupted a handshake message"),
            Self::MessageSpansKeyChange => {
                f.write_str("a handshake message that changes the keys doesn't end with its record")
            }
            Self::MessageTooLong { message, length } => {
                write!(f, "the peer's {message} of {length} bytes is longer than this end accepts")
            }
            Self::UnexpectedMessage { got, state } => write!(f, "{got} may not come in state {state}"),
            Self::TooManyKeyUpdates => f.write_str("the peer sent too many KeyUpdates in a row"),
            Self::TooManyUserCanceled => f.write_str("the peer sent too many user_canceled alerts"),
            Self::DuplicateExtension(extension) => write!(f, "the extension {extension} came twice"),
            Self::PreSharedKeyNotLast => f.write_str("pre_shared_key is not the last extension"),
            Self::BinderCount => f.write_str("there are not as many binders as PSK identities"),
            Self::PskNotOffered => f.write_str("the server chose a PSK that was not offered"),
            Self::PskOfOtherHash => {
                f.write_str("the server chose a PSK that doesn't go with its cipher suite")
            }
            Self::PskWithoutShare => f.write_str("the server chose a PSK without a key exchange"),
            Self::EarlyDataNotOffered => f.write_str("the server took early data that it may not take"),
            Self::EarlyDataOtherSuite => f.write_str(
                "the server took early data, but chose another cipher suite than that of the session",
            ),
            Self::EarlyDataOtherProtocol => {
                f.write_str("the server took early data, but chose another protocol than that of the session")
            }
            Self::RecordSizeLimit(limit) => write!(f, "the peer wants records of {limit} bytes at most"),
            Self::MaxFragmentLength(code) => {
                write!(f, "the peer says {code} for max_fragment_length, which it may not say")
            }
            Self::TwoRecordLimits => f.write_str(
                "the server answered by max_fragment_length and record_size_limit, which exclude each other",
            ),
            Self::BadCookie => f.write_str("the client sent a cookie that is not from here, or too old"),
            Self::ShareNotAskedFor => f.write_str("the second ClientHello doesn't bring the share asked for"),
            Self::NoCommonCertificateType => {
                f.write_str("the server has no certificate of a kind that the client takes")
            }
            Self::NoCommonClientCertificateType => {
                f.write_str("the client has no certificate of a kind that the server takes")
            }
            Self::CertificateTypeNotOffered(kind) => {
                write!(f, "the server chose certificates of the kind {kind}, which was not offered")
            }
            Self::OnlyDefaultCertificateType => {
                f.write_str("the client sent a list of certificate types with nothing but X.509")
            }
            Self::SeveralRawPublicKeys => f.write_str("the peer sent more than one raw public key"),
            Self::WarningReceived(alert) => write!(f, "the peer sent the alert {alert} as a warning"),
            Self::AlertLevel(level) => write!(f, "the peer sent an alert of the level {level}"),
            Self::BadBinder => f.write_str("the client could not prove that it has the PSK"),
            Self::TooMuchEarlyData => f.write_str("the client sent more early data than it may"),
            Self::TooMuchSkippedEarlyData => {
                f.write_str("the client sent more early data than is skipped where it is refused")
            }
            Self::ForbiddenExtension { extension, message } => {
                write!(f, "the extension {extension} may not stand in {message}")
            }
            Self::UnsolicitedExtension { extension, message } => {
                write!(f, "{message} answers the extension {extension}, which was not sent")
            }
            Self::MissingExtension(extension) => write!(f, "the extension {extension} is missing"),
            Self::PeerTooOld => f.write_str("the peer speaks TLS 1.2 or older only"),
            Self::Downgrade => {
                f.write_str("the server was led to believe that this end doesn't speak TLS 1.3")
            }
            Self::NoCommonSuite => f.write_str("the two ends have no cipher suite in common"),
            Self::NoCommonGroup => f.write_str("the two ends have no key exchange group in common"),
            Self::NoCommonSignatureScheme => {
                f.write_str("the client can't verify signatures by the server's key")
            }
            Self::NoCommonProtocol => f.write_str("the two ends have no application protocol in common"),
            Self::UnknownServerName(name) => write!(f, "there is no certificate here for the name {name}"),
            Self::SuiteNotOffered(suite) => write!(f, "the server chose {suite}, which it may not choose"),
            Self::GroupNotOffered(group) => write!(f, "the server chose {group}, which it may not choose"),
            Self::VersionNotOffered => f.write_str("the server chose a version that was not offered"),
            Self::ProtocolNotOffered => f.write_str("the server chose a protocol that was not offered"),
            Self::SchemeNotOffered(scheme) => {
                write!(f, "the peer signed with {scheme}, which it may not use")
            }
            Self::LegacyVersion => f.write_str("legacy_version is not that of TLS 1.2"),
            Self::SessionIdNotEchoed => f.write_str("the server did not echo legacy_session_id"),
            Self::Compression => f.write_str("the peer wants compression, which TLS 1.3 doesn't have"),
            Self::RetryWithoutChange => f.write_str("the HelloRetryRequest would change nothing"),
            Self::ClientHelloChanged => f.write_str("the second ClientHello differs where it may not"),
            Self::BadKeyShareList => f.write_str("the ClientHello's key shares contradict its groups"),
            Self::BadKeyShare(group) => write!(f, "the peer's public value for {group} is not valid"),
            Self::CertificateRequestContext => f.write_str("certificate_request_context is wrong"),
            Self::BadKeyUpdateRequest => f.write_str("request_update of a KeyUpdate is neither 0 nor 1"),
            Self::BadServerName => f.write_str("server_name holds no host name"),
            Self::CompressionNotOffered(algorithm) => {
                write!(f, "the peer compressed its certificate by {algorithm}, which was not offered")
            }
            Self::BadCompression(algorithm) => {
                write!(f, "the peer's certificate can't be decompressed by {algorithm}")
            }
            Self::CertificateTooLong(length) => {
                write!(f, "the peer's certificates of {length} bytes are longer than this end accepts")
            }
            Self::NoCertificate => f.write_str("the server sent no certificate"),
            Self::ClientCertificateRequired => f.write_str("the client sent no certificate"),
            Self::Certificate(error) => write!(f, "{error}"),
            Self::BadSignature(scheme) => {
                write!(f, "the peer could not prove that it has its certificate's key ({scheme})")
            }
            Self::BadFinished => f.write_str("Finished is wrong: the two ends saw different handshakes"),
            Self::SignerFailed => f.write_str("the signer could not sign"),
            Self::Aborted(alert) => write!(f, "the application ended the connection with the alert {alert}"),
            Self::AlertReceived(alert) => write!(f, "the peer ended the connection with the alert {alert}"),
            Self::HandshakeInterrupted { state } => {
                write!(f, "the peer closed the transport in the middle of the handshake (in state {state})")
            }
            Self::Truncated => f.write_str("the transport ended without close_notify: data may be missing"),
            Self::KeyExhausted => f.write_str("the key has encrypted as many records as it may"),
            Self::NotNow(what) => write!(f, "not possible at this point: {what}"),
            Self::Configuration(what) => write!(f, "the configuration can't work: {what}"),
        }
    }
}
