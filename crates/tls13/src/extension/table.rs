//! Table 1 of RFC 9846, section 4.3: the messages in which each extension may stand, and what happens when one
//! stands elsewhere.

use crate::{
    code_points::{ExtensionType, ExtensionType as T, HandshakeType},
    error::Error,
};

/// A block of extensions: the message it is in, with HelloRetryRequest told from ServerHello.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    ClientHello,
    ServerHello,
    HelloRetryRequest,
    EncryptedExtensions,
    CertificateRequest,
    Certificate,
    NewSessionTicket,
}

use Place::{
    Certificate as CT, CertificateRequest as CR, ClientHello as CH, EncryptedExtensions as EE,
    HelloRetryRequest as HRR, NewSessionTicket as NST, ServerHello as SH,
};

/// Table 1, with two rows that it leaves to other RFCs: max_fragment_length (RFC 6066) and
/// signed_certificate_timestamp (RFC 6962).
const TABLE: &[(ExtensionType, &[Place])] = &[
    (T::SERVER_NAME, &[CH, EE, CR]),
    (T::MAX_FRAGMENT_LENGTH, &[CH, EE]),
    (T::STATUS_REQUEST, &[CH, CR, CT]),
    (T::SUPPORTED_GROUPS, &[CH, EE]),
    (T::SIGNATURE_ALGORITHMS, &[CH, CR]),
    (T::USE_SRTP, &[CH, EE]),
    (T::HEARTBEAT, &[CH, EE]),
    (T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, &[CH, EE]),
    (T::SIGNED_CERTIFICATE_TIMESTAMP, &[CH, CR, CT]),
    (T::CLIENT_CERTIFICATE_TYPE, &[CH, EE]),
    (T::SERVER_CERTIFICATE_TYPE, &[CH, EE]),
    (T::PADDING, &[CH]),
    (T::COMPRESS_CERTIFICATE, &[CH, CR]),
    (T::RECORD_SIZE_LIMIT, &[CH, EE]),
    (T::DELEGATED_CREDENTIAL, &[CH, CR, CT]),
    (T::PRE_SHARED_KEY, &[CH, SH]),
    (T::EARLY_DATA, &[CH, EE, NST]),
    (T::SUPPORTED_VERSIONS, &[CH, SH, HRR]),
    (T::COOKIE, &[CH, HRR]),
    (T::PSK_KEY_EXCHANGE_MODES, &[CH]),
    (T::CERTIFICATE_AUTHORITIES, &[CH, CR]),
    (T::OID_FILTERS, &[CR]),
    (T::POST_HANDSHAKE_AUTH, &[CH]),
    (T::SIGNATURE_ALGORITHMS_CERT, &[CH, CR]),
    (T::KEY_SHARE, &[CH, SH, HRR]),
    (T::TRANSPARENCY_INFO, &[CH, CR, CT]),
    (T::EXTERNAL_ID_HASH, &[CH, EE]),
    (T::EXTERNAL_SESSION_ID, &[CH, EE]),
    (T::QUIC_TRANSPORT_PARAMETERS, &[CH, EE]),
    (T::TICKET_REQUEST, &[CH, EE]),
    (T::ECH_OUTER_EXTENSIONS, &[CH]),
    (T::ENCRYPTED_CLIENT_HELLO, &[CH, HRR, EE]),
];

impl Place {
    /// Whether the extensions here answer ones that the other end sent before.
    fn is_response(self) -> bool {
        matches!(self, SH | HRR | EE | CT)
    }

    fn message(self) -> HandshakeType {
        match self {
            CH => HandshakeType::CLIENT_HELLO,
            SH | HRR => HandshakeType::SERVER_HELLO,
            EE => HandshakeType::ENCRYPTED_EXTENSIONS,
            CR => HandshakeType::CERTIFICATE_REQUEST,
            CT => HandshakeType::CERTIFICATE,
            NST => HandshakeType::NEW_SESSION_TICKET,
        }
    }
}

/// Whether this end knows what the extension means.
pub(crate) fn is_known(extension: ExtensionType) -> bool {
    TABLE.iter().any(|(known, _)| *known == extension)
}

/// Whether `extension`, found in `place`, is one to look at; `offered` is what this end sent, if `place` responds.
///
/// Recognised but not for this message: illegal_parameter. Not offered: unsupported_extension, but for the cookie,
/// which a HelloRetryRequest may bring unasked. Unknown in a request: ignored.
pub(super) fn admit(
    extension: ExtensionType,
    place: Place,
    offered: &[ExtensionType],
) -> Result<bool, Error> {
    let message = place.message();
    let row = TABLE.iter().find(|(known, _)| *known == extension);
    if row.is_some_and(|(_, places)| !places.contains(&place)) {
        //= 4.3-5 4.4.1-2 4.4.1-3
        return Err(Error::ForbiddenExtension { extension, message });
    }
    let unasked = extension == T::COOKIE && place == HRR;
    if place.is_response() && !unasked && !offered.contains(&extension) {
        //= 4.3-4
        return Err(Error::UnsolicitedExtension { extension, message });
    }
    //= 4.2.2-18 4.4.2-6 4.5.1.1-2 4.5.1.1-4 9.3-2 9.3-4 9.3-5
    Ok(row.is_some())
}
