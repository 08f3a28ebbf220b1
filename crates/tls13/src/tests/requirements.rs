//! What RFC 9846 demands of bytes that go out, and of what may not happen: for each, the test that `cargo xtask spec`
//! lists. What it demands on wrong bytes from the peer is tested in `violations`.

use std::{string::ToString, sync::Arc, vec, vec::Vec};

use super::{
    pair::{NOW, Pair, TestRandom, configs, server_name, with_context},
    puppet::{ClientStage, HelloFields, SUITE, ServerStage, extensions, message, record},
};
use crate::{
    ClientConfig, ClientConnection, Context, Error, Group, ServerConfig, ServerConnection, Suite, alert,
    code_points::{
        AlertDescription as A, CipherSuite, ContentType, ExtensionType as T, HandshakeType, NamedGroup,
        ProtocolVersion, SignatureScheme,
    },
    crypto::KeyPair,
    limits::{MAX_CIPHERTEXT, MAX_PLAINTEXT},
    message::{
        certificate, certificate_verify,
        client_hello::unchanging_parts,
        key_update::{self, KeyUpdateRequest},
        server_hello::HELLO_RETRY_REQUEST_RANDOM,
    },
    observe::{Direction, Observer},
    record::{Opener, Sealer},
    wire::Reader,
};

mod psk;

const DATA: ContentType = ContentType::APPLICATION_DATA;

/// What an end sends, before it is encrypted.
#[derive(Default)]
struct Log {
    messages: Vec<(HandshakeType, Vec<u8>)>,
    records: Vec<ContentType>,
    /// The content of the shortest of them, in bytes.
    shortest: Option<usize>,
    alerts: Vec<(Direction, A)>,
}

impl Observer for Log {
    fn message(&mut self, direction: Direction, kind: HandshakeType, message: &[u8]) {
        if direction == Direction::Sent {
            self.messages.push((kind, message.to_vec()));
        }
    }

    fn record(&mut self, direction: Direction, content_type: ContentType, length: usize) {
        if direction == Direction::Sent {
            self.records.push(content_type);
            self.shortest = Some(self.shortest.map_or(length, |shortest| shortest.min(length)));
        }
    }

    fn alert(&mut self, direction: Direction, description: A) {
        self.alerts.push((direction, description));
    }
}

impl Log {
    fn kinds(&self) -> Vec<HandshakeType> {
        self.messages.iter().map(|(kind, _)| *kind).collect()
    }

