//! ServerHello (RFC 9846, section 4.2.3). A HelloRetryRequest has the same structure and differs by its random.

use alloc::vec::Vec;

use crate::{
    code_points::{CipherSuite, ExtensionType, ExtensionType as T, HandshakeType, ProtocolVersion},
    error::Error,
    extension::{Block, Place, key_share, pre_shared_key, put, supported_versions},
    suite::{Group, Suite},
    wire::{Reader, Writer},
};

/// The random that marks a HelloRetryRequest: the SHA-256 of its name.
pub(crate) const HELLO_RETRY_REQUEST_RANDOM: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// The end of a server's random that says: this server speaks TLS 1.3, but was asked for TLS 1.2 or for less.
const DOWNGRADE_SENTINELS: [[u8; 8]; 2] = [*b"DOWNGRD\x01", *b"DOWNGRD\x00"];

/// A ServerHello or HelloRetryRequest whose fixed fields are in order, and whose version is TLS 1.3.
#[derive(Debug)]
pub(crate) struct Hello<'a> {
    pub(crate) random: &'a [u8; 32],
    pub(crate) session_id: &'a [u8],
    pub(crate) cipher_suite: CipherSuite,
    pub(crate) extensions: Block<'a>,
}

impl<'a> Hello<'a> {
    /// `offered` are the extensions of the ClientHello.
    pub(crate) fn decode(body: &'a [u8], offered: &[ExtensionType]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "ServerHello");
        let version = ProtocolVersion(r.u16()?);
        let random: &[u8; 32] = r.array()?;
        let session_id = r.vec_u8()?.rest();
        if session_id.len() > 32 {
            return Err(r.error());
        }
        let cipher_suite = CipherSuite(r.u16()?);
        let compression = r.u8()?;
        let extensions = if r.is_empty() { Reader::new(&[], "ServerHello") } else { r.vec_u16()? };
        r.finish()?;

        //= 4.3.1-14
        if !names_version(extensions) {
            return Err(older_version(version, random));
        }
        //= 4.2.3-12
        let place =
            if *random == HELLO_RETRY_REQUEST_RANDOM { Place::HelloRetryRequest } else { Place::ServerHello };
        let extensions = Block::read(extensions, place, offered)?;
        check_version(&extensions, version)?;
        //= 4.2.3-9
        if compression != 0 {
            return Err(Error::Compression);
        }
        Ok(Self { random, session_id, cipher_suite, extensions })
    }

    pub(crate) fn is_retry_request(&self) -> bool {
        *self.random == HELLO_RETRY_REQUEST_RANDOM
    }

    /// The index of the PSK that the server takes.
    pub(crate) fn selected_identity(&self) -> Result<Option<u16>, Error> {
        self.extensions.get(T::PRE_SHARED_KEY, "pre_shared_key", pre_shared_key::decode_server)
    }

    /// The server's share, which every ServerHello has to bring: this client doesn't know PSKs without a key exchange.
    pub(crate) fn key_share(&self) -> Result<key_share::Entry<'a>, Error> {
        self.extensions
            .get(T::KEY_SHARE, "key_share", key_share::decode_server)?
            .ok_or(Error::MissingExtension(T::KEY_SHARE))
    }
}

/// Whether supported_versions is there, before anything else of the extensions is judged: in TLS 1.2 other rules hold
/// for them.
fn names_version(mut extensions: Reader<'_>) -> bool {
    while let (Ok(kind), Ok(_)) = (extensions.u16(), extensions.vec_u16()) {
        if ExtensionType(kind) == T::SUPPORTED_VERSIONS {
            return true;
        }
    }
    false
}

/// A server without supported_versions speaks TLS 1.2 or less; if it could do better, its random says so.
//= 4.2.3-16 4.2.3-18 E.1-3 E.1-4 E.3-1
fn older_version(version: ProtocolVersion, random: &[u8; 32]) -> Error {
    let downgraded = random.last_chunk::<8>().is_some_and(|end| DOWNGRADE_SENTINELS.contains(end));
    if downgraded && version <= ProtocolVersion::TLS_1_2 { Error::Downgrade } else { Error::PeerTooOld }
}

fn check_version(extensions: &Block<'_>, legacy_version: ProtocolVersion) -> Result<(), Error> {
    let selected =
        extensions.get(T::SUPPORTED_VERSIONS, "supported_versions", supported_versions::decode_server)?;
    //= 4.2.4-13 4.3.1-15 4.3.1-16 4.3.1-17
    if selected != Some(ProtocolVersion::TLS_1_3) {
        return Err(Error::VersionNotOffered);
    }
    //= 4.2.3-2 E.5-9
    if legacy_version != ProtocolVersion::TLS_1_2 {
        return Err(Error::LegacyVersion);
    }
    Ok(())
}

/// The fields that ServerHello and HelloRetryRequest share.
pub(super) fn encode_hello(
    random: &[u8; 32],
    session_id: &[u8],
    suite: Suite,
    extensions: impl FnOnce(&mut Writer<'_>),
) -> Vec<u8> {
    super::encode(HandshakeType::SERVER_HELLO, |w| {
        //= 4.2.3-1 4.3.1-13 E.5-8
        w.u16(ProtocolVersion::TLS_1_2.0);
        w.bytes(random);
        w.vec_u8(|id| id.bytes(session_id));
        w.u16(CipherSuite::from(suite).0);
        //= 4.2.3-8
        w.u8(0);
        w.vec_u16(extensions);
    })
}

/// The ServerHello of a handshake with this key exchange, and with the client's PSK of this index if one is used.
//= 4.2.3-10 4.2.3-11 4.3.9-8 9.2-3 9.2-6 9.2-7
pub(crate) fn encode(
    random: &[u8; 32],
    session_id: &[u8],
    suite: Suite,
    (group, key_exchange): (Group, &[u8]),
    selected_identity: Option<u16>,
) -> Vec<u8> {
    encode_hello(random, session_id, suite, |w| {
        put(w, T::SUPPORTED_VERSIONS, supported_versions::encode_server);
        put(w, T::KEY_SHARE, |w| key_share::encode_server(w, group, key_exchange));
        if let Some(selected_identity) = selected_identity {
            put(w, T::PRE_SHARED_KEY, |w| pre_shared_key::encode_server(w, selected_identity));
        }
    })
}
