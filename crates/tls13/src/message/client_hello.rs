//! ClientHello (RFC 9846, section 4.2.2).

use alloc::{boxed::Box, vec::Vec};

use crate::{
    code_points::{
        CertificateCompressionAlgorithm, CertificateType, CipherSuite, ExtensionType, ExtensionType as T,
        HandshakeType, ProtocolVersion, SignatureScheme,
    },
    crypto::KeyPair,
    error::Error,
    extension::{
        Block, Place, Staples, alpn, certificate_authorities, certificate_type, compress_certificate, cookie,
        key_share,
        max_fragment_length::{self, MaxFragmentLength},
        pre_shared_key::{self, Identity, Offered},
        psk_key_exchange_modes, put, record_size_limit, server_name, signature_algorithms, status_request,
        supported_groups, supported_versions,
        ticket_request::{self, TicketRequest},
    },
    grease::Grease,
    suite::{Group, Suite},
    wire::{CodePoints, Reader, Writer},
};

/// What a ClientHello is made of.
pub(crate) struct Contents<'a> {
    pub(crate) random: &'a [u8; 32],
    pub(crate) session_id: &'a [u8],
    pub(crate) suites: &'a [Suite],
    pub(crate) host_name: Option<&'a str>,
    pub(crate) groups: &'a [Group],
    pub(crate) shares: &'a [KeyPair],
    pub(crate) schemes: &'a [SignatureScheme],
    pub(crate) protocols: &'a [Vec<u8>],
    pub(crate) cookie: Option<&'a [u8]>,
    pub(crate) post_handshake_auth: bool,
    pub(crate) record_size_limit: Option<u16>,
    pub(crate) max_fragment_length: Option<MaxFragmentLength>,
    pub(crate) staples: Staples,
    pub(crate) compressions: &'a [CertificateCompressionAlgorithm],
    /// The kinds of certificates that the client can show, and those that it takes.
    pub(crate) client_certificate_types: &'a [CertificateType],
    pub(crate) server_certificate_types: &'a [CertificateType],
    /// Says that PSKs and tickets are welcome.
    pub(crate) psk_modes: bool,
    pub(crate) ticket_request: Option<TicketRequest>,
    pub(crate) early_data: bool,
    /// PSKs, the most preferred first, each with the length of its binder.
    pub(crate) identities: &'a [Identity<'a>],
    /// Reserved values to strew in, and an order of the extensions that looks random.
    pub(crate) grease: Option<Grease>,
    /// It comes after a HelloRetryRequest.
    pub(crate) is_second: bool,
    pub(crate) binder_lengths: &'a [usize],
}

