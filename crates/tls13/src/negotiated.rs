//! What the two ends agreed on.

use alloc::{string::String, vec::Vec};

use rustls_pki_types::CertificateDer;

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
    /// The scheme by which the server signed.
    pub signature_scheme: SignatureScheme,
    /// The application protocol (ALPN).
    pub protocol: Option<Vec<u8>>,
    /// At the server, the name that the client asked for.
    pub server_name: Option<String>,
    /// The peer's chain, end entity first; empty at a server whose client has shown none.
    pub peer_certificates: Vec<CertificateDer<'static>>,
    /// At a client that asked for it, the OCSP response that the server stapled, in DER.
    pub ocsp_response: Option<Vec<u8>>,
    /// Whether the server asked for a second ClientHello.
    pub hello_retried: bool,
}