    /// Calls `act` with a context that this looks on.
    fn watch<V>(&mut self, seed: u64, act: impl FnOnce(&mut Context<'_>) -> V) -> V {
        let now = crate::Time::since_unix_epoch(core::time::Duration::from_secs(NOW));
        act(&mut Context { now, rng: &mut TestRandom(seed), observer: self })
    }
}

/// The records in some bytes: type, version and all of it.
fn split(mut bytes: &[u8]) -> Vec<(ContentType, u16, Vec<u8>)> {
    let mut records = Vec::new();
    while !bytes.is_empty() {
        let (one, rest) = bytes.split_at(5 + usize::from(u16::from_be_bytes([bytes[3], bytes[4]])));
        records.push((ContentType(one[0]), u16::from_be_bytes([one[1], one[2]]), one.to_vec()));
        bytes = rest;
    }
    records
}

/// The types and contents of a block of extensions.
fn extensions_of(mut block: Reader<'_>) -> Vec<(T, Vec<u8>)> {
    let mut list = Vec::new();
    while !block.is_empty() {
        list.push((T(block.u16().unwrap()), block.vec_u16().unwrap().rest().to_vec()));
    }
    list
}

/// A hello that was sent, with its header, taken apart.
fn fields(sent: &[u8]) -> HelloFields {
    let mut r = Reader::new(sent, "hello");
    let kind = HandshakeType(r.u8().unwrap());
    let mut r = r.vec_u24().unwrap();
    let is_client = kind == HandshakeType::CLIENT_HELLO;
    HelloFields {
        kind,
        version: r.u16().unwrap(),
        random: *r.array().unwrap(),
        session_id: r.vec_u8().unwrap().rest().to_vec(),
        suites: if is_client { r.vec_u16().unwrap().rest() } else { r.take(2).unwrap() }.to_vec(),
        compression: if is_client { r.vec_u8().unwrap().rest() } else { r.take(1).unwrap() }.to_vec(),
        extensions: extensions_of(r.vec_u16().unwrap()),
        tail: r.rest().to_vec(),
        without_extensions: false,
    }
}

fn types(hello: &HelloFields) -> Vec<T> {
    hello.extensions.iter().map(|(kind, _)| *kind).collect()
}

fn content(hello: &HelloFields, extension: T) -> &[u8] {
    &hello.extensions.iter().find(|(kind, _)| *kind == extension).unwrap().1
}

/// A client's first records, and its ClientHello.
fn first_flight(seed: u64, edit: impl FnOnce(&mut ClientConfig)) -> (Vec<u8>, HelloFields) {
    let (mut config, _) = configs();
    edit(&mut config);
    let mut log = Log::default();
    let mut client =
        log.watch(seed, |cx| ClientConnection::connect(Arc::new(config), server_name(), cx)).unwrap();
    assert_eq!(log.kinds(), [HandshakeType::CLIENT_HELLO]);
    (core::mem::take(client.outgoing()), fields(&log.messages[0].1))
}

#[test]
fn the_first_client_hello_is_in_order() {
    let (bytes, hello) = first_flight(1, |config| config.protocols = vec![b"h2".to_vec()]);
    //? 4.2.2-1 5.1-15 E.5-5 E.5-10
    assert_eq!(bytes[..3], [22, 3, 1]);
    assert_eq!(bytes[5], HandshakeType::CLIENT_HELLO.0);
    //? 4.2.2-6 E.5-8
    assert_eq!(hello.version, 0x0303);
    //? 4.2.2-9 4.2.2-10
    assert_eq!(hello.session_id.len(), 32);
    //? 4.2.2-12
    assert!(first_flight(1, |config| config.middlebox_compatibility = false).1.session_id.is_empty());
    //? 4.2.2-15
    assert_eq!(hello.compression, [0]);
    //? 4.3.1-1 9.2-3 E.5-4
    assert_eq!(content(&hello, T::SUPPORTED_VERSIONS), [2, 3, 4]);
    //? 4.5.1.2-7 9.2-13
    assert_eq!(content(&hello, T::SERVER_NAME), b"\x00\x11\x00\x00\x0eserver.example");
    let suites: Vec<u8> =
        Suite::ALL.iter().flat_map(|&suite| CipherSuite::from(suite).0.to_be_bytes()).collect();
    //? E.5-2 E.5-3
    assert_eq!(hello.suites, suites, "no suite but the three of TLS 1.3");

    //? 4.3-1
    assert!(hello.extensions.iter().all(|(kind, _)| *kind != T::PADDING) && hello.tail.is_empty());
    let mut kinds = types(&hello);
    //? 4.3.2-2 9.2-2 9.2-4 9.2-5 9.2-6 9.2-9 9.2-10 9.2-11 E.5-12
    assert_eq!(
        kinds,
        [
            T::SERVER_NAME,
            T::SUPPORTED_VERSIONS,
            T::SUPPORTED_GROUPS,
            T::KEY_SHARE,
            T::SIGNATURE_ALGORITHMS,
            T::APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
        ]
    );
    kinds.sort_unstable();
    kinds.dedup();
    //? 4.3-7
    assert_eq!(kinds.len(), hello.extensions.len());
}

#[test]
fn what_a_client_offers_is_of_today() {
    let (_, hello) = first_flight(1, |_| ());
    let list = |extension| {
        let mut r = Reader::new(content(&hello, extension), "list");
        r.list_u16().unwrap().iter().collect::<Vec<u16>>()
    };
    let sha1_and_older = |scheme: &u16| scheme >> 8 < 4;
    //? 4.3.3-2 4.3.3-11 4.3.3-12 4.3.3-15 4.3.3-16
    assert!(!list(T::SIGNATURE_ALGORITHMS).iter().any(sha1_and_older));
    let groups = list(T::SUPPORTED_GROUPS);
    //? B.3.1.4-1
    assert_eq!(groups, Group::DEFAULT.map(|group| NamedGroup::from(group).0));
    assert!(groups.iter().all(|group| matches!(group, 0x17..=0x19 | 0x1d | 0x1e | 0x11eb..=0x11ed)));
    let key_share = content(&hello, T::KEY_SHARE);
    let share = &key_share[2..];
    //? 4.3.8-1 4.3.8-2 4.3.8-5 4.3.8-6
    assert_eq!(share[..2], groups[0].to_be_bytes());
    // A share for the hybrid, and one for its curve, in the order of the groups.
    let hybrid = 4 + usize::from(u16::from_be_bytes([share[2], share[3]]));
    assert_eq!((hybrid, share.len()), (4 + 1184 + 32, hybrid + 4 + 32));
    assert_eq!(share[hybrid..hybrid + 2], groups[1].to_be_bytes());
}

#[test]
fn nothing_random_is_used_twice() {
    let (one, other) = (first_flight(1, |_| ()).1, first_flight(2, |_| ()).1);
    //? 4.2.2-10 4.2.2-11
    assert_ne!(one.session_id, other.session_id);
    assert_ne!(one.random, other.random);
    //? 4.3.8-4 4.3.8-7
    assert_ne!(content(&one, T::KEY_SHARE), content(&other, T::KEY_SHARE));
    let server = |seed| fields(&serve(seed, &[ServerStage::hello()], |_| ()).0.messages[0].1);
    let (one, other) = (server(3), server(4));
    //? 4.2.3-4 4.2.3-5
    assert_ne!(one.random, other.random);
    assert!(one.random != ServerStage::hello().random && one.random[24..] != other.random[24..]);
    //? 4.3.8-4 4.3.8-7
    assert_ne!(content(&one, T::KEY_SHARE), content(&other, T::KEY_SHARE));
}

#[test]
fn the_second_client_hello_changes_its_share_only() {
    let (mut config, _) = configs();
    config.suites = vec![SUITE];
    let mut log = Log::default();
    let mut client =
        log.watch(1, |cx| ClientConnection::connect(Arc::new(config), server_name(), cx)).unwrap();
    let first = core::mem::take(client.outgoing());
    let mut retry = ClientStage::answer(&first[9..]);
    retry.random = HELLO_RETRY_REQUEST_RANDOM;
    retry.set(T::KEY_SHARE, &[0, 0x17]);
    let mut bytes = record(ContentType::HANDSHAKE, &retry.encode());
    log.watch(2, |cx| client.receive(&mut bytes, cx)).unwrap();
    //? 5.1-16
    assert!(split(client.outgoing()).iter().all(|(_, version, _)| *version == ProtocolVersion::TLS_1_2.0));
    let [(_, first), (HandshakeType::CLIENT_HELLO, second)] = &log.messages[..] else { panic!("two hellos") };
    //? 4.2.2-2 4.2.4-7
    assert_eq!(unchanging_parts(&first[4..]), unchanging_parts(&second[4..]));
    assert_eq!(types(&fields(first)), types(&fields(second)));
    let second = fields(second);
    let share = content(&second, T::KEY_SHARE);
    //? 4.3.8-11
    assert_eq!((share.len(), &share[..6]), (2 + 4 + 65, &[0, 69, 0, 0x17, 0, 65][..]));
}

/// What a server sends in answer to these ClientHellos.
fn serve(seed: u64, hellos: &[HelloFields], edit: impl FnOnce(&mut ServerConfig)) -> (Log, Vec<u8>) {
    let (_, mut config) = configs();
    edit(&mut config);
    let mut log = Log::default();
    let mut server = ServerConnection::accept(Arc::new(config)).unwrap();
    for hello in hellos {
        let mut bytes = record(ContentType::HANDSHAKE, &hello.encode());
        log.watch(seed, |cx| server.receive(&mut bytes, cx)).unwrap();
    }
    (log, core::mem::take(server.outgoing()))
}

/// A ClientHello that asks for everything there is.
fn curious_hello() -> HelloFields {
    const STATUS_REQUEST_V2: T = T(17);
    let mut hello = ServerStage::hello();
    hello.set(T::SERVER_NAME, b"\x00\x11\x00\x00\x0eserver.example");
    hello.set(T::STATUS_REQUEST, &[1, 0, 0, 0, 0]);
    hello.set(STATUS_REQUEST_V2, &[0, 7, 2, 0, 4, 0, 0, 0, 0]);
    hello.set(T::SIGNED_CERTIFICATE_TIMESTAMP, &[]);
    hello.set(T::RECORD_SIZE_LIMIT, &[0x40, 1]);
    hello.set(T::PSK_KEY_EXCHANGE_MODES, &[1, 1]);
    hello.set(T::POST_HANDSHAKE_AUTH, &[]);
    hello.set(T(0x1234), b"?");
    hello
}

#[test]
fn a_server_hello_is_in_order() {
    let (log, bytes) = serve(1, &[curious_hello()], |_| ());
    let hello = fields(&log.messages[0].1);
    //? 4.2.3-1 4.3.1-13 E.5-8
    assert_eq!(hello.version, 0x0303);
    //? 5.1-11 5.1-16
    assert_eq!(bytes[..3], [22, 3, 3]);
    //? 4.2.3-8
    assert_eq!(hello.compression, [0]);
    //? 4.2.3-10 4.2.3-11 9.2-3
    assert_eq!(types(&hello), [T::SUPPORTED_VERSIONS, T::KEY_SHARE]);
    //? 4.3.1-6 4.3.1-12 4.3.1-4 4.3.1-5
    assert_eq!(content(&hello, T::SUPPORTED_VERSIONS), [3, 4]);
    //? 2-1 4.3.8-12 4.3.8-13
    assert_eq!(content(&hello, T::KEY_SHARE)[..2], [0, 0x1d]);
    assert!(log.records.iter().all(|kind| *kind != ContentType::CHANGE_CIPHER_SPEC));
}

#[test]
fn the_servers_flight_is_in_order() {
    use HandshakeType as H;
    let (log, bytes) = serve(1, &[curious_hello()], |config| config.groups = vec![Group::X25519]);
    //? 4-1 4.4.1-1 4.5.1-1 4.5.2-1 4.5.2-3
    assert_eq!(
        log.kinds(),
        [H::SERVER_HELLO, H::ENCRYPTED_EXTENSIONS, H::CERTIFICATE, H::CERTIFICATE_VERIFY, H::FINISHED]
    );
    //? 5.1-3 5.1-6
    assert_eq!(split(&bytes)[0].2.len(), 5 + log.messages[0].1.len(), "ServerHello has its record to itself");
    //? 5.1-7 5.4-2
    assert!(log.shortest > Some(0));
    let mut r = Reader::new(&log.messages[1].1[4..], "EncryptedExtensions");
    //? 4.3-3 4.3.6-2 4.3.9-6 4.5.1.1-2 4.5.1.1-4
    let expected = [(T::SERVER_NAME, vec![]), (T::RECORD_SIZE_LIMIT, vec![0x40, 1])];
    assert_eq!(extensions_of(r.vec_u16().unwrap()), expected);
    let mut r = Reader::new(&log.messages[2].1[4..], "Certificate");
    //? 4.5.1-5
    assert_eq!(r.u8().unwrap(), 0);
    let mut list = r.vec_u24().unwrap();
    //? 4.5.1-15
    assert!(!list.is_empty());
    let first = list.vec_u24().unwrap().rest();
    //? 4.5.1-9
    assert_eq!(first, &super::pair::issued(&super::pair::authority(), "server.example").chain[0][..]);
    //? 4.5.1-6 4.5.1.1-3
    assert!(list.vec_u16().unwrap().is_empty());

    let (log, _) = serve(1, &[curious_hello()], |config| {
        config.client_authentication = crate::ClientAuthentication::Optional(crate::Trust::Application);
    });
    //? 4.4.2-1
    assert_eq!(log.kinds()[1..3], [H::ENCRYPTED_EXTENSIONS, H::CERTIFICATE_REQUEST]);
    assert_eq!(log.kinds().iter().filter(|kind| **kind == H::CERTIFICATE_REQUEST).count(), 1);
    let request = &log.messages[2].1[4..];
    //? 4.4.2-2 4.4.2-3
    assert_eq!(request[0], 0);
    let list = extensions_of(Reader::new(&request[1..], "CertificateRequest").vec_u16().unwrap());
    //? 4.4.2-5 9.2-4
    assert!(list.iter().any(|(kind, _)| *kind == T::SIGNATURE_ALGORITHMS));
}

#[test]
fn a_hello_retry_request_is_in_order() {
    let mut second = ServerStage::hello();
    second.suites = vec![0, 4, 0x13, 0x03, 0x13, 0x01];
    second.session_id = vec![7; 32];
    let first = second.clone();
    let pair = KeyPair::generate(Group::Secp256r1, &mut TestRandom(3));
    second.set(T::KEY_SHARE, &[&[0, 69, 0, 0x17, 0, 65][..], &pair.public()].concat());
    let (log, _) = serve(1, &[first, second], |config| config.groups = vec![Group::Secp256r1]);
    let [(_, retry), (_, hello), ..] = &log.messages[..] else { panic!("two hellos") };
    let (retry, hello) = (fields(retry), fields(hello));
    assert_eq!(retry.random, HELLO_RETRY_REQUEST_RANDOM);
    //? 4.2.1-3 4.2.4-1 4.2.4-2 4.2.4-3 9.2-3
    assert_eq!(types(&retry), [T::SUPPORTED_VERSIONS, T::KEY_SHARE]);
    //? 4.2.4-9
    assert_eq!(retry.suites, hello.suites);
    //? 4.2.4-12
    assert_eq!(content(&retry, T::SUPPORTED_VERSIONS), content(&hello, T::SUPPORTED_VERSIONS));
    //? E.4-1
    assert_eq!(
        log.records[..3],
        [ContentType::HANDSHAKE, ContentType::CHANGE_CIPHER_SPEC, ContentType::HANDSHAKE]
    );
    let dummies =
        |log: &Log| log.records.iter().filter(|kind| **kind == ContentType::CHANGE_CIPHER_SPEC).count();
    assert_eq!(dummies(&log), 1, "none after the second hello");

    let mut hello = ServerStage::hello();
    hello.session_id = vec![7];
    let (log, _) = serve(1, &[hello], |_| ());
    //? E.4-1
    assert_eq!((log.records[1], dummies(&log)), (ContentType::CHANGE_CIPHER_SPEC, 1));
}

#[test]
fn clients_hold_servers_to_their_hello_retry_request() {
    let retry = |edit: fn(&mut HelloFields)| {
        let (mut stage, client_hello) = ClientStage::client(|_| ());
        let mut retry = ClientStage::answer(&client_hello);
        retry.random = HELLO_RETRY_REQUEST_RANDOM;
        retry.set(T::KEY_SHARE, &[0, 0x17]);
        edit(&mut retry);
        let result = stage.message(&retry.encode());
        (stage, client_hello, result)
    };
    //? 4.2.4-4 4.2.4-8
    assert!(matches!(retry(|retry| retry.suites = vec![0x13, 0x02]).2, Err(Error::SuiteNotOffered(_))));
    //? 4.2.4-4
    assert_eq!(retry(|retry| retry.version = 0x0302).2, Err(Error::LegacyVersion));
    //? 4.2.4-4
    assert_eq!(retry(|retry| retry.compression = vec![1]).2, Err(Error::Compression));
    //? 4.2.4-4
    assert_eq!(retry(|retry| retry.set(T::SUPPORTED_VERSIONS, &[3, 3])).2, Err(Error::VersionNotOffered));

    let (mut stage, client_hello, result) = retry(|_| ());
    result.unwrap();
    stage.sent();
    let mut hello = ClientStage::answer(&client_hello);
    hello.set(T::SUPPORTED_VERSIONS, &[3, 3]);
    //? 4.2.4-13
    assert_eq!(stage.message(&hello.encode()), Err(Error::VersionNotOffered));
    assert_eq!(stage.alert(), Some(A::ILLEGAL_PARAMETER));

    let (mut stage, client_hello, _) = retry(|_| ());
    stage.sent();
    //? 4.3.8-15 4.3.8-16
    let result = stage.message(&ClientStage::answer(&client_hello).encode());
    assert_eq!(result, Err(Error::GroupNotOffered(NamedGroup::X25519)));
    assert_eq!(stage.alert(), Some(A::ILLEGAL_PARAMETER));
}

#[test]
fn the_version_is_looked_at_before_all_else() {
    let (mut stage, client_hello) = ClientStage::client(|_| ());
    let mut hello = ClientStage::answer(&client_hello);
    hello.remove(T::SUPPORTED_VERSIONS);
    hello.compression = vec![1];
    hello.set(T(0x1234), &[]);
    //? 4.3.1-14 E.1-3
    assert_eq!(stage.message(&hello.encode()), Err(Error::PeerTooOld));
    assert_eq!(stage.alert(), Some(A::PROTOCOL_VERSION));
}

#[test]
fn points_off_the_curve_are_refused() {
    let mut share = vec![0, 0x17, 0, 65, 4];
    share.resize(4 + 65, 1);
    let mut hello = ServerStage::hello();
    hello.set(T::KEY_SHARE, &[&[0, 69][..], &share].concat());
    let mut stage = ServerStage::server(|_| ());
    //? 4.3.8.2-1
    assert_eq!(stage.message(&hello.encode()), Err(Error::BadKeyShare(NamedGroup::SECP256R1)));
    assert_eq!(stage.alert(), Some(A::ILLEGAL_PARAMETER));

    let (mut stage, client_hello) = ClientStage::client(|config| config.groups = vec![Group::Secp256r1]);
    let mut hello = ClientStage::answer(&client_hello);
    hello.set(T::KEY_SHARE, &share);
    //? 4.3.8.2-1
    assert_eq!(stage.message(&hello.encode()), Err(Error::BadKeyShare(NamedGroup::SECP256R1)));
}

#[test]
fn a_peer_may_use_its_share_again() {
    //? 4.3.8-8
    for seed in 0..2 {
        assert_eq!(serve(seed, &[ServerStage::hello()], |_| ()).0.messages.len(), 5);
    }
}

#[test]
fn no_data_is_sent_before_the_handshake_is_complete() {
    let (mut client, _) = ClientStage::client(|_| ());
    let mut server = ServerStage::before_finished();
    //? 2-2 5.1-17
    assert!(matches!(with_context(1, |cx| client.end.send(b"x", cx)), Err(Error::NotNow(_))));
    //? 2-2 5.1-17
    assert!(matches!(with_context(1, |cx| server.end.send(b"x", cx)), Err(Error::NotNow(_))));
    assert!(client.end.outgoing().is_empty() && server.end.outgoing().is_empty());
    //? F.5-5
    assert!(!client.end.is_connected() && ClientStage::connected().end.is_connected());
}

#[test]
fn clients_that_are_not_asked_send_finished_alone() {
    let mut stage = ClientStage::before_finished();
    let finished = stage.finished();
    stage.message(&finished).unwrap();
    let (kind, flight) = stage.sent().pop().unwrap();
    //? 4.5.1-2
    assert_eq!((kind, flight[0], flight.len()), (ContentType::HANDSHAKE, HandshakeType::FINISHED.0, 4 + 32));
}

#[test]
fn filters_for_certificates_are_passed_over() {
    let mut stage = ClientStage::after_hello(|_| ());
    stage.encrypted_extensions(&[]).unwrap();
    let filters = vec![0, 10, 3, 0x55, 0x1d, 0x0f, 0, 4, 3, 2, 7, 0x80];
    let list = [(T::SIGNATURE_ALGORITHMS, vec![0, 2, 4, 3]), (T::OID_FILTERS, filters)];
    let request = message(HandshakeType::CERTIFICATE_REQUEST, |w| {
        w.vec_u8(|_| ());
        w.vec_u16(|w| w.bytes(&extensions(&list)));
    });
    //? 4.3.5-4
    stage.message(&request).unwrap();
}

#[test]
fn the_groups_of_a_server_change_nothing_in_its_handshake() {
    let mut stage = ClientStage::after_hello(|_| ());
    //? 4.3.7-2
    stage.encrypted_extensions(&[(T::SUPPORTED_GROUPS, vec![0, 2, 0, 0x18])]).unwrap();
    let issued = super::pair::issued(&super::pair::authority(), "server.example");
    stage.message(&certificate::encode(&issued.chain)).unwrap();
    let (scheme, signature) = stage.certificate_verify();
    stage.message(&certificate_verify::encode(scheme, &signature)).unwrap();
    let finished = stage.finished();
    stage.message(&finished).unwrap();
    assert_eq!(stage.end.negotiated().unwrap().group, Group::X25519);
}

#[test]
fn servers_tell_clients_which_groups_they_would_rather_have() {
    let mine = vec![Group::X25519MlKem768, Group::Secp384r1, Group::X25519];
    let told = |groups: Vec<Group>| {
        let (mut client, mut server) = configs();
        (client.groups, server.groups) = (groups, mine.clone());
        let mut log = Log::default();
        let mut pair = Pair::new((client, server));
        let mut hello = core::mem::take(pair.client.outgoing());
        log.watch(1, |cx| pair.server.receive(&mut hello, cx)).unwrap();
        let is_wanted = |(kind, _): &&(_, _)| *kind == HandshakeType::ENCRYPTED_EXTENSIONS;
        let body = &log.messages.iter().find(is_wanted).unwrap().1[4..];
        let list = extensions_of(Reader::new(body, "EncryptedExtensions").vec_u16().unwrap());
        list.into_iter().find(|(kind, _)| *kind == T::SUPPORTED_GROUPS)
    };
    //? 4.3.7-3 4.3.7-4
    let all = vec![0, 6, 0x11, 0xec, 0, 0x18, 0, 0x1d];
    assert_eq!(told(vec![Group::X25519]), Some((T::SUPPORTED_GROUPS, all)));
    // They have the best already.
    assert_eq!(told(mine.clone()), None);
}

#[test]
fn values_that_older_versions_have_left_have_no_names() {
    let messages = [0, 3, 6, 12, 14, 16, 21, 22, 23].map(|kind| HandshakeType(kind).to_string());
    let alerts = [21, 30, 41, 60, 100, 111, 114].map(|description| A(description).to_string());
    //? B-1
    assert!(messages.iter().chain(&alerts).all(|name| name.starts_with("0x")));
}

#[test]
fn the_first_certificate_has_to_be_the_servers() {
    let mut stage = ClientStage::after_hello(|_| ());
    stage.encrypted_extensions(&[]).unwrap();
    let authority = super::pair::authority();
    let server = super::pair::issued(&authority, "server.example").chain.remove(0);
    let result = stage.message(&certificate::encode(&[authority.certificate().clone(), server]));
    //? 4.5.1-12
    assert!(matches!(result, Err(Error::Certificate(_))));
    assert_eq!(stage.alert(), Some(A::UNSUPPORTED_CERTIFICATE));
}

#[test]
fn chains_signed_otherwise_than_the_client_asks_are_shown_all_the_same() {
    use clearbox_demo_pki::{Authority, Kind};
    let rng = &mut TestRandom(5);
    let root = Authority::of_kind(Kind::EcdsaP384, "Root", super::pair::valid(), rng).unwrap();
    let issued = root.issue_of_kind(Kind::EcdsaP256, &["server.example"], super::pair::valid(), rng).unwrap();
    let (mut client, mut server) = configs();
    client.signature_schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
    client.trust = crate::Trust::Application;
    server.credentials = crate::Credentials::One(super::pair::credential(&issued));
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    //? 4.5.1.2-9
    assert!(matches!(pair.client.question(), Some(crate::Question::Certificate { .. })));
}

#[test]
fn signatures_with_sha1_are_refused() {
    for scheme in [SignatureScheme(0x0203), SignatureScheme(0x0201)] {
        let mut stage = ClientStage::after_certificate();
        let (_, signature) = stage.certificate_verify();
        let result = stage.message(&certificate_verify::encode(scheme, &signature));
        //? 4.5.2-7
        assert_eq!(result, Err(Error::SchemeNotOffered(scheme)));
        assert_eq!(stage.alert(), Some(A::ILLEGAL_PARAMETER));
    }
}

/// The only record that is waiting, opened by the keys of `secret`, under which it is the first.
fn opened(outgoing: &[u8], secret: Option<&crate::key_schedule::TrafficSecret>) -> (ContentType, Vec<u8>) {
    let mut bytes = split(outgoing).pop().unwrap().2;
    let (kind, length) = Opener::new(secret.unwrap().keys(SUITE)).open(&mut bytes).unwrap();
    (kind, bytes[5..5 + length].to_vec())
}

#[test]
fn alerts_are_encrypted_as_soon_as_there_are_keys() {
    let mut stage = ClientStage::after_hello(|_| ());
    stage.encrypted_extensions(&[(T::KEY_SHARE, vec![])]).unwrap_err();
    let outgoing = core::mem::take(stage.end.outgoing());
    //? A.1-1
    let (kind, alert) = opened(&outgoing, stage.client_secret.as_ref());
    assert_eq!((kind, &alert[..]), (ContentType::ALERT, &[2, A::ILLEGAL_PARAMETER.0][..]));

    let mut stage = ServerStage::before_finished();
    stage.record(ContentType::HANDSHAKE, &certificate::encode(&[])).unwrap_err();
    let outgoing = core::mem::take(stage.end.outgoing());
    //? 4.5.3-3 5.3-1
    let (kind, alert) = opened(&outgoing, stage.server_secret.as_ref());
    assert_eq!((kind, &alert[..]), (ContentType::ALERT, &[2, A::UNEXPECTED_MESSAGE.0][..]));
}

#[test]
fn alerts_have_their_levels_and_a_record_each() {
    for description in 0..=255 {
        let closure = [A::CLOSE_NOTIFY, A::USER_CANCELED].contains(&A(description));
        //? 6-6 6.1-2
        assert_eq!(alert::encode(A(description)), [if closure { 1 } else { 2 }, description]);
    }
    let (mut stage, _) = ClientStage::client(|_| ());
    with_context(1, |cx| stage.end.close(cx)).unwrap();
    //? 5.1-8 5.1-9 5.1-10 6.1-3 6.1-5
    assert_eq!(
        stage.sent(),
        [(ContentType::ALERT, vec![1, A::USER_CANCELED.0]), (ContentType::ALERT, vec![1, A::CLOSE_NOTIFY.0])]
    );
}

#[test]
fn onlookers_see_alerts() {
    let mut log = Log::default();
    let mut pair = Pair::connected(configs());
    log.watch(1, |cx| pair.client.close(cx)).unwrap();
    let mut bytes = core::mem::take(pair.client.outgoing());
    log.watch(1, |cx| pair.server.receive(&mut bytes, cx)).unwrap();
    //? 6.2-6
    assert_eq!(log.alerts, [(Direction::Sent, A::CLOSE_NOTIFY), (Direction::Received, A::CLOSE_NOTIFY)]);
}

#[test]
fn a_failed_connection_says_its_alert_and_nothing_more() {
    let mut stage = ServerStage::connected();
    stage.raw(vec![23, 3, 3, 0, 1, 0]).unwrap_err();
    //? 6-4
    assert!(stage.end.negotiated().is_none() && stage.end.export(b"x", b"", &mut [0; 8]).is_err());
    stage.end.outgoing().clear();
    //? 6-3 6.2-1 6.2-3
    assert_eq!(with_context(1, |cx| stage.end.send(b"x", cx)), Err(Error::BadRecordMac));
    assert_eq!(stage.record(DATA, b"x"), Err(Error::BadRecordMac));
    with_context(1, |cx| stage.end.close(cx)).unwrap_err();
    assert!(stage.end.outgoing().is_empty() && stage.data.is_empty());
}

#[test]
fn tickets_are_passed_over() {
    let mut stage = ClientStage::connected();
    let ticket = message(HandshakeType::NEW_SESSION_TICKET, |w| {
        w.bytes(&[0, 0, 0, 9, 1, 2, 3, 4]);
        w.vec_u8(|w| w.u8(0));
        w.vec_u16(|w| w.bytes(b"ticket"));
        w.vec_u16(|w| w.bytes(&extensions(&[(T(0x1234), vec![1]), (T::EARLY_DATA, vec![0, 0, 1, 0])])));
    });
    //? 4.7.1-1 4.7.1-9 9.3-5
    stage.message(&ticket).unwrap();
    assert!(stage.end.outgoing().is_empty());
    stage.record(DATA, b"on it goes").unwrap();
}

#[test]
fn requests_for_certificates_after_the_handshake_are_refused() {
    let mut stage = ClientStage::connected();
    let request = message(HandshakeType::CERTIFICATE_REQUEST, |w| {
        w.vec_u8(|w| w.u8(1));
        w.vec_u16(|w| w.bytes(&extensions(&[(T::SIGNATURE_ALGORITHMS, vec![0, 2, 4, 3])])));
    });
    //? 4.7.2-5
    let error = Error::UnexpectedMessage { got: HandshakeType::CERTIFICATE_REQUEST, state: "CONNECTED" };
    assert_eq!(stage.message(&request), Err(error));
    assert_eq!(stage.alert(), Some(A::UNEXPECTED_MESSAGE));
}

#[test]
fn key_updates_are_answered_under_the_old_keys_before_the_next_data() {
    let mut stage = ClientStage::connected();
    stage.message(&key_update::encode(KeyUpdateRequest::Requested)).unwrap();
    with_context(1, |cx| stage.end.send(b"data", cx)).unwrap();
    let records = split(stage.end.outgoing());
    let secret = stage.client_secret.as_ref().unwrap();
    //? 4.7.3-5 4.7.3-7
    let answer = opened(&records[0].2, Some(secret));
    assert_eq!(answer, (ContentType::HANDSHAKE, key_update::encode(KeyUpdateRequest::NotRequested)));
    //? 4.7.3-2 5.3-1
    assert_eq!(opened(&records[1].2, Some(&secret.next())), (DATA, b"data".to_vec()));
    assert_eq!(records.len(), 2);
}

#[test]
fn one_request_for_new_keys_is_under_way_at_a_time() {
    let mut stage = ClientStage::connected();
    let update = |stage: &mut ClientStage| {
        with_context(1, |cx| stage.end.update_keys(true, cx)).unwrap();
        core::mem::take(stage.end.outgoing()).len()
    };
    assert_ne!(update(&mut stage), 0);
    //? 4.7.3-6
    assert_eq!((update(&mut stage), update(&mut stage)), (0, 0));
    stage.message(&key_update::encode(KeyUpdateRequest::NotRequested)).unwrap();
    assert_ne!(stage.end.outgoing().len(), 0, "what was held back");
}

#[test]
fn new_keys_take_effect_at_the_key_update() {
    let mut stage = ServerStage::connected();
    let next = || Some(Sealer::new(stage.client_secret.as_ref().unwrap().next().keys(SUITE)));
    let (early, right) = (next(), next());
    stage.message(&key_update::encode(KeyUpdateRequest::NotRequested)).unwrap();
    stage.sealer = right;
    //? 4.7.3-3
    stage.record(DATA, b"x").unwrap();

    let mut stage = ServerStage::connected();
    stage.sealer = early;
    //? 4.7.3-8
    assert_eq!(stage.record(DATA, b"x"), Err(Error::BadRecordMac));
}

#[test]
fn records_that_go_out_keep_their_limits() {
    let mut pair = Pair::connected(configs());
    with_context(1, |cx| pair.client.send(&[0; 3 * MAX_PLAINTEXT + 1], cx)).unwrap();
    let records = split(pair.client.outgoing());
    let lengths: Vec<usize> = records.iter().map(|(_, _, bytes)| bytes.len()).collect();
    //? 5.1-13 5.2-1 5.2-4 5.4-6
    assert_eq!(lengths, [vec![5 + MAX_PLAINTEXT + 1 + 16; 3], vec![5 + 1 + 1 + 16]].concat());
    assert!(lengths.iter().all(|length| length - 5 <= MAX_CIPHERTEXT));
    //? 5-4 5.1-11
    assert!(records.iter().all(|(kind, version, _)| (*kind, *version) == (DATA, 0x0303)));
    for suite in Suite::ALL {
        let limit = 2f64.powf(24.5) as u64;
        //? 5.5-1
        assert!(suite.max_records() <= limit || suite == Suite::ChaCha20Poly1305Sha256);
    }
}

#[test]
fn hellos_of_ssl_are_refused() {
    let mut ssl2 = vec![0x80, 0x2e, 1, 3, 4, 0, 0x15, 0, 0, 0, 0x10];
    ssl2.resize(0x30, 7);
    //? E.5-6 E.5-7
    assert_eq!(ServerStage::server(|_| ()).raw(ssl2), Err(Error::NotTls));
    let mut old = record(ContentType::HANDSHAKE, &ServerStage::hello().encode());
    (old[1], old[2]) = (2, 0);
    //? E.5-11
    assert_eq!(ServerStage::server(|_| ()).raw(old), Err(Error::NotTls));
}

#[test]
fn every_signature_that_is_mandatory_is_offered() {
    let (_, hello) = first_flight(1, |_| ());
    let mut r = Reader::new(content(&hello, T::SIGNATURE_ALGORITHMS), "list");
    let offered: Vec<u16> = r.list_u16().unwrap().iter().collect();
    for scheme in [
        SignatureScheme::RSA_PKCS1_SHA256,
        SignatureScheme::RSA_PSS_RSAE_SHA256,
        SignatureScheme::ECDSA_SECP256R1_SHA256,
    ] {
        //? 9.1-3
        assert!(offered.contains(&scheme.0));
    }
}