impl Contents<'_> {
    /// The message, and the types of its extensions.
    //= E.5-5
    pub(crate) fn encode(&self) -> (Vec<u8>, Vec<ExtensionType>) {
        let mut types = Vec::new();
        let message = super::encode(HandshakeType::CLIENT_HELLO, |w| {
            //= 4.2.2-6 E.5-8
            w.u16(ProtocolVersion::TLS_1_2.0);
            w.bytes(self.random);
            w.vec_u8(|id| id.bytes(self.session_id));
            let suites = self.suites.iter().map(|&suite| CipherSuite::from(suite).0);
            let grease = self.grease.map(|grease| grease.suite);
            w.vec_u16(|list| grease.into_iter().chain(suites).for_each(|suite| list.u16(suite)));
            //= 4.2.2-15
            w.vec_u8(|compression| compression.u8(0));
            w.vec_u16(|w| {
                for (extension, content) in self.extensions() {
                    put(w, extension, content);
                    // To reserved ones there is no right answer.
                    if !self.grease.is_some_and(|grease| grease.extensions.contains(&extension)) {
                        types.push(extension);
                    }
                }
            });
        });
        (message, types)
    }

    /// The extensions in the order in which they are sent.
    //= 4.3-7 9.2-2 9.2-9 9.2-10 9.2-11 E.5-12
    fn extensions(&self) -> Vec<(ExtensionType, Content<'_>)> {
        let mut list: Vec<(ExtensionType, Content<'_>)> = Vec::new();
        let (version, group) = self.grease.map(|grease| (grease.version, grease.group)).unzip();
        // After a HelloRetryRequest, the share that was asked for comes alone (section 4.2.2).
        let share_group = group.filter(|_| !self.is_second);
        if let Some(name) = self.host_name {
            list.push((T::SERVER_NAME, Box::new(|w| server_name::encode(w, name))));
        }
        //= 9.2-3
        list.push((T::SUPPORTED_VERSIONS, Box::new(move |w| supported_versions::encode_client(w, version))));
        //= 9.2-5
        list.push((T::SUPPORTED_GROUPS, Box::new(move |w| supported_groups::encode(w, group, self.groups))));
        //= 2.2-1 4.3.9-8 9.2-6
        list.push((T::KEY_SHARE, Box::new(move |w| key_share::encode_client(w, share_group, self.shares))));
        //= 4.3.3-2 9.2-4
        list.push((T::SIGNATURE_ALGORITHMS, Box::new(|w| signature_algorithms::encode(w, self.schemes))));
        if !self.protocols.is_empty() {
            let alpn = T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION;
            list.push((alpn, Box::new(|w| alpn::encode(w, self.protocols))));
        }
        if let Some(limit) = self.record_size_limit {
            list.push((T::RECORD_SIZE_LIMIT, Box::new(move |w| record_size_limit::encode(w, limit))));
        }
        if let Some(length) = self.max_fragment_length {
            list.push((T::MAX_FRAGMENT_LENGTH, Box::new(move |w| max_fragment_length::encode(w, length))));
        }
        if self.post_handshake_auth {
            list.push((T::POST_HANDSHAKE_AUTH, Box::new(|_| ())));
        }
        if self.staples.ocsp_response {
            list.push((T::STATUS_REQUEST, Box::new(status_request::encode_request)));
        }
        if self.staples.scts {
            list.push((T::SIGNED_CERTIFICATE_TIMESTAMP, Box::new(|_| ())));
        }
        if !self.compressions.is_empty() {
            let content = |w: &mut Writer<'_>| compress_certificate::encode(w, self.compressions);
            list.push((T::COMPRESS_CERTIFICATE, Box::new(content)));
        }
        for (extension, types) in [
            (T::CLIENT_CERTIFICATE_TYPE, self.client_certificate_types),
            (T::SERVER_CERTIFICATE_TYPE, self.server_certificate_types),
        ] {
            // RFC 7250, section 4.1.
            if !types.is_empty() && types != certificate_type::DEFAULT {
                list.push((extension, Box::new(move |w| certificate_type::encode_client(w, types))));
            }
        }
        if let Some(cookie) = self.cookie {
            list.push((T::COOKIE, Box::new(|w| cookie::encode(w, cookie))));
        }
        if self.psk_modes {
            list.push((T::PSK_KEY_EXCHANGE_MODES, Box::new(psk_key_exchange_modes::encode)));
        }
        if let Some(request) = self.ticket_request {
            list.push((T::TICKET_REQUEST, Box::new(move |w| ticket_request::encode_client(w, request))));
        }
        if self.early_data {
            list.push((T::EARLY_DATA, Box::new(|_| ())));
        }
        if let Some(grease) = self.grease {
            let [empty, other] = grease.extensions;
            list.push((empty, Box::new(|_| ())));
            list.push((other, Box::new(|w| w.u8(0))));
            list.sort_by_key(|(extension, _)| grease.rank(*extension));
        }
        // Nothing may follow it (section 4.3.11).
        //= 4.3-6 4.3.11-17 9.2-7
        if !self.identities.is_empty() {
            let (identities, binders) = (self.identities, self.binder_lengths);
            let content = move |w: &mut Writer<'_>| pre_shared_key::encode_client(w, identities, binders);
            list.push((T::PRE_SHARED_KEY, Box::new(content)));
        }
        list
    }
}

/// What writes an extension's content.
type Content<'a> = Box<dyn FnOnce(&mut Writer<'_>) + 'a>;

