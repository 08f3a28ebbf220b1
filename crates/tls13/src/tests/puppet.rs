//! Peers that misbehave on purpose: hellos built field by field, and ends that hold the right keys but send what a
//! test tells them.

use std::{string::String, sync::Arc, vec, vec::Vec};

use super::pair::{TestRandom, authority, configs, issued, receive, server_name, with_context};
use crate::{
    ClientConfig, ClientConnection, Connection, Error, Role, ServerConfig, ServerConnection,
    code_points::{
        AlertDescription, ContentType, ExtensionType, HandshakeType, ProtocolVersion, SignatureScheme,
    },
    crypto::{Hash, KeyPair},
    key_schedule::{EarlySecret, HandshakeSecret, TrafficSecret},
    message::{certificate, certificate_verify, client_hello::ClientHello, finished, server_hello::Hello},
    record::{Opener, Sealer, encode_plaintext},
    suite::{Group, Suite},
    transcript::Transcript,
    wire::Writer,
};

pub(super) const SUITE: Suite = Suite::Aes128GcmSha256;

/// A ClientHello or ServerHello, field by field.
#[derive(Clone)]
pub(super) struct HelloFields {
    pub(super) kind: HandshakeType,
    pub(super) version: u16,
    pub(super) random: [u8; 32],
    pub(super) session_id: Vec<u8>,
    /// The list of a ClientHello with its length, or the suite of a ServerHello.
    pub(super) suites: Vec<u8>,
    /// The list of a ClientHello with its length, or the method of a ServerHello.
    pub(super) compression: Vec<u8>,
    pub(super) extensions: Vec<(ExtensionType, Vec<u8>)>,
    /// Follows everything else.
    pub(super) tail: Vec<u8>,
    pub(super) without_extensions: bool,
}

impl HelloFields {
    /// What every test begins with: a ClientHello for secp256r1 and x25519 with a share of the latter.
    pub(super) fn client(share: &[u8]) -> Self {
        let mut key_share = vec![0, 36, 0, 0x1d, 0, 32];
        key_share.extend_from_slice(share);
        Self {
            kind: HandshakeType::CLIENT_HELLO,
            version: 0x0303,
            random: [7; 32],
            session_id: Vec::new(),
            suites: vec![0, 2, 0x13, 0x01],
            compression: vec![1, 0],
            extensions: vec![
                (ExtensionType::SUPPORTED_VERSIONS, vec![2, 3, 4]),
                (ExtensionType::SUPPORTED_GROUPS, vec![0, 4, 0, 0x17, 0, 0x1d]),
                (ExtensionType::SIGNATURE_ALGORITHMS, vec![0, 2, 4, 3]),
                (ExtensionType::KEY_SHARE, key_share),
            ],
            tail: Vec::new(),
            without_extensions: false,
        }
    }

    /// The right answer to a client that offered a share of x25519.
    pub(super) fn server(session_id: &[u8], share: &[u8]) -> Self {
        let mut key_share = vec![0, 0x1d, 0, 32];
        key_share.extend_from_slice(share);
        Self {
            kind: HandshakeType::SERVER_HELLO,
            random: [9; 32],
            session_id: session_id.to_vec(),
            suites: vec![0x13, 0x01],
            compression: vec![0],
            extensions: vec![
                (ExtensionType::SUPPORTED_VERSIONS, vec![3, 4]),
                (ExtensionType::KEY_SHARE, key_share),
            ],
            ..Self::client(share)
        }
    }

    /// Replaces an extension, or adds it at the end.
    pub(super) fn set(&mut self, extension: ExtensionType, data: &[u8]) {
        match self.extensions.iter_mut().find(|(known, _)| *known == extension) {
            Some((_, old)) => *old = data.to_vec(),
            None => self.extensions.push((extension, data.to_vec())),
        }
    }

