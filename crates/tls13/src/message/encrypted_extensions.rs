//! EncryptedExtensions (RFC 9846, section 4.4.1).

use alloc::vec::Vec;

use crate::{
    code_points::{ExtensionType, ExtensionType as T, HandshakeType},
    error::Error,
    extension::{Block, Place, alpn, put, supported_groups},
    wire::Reader,
};

/// What a client takes from EncryptedExtensions.
#[derive(Debug)]
pub(crate) struct EncryptedExtensions<'a> {
    /// The application protocol that the server chose.
    pub(crate) protocol: Option<&'a [u8]>,
}

impl<'a> EncryptedExtensions<'a> {
    /// `offered` are the extensions of the ClientHello.
    pub(crate) fn decode(body: &'a [u8], offered: &[ExtensionType]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "EncryptedExtensions");
        let extensions = r.vec_u16()?;
        r.finish()?;
        let block = Block::read(extensions, Place::EncryptedExtensions, offered)?;
        // The server's acknowledgement of server_name is empty (RFC 6066, section 3).
        block.get(T::SERVER_NAME, "server_name", |_| Ok(()))?;
        // For later connections only; this client doesn't remember it.
        block.get(T::SUPPORTED_GROUPS, "supported_groups", supported_groups::decode)?;
        let protocol = block.get(
            T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
            "application_layer_protocol_negotiation",
            alpn::decode_server,
        )?;
        Ok(Self { protocol })
    }
}

/// `name_used` says that the client's server_name was looked at.
pub(crate) fn encode(name_used: bool, protocol: Option<&[u8]>) -> Vec<u8> {
    super::encode(HandshakeType::ENCRYPTED_EXTENSIONS, |w| {
        w.vec_u16(|w| {
            if name_used {
                put(w, T::SERVER_NAME, |_| ());
            }
            if let Some(protocol) = protocol {
                put(w, T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, |w| alpn::encode(w, &[protocol]));
            }
        });
    })
}
