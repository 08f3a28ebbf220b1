//! Resumption, external PSKs and early data (sections 4.3.9 to 4.3.11, 4.7.1 and 8).

use std::{sync::Arc, time::Duration, vec, vec::Vec};

use rustls_pki_types::ServerName;

use super::{Log, content, extensions_of, fields, types};
use crate::{
    ClientAuthentication, ClientConfig, ClientConnection, EarlyData, EarlyDataPolicy, Error, Hash, Psk,
    ReplayWindow, ServerConfig, ServerConnection, Session, SessionCache, Suite, TicketKey, TicketKeys, Time,
    Trust,
    code_points::{AlertDescription as A, CipherSuite, ExtensionType as T, HandshakeType as H},
    key_schedule::{EarlySecret, PskKind},
    message::{new_session_ticket::NewSessionTicket, server_hello::HELLO_RETRY_REQUEST_RANDOM},
    record::Sealer,
    tests::{
        pair::{NOW, Pair, TestRandom, configs, receive, server_name, with_context},
        puppet::{ClientStage, HelloFields, SUITE, ServerStage, key_pair},
    },
    wire::Reader,
};

const DAY: u64 = 86400;

fn time(seconds: u64) -> Time {
    Time::since_unix_epoch(Duration::from_secs(seconds))
}

/// Settings that lead to resumption, with early data.
fn resuming() -> (ClientConfig, ServerConfig) {
    let (mut client, mut server) = configs();
    client.sessions = Some(Arc::new(SessionCache::new(8)));
    client.early_data = true;
    client.suites = vec![SUITE];
    server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(100)), vec![])));
    let window = ReplayWindow::new(Duration::from_secs(20), 16, time(NOW - 1000));
    server.early_data = Some(EarlyDataPolicy::new(Arc::new(window)));
    (client, server)
}

/// The same, and the client has a session already.
fn resumable() -> (ClientConfig, ServerConfig) {
    let configs = resuming();
    Pair::connected(configs.clone());
    configs
}

fn external() -> Psk {
    Psk::new(b"name", b"key of both", Hash::Sha256).unwrap()
}

/// The ClientHello to the server of this name, at this time.
fn client_hello(config: &ClientConfig, name: &'static str, now: Time) -> HelloFields {
    let (mut log, name) = (Log::default(), ServerName::try_from(name).unwrap());
    log.watch(1, |cx| {
        cx.now = now;
        ClientConnection::connect(Arc::new(config.clone()), name, cx)
    })
    .unwrap();
    fields(&log.messages[0].1)
}

#[test]
fn a_client_hello_that_resumes_is_in_order() {
    let (client, _) = resumable();
    let hello = client_hello(&client, "server.example", time(NOW));
    //? 4.3-6 4.3.11-17 9.2-7
    assert_eq!(types(&hello).last(), Some(&T::PRE_SHARED_KEY));
    //? 4.3.9-1 4.3.9-2 9.2-8
    assert_eq!(content(&hello, T::PSK_KEY_EXCHANGE_MODES), [1, 1]);
    //? 2.2-1 4.3.9-8
    assert!(content(&hello, T::KEY_SHARE).len() > 32);
    //? 4.3.10-1
    assert!(types(&hello).contains(&T::EARLY_DATA));
}

#[test]
fn tickets_are_for_one_name_and_one_time() {
    let resumes = |name, now| {
        let (client, _) = resumable();
        types(&client_hello(&client, name, time(now))).contains(&T::PRE_SHARED_KEY)
    };
    //? 4.3.11-5 4.7.1-3 4.7.1-4
    assert!(resumes("server.example", NOW) && !resumes("other.example", NOW));
    //? 4.3.11.1-1
    assert!(resumes("server.example", NOW + DAY) && !resumes("server.example", NOW + DAY + 1));

    // The same of a server that promises too much.
    let negotiated = Pair::connected(configs()).client.negotiated().unwrap().clone();
    let hash = negotiated.suite.hash();
    let main = EarlySecret::without_psk(hash).into_handshake_secret(&[1; 32]).into_main_secret();
    let ticket = NewSessionTicket {
        grease: None,
        ticket_lifetime: u32::MAX,
        ticket_age_add: 1,
        ticket_nonce: &[],
        ticket: b"ticket",
        max_early_data_size: 0,
    };
    let secret = main.resumption_secret(&hash.digest(b""));
    let session = Session::new(&ticket, &secret, &negotiated, time(NOW)).unwrap();
    //? 4.7.1-7
    assert!(session.is_fresh(time(NOW + 7 * DAY)) && !session.is_fresh(time(NOW + 7 * DAY + 1)));
}