    pub(super) fn remove(&mut self, extension: ExtensionType) {
        self.extensions.retain(|(known, _)| *known != extension);
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        message(self.kind, |w| {
            w.u16(self.version);
            w.bytes(&self.random);
            w.vec_u8(|w| w.bytes(&self.session_id));
            w.bytes(&self.suites);
            w.bytes(&self.compression);
            if !self.without_extensions {
                w.vec_u16(|w| w.bytes(&extensions(&self.extensions)));
            }
            w.bytes(&self.tail);
        })
    }
}

/// A block of extensions, without its length.
pub(super) fn extensions(list: &[(ExtensionType, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes);
    for (kind, data) in list {
        writer.u16(kind.0);
        writer.vec_u16(|w| w.bytes(data));
    }
    bytes
}

/// A handshake message.
pub(super) fn message(kind: HandshakeType, body: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes);
    writer.u8(kind.0);
    writer.vec_u24(body);
    bytes
}

/// An unencrypted record.
pub(super) fn record(kind: ContentType, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_plaintext(kind, ProtocolVersion::TLS_1_2, content, &mut bytes);
    bytes
}

pub(super) fn key_pair() -> KeyPair {
    KeyPair::generate(Group::X25519, &mut TestRandom(99))
}

/// One end, and a puppet with the other end's keys.
pub(super) struct Stage<R> {
    pub(super) end: Connection<R>,
    pub(super) transcript: Transcript,
    secret: Option<HandshakeSecret>,
    /// What the puppet seals by, and what the end seals by; none while nothing is encrypted.
    pub(super) sealer: Option<Sealer>,
    opener: Option<Opener>,
    /// What a client will use once its Finished is sent.
    application_sealer: Option<Sealer>,
    application_secret: Option<TrafficSecret>,
    pub(super) client_secret: Option<TrafficSecret>,
    pub(super) server_secret: Option<TrafficSecret>,
    /// The data that the end received.
    pub(super) data: Vec<u8>,
}

impl<R: Role> Stage<R> {
    fn new(end: Connection<R>) -> Self {
        Self {
            end,
            transcript: Transcript::new(Hash::Sha256),
            secret: None,
            sealer: None,
            opener: None,
            application_sealer: None,
            application_secret: None,
            client_secret: None,
            server_secret: None,
            data: Vec::new(),
        }
    }

    /// Hands bytes to the end as they are.
    pub(super) fn raw(&mut self, mut bytes: Vec<u8>) -> Result<(), Error> {
        receive(&mut self.end, &mut bytes, 5, &mut self.data)
    }

    /// Sends a record, encrypted if it is time for that.
    pub(super) fn record(&mut self, kind: ContentType, content: &[u8]) -> Result<(), Error> {
        let bytes = self.sealed(kind, content);
        self.raw(bytes)
    }

    pub(super) fn sealed(&mut self, kind: ContentType, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        match &mut self.sealer {
            Some(sealer) => sealer.seal(kind, content, &mut bytes).unwrap(),
            None => bytes = record(kind, content),
        }
        bytes
    }

    /// Sends a handshake message in a record of its own, and takes it into the transcript.
    pub(super) fn message(&mut self, message: &[u8]) -> Result<(), Error> {
        self.transcript.add(message);
        self.record(ContentType::HANDSHAKE, message)
    }

    /// The records that the end has sent, opened: their types and contents.
    pub(super) fn sent(&mut self) -> Vec<(ContentType, Vec<u8>)> {
        let outgoing = core::mem::take(self.end.outgoing());
        let mut rest = &outgoing[..];
        let mut records = Vec::new();
        while !rest.is_empty() {
            let length = 5 + usize::from(u16::from_be_bytes([rest[3], rest[4]]));
            let (mut one, kind) = (rest[..length].to_vec(), ContentType(rest[0]));
            rest = &rest[length..];
            let opened = match &mut self.opener {
                Some(opener) if kind == ContentType::APPLICATION_DATA => opener.open(&mut one).unwrap(),
                _ => (kind, length - 5),
            };
            records.push((opened.0, one[5..5 + opened.1].to_vec()));
        }
        records
    }

