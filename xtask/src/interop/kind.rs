//! Kinds of certificates, by their keys.

/// A kind of key, with files of the stage for a server and a client that have one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    P256,
    P384,
    Ed25519,
    Rsa,
    /// For RSASSA-PSS alone.
    RsaPss,
    /// Other programs' alone: ours verifies by such keys, and has none.
    P521,
}

impl Kind {
    pub(super) const ALL: [Self; 6] =
        [Self::P256, Self::P384, Self::Ed25519, Self::Rsa, Self::RsaPss, Self::P521];

    pub(super) fn name(self) -> &'static str {
        ["P-256", "P-384", "Ed25519", "RSA", "RSA-PSS", "P-521"][self as usize]
    }

    /// The name before `.pem` and `.key` of a server's files.
    pub(super) fn server(self) -> &'static str {
        ["server", "server-p384", "server-ed25519", "server-rsa", "server-rsa-pss", "server-p521"]
            [self as usize]
    }

    /// The CA of the server.
    pub(super) fn ca(self) -> &'static str {
        if matches!(self, Self::RsaPss | Self::P521) { "openssl-ca.pem" } else { "ca.pem" }
    }

    /// The same of a client, whose common name is `client.example`.
    pub(super) fn client(self) -> &'static str {
        ["client", "client-p384", "client-ed25519", "client-rsa", "client-rsa-pss", "client-p521"]
            [self as usize]
    }

    /// The CA of the client.
    pub(super) fn client_ca(self) -> &'static str {
        if self == Self::P256 { "client-ca.pem" } else { "openssl-ca.pem" }
    }

    /// The kind of the certificates whose keys sign by a scheme (RFC 9846, section 4.3.3).
    pub(super) fn of_scheme(scheme: &str) -> Option<Self> {
        Some(match scheme {
            "ecdsa_secp256r1_sha256" => Self::P256,
            "ecdsa_secp384r1_sha384" => Self::P384,
            "ecdsa_secp521r1_sha512" => Self::P521,
            "ed25519" => Self::Ed25519,
            _ if scheme.starts_with("rsa_pss_rsae_") => Self::Rsa,
            _ if scheme.starts_with("rsa_pss_pss_") => Self::RsaPss,
            _ => return None,
        })
    }
}
