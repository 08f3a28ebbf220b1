//! What a connection may ask the application, when its configuration leaves the decision to it.

use rustls_pki_types::{CertificateDer, ServerName};

use crate::code_points::SignatureScheme;

/// A question that a connection waits on; nothing else happens until it is answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Question<'a> {
    /// At a client: is this chain, end entity first, the server's? Answer by
    /// [`crate::ClientConnection::answer_certificate`].
    Certificate {
        /// The server's chain.
        chain: &'a [CertificateDer<'static>],
        /// The name that was asked for.
        name: &'a ServerName<'static>,
    },
    /// At a server: which credential? Answer by [`crate::ServerConnection::answer_credential`].
    Credential {
        /// The name that the client asked for.
        server_name: Option<&'a str>,
        /// The schemes that the client can verify, in its order of preference.
        schemes: &'a [SignatureScheme],
    },
    /// At a server: sign this. Answer by [`crate::ServerConnection::answer_signature`].
    Signature {
        /// By which scheme.
        scheme: SignatureScheme,
        /// What to sign; hashing it is part of the scheme.
        content: &'a [u8],
    },
}
