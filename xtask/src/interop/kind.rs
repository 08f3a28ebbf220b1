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
    MlDsa44,
    MlDsa65,
    MlDsa87,
}

impl Kind {
    /// What all versions of OpenSSL know, among others.
    pub(super) const CLASSICAL: [Self; 6] =
        [Self::P256, Self::P384, Self::Ed25519, Self::Rsa, Self::RsaPss, Self::P521];

    pub(super) const ALL: [Self; 9] = {
        let [p256, p384, ed25519, rsa, rsa_pss, p521] = Self::CLASSICAL;
        [p256, p384, ed25519, rsa, rsa_pss, p521, Self::MlDsa44, Self::MlDsa65, Self::MlDsa87]
    };

    pub(super) fn name(self) -> &'static str {
        ["P-256", "P-384", "Ed25519", "RSA", "RSA-PSS", "P-521", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]
            [self as usize]
    }

    /// The name before `.pem` and `.key` of a server's files.
    pub(super) fn server(self) -> &'static str {
        [
            "server",
            "server-p384",
            "server-ed25519",
            "server-rsa",
            "server-rsa-pss",
            "server-p521",
            "server-mldsa44",
            "server-mldsa65",
            "server-mldsa87",
        ][self as usize]
    }

    /// The CA of the server.
    pub(super) fn ca(self) -> &'static str {
        match self {
            Self::RsaPss | Self::P521 => "openssl-ca.pem",
            Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => "mldsa-ca.pem",
            _ => "ca.pem",
        }
    }

    /// The same of a client, whose common name is `client.example`.
    pub(super) fn client(self) -> &'static str {
        [
            "client",
            "client-p384",
            "client-ed25519",
            "client-rsa",
            "client-rsa-pss",
            "client-p521",
            "client-mldsa44",
            "client-mldsa65",
            "client-mldsa87",
        ][self as usize]
    }

    /// The CA of the client.
    pub(super) fn client_ca(self) -> &'static str {
        match self {
            Self::P256 => "client-ca.pem",
            Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => "mldsa-ca.pem",
            _ => "openssl-ca.pem",
        }
    }

    /// The kind of the certificates whose keys sign by a scheme (RFC 9846, section 4.3.3).
    pub(super) fn of_scheme(scheme: &str) -> Option<Self> {
        Some(match scheme {
            "ecdsa_secp256r1_sha256" => Self::P256,
            "ecdsa_secp384r1_sha384" => Self::P384,
            "ecdsa_secp521r1_sha512" => Self::P521,
            "ed25519" => Self::Ed25519,
            "mldsa44" => Self::MlDsa44,
            "mldsa65" => Self::MlDsa65,
            "mldsa87" => Self::MlDsa87,
            _ if scheme.starts_with("rsa_pss_rsae_") => Self::Rsa,
            _ if scheme.starts_with("rsa_pss_pss_") => Self::RsaPss,
            _ => return None,
        })
    }
}
