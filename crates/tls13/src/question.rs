//! What a connection may ask the application, when its configuration leaves the decision to it.

use alloc::vec::Vec;

use rustls_pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer};

use crate::code_points::{CertificateType, SignatureScheme};

/// A question that a connection waits on; nothing else happens until it is answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Question<'a> {
    /// Is this chain the peer's? Answer by [`crate::Connection::answer_certificate`].
    Certificate {
        /// The peer's chain, end entity first.
        chain: &'a [CertificateDer<'static>],
        /// At a client, the name that was asked for.
        name: Option<&'a ServerName<'static>>,
        /// At a client that asked for it, the OCSP response that the server stapled, in DER.
        ocsp_response: Option<&'a [u8]>,
    },
    /// Is this raw public key the peer's (RFC 7250)? Answer by [`crate::Connection::answer_certificate`].
    RawPublicKey {
        /// The key. That the peer has it is not proven yet, but the handshake fails if it isn't.
        key: &'a SubjectPublicKeyInfoDer<'static>,
        /// At a client, the name that was asked for: the key says nothing of it.
        name: Option<&'a ServerName<'static>>,
    },
    /// Which credential? Answer by [`crate::Connection::answer_credential`].
    Credential {
        /// At a server, the name that the client asked for.
        server_name: Option<&'a str>,
        /// The kinds of certificates that the peer takes, in its order of preference; none if it takes only kinds that are
        /// unknown here, so that no answer helps.
        certificate_types: &'a [CertificateType],
        /// The schemes that the peer can verify, in its order of preference.
        schemes: &'a [SignatureScheme],
        /// The same for the signatures in the chain. Where no chain is signed by these alone, any other will do.
        certificate_schemes: &'a [SignatureScheme],
        /// The CAs that the peer would like, as distinguished names in DER; any if there are none.
        authorities: &'a [Vec<u8>],
    },
    /// Sign this. Answer by [`crate::Connection::answer_signature`].
    Signature {
        /// By which scheme.
        scheme: SignatureScheme,
        /// What to sign; hashing it is part of the scheme.
        content: &'a [u8],
    },
}
