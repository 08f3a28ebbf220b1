//! EncryptedExtensions (RFC 9846, section 4.4.1).

use alloc::vec::Vec;

use crate::{
    code_points::{CertificateType, ExtensionType, ExtensionType as T, HandshakeType},
    error::Error,
    extension::{
        Block, Place, alpn, certificate_type,
        max_fragment_length::{self, MaxFragmentLength},
        put, record_size_limit, supported_groups, ticket_request,
    },
    suite::Group,
    wire::Reader,
};

/// What a client takes from EncryptedExtensions.
#[derive(Debug)]
pub(crate) struct EncryptedExtensions<'a> {
    /// The application protocol that the server chose.
    pub(crate) protocol: Option<&'a [u8]>,
    /// The server takes the early data.
    pub(crate) early_data: bool,
    pub(crate) record_size_limit: Option<u16>,
    pub(crate) max_fragment_length: Option<u8>,
    /// The kind of certificate that the client will be asked for, and the kind of the server's.
    pub(crate) client_certificate_type: Option<CertificateType>,
    pub(crate) server_certificate_type: Option<CertificateType>,
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
        //= 4.3.7-2
        block.get(T::SUPPORTED_GROUPS, "supported_groups", supported_groups::decode)?;
        let protocol = block.get(
            T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
            "application_layer_protocol_negotiation",
            alpn::decode_server,
        )?;
        let early_data = block.get(T::EARLY_DATA, "early_data", |_| Ok(()))?.is_some();
        // A promise to send so many tickets, on which nothing depends.
        block.get(T::TICKET_REQUEST, "ticket_request", ticket_request::decode_server)?;
        let record_size_limit =
            block.get(T::RECORD_SIZE_LIMIT, "record_size_limit", record_size_limit::decode)?;
        Ok(Self {
            protocol,
            early_data,
            record_size_limit,
            max_fragment_length: block.get(
                T::MAX_FRAGMENT_LENGTH,
                "max_fragment_length",
                max_fragment_length::decode,
            )?,
            client_certificate_type: block.get(
                T::CLIENT_CERTIFICATE_TYPE,
                "client_certificate_type",
                certificate_type::decode_server,
            )?,
            server_certificate_type: block.get(
                T::SERVER_CERTIFICATE_TYPE,
                "server_certificate_type",
                certificate_type::decode_server,
            )?,
        })
    }
}

/// What a server says in EncryptedExtensions.
#[derive(Debug, Default)]
pub(crate) struct Contents<'a> {
    /// The client's server_name was looked at.
    pub(crate) name_used: bool,
    pub(crate) protocol: Option<&'a [u8]>,
    /// All groups of the server, if the client should know them for the next time; otherwise none.
    pub(crate) groups: &'a [Group],
    pub(crate) early_data: bool,
    /// How many tickets will come, if the client asked for a number.
    pub(crate) expected_tickets: Option<u8>,
    /// The kind of certificate that the client will be asked for, and the kind of the server's.
    pub(crate) client_certificate_type: Option<CertificateType>,
    pub(crate) server_certificate_type: Option<CertificateType>,
    pub(crate) record_size_limit: Option<u16>,
    pub(crate) max_fragment_length: Option<MaxFragmentLength>,
}

//= 4.3-3 4.3.6-2 4.3.9-6
pub(crate) fn encode(contents: &Contents<'_>) -> Vec<u8> {
    super::encode(HandshakeType::ENCRYPTED_EXTENSIONS, |w| {
        w.vec_u16(|w| {
            if contents.name_used {
                put(w, T::SERVER_NAME, |_| ());
            }
            if let Some(protocol) = contents.protocol {
                put(w, T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION, |w| alpn::encode(w, &[protocol]));
            }
            if !contents.groups.is_empty() {
                put(w, T::SUPPORTED_GROUPS, |w| supported_groups::encode(w, None, contents.groups));
            }
            if contents.early_data {
                put(w, T::EARLY_DATA, |_| ());
            }
            if let Some(limit) = contents.record_size_limit {
                put(w, T::RECORD_SIZE_LIMIT, |w| record_size_limit::encode(w, limit));
            }
            if let Some(length) = contents.max_fragment_length {
                put(w, T::MAX_FRAGMENT_LENGTH, |w| max_fragment_length::encode(w, length));
            }
            for (extension, kind) in [
                (T::CLIENT_CERTIFICATE_TYPE, contents.client_certificate_type),
                (T::SERVER_CERTIFICATE_TYPE, contents.server_certificate_type),
            ] {
                if let Some(kind) = kind {
                    put(w, extension, |w| certificate_type::encode_server(w, kind));
                }
            }
            if let Some(count) = contents.expected_tickets {
                put(w, T::TICKET_REQUEST, |w| ticket_request::encode_server(w, count));
            }
        });
    })
}