/// A ClientHello that asks for TLS 1.3, parsed and free of contradictions.
#[derive(Debug)]
pub(crate) struct ClientHello<'a> {
    pub(crate) random: &'a [u8; 32],
    pub(crate) session_id: &'a [u8],
    pub(crate) suites: CodePoints<'a>,
    pub(crate) host_name: Option<&'a str>,
    pub(crate) groups: CodePoints<'a>,
    pub(crate) shares: Vec<key_share::Entry<'a>>,
    pub(crate) schemes: CodePoints<'a>,
    /// The same for signatures in certificates.
    pub(crate) certificate_schemes: CodePoints<'a>,
    pub(crate) protocols: Option<Vec<&'a [u8]>>,
    pub(crate) cookie: Option<&'a [u8]>,
    /// The CAs that the client would like, as distinguished names in DER; any if there are none.
    pub(crate) authorities: Vec<Vec<u8>>,
    /// Whether the client knows PSKs with a key exchange.
    pub(crate) psk_dhe_ke: bool,
    pub(crate) psks: Option<Offered<'a>>,
    pub(crate) early_data: bool,
    pub(crate) ticket_request: Option<TicketRequest>,
    /// The kinds of certificates that the client can show, and those that it takes, most preferred first; None for X.509
    /// without saying so.
    pub(crate) client_certificate_types: Option<Vec<CertificateType>>,
    pub(crate) server_certificate_types: Option<Vec<CertificateType>>,
    pub(crate) post_handshake_auth: bool,
    pub(crate) record_size_limit: Option<u16>,
    pub(crate) max_fragment_length: Option<u8>,
    pub(crate) staples: Staples,
    pub(crate) compressions: Vec<CertificateCompressionAlgorithm>,
}

impl<'a> ClientHello<'a> {
    pub(crate) fn decode(body: &'a [u8]) -> Result<Self, Error> {
        let mut r = Reader::new(body, "ClientHello");
        let version = ProtocolVersion(r.u16()?);
        let random = r.array()?;
        let session_id = r.vec_u8()?.rest();
        if session_id.len() > 32 {
            return Err(r.error());
        }
        let suites = r.list_u16()?;
        let compression = r.vec_u8()?.non_empty()?.rest();
        if r.is_empty() {
            // Before extensions were invented, a ClientHello ended here.
            return Err(Error::PeerTooOld);
        }
        let extensions = r.vec_u16()?;
        r.finish()?;

        let block = Block::read(extensions, Place::ClientHello, &[])?;
        check_versions(&block, version)?;
        //= 4.2.2-16
        if compression != [0] {
            return Err(Error::Compression);
        }
        block.check_psk_is_last()?;
        let hello = Self::from_extensions(&block, random, session_id, suites)?;
        key_share::check(&hello.shares, hello.groups)?;
        Ok(hello)
    }