/// What a server sends in a whole handshake.
fn server_log((client, server): (ClientConfig, ServerConfig)) -> (Log, ServerConnection) {
    let mut client =
        with_context(10, |cx| ClientConnection::connect(Arc::new(client), server_name(), cx)).unwrap();
    let mut server = ServerConnection::accept(Arc::new(server)).unwrap();
    let mut log = Log::default();
    while !server.is_connected() {
        let mut bytes = core::mem::take(client.outgoing());
        while !bytes.is_empty() {
            let consumed = log.watch(11, |cx| server.receive(&mut bytes, cx)).unwrap().consumed;
            bytes.drain(..consumed);
        }
        receive(&mut client, &mut core::mem::take(server.outgoing()), 12, &mut Vec::new()).unwrap();
    }
    (log, server)
}

#[test]
fn tickets_are_in_order() {
    let (client, mut server) = resuming();
    server.ticket_lifetime = Duration::from_secs(30 * DAY);
    let (log, _) = server_log((client.clone(), server.clone()));
    let tickets: Vec<_> =
        log.messages.iter().filter(|(kind, _)| *kind == H::NEW_SESSION_TICKET).map(|(_, m)| m).collect();
    let [one, other] = &tickets[..] else { panic!("two tickets") };
    let (one, other) =
        (NewSessionTicket::decode(&one[4..]).unwrap(), NewSessionTicket::decode(&other[4..]).unwrap());
    //? 4.7.1-6
    assert_eq!((one.ticket_lifetime, other.ticket_lifetime), (604_800, 604_800));
    //? 4.7.1-8
    assert_ne!(one.ticket_age_add, other.ticket_age_add);
    assert!(one.ticket_nonce != other.ticket_nonce && one.ticket != other.ticket);

    let kinds = |client: &ClientConfig| server_log((client.clone(), server.clone())).0.kinds();
    Pair::connected((client.clone(), server.clone()));
    //? 4.4.2-7 C.4-2 C.4-3
    assert_eq!(
        kinds(&client),
        [H::SERVER_HELLO, H::ENCRYPTED_EXTENSIONS, H::FINISHED, H::NEW_SESSION_TICKET, H::NEW_SESSION_TICKET]
    );
    let mut without = client;
    without.sessions = None;
    //? 4.3.9-5
    assert!(!kinds(&without).contains(&H::NEW_SESSION_TICKET));
}

#[test]
fn the_name_of_a_resumed_connection_is_its_own() {
    let mut configs = resumable();
    configs.0.send_server_name = false;
    let (_, server) = server_log(configs);
    assert!(server.negotiated().unwrap().resumed);
    //? 4.7.1-5
    assert_eq!(server.negotiated().unwrap().server_name, None);
}

