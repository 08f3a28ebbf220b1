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
    /// At the client, the server's chain, end entity first.
    pub peer_certificates: Vec<CertificateDer<'static>>,
    /// Whether the server asked for a second ClientHello.
    pub hello_retried: bool,
}
