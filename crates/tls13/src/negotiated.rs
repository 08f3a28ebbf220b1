//! What the two ends agreed on.

use alloc::{boxed::Box, string::String, vec::Vec};

use rustls_pki_types::{CertificateDer, SubjectPublicKeyInfoDer};

use crate::{
    code_points::SignatureScheme,
    suite::{Group, Suite},
};

/// The outcome of a handshake.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Negotiated {
    /// The cipher suite.
    pub suite: Suite,
    /// The group of the key exchange.
    pub group: Group,
    /// The scheme by which the server signed, in this handshake or in the one that a session comes from; None with an
    /// external PSK, and at a server that resumes a session.
    pub signature_scheme: Option<SignatureScheme>,
    /// The scheme by which the client signed in this handshake, if it did; at a server, also in the one that a session
    /// comes from.
    pub client_signature_scheme: Option<SignatureScheme>,
    /// The application protocol (ALPN).
    pub protocol: Option<Vec<u8>>,
    /// At the server, the name that the client asked for.
    pub server_name: Option<String>,
    /// The peer's chain, end entity first; empty if it has shown none.
    pub peer_certificates: Vec<CertificateDer<'static>>,
    /// The key that the peer has proven itself by in place of certificates (RFC 7250).
    pub peer_raw_public_key: Option<SubjectPublicKeyInfoDer<'static>>,
    /// If this end asked for it, the OCSP response that the peer stapled, in DER.
    pub ocsp_response: Option<Vec<u8>>,
    /// If this end asked for them, the SignedCertificateTimestampList that the peer stapled, in its encoded form
    /// (RFC 6962, section 3.3).
    pub sct_list: Option<Vec<u8>>,
    /// Whether the server asked for a second ClientHello.
    pub hello_retried: bool,
    /// Whether a session was resumed. The peer's certificates or key are those of its first handshake
    /// then.
    pub resumed: bool,
    /// The identity of the external PSK, if one was used.
    pub psk_identity: Option<Vec<u8>>,
    /// What became of early data.
    pub early_data: EarlyData,
    /// At a server that resumed a session, how much older the ticket was than the client said, in milliseconds.
    pub ticket_age_difference: Option<i64>,
}

impl Negotiated {
    /// What else was agreed on is noted in it later. It is made where it stays: were it moved there, its gaps would be filled
    /// with what was left on the stack.
    #[inline(never)]
    pub(crate) fn new(suite: Suite, group: Group) -> Box<Self> {
        Box::new(Self {
            suite,
            group,
            signature_scheme: None,
            client_signature_scheme: None,
            protocol: None,
            server_name: None,
            peer_certificates: Vec::new(),
            peer_raw_public_key: None,
            ocsp_response: None,
            sct_list: None,
            hello_retried: false,
            resumed: false,
            psk_identity: None,
            early_data: EarlyData::NotOffered,
            ticket_age_difference: None,
        })
    }
}

/// What became of early data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EarlyData {
    /// The client offered none.
    NotOffered,
    /// The server took it.
    Accepted,
    /// The server did not take it: none of it has reached the application, which may send it again.
    Refused(EarlyDataRefusal),
}

/// Why early data was not taken, as far as this end knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EarlyDataRefusal {
    /// The server doesn't take any, or, at a client, has not said why.
    Disabled,
    /// The server asked for a second ClientHello.
    HelloRetryRequest,
    /// The session was not resumed, or it was not the first that the client offered.
    NotResumed,
    /// The ticket was not made for early data.
    NotAllowed,
    /// Another cipher suite was chosen than the session's.
    OtherSuite,
    /// Another application protocol was chosen than the session's.
    OtherProtocol,
    /// The ticket's age is not what the client says.
    TicketAge,
    /// It may be a replay.
    Replay,
}