    fn from_extensions(
        block: &Block<'a>,
        random: &'a [u8; 32],
        session_id: &'a [u8],
        suites: CodePoints<'a>,
    ) -> Result<Self, Error> {
        //= 9.2-12
        let need = |extension| move || Error::MissingExtension(extension);
        let psks = block.get(T::PRE_SHARED_KEY, "pre_shared_key", pre_shared_key::decode_client)?;
        let modes =
            block.get(T::PSK_KEY_EXCHANGE_MODES, "psk_key_exchange_modes", psk_key_exchange_modes::decode)?;
        //= 4.3.9-3
        if psks.is_some() && modes.is_none() {
            return Err(Error::MissingExtension(T::PSK_KEY_EXCHANGE_MODES));
        }
        // A client with PSKs may do without (section 4.3.3); whether they were needed shows when none is taken.
        let schemes =
            block.get(T::SIGNATURE_ALGORITHMS, "signature_algorithms", signature_algorithms::decode)?;
        //= 4.3.3-3 9.2-12
        if psks.is_none() && schemes.is_none() {
            return Err(Error::MissingExtension(T::SIGNATURE_ALGORITHMS));
        }
        let schemes = schemes.unwrap_or_default();
        //= 9.2-1
        let certificate_schemes = block
            .get(T::SIGNATURE_ALGORITHMS_CERT, "signature_algorithms_cert", signature_algorithms::decode)?
            .unwrap_or(schemes);
        Ok(Self {
            random,
            session_id,
            suites,
            host_name: block.get(T::SERVER_NAME, "server_name", server_name::decode)?,
            groups: block
                .get(T::SUPPORTED_GROUPS, "supported_groups", supported_groups::decode)?
                .ok_or_else(need(T::SUPPORTED_GROUPS))?,
            shares: block
                .get(T::KEY_SHARE, "key_share", key_share::decode_client)?
                .ok_or_else(need(T::KEY_SHARE))?,
            schemes,
            certificate_schemes,
            protocols: block.get(
                T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                "application_layer_protocol_negotiation",
                alpn::decode,
            )?,
            cookie: block.get(T::COOKIE, "cookie", cookie::decode)?,
            authorities: block
                .get(T::CERTIFICATE_AUTHORITIES, "certificate_authorities", certificate_authorities::decode)?
                .unwrap_or_default(),
            psk_dhe_ke: modes.unwrap_or(false),
            psks,
            early_data: block.get(T::EARLY_DATA, "early_data", |_| Ok(()))?.is_some(),
            ticket_request: block.get(T::TICKET_REQUEST, "ticket_request", ticket_request::decode_client)?,
            record_size_limit: block.get(
                T::RECORD_SIZE_LIMIT,
                "record_size_limit",
                record_size_limit::decode,
            )?,
            max_fragment_length: block.get(
                T::MAX_FRAGMENT_LENGTH,
                "max_fragment_length",
                max_fragment_length::decode,
            )?,
            post_handshake_auth: block
                .get(T::POST_HANDSHAKE_AUTH, "post_handshake_auth", |_| Ok(()))?
                .is_some(),
            staples: Staples::read(block)?,
            compressions: block
                .get(T::COMPRESS_CERTIFICATE, "compress_certificate", compress_certificate::decode)?
                .unwrap_or_default(),
            client_certificate_types: block.get(
                T::CLIENT_CERTIFICATE_TYPE,
                "client_certificate_type",
                certificate_type::decode_client,
            )?,
            server_certificate_types: block.get(
                T::SERVER_CERTIFICATE_TYPE,
                "server_certificate_type",
                certificate_type::decode_client,
            )?,
        })
    }
}

/// TLS 1.3 has to be among supported_versions, and legacy_version has to be that of TLS 1.2 then.
//= 4.3.1-4 4.3.1-5 4.3.1-6 4.3.1-7 4.3.1-9 E.2-1 E.2-3
fn check_versions(block: &Block<'_>, legacy_version: ProtocolVersion) -> Result<(), Error> {
    let versions =
        block.get(T::SUPPORTED_VERSIONS, "supported_versions", supported_versions::decode_client)?;
    if !versions.is_some_and(|list| list.contains(ProtocolVersion::TLS_1_3.0)) {
        return Err(Error::PeerTooOld);
    }
    //= 4.2.2-7 E.5-9
    if legacy_version != ProtocolVersion::TLS_1_2 {
        return Err(Error::LegacyVersion);
    }
    Ok(())
}

/// The parts of a ClientHello that have to stay the same when it is sent again after a HelloRetryRequest
/// (section 4.2.2): everything but key_share, early_data, cookie, pre_shared_key and padding.
pub(crate) fn unchanging_parts(body: &[u8]) -> Result<Vec<u8>, Error> {
    const CHANGING: [ExtensionType; 5] =
        [T::KEY_SHARE, T::EARLY_DATA, T::COOKIE, T::PRE_SHARED_KEY, T::PADDING];
    let mut r = Reader::new(body, "ClientHello");
    r.take(2 + 32)?;
    r.vec_u8()?;
    r.vec_u16()?;
    r.vec_u8()?;
    let mut parts = body.get(..body.len() - r.rest().len()).unwrap_or_default().to_vec();
    let mut extensions = r.vec_u16()?;
    while !extensions.is_empty() {
        let kind = ExtensionType(extensions.u16()?);
        let data = extensions.vec_u16()?.rest();
        if !CHANGING.contains(&kind) {
            put(&mut Writer::new(&mut parts), kind, |w| w.bytes(data));
        }
    }
    Ok(parts)
}
