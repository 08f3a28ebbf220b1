//! TLS: whole steps of connections. What an end does with what its peer, or an attacker, sends.

mod ends;
mod forged;

use std::sync::Arc;

use tls13::{
    ClientConfig, CookieKey, Error, Event, Group, Psk, Received, ServerConfig, SessionCache, Suite,
    TicketKey, TicketKeys,
};

use super::{Entry, Judges, split};
use crate::{judge::Judge, secrets};
use ends::{Ends, IDENTITY, IDENTITY_LEN, LABEL, Padded, SUITE, settings};
use forged::{change, change_finished, split_first_record};

/// Of an HMAC by SHA-256: a binder, a Finished, a cookie's authenticator.
const MAC: usize = 32;
const TAG: usize = 16;

/// Data in a record. Little, since tracing takes long; the AEADs have entries of their own.
const DATA: usize = 50;

/// A name of ticket keys, and what comes behind it in a ticket: salt, session and tag.
const NAME: &[u8; 16] = b"name of this key";
const SEALED: usize = 32 + 70 + 16;

pub(super) const ENTRIES: [Entry; 12] = [
    Entry::new("tls13", "record, wrong tag", secrets::differences::<TAG>, wrong_tag),
    Entry::new("tls13", "records, secret content", secrets::bytes::<DATA, 3>, content),
    Entry::new("tls13", "PSK, wrong binder", secrets::differences::<MAC>, wrong_binder),
    Entry::new("tls13", "PSK, unknown identity", secrets::differences::<IDENTITY_LEN>, unknown_identity),
    Entry::new("tls13", "ticket, damaged", secrets::differences::<SEALED>, damaged_ticket),
    Entry {
        judges: Judges::TraceOnly("a ticket names its key in clear"),
        ..Entry::new(
            "tls13",
            "ticket of an unknown key",
            secrets::differences::<{ NAME.len() }>,
            others_ticket,
        )
    },
    Entry::new("tls13", "cookie, wrong", secrets::differences::<MAC>, wrong_cookie),
    Entry::new("tls13", "Finished of the client, wrong", secrets::differences::<MAC>, wrong_client_finished),
    Entry::new("tls13", "Finished of the server, wrong", secrets::differences::<MAC>, wrong_server_finished),
    Entry::new("tls13", "ClientHello by secret keys and PSK", secrets::bytes::<64, 2>, client_hello),
    Entry::new("tls13", "server's flight by secret keys and PSK", secrets::bytes::<64, 2>, server_flight),
    Entry {
        judges: Judges::TraceOnly(
            "what is decrypted of a handshake is parsed, and is no secret; but a mark on a key reaches all of it",
        ),
        ..Entry::new("tls13", "connection by ticket", secrets::bytes::<64, 2>, connection)
    },
];

/// With each suite.
fn wrong_tag(difference: &[u8], judge: &mut Judge) {
    for suite in Suite::ALL {
        let mut ends = Ends::connected(settings(suite, b"key"));
        ends.client.send(&[7; DATA], &mut ends.at_client.context()).expect("connected");
        let mut record = ends.client_sends();
        change(&mut record, difference);
        let (server, cx) = (&mut ends.server, &mut ends.at_server.context());
        assert_eq!(judge.work(|| server.receive(&mut record, cx)), Err(Error::BadRecordMac));
    }
}

/// Padded, with each suite.
fn content(data: &[u8], judge: &mut Judge) {
    for suite in Suite::ALL {
        let (mut client, server) = settings(suite, b"key");
        client.padding = Some(Arc::new(Padded));
        let mut ends = Ends::connected((client, server));
        let (mut record, received) = judge.work(|| {
            ends.client.send(data, &mut ends.at_client.context()).expect("connected");
            let mut record = ends.client_sends();
            let received = ends.server.receive(&mut record, &mut ends.at_server.context());
            (record, received)
        });
        let Ok(Received { event: Event::Data(range), .. }) = received else { panic!("data") };
        let received = &mut record[range];
        judge.release(received);
        assert_eq!(received.len(), DATA);
    }
}

fn wrong_binder(difference: &[u8], judge: &mut Judge) {
    let mut ends = Ends::new(settings(SUITE, b"key"));
    let mut hello = ends.client_sends();
    // The binder is the last that a ClientHello has.
    change(&mut hello, difference);
    let (server, cx) = (&mut ends.server, &mut ends.at_server.context());
    assert_eq!(judge.work(|| server.receive(&mut hello, cx)), Err(Error::BadBinder));
}

/// The outcome is a handshake with certificates, if the application has any.
fn unknown_identity(difference: &[u8], judge: &mut Judge) {
    let (mut client, server) = settings(SUITE, b"key");
    let mut identity = *IDENTITY;
    change(&mut identity, difference);
    client.psks = vec![Psk::new(&identity, b"key", tls13::Hash::Sha256).expect("short")];
    let mut ends = Ends::new((client, server));
    let mut hello = ends.client_sends();
    asks_for_credential(&mut ends, &mut hello, judge);
}

fn damaged_ticket(difference: &[u8], judge: &mut Judge) {
    let (mut ends, mut hello, name) = with_ticket();
    change(&mut hello[..name + NAME.len() + SEALED], difference);
    asks_for_credential(&mut ends, &mut hello, judge);
}

fn others_ticket(difference: &[u8], judge: &mut Judge) {
    let (mut ends, mut hello, name) = with_ticket();
    change(&mut hello[..name + NAME.len()], difference);
    asks_for_credential(&mut ends, &mut hello, judge);
}

