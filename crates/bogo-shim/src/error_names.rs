//! What BoringSSL calls our errors: its tests look for these names.

use tls13::{
    CertificateFault, Error as E,
    code_points::{AlertDescription as A, ExtensionType},
};

/// The name between colons, as in `:DECODE_ERROR:`.
/// What had come from the peer before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heard {
    Nothing,
    /// Among others, a HelloRetryRequest.
    HelloRetryRequest,
    Something,
}

/// The name between colons, as in `:DECODE_ERROR:`.
pub(crate) fn of(error: &E, is_server: bool, heard: Heard) -> String {
    let name = match error {
        E::Decode { what } => malformed(what),
        E::NotTls => "WRONG_VERSION_NUMBER",
        E::PlainHttp => "HTTP_REQUEST",
        E::UnexpectedRecord(_) | E::InterleavedHandshake => "UNEXPECTED_RECORD",
        E::RecordOverflow => "DATA_LENGTH_TOO_LONG",
        E::BadRecordMac | E::NoContentType => "DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
        E::EmptyRecord(_) | E::TooManyEmptyRecords => "TOO_MANY_EMPTY_FRAGMENTS",
        E::ChangeCipherSpec => "BAD_CHANGE_CIPHER_SPEC",
        E::MessageSpansKeyChange => "EXCESS_HANDSHAKE_DATA",
        E::MessageTooLong { .. } => "EXCESSIVE_MESSAGE_SIZE",
        E::UnexpectedMessage { .. } => "UNEXPECTED_MESSAGE",
        E::TooManyKeyUpdates => "TOO_MANY_KEY_UPDATES",
        E::TooManyUserCanceled => "TOO_MANY_WARNING_ALERTS",
        E::TooMuchEarlyData => "TOO_MUCH_READ_EARLY_DATA",
        E::TooMuchSkippedEarlyData => "TOO_MUCH_SKIPPED_EARLY_DATA",
        E::DuplicateExtension(_) => "DUPLICATE_EXTENSION",
        E::PreSharedKeyNotLast => "PRE_SHARED_KEY_MUST_BE_LAST",
        E::BinderCount => "PSK_IDENTITY_BINDER_COUNT_MISMATCH",
        E::ForbiddenExtension { .. } | E::UnsolicitedExtension { .. } => "UNEXPECTED_EXTENSION",
        E::MissingExtension(extension) => missing(*extension, is_server),
        E::PeerTooOld => "UNSUPPORTED_PROTOCOL",
        E::Downgrade => "TLS13_DOWNGRADE",
        E::Compression if is_server => "INVALID_COMPRESSION_LIST",
        E::Compression => "DECODE_ERROR",
        E::CompressionNotOffered(_) => "UNKNOWN_CERT_COMPRESSION_ALG",
        E::BadCompression(_) => "CERT_DECOMPRESSION_FAILED",
        E::CertificateTooLong(_) => "UNCOMPRESSED_CERT_TOO_LARGE",
        E::PskWithoutShare => "MISSING_KEY_SHARE",
        E::AlertReceived(alert) => {
            return format!(":{}:", received(*alert, heard == Heard::Nothing && !is_server));
        }
        E::WarningReceived(_) => "BAD_ALERT",
        E::AlertLevel(_) => "UNKNOWN_ALERT_TYPE",
        E::HandshakeInterrupted { .. } | E::Truncated => "UNEXPECTED_EOF",
        E::Certificate(error) => certificate(&error.fault),
        E::NoCertificate | E::ClientCertificateRequired => "PEER_DID_NOT_RETURN_A_CERTIFICATE",
        E::BadSignature(_) => "BAD_SIGNATURE",
        E::BadBinder | E::BadFinished => "DIGEST_CHECK_FAILED",
        E::NoCommonCertificateType if is_server => "UNKNOWN_CERTIFICATE_TYPE",
        E::SignerFailed => "PRIVATE_KEY_OPERATION_FAILED",
        E::NotNow(_) => "HANDSHAKE_NOT_COMPLETE",
        E::LegacyVersion if heard == Heard::HelloRetryRequest => "DECODE_ERROR",
        error => negotiation(error),
    };
    format!(":{name}:")
}