/// A ClientHello that offers these PSKs, each with the age that it says and whether its binder is right.
fn offering(psks: &[(Psk, u32, bool)], modes: Option<&[u8]>) -> Vec<u8> {
    let mut hello = ServerStage::hello();
    if let Some(modes) = modes {
        hello.set(T::PSK_KEY_EXCHANGE_MODES, modes);
    }
    let mut identities = Vec::new();
    for (psk, age, _) in psks {
        identities.extend((psk.identity().len() as u16).to_be_bytes());
        identities.extend(psk.identity());
        identities.extend(age.to_be_bytes());
    }
    let binders = vec![0; psks.len() * 33];
    let lengths = |bytes: &[u8]| (bytes.len() as u16).to_be_bytes();
    let psk_data = [&lengths(&identities)[..], &identities, &lengths(&binders), &binders].concat();
    hello.set(T::PRE_SHARED_KEY, &psk_data);
    let mut bytes = hello.encode();
    let list = bytes.len() - binders.len();
    let truncated = Hash::Sha256.digest(&bytes[..list - 2]);
    for ((psk, _, right), entry) in psks.iter().zip(bytes[list..].chunks_mut(33)) {
        entry[0] = 32;
        entry[1..].copy_from_slice(psk.early_secret().binder(psk.kind(), &truncated).as_bytes());
        entry[1] ^= u8::from(!right);
    }
    bytes
}

/// What a server that knows the external PSK, and `name 2` too, sends in answer.
fn answer(hello: &[u8]) -> (Result<(), Error>, Log) {
    let (_, mut config) = configs();
    config.psks = vec![external(), Psk::new(b"name 2", b"key of both", Hash::Sha256).unwrap()];
    config.client_authentication = ClientAuthentication::Optional(Trust::Application);
    let mut server = ServerConnection::accept(Arc::new(config)).unwrap();
    let mut log = Log::default();
    let mut bytes = super::record(crate::code_points::ContentType::HANDSHAKE, hello);
    let result = log.watch(1, |cx| server.receive(&mut bytes, cx)).map(drop);
    (result, log)
}

#[test]
fn nobody_is_asked_for_a_certificate_after_an_external_psk() {
    let (mut client, mut server) = configs();
    (client.psks, server.psks) = (vec![external()], vec![external()]);
    client.post_handshake_auth = true;
    server.client_authentication = ClientAuthentication::Optional(Trust::Application);
    let mut pair = Pair::connected((client, server));
    assert!(pair.server.negotiated().unwrap().psk_identity.is_some());
    let result = with_context(1, |cx| pair.server.request_certificate(cx));
    //? 4.4.2-8
    assert!(matches!(result, Err(Error::NotNow(_))));
}

#[test]
fn external_psks_are_taken_by_the_rules() {
    let by_psk = [H::SERVER_HELLO, H::ENCRYPTED_EXTENSIONS, H::FINISHED];
    let (_, log) = answer(&offering(&[(external(), 0, true)], Some(&[1, 1])));
    //? 4.4.2-8 F.1-1
    assert_eq!(log.kinds(), by_psk, "no certificates");
    //? 4.3.9-8
    assert_eq!(types(&fields(&log.messages[0].1)), [T::SUPPORTED_VERSIONS, T::KEY_SHARE, T::PRE_SHARED_KEY]);
    //? 4.3.11-2
    assert_eq!(answer(&offering(&[(external(), 77, true)], Some(&[1, 1]))).1.kinds(), by_psk);

    let second = Psk::new(b"name 2", b"key of both", Hash::Sha256).unwrap();
    let one_is_wrong = offering(&[(external(), 0, true), (second, 0, false)], Some(&[1, 1]));
    //? 4.3.11-11 4.3.11-12
    assert_eq!(answer(&one_is_wrong).1.kinds(), by_psk);
    //? 4.3.11-9 4.3.11-10
    assert_eq!(answer(&offering(&[(external(), 0, false)], Some(&[1, 1]))).0, Err(Error::BadBinder));

    let (result, log) = answer(&offering(&[(external(), 0, true)], Some(&[1, 0])));
    //? 4.2.1-2 4.3.9-4
    assert!(result.is_ok() && log.kinds().contains(&H::CERTIFICATE), "psk_ke alone is of no use");
    let (result, log) = answer(&offering(&[(external(), 0, true)], None));
    //? 4.3.9-3
    assert_eq!(result, Err(Error::MissingExtension(T::PSK_KEY_EXCHANGE_MODES)));
    assert_eq!(log.alerts.last().unwrap().1, A::MISSING_EXTENSION);
}