    /// The alert that the end sent last.
    pub(super) fn alert(&mut self) -> Option<AlertDescription> {
        let (kind, content) = self.sent().pop()?;
        (kind == ContentType::ALERT).then(|| AlertDescription(content[1]))
    }

    /// Both hellos are in the transcript: makes the keys of the handshake.
    fn make_keys(&mut self, shared_secret: &[u8], is_client_puppet: bool) {
        let secret = EarlySecret::without_psk(Hash::Sha256).into_handshake_secret(shared_secret);
        let (client, server) = secret.traffic_secrets(&self.transcript.hash(), &[0; 32], &mut ());
        let (mine, theirs) = if is_client_puppet { (&client, &server) } else { (&server, &client) };
        self.sealer = Some(Sealer::new(mine.keys(SUITE)));
        self.opener = Some(Opener::new(theirs.keys(SUITE)));
        (self.client_secret, self.server_secret, self.secret) = (Some(client), Some(server), Some(secret));
    }

    /// The transcript ends with the server's Finished: takes up the keys for data.
    fn make_application_keys(&mut self, is_client_puppet: bool) {
        let main = self.secret.take().unwrap().into_main_secret();
        let (client, server, _) = main.application_secrets(&self.transcript.hash(), &[0; 32], &mut ());
        let (mine, theirs) = if is_client_puppet { (&client, &server) } else { (&server, &client) };
        self.sealer = Some(Sealer::new(mine.keys(SUITE)));
        self.opener = Some(Opener::new(theirs.keys(SUITE)));
        (self.client_secret, self.server_secret) = (Some(client), Some(server));
    }
}

/// A client, and a puppet for its server.
pub(super) type ClientStage = Stage<crate::ClientState>;

impl ClientStage {
    /// A client that has sent its ClientHello; returns the body of that, too.
    pub(super) fn client(edit: impl FnOnce(&mut ClientConfig)) -> (Self, Vec<u8>) {
        let (mut config, _) = configs();
        config.suites = vec![SUITE];
        // One share, which the tests can answer by hand.
        config.groups = vec![Group::X25519, Group::Secp256r1, Group::Secp384r1];
        edit(&mut config);
        let end =
            with_context(4, |cx| ClientConnection::connect(Arc::new(config), server_name(), cx)).unwrap();
        let mut stage = Self::new(end);
        let (_, hello) = stage.sent().remove(0);
        stage.transcript.add(&hello);
        (stage, hello[4..].to_vec())
    }

    /// The right ServerHello for a ClientHello.
    pub(super) fn answer(client_hello: &[u8]) -> HelloFields {
        let hello = ClientHello::decode(client_hello).unwrap();
        HelloFields::server(hello.session_id, &key_pair().public())
    }

    /// A client that has received a right ServerHello.
    pub(super) fn after_hello(edit: impl FnOnce(&mut ClientConfig)) -> Self {
        let (mut stage, client_hello) = Self::client(edit);
        stage.message(&Self::answer(&client_hello).encode()).unwrap();
        let hello = ClientHello::decode(&client_hello).unwrap();
        let shared = key_pair().agree(hello.shares[0].key_exchange).unwrap();
        stage.make_keys(shared.as_bytes(), false);
        stage
    }

    /// Sends an EncryptedExtensions of these.
    pub(super) fn encrypted_extensions(&mut self, list: &[(ExtensionType, Vec<u8>)]) -> Result<(), Error> {
        self.message(&message(HandshakeType::ENCRYPTED_EXTENSIONS, |w| {
            w.vec_u16(|w| w.bytes(&extensions(list)));
        }))
    }

    /// A client that has received everything up to a right Certificate.
    pub(super) fn after_certificate() -> Self {
        let mut stage = Self::after_hello(|_| ());
        stage.encrypted_extensions(&[]).unwrap();
        let issued = issued(&authority(), "server.example");
        stage.message(&certificate::encode(&issued.chain)).unwrap();
        stage
    }