/// What the two ends could not agree on, or what one chose that it may not.
fn negotiation(error: &E) -> &'static str {
    match error {
        E::NoCommonSuite => "NO_SHARED_CIPHER",
        E::NoCommonGroup => "NO_SHARED_GROUP",
        E::NoCommonSignatureScheme => "NO_COMMON_SIGNATURE_ALGORITHMS",
        E::NoCommonProtocol => "NO_APPLICATION_PROTOCOL",
        E::NoCommonCertificateType | E::NoCommonClientCertificateType | E::CertificateTypeNotOffered(_) => {
            "UNSUPPORTED_CERTIFICATE"
        }
        E::OnlyDefaultCertificateType => "DECODE_ERROR",
        E::SeveralRawPublicKeys => "INVALID_RAW_PUBLIC_KEY",
        E::SuiteNotOffered(_) => "WRONG_CIPHER_RETURNED",
        E::GroupNotOffered(_) | E::ShareNotAskedFor => "WRONG_CURVE",
        E::VersionNotOffered => "WRONG_VERSION_NUMBER",
        E::LegacyVersion => "UNSUPPORTED_PROTOCOL",
        E::ProtocolNotOffered => "INVALID_ALPN_PROTOCOL",
        E::SchemeNotOffered(_) => "WRONG_SIGNATURE_TYPE",
        E::SessionIdNotEchoed => "SERVER_ECHOED_INVALID_SESSION_ID",
        E::PskNotOffered => "PSK_IDENTITY_NOT_FOUND",
        E::PskOfOtherHash => "OLD_SESSION_PRF_HASH_MISMATCH",
        E::EarlyDataNotOffered => "UNEXPECTED_EXTENSION",
        E::EarlyDataOtherSuite => "CIPHER_MISMATCH_ON_EARLY_DATA",
        E::EarlyDataOtherProtocol => "ALPN_MISMATCH_ON_EARLY_DATA",
        E::RetryWithoutChange => "EMPTY_HELLO_RETRY_REQUEST",
        E::ClientHelloChanged => "INCONSISTENT_CLIENT_HELLO",
        E::BadKeyShareList => "DUPLICATE_KEY_SHARE",
        E::BadKeyShare(_) => "BAD_ECPOINT",
        E::CertificateRequestContext | E::BadKeyUpdateRequest | E::BadServerName => "DECODE_ERROR",
        E::UnknownServerName(_) => "NO_CERTIFICATE_SET",
        E::KeyExhausted => "KEY_EXHAUSTED",
        _ => "INTERNAL_ERROR",
    }
}

/// `what` is the standard's name of the structure.
fn malformed(what: &str) -> &'static str {
    match what {
        "Alert" => "BAD_ALERT",
        "ClientHello" => "CLIENTHELLO_PARSE_FAILED",
        "RawPublicKey" => "INVALID_RAW_PUBLIC_KEY",
        "application_layer_protocol_negotiation" => "PARSE_TLSEXT",
        "certificate_authorities"
        | "compress_certificate"
        | "server_name"
        | "signed_certificate_timestamp" => "ERROR_PARSING_EXTENSION",
        _ => "DECODE_ERROR",
    }
}

fn missing(extension: ExtensionType, is_server: bool) -> &'static str {
    match extension {
        ExtensionType::KEY_SHARE => "MISSING_KEY_SHARE",
        ExtensionType::SUPPORTED_GROUPS => "NO_SHARED_GROUP",
        ExtensionType::SIGNATURE_ALGORITHMS if is_server => "NO_COMMON_SIGNATURE_ALGORITHMS",
        ExtensionType::SIGNATURE_ALGORITHMS => "DECODE_ERROR",
        _ => "MISSING_EXTENSION",
    }
}

fn certificate(fault: &CertificateFault) -> &'static str {
    match fault {
        CertificateFault::NotForSigning => "KEY_USAGE_BIT_INCORRECT",
        CertificateFault::BadEncoding => "CANNOT_PARSE_LEAF_CERT",
        _ => "CERTIFICATE_VERIFY_FAILED",
    }
}

/// Alerts that SSL 3.0 had already are called so.
fn received(alert: A, answers_client_hello: bool) -> String {
    const DECOMPRESSION_FAILURE: A = A(30);
    let name = match alert {
        A::CLOSE_NOTIFY => return "UNEXPECTED_EOF".into(),
        A::HANDSHAKE_FAILURE if answers_client_hello => return "HANDSHAKE_FAILURE_ON_CLIENT_HELLO".into(),
        DECOMPRESSION_FAILURE => "DECOMPRESSION_FAILURE".into(),
        _ => alert.to_string().to_uppercase(),
    };
    let old = matches!(alert.0, 0 | 10 | 20 | 30 | 40..=47);
    format!("{}_ALERT_{name}", if old { "SSLV3" } else { "TLSV1" })
}