#[test]
fn external_psks_are_offered_by_the_rules() {
    let (mut client, _) = configs();
    client.psks = vec![external()];
    client.early_data = true;
    let hello = client_hello(&client, "server.example", time(NOW));
    //? 4.3.11-1
    assert_eq!(content(&hello, T::PRE_SHARED_KEY)[..12], *b"\x00\x0a\x00\x04name\x00\x00\x00\x00");
    //? E.1-2
    assert!(!types(&hello).contains(&T::EARLY_DATA));

    // A HelloRetryRequest for a suite with another hash.
    let (mut stage, client_hello) = ClientStage::client(|config| {
        config.psks = vec![external()];
        config.suites = Suite::ALL.to_vec();
    });
    let mut retry = ClientStage::answer(&client_hello);
    retry.random = HELLO_RETRY_REQUEST_RANDOM;
    retry.suites = CipherSuite::TLS_AES_256_GCM_SHA384.0.to_be_bytes().to_vec();
    retry.set(T::KEY_SHARE, &[0, 0x17]);
    stage.message(&retry.encode()).unwrap();
    //? 4.2.4-11
    assert!(!types(&fields(&stage.sent().pop().unwrap().1)).contains(&T::PRE_SHARED_KEY));
}

#[test]
fn clients_check_which_psk_the_server_takes() {
    type Answer = (fn(&mut HelloFields), Error);
    let answers: [Answer; 3] = [
        (|hello| hello.remove(T::KEY_SHARE), Error::PskWithoutShare),
        (|hello| hello.set(T::PRE_SHARED_KEY, &[0, 1]), Error::PskNotOffered),
        (|hello| hello.suites = vec![0x13, 0x02], Error::PskOfOtherHash),
    ];
    for (edit, error) in answers {
        let (mut stage, client_hello) = ClientStage::client(|config| {
            config.psks = vec![external()];
            config.suites = Suite::ALL.to_vec();
        });
        let mut hello = ClientStage::answer(&client_hello);
        hello.set(T::PRE_SHARED_KEY, &[0, 0]);
        edit(&mut hello);
        //? 4.3.11-13 4.3.11-14
        assert_eq!(stage.message(&hello.encode()), Err(error));
        assert_eq!(stage.alert(), Some(A::ILLEGAL_PARAMETER));
    }
}

#[test]
fn early_data_goes_with_the_first_psk_only() {
    let (mut client, _) = resumable();
    client.psks = vec![external()];
    client.groups = vec![crate::Group::X25519];
    let (mut stage, client_hello) = ClientStage::client(|config| *config = client.clone());
    let mut hello = ClientStage::answer(&client_hello);
    hello.set(T::PRE_SHARED_KEY, &[0, 1]);
    stage.message(&hello.encode()).unwrap();
    let offered = crate::message::client_hello::ClientHello::decode(&client_hello).unwrap();
    let shared = key_pair().agree(offered.shares[0].key_exchange).unwrap();
    let secret = external().early_secret().into_handshake_secret(shared.as_bytes());
    let (_, server) = secret.traffic_secrets(&stage.transcript.hash(), &[0; 32], &mut ());
    stage.sealer = Some(Sealer::new(server.keys(SUITE)));
    //? 4.3.11-15 4.3.11-16
    let error = stage.encrypted_extensions(&[(T::EARLY_DATA, vec![])]).unwrap_err();
    assert_eq!((&error, error.alert()), (&Error::EarlyDataNotOffered, Some(A::ILLEGAL_PARAMETER)));
}