    /// The right CertificateVerify.
    pub(super) fn certificate_verify(&self) -> (SignatureScheme, Vec<u8>) {
        let issued = issued(&authority(), "server.example");
        let key = clearbox_p256::SigningKey::from_pkcs8_der(issued.key.secret_der()).unwrap();
        let content =
            certificate_verify::signed_content(certificate_verify::Side::Server, &self.transcript.hash());
        let signature = key.sign_deterministic(&content).to_der().as_slice().to_vec();
        (SignatureScheme::ECDSA_SECP256R1_SHA256, signature)
    }

    /// A client that waits for Finished only.
    pub(super) fn before_finished() -> Self {
        let mut stage = Self::after_certificate();
        let (scheme, signature) = stage.certificate_verify();
        stage.message(&certificate_verify::encode(scheme, &signature)).unwrap();
        stage
    }

    pub(super) fn finished(&self) -> Vec<u8> {
        finished::encode(self.server_secret.as_ref().unwrap(), &self.transcript)
    }

    /// A connected client.
    pub(super) fn connected() -> Self {
        let mut stage = Self::before_finished();
        let finished = stage.finished();
        stage.message(&finished).unwrap();
        stage.sent();
        stage.make_application_keys(false);
        stage
    }
}

/// A server, and a puppet for its client.
pub(super) type ServerStage = Stage<crate::ServerState>;

impl ServerStage {
    pub(super) fn server(edit: impl FnOnce(&mut ServerConfig)) -> Self {
        let (_, mut config) = configs();
        edit(&mut config);
        Self::new(ServerConnection::accept(Arc::new(config)).unwrap())
    }

    /// The right first ClientHello.
    pub(super) fn hello() -> HelloFields {
        HelloFields::client(&key_pair().public())
    }

    /// A server that waits for Finished.
    pub(super) fn before_finished() -> Self {
        Self::after_flight(|_| ())
    }

    /// A server that has sent its whole flight, and waits for whatever it asked for.
    pub(super) fn after_flight(edit: impl FnOnce(&mut ServerConfig)) -> Self {
        let mut stage = Self::server(edit);
        stage.message(&Self::hello().encode()).unwrap();
        let mut outgoing = core::mem::take(stage.end.outgoing());
        let hello_length = 5 + usize::from(u16::from_be_bytes([outgoing[3], outgoing[4]]));
        let flight = outgoing.split_off(hello_length);
        stage.transcript.add(&outgoing[5..]);
        let offered = [ExtensionType::KEY_SHARE, ExtensionType::SUPPORTED_VERSIONS];
        let hello = Hello::decode(&outgoing[9..], &offered).unwrap();
        let shared = key_pair().agree(hello.key_share().unwrap().key_exchange).unwrap();
        stage.make_keys(shared.as_bytes(), true);
        stage.end.outgoing().extend_from_slice(&flight);
        let messages = stage.sent();
        messages.iter().for_each(|(_, content)| stage.transcript.add(content));
        // The server is done with its keys of the handshake, the client is not.
        let (client, sealer) = (stage.client_secret.take(), stage.sealer.take());
        stage.make_application_keys(true);
        stage.application_sealer = core::mem::replace(&mut stage.sealer, sealer);
        stage.application_secret = core::mem::replace(&mut stage.client_secret, client);
        stage
    }

    pub(super) fn finished(&self) -> Vec<u8> {
        finished::encode(self.client_secret.as_ref().unwrap(), &self.transcript)
    }

    /// A connected server.
    pub(super) fn connected() -> Self {
        let mut stage = Self::before_finished();
        let finished = stage.finished();
        stage.record(ContentType::HANDSHAKE, &finished).unwrap();
        stage.sealer = stage.application_sealer.take();
        stage.client_secret = stage.application_secret.take();
        stage
    }
}

/// A name for a case of a table.
pub(super) fn label(case: usize, error: &Error) -> String {
    std::format!("case {case}, {error:?}")
}
