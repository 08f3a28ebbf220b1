//! The ClientHello of a client that speaks TLS 1.2 or older (RFC 5246, section 7.4.1.2).

use rand_core::TryRng;
use tls13::{
    SystemRandom,
    code_points::{
        ContentType, ExtensionType as T, HandshakeType, NamedGroup as G, ProtocolVersion,
        SignatureScheme as S,
    },
    pki_types::ServerName,
};

/// Of TLS 1.2: ECDHE and RSA with AES-GCM and ChaCha20-Poly1305 (RFC 5288, RFC 5289, RFC 7905).
const SUITES_12: [u16; 8] = [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009c, 0x009d];

/// Of all versions: ECDHE and RSA with AES-CBC (RFC 8422, RFC 5246), RSA with 3DES; and the sign of secure renegotiation
/// (RFC 5746), without which some servers don't go on.
const SUITES_ANY: [u16; 8] = [0xc009, 0xc013, 0xc00a, 0xc014, 0x002f, 0x0035, 0x000a, 0x00ff];

const GROUPS: [G; 4] = [G::X25519, G::SECP256R1, G::SECP384R1, G::SECP521R1];

/// Those of TLS 1.3, and RSA by PKCS #1 v1.5 and ECDSA with SHA-1 (0x0201, 0x0203), which old servers may need.
const SCHEMES: [S; 12] = [
    S::ECDSA_SECP256R1_SHA256,
    S::ECDSA_SECP384R1_SHA384,
    S::ED25519,
    S::RSA_PSS_RSAE_SHA256,
    S::RSA_PSS_RSAE_SHA384,
    S::RSA_PSS_RSAE_SHA512,
    S::RSA_PKCS1_SHA256,
    S::RSA_PKCS1_SHA384,
    S::RSA_PKCS1_SHA512,
    S::ECDSA_SECP521R1_SHA512,
    S(0x0201),
    S(0x0203),
];

/// A record with a ClientHello whose newest version is `version`. There are no keys behind it: it can only be answered.
pub(super) fn encode(version: ProtocolVersion, name: &ServerName<'_>) -> Vec<u8> {
    let mut random = [0; 32];
    let Ok(()) = SystemRandom.try_fill_bytes(&mut random);
    let newest: &[u16] = if version == ProtocolVersion::TLS_1_2 { &SUITES_12 } else { &[] };
    let suites = bytes(newest.iter().chain(&SUITES_ANY).copied());
    let body = [
        &bytes([version.0]),
        &random[..],
        &vector(1, &[]), // No session to resume.
        &vector(2, &suites),
        &vector(1, &[0]), // No compression.
        &vector(2, &extensions(version, name)),
    ];
    let message = [&[HandshakeType::CLIENT_HELLO.0], &vector(3, &body.concat())[..]].concat();
    let record_version = bytes([ProtocolVersion::TLS_1_0.0]);
    [&[ContentType::HANDSHAKE.0], &record_version[..], &vector(2, &message)].concat()
}

fn extensions(version: ProtocolVersion, name: &ServerName<'_>) -> Vec<u8> {
    /// Uncompressed points are understood (RFC 8422, section 5.1.2).
    const EC_POINT_FORMATS: T = T(11);
    let mut all = Vec::new();
    let mut put = |extension: T, content: &[u8]| {
        all.extend(bytes([extension.0]));
        all.extend(vector(2, content));
    };
    if let ServerName::DnsName(name) = name {
        let host_name = [&[0], &vector(2, name.as_ref().trim_end_matches('.').as_bytes())[..]].concat();
        put(T::SERVER_NAME, &vector(2, &host_name));
    }
    put(T::SUPPORTED_GROUPS, &vector(2, &bytes(GROUPS.map(|group| group.0))));
    put(EC_POINT_FORMATS, &vector(1, &[0]));
    if version == ProtocolVersion::TLS_1_2 {
        put(T::SIGNATURE_ALGORITHMS, &vector(2, &bytes(SCHEMES.map(|scheme| scheme.0))));
    }
    all
}

fn bytes(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_be_bytes).collect()
}

/// `content` behind its length in `prefix` bytes. Nothing here is too long for it.
fn vector(prefix: usize, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    [&length[length.len() - prefix..], content].concat()
}