/// A ClientHello with early data that offers so many unknown tickets and then this session.
fn with_early_data(strangers: usize, session: &Session) -> Vec<u8> {
    let mut hello = ServerStage::hello();
    hello.set(T::PSK_KEY_EXCHANGE_MODES, &[1, 1]);
    hello.set(T::EARLY_DATA, &[]);
    let age = session.obfuscated_ticket_age(time(NOW)).to_be_bytes();
    let lengths = |bytes: &[u8]| (bytes.len() as u16).to_be_bytes();
    let own = [&lengths(&session.ticket)[..], &session.ticket, &age].concat();
    let identities = [b"\x00\x01?\0\0\0\0".repeat(strangers), own].concat();
    let binders = [vec![32], vec![0; 32]].concat().repeat(strangers + 1);
    let psk_data = [&lengths(&identities)[..], &identities, &lengths(&binders), &binders].concat();
    hello.set(T::PRE_SHARED_KEY, &psk_data);
    let mut bytes = hello.encode();
    let truncated = Hash::Sha256.digest(&bytes[..bytes.len() - binders.len() - 2]);
    let binder = session.early_secret().binder(PskKind::Resumption, &truncated);
    let place = bytes.len() - 32;
    bytes[place..].copy_from_slice(binder.as_bytes());
    bytes
}

#[test]
fn servers_take_early_data_by_the_first_psk_and_after_its_binder_only() {
    let (client, server) = resumable();
    let session = client.sessions.unwrap().take(&server_name()).unwrap();
    // Whether early data is accepted; None if the connection fails.
    let accepts = |hello: &[u8]| {
        let mut end = ServerConnection::accept(Arc::new(server.clone())).unwrap();
        let mut log = Log::default();
        let mut bytes = super::record(crate::code_points::ContentType::HANDSHAKE, hello);
        log.watch(1, |cx| end.receive(&mut bytes, cx)).ok()?;
        assert!(types(&fields(&log.messages[0].1)).contains(&T::PRE_SHARED_KEY));
        let mut encrypted = Reader::new(&log.messages[1].1[4..], "EncryptedExtensions");
        Some(extensions_of(encrypted.vec_u16().unwrap()).contains(&(T::EARLY_DATA, vec![])))
    };
    //? 4.3.10-8
    assert_eq!(accepts(&with_early_data(1, &session)), Some(false));
    let hello = with_early_data(0, &session);
    let mut forged = hello.clone();
    forged[4 + 2] ^= 1;
    assert_eq!(accepts(&forged), None, "the random is another than under the binder");
    //? 8.2-3
    assert_eq!(accepts(&hello), Some(true), "the forged one is not on record");
    assert_eq!(accepts(&hello), Some(false), "this one is");
}

#[test]
fn early_data_is_not_for_servers_of_the_past() {
    let (client, _) = resumable();
    let (mut stage, client_hello) = ClientStage::client(|config| *config = client);
    let mut hello = ClientStage::answer(&client_hello);
    hello.remove(T::SUPPORTED_VERSIONS);
    //? E.3-1
    assert_eq!(stage.message(&hello.encode()), Err(Error::PeerTooOld));
}

#[test]
fn accepted_early_data_has_to_decrypt() {
    let (client, server) = resumable();
    let mut pair = Pair::new((client, server));
    assert_eq!(with_context(1, |cx| pair.client.send_early_data(b"early", cx)), Ok(5));
    let mut bytes = core::mem::take(pair.client.outgoing());
    *bytes.last_mut().unwrap() ^= 1;
    //? 4.3.10-12 4.3.10-13
    assert_eq!(receive(&mut pair.server, &mut bytes, 20, &mut Vec::new()), Err(Error::BadRecordMac));
}

#[test]
fn refused_early_data_is_not_sent_again() {
    let (client, mut server) = resumable();
    server.early_data = None;
    let mut pair = Pair::new((client, server));
    with_context(1, |cx| pair.client.send_early_data(b"early", cx)).unwrap();
    //? 4.3.10-14 4.3.10-15 F.5-4
    assert_eq!(pair.run().unwrap(), (vec![], vec![]));
    assert!(matches!(pair.client.negotiated().unwrap().early_data, EarlyData::Refused(_)));
}

#[test]
fn the_exporter_is_not_the_early_one() {
    let mut pair = Pair::new(resumable());
    let (mut early, mut later) = ([0; 32], [0; 32]);
    pair.client.export_early(b"EXPORTER-test", b"", &mut early).unwrap();
    pair.run().unwrap();
    pair.client.export(b"EXPORTER-test", b"", &mut later).unwrap();
    //? 7.5-1
    assert_ne!(early, later);
}
