//! Every way a connection can fail, each its own variant, with the alert it sends, the section that asks for it, and
//! what to do about it.

use alloc::string::String;

use crate::code_points::{
    AlertDescription as A, CertificateCompressionAlgorithm, CertificateType, CipherSuite, ContentType,
    ExtensionType, HandshakeType, NamedGroup, SignatureScheme,
};

mod certificate;
mod facts;

pub use certificate::{CertificateError, CertificateFault};

/// Why a connection failed. [`Error::alert`] is what the peer is told, [`Error::section`] the section of RFC 9846
/// that asks for it, [`Error::hint`] what a person can do.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    // What a peer's bytes are.
    /// A message or structure could not be parsed.
    Decode {
        /// The structure's name in the standard.
        what: &'static str,
    },
    /// The first bytes are no TLS record.
    NotTls,
    /// The first bytes are an HTTP request or response in the clear.
    PlainHttp,
    /// A record of a type that doesn't exist or may not come now.
    UnexpectedRecord(ContentType),
    /// A record longer than allowed, on the wire or once decrypted.
    RecordOverflow,
    /// A record that does not decrypt.
    BadRecordMac,
    /// A decrypted record of zeros only: it has no content type.
    NoContentType,
    /// A handshake or alert record without content.
    EmptyRecord(ContentType),
    /// More records without content in a row than [`crate::limits::MAX_EMPTY_RECORDS`].
    TooManyEmptyRecords,
    /// A change_cipher_spec record that is not the single byte 1.
    ChangeCipherSpec,
    /// Another record came in the middle of a handshake message.
    InterleavedHandshake,
    /// A handshake message was not at the end of its record, although keys change after it.
    MessageSpansKeyChange,
    /// A handshake message longer than this end accepts.
    MessageTooLong {
        /// The message.
        message: HandshakeType,
        /// Its length in bytes.
        length: usize,
    },
    /// A handshake message that may not come now.
    UnexpectedMessage {
        /// The message that came.
        got: HandshakeType,
        /// The state this end is in, as appendix A calls it.
        state: &'static str,
    },
    /// More KeyUpdate messages without data between them than [`crate::limits::MAX_KEY_UPDATES`].
    TooManyKeyUpdates,
    /// More early data than the ticket allows.
    TooMuchEarlyData,
    /// More early data to skip than [`crate::limits::MAX_SKIPPED_EARLY_DATA`], or than this end's own limit for it.
    TooMuchSkippedEarlyData,
    /// More user_canceled alerts than [`crate::limits::MAX_USER_CANCELED`].
    TooManyUserCanceled,

    // Extensions.
    /// An extension came twice in one block.
    DuplicateExtension(ExtensionType),
    /// pre_shared_key is not the last extension of the ClientHello.
    PreSharedKeyNotLast,
    /// There are not as many binders as PSK identities.
    BinderCount,
    /// An extension that Table 1 doesn't allow in this message.
    ForbiddenExtension {
        /// The extension.
        extension: ExtensionType,
        /// The message it came in.
        message: HandshakeType,
    },
    /// A response to an extension that was never sent.
    UnsolicitedExtension {
        /// The extension.
        extension: ExtensionType,
        /// The message it came in.
        message: HandshakeType,
    },
    /// An extension that must be there is missing.
    MissingExtension(ExtensionType),

    // Negotiation.
    /// The peer speaks TLS 1.2 or older only.
    PeerTooOld,
    /// The server's random says that someone made the peer believe this end is old (section 4.2.3).
    Downgrade,
    /// The two ends have no cipher suite in common.
    NoCommonSuite,
    /// The two ends have no group in common.
    NoCommonGroup,
    /// No signature scheme of the client fits the server's credential.
    NoCommonSignatureScheme,
    /// None of the client's application protocols is known here.
    NoCommonProtocol,
    /// The server has no credential for the name that the client asked for.
    UnknownServerName(String),
    /// The server chose a suite that was not offered, or another than in its HelloRetryRequest.
    SuiteNotOffered(CipherSuite),
    /// The server chose a group that was not offered, or for which a share had been sent already.
    GroupNotOffered(NamedGroup),
    /// The server chose a version that was not offered.
    VersionNotOffered,
    /// The server chose an application protocol that was not offered.
    ProtocolNotOffered,
    /// A signature scheme that was not offered, that TLS 1.3 forbids here, or that doesn't fit the certificate's key.
    SchemeNotOffered(SignatureScheme),
    /// legacy_version of a hello is not TLS 1.2.
    LegacyVersion,
    /// legacy_session_id was not echoed.
    SessionIdNotEchoed,
    /// A compression method other than null.
    Compression,
    /// The server chose a PSK that was not offered.
    PskNotOffered,
    /// The server chose a PSK for another hash than that of its cipher suite.
    PskOfOtherHash,
    /// The server chose a PSK without a key exchange, which was not offered.
    PskWithoutShare,
    /// The server took early data that was not offered, or without the PSK that it came with.
    EarlyDataNotOffered,
    /// The server took early data with another cipher suite than the session's.
    EarlyDataOtherSuite,
    /// The server took early data with another application protocol than the session's.
    EarlyDataOtherProtocol,
    /// A HelloRetryRequest that would change nothing.
    RetryWithoutChange,
    /// The second ClientHello differs from the first where it may not.
    ClientHelloChanged,
    /// A cookie that this server has not made, not for this client, or too long ago.
    BadCookie,
    /// A record size limit of less than 64 bytes.
    RecordSizeLimit(u16),
    /// A max_fragment_length that doesn't exist, or another in the answer than in the question.
    MaxFragmentLength(u8),
    /// The server answered by both max_fragment_length and record_size_limit.
    TwoRecordLimits,
    /// The second ClientHello doesn't bring the one share that was asked for.
    ShareNotAskedFor,
    /// The server has no certificate of a kind that the client takes.
    NoCommonCertificateType,
    /// The client has no certificate of a kind that the server takes, which asks for one.
    NoCommonClientCertificateType,
    /// The server chose a kind of certificate that was not offered.
    CertificateTypeNotOffered(CertificateType),
    /// A client's list of kinds of certificates has only the one that is understood without it.
    OnlyDefaultCertificateType,
    /// Two shares for one group, or a share outside supported_groups.
    BadKeyShareList,
    /// A public value that is malformed, not on its curve, or of low order.
    BadKeyShare(NamedGroup),
    /// certificate_request_context is not what it should be.
    CertificateRequestContext,
    /// request_update of a KeyUpdate is neither 0 nor 1.
    BadKeyUpdateRequest,
    /// A name in server_name that is no host name.
    BadServerName,

    // Authentication.
    /// A certificate was compressed in a way that was not offered.
    CompressionNotOffered(CertificateCompressionAlgorithm),
    /// A compressed certificate can't be decompressed to the length that it says.
    BadCompression(CertificateCompressionAlgorithm),
    /// A compressed certificate says that it is longer than [`crate::limits::MAX_CERTIFICATE`].
    CertificateTooLong(usize),
    /// The peer sent no certificate where it must.
    NoCertificate,
    /// More than one raw public key came.
    SeveralRawPublicKeys,
    /// The client sent no certificate, although the server requires one.
    ClientCertificateRequired,
    /// The peer's certificate was not accepted.
    Certificate(CertificateError),
    /// The signature of CertificateVerify doesn't verify: the peer doesn't have the certificate's key.
    BadSignature(SignatureScheme),
    /// A binder doesn't verify: the client doesn't have the PSK, or someone changed its ClientHello.
    BadBinder,
    /// Finished doesn't verify: the two ends did not see the same handshake.
    BadFinished,
    /// The application's signer gave up.
    SignerFailed,

    // Ends.
    /// The peer sent an error alert.
    AlertReceived(A),
    /// The peer sent an error alert, but called it a warning.
    WarningReceived(A),
    /// An alert of a level that doesn't exist.
    AlertLevel(u8),
    /// The transport ended before the handshake did.
    HandshakeInterrupted {
        /// The state this end was in, as appendix A calls it.
        state: &'static str,
    },
    /// The transport ended without close_notify: data may be missing.
    Truncated,
    /// The key of this direction has encrypted all it may and can't be renewed.
    KeyExhausted,

    /// The application has ended the connection by this alert.
    Aborted(A),

    // Use.
    /// This end was asked to send or answer at a time when it can't.
    NotNow(&'static str),
    /// The configuration can't work.
    Configuration(&'static str),
}

impl Error {
    /// The alert that tells the peer, if one is sent: none answers an alert or the end of the transport.
    #[must_use]
    pub fn alert(&self) -> Option<A> {
        self.facts().alert
    }

    /// The section of RFC 9846 that asks for this error.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.facts().section
    }

    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.facts().hint
    }
}

impl core::error::Error for Error {}

impl From<CertificateFault> for Error {
    fn from(fault: CertificateFault) -> Self {
        Self::Certificate(fault.into())
    }
}

impl From<CertificateError> for Error {
    fn from(error: CertificateError) -> Self {
        Self::Certificate(error)
    }
}