/// Two ends of which the client has a ticket, its ClientHello, and where in it the ticket is.
fn with_ticket() -> (Ends, Vec<u8>, usize) {
    let (mut client, server) = resuming(settings(SUITE, b"key"));
    Ends::connected((client.clone(), server.clone()));
    // It would be taken in place of the ticket.
    client.psks.clear();
    let mut ends = Ends::new((client, server));
    let hello = ends.client_sends();
    let name = hello.windows(NAME.len()).position(|window| window == NAME).expect("a ticket");
    // Behind it are its age, the length of the binders, that of the only one, and this.
    assert_eq!(hello.len(), name + NAME.len() + SEALED + 4 + 2 + 1 + MAC);
    (ends, hello, name)
}

/// The same settings, with tickets and a place for them.
fn resuming((mut client, mut server): (ClientConfig, ServerConfig)) -> (ClientConfig, ServerConfig) {
    client.sessions = Some(Arc::new(SessionCache::new(2)));
    server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::from_bytes(*NAME, [7; 32]), vec![])));
    (client, server)
}

fn asks_for_credential(ends: &mut Ends, hello: &mut [u8], judge: &mut Judge) {
    let (server, cx) = (&mut ends.server, &mut ends.at_server.context());
    let received = judge.work(|| server.receive(hello, cx));
    assert_eq!(received.map(|received| received.event), Ok(Event::Question));
}

fn wrong_cookie(difference: &[u8], judge: &mut Judge) {
    let (mut client, mut server) = settings(SUITE, b"key");
    client.groups.push(Group::Secp256r1);
    server.groups = vec![Group::Secp256r1];
    server.cookie_key = Some(CookieKey::from_bytes([7; 32]));
    let mut ends = Ends::new((client, server.clone()));
    let mut hello = ends.client_sends();
    ends.server.receive(&mut hello, &mut ends.at_server.context()).expect("well-formed");
    let mut retry = ends.server_sends();
    // The cookie is the last in the message, and its authenticator the last in the cookie.
    let authenticator = retry[retry.len() - MAC..].to_vec();
    ends.client.receive(&mut retry, &mut ends.at_client.context()).expect("well-formed");
    let mut hello = ends.client_sends();
    let at = hello.windows(MAC).position(|window| window == authenticator).expect("a cookie");
    change(&mut hello[..at + MAC], difference);
    // The first server has forgotten the client.
    let (mut server, cx) = (ends::accept(server), &mut ends.at_server.context());
    assert_eq!(judge.work(|| server.receive(&mut hello, cx)), Err(Error::BadCookie));
}

fn wrong_client_finished(difference: &[u8], judge: &mut Judge) {
    let mut ends = Ends::new(settings(SUITE, b"key"));
    ends.tell_server();
    ends.tell_client();
    let mut finished = ends.client_sends();
    let secret = ends.at_client.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET");
    change_finished(&mut finished, &secret, difference);
    let (server, cx) = (&mut ends.server, &mut ends.at_server.context());
    assert_eq!(judge.work(|| server.receive(&mut finished, cx)), Err(Error::BadFinished));
}

fn wrong_server_finished(difference: &[u8], judge: &mut Judge) {
    let mut ends = Ends::new(settings(SUITE, b"key"));
    ends.tell_server();
    let mut flight = ends.server_sends();
    let (server_hello, encrypted) = split_first_record(&mut flight);
    let (client, cx) = (&mut ends.client, &mut ends.at_client.context());
    client.receive(server_hello, cx).expect("a ServerHello");
    let secret = ends.at_server.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    change_finished(encrypted, &secret, difference);
    assert_eq!(judge.work(|| client.receive(encrypted, cx)), Err(Error::BadFinished));
}

/// Key share and binder.
fn client_hello(secret: &[u8], judge: &mut Judge) {
    let (psk, seed) = split::<32>(secret);
    let settings = settings(SUITE, psk);
    let mut ends = judge.work(|| Ends::with_seeds(settings, seed, b"server"));
    judge.release(&ends.client_sends());
}

/// ServerHello to Finished, by a key exchange and a PSK that are secret.
fn server_flight(secret: &[u8], judge: &mut Judge) {
    let (psk, seed) = split::<32>(secret);
    let mut ends = Ends::with_seeds(settings(SUITE, psk), b"client", seed);
    let mut hello = ends.client_sends();
    judge.release(&hello);
    let (server, cx) = (&mut ends.server, &mut ends.at_server.context());
    judge.work(|| server.receive(&mut hello, cx)).expect("the PSK is right");
    judge.release(&ends.server_sends());
}

/// A connection that resumes another, whose keys and PSK were secret already: from beginning to end, with new keys in
/// between.
fn connection(secret: &[u8], judge: &mut Judge) {
    let (psk, seed) = split::<32>(secret);
    let (client, server) = resuming(settings(Suite::ChaCha20Poly1305Sha256, psk));
    Ends::with_seeds((client.clone(), server.clone()), seed, seed).connect();
    let mut exported = [0; 48];
    judge.work(|| {
        let mut ends = Ends::with_seeds((client, server), seed, seed);
        ends.connect();
        assert!(ends.client.negotiated().is_some_and(|negotiated| negotiated.resumed));
        ends.client.update_keys(true, &mut ends.at_client.context()).expect("connected");
        ends.tell_server();
        ends.client.send(secret, &mut ends.at_client.context()).expect("connected");
        ends.server.send(secret, &mut ends.at_server.context()).expect("connected");
        ends.tell_server();
        ends.tell_client();
        ends.server.export(LABEL, b"", &mut exported).expect("connected");
    });
    judge.release(&exported);
}
