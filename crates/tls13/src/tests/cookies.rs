//! Servers that keep no state between the two ClientHellos.

use std::{sync::Arc, time::Duration, vec::Vec};

use super::pair::{NOW, TestRandom, configs, server_name};
use crate::{
    ClientConnection, Context, CookieKey, EarlyData, Error, Event, Group, ServerConfig, ServerConnection,
    Time, code_points::AlertDescription as A,
};

fn at<V>(seconds: u64, act: impl FnOnce(&mut Context<'_>) -> V) -> V {
    let now = Time::since_unix_epoch(Duration::from_secs(NOW + seconds));
    act(&mut Context { now, rng: &mut TestRandom(seconds + 500), observer: &mut () })
}

/// Hands over everything, and returns what is to be sent.
fn answer(server: &mut ServerConnection, seconds: u64, mut bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    at(seconds, |cx| {
        loop {
            let received = server.receive(&mut bytes, cx)?;
            bytes.drain(..received.consumed);
            if received.event == Event::NeedsInput {
                return Ok(core::mem::take(server.outgoing()));
            }
        }
    })
}

fn tell(client: &mut ClientConnection, mut bytes: Vec<u8>) -> Vec<u8> {
    at(0, |cx| {
        while !bytes.is_empty() {
            let received = client.receive(&mut bytes, cx).unwrap();
            bytes.drain(..received.consumed);
        }
    });
    core::mem::take(client.outgoing())
}

fn config() -> ServerConfig {
    let (_, mut server) = configs();
    server.groups = std::vec![Group::Secp384r1];
    server.cookie_key = Some(CookieKey::from_bytes([7; 32]));
    server
}

fn accept(config: ServerConfig, peer: &[u8]) -> ServerConnection {
    ServerConnection::accept_from(Arc::new(config), peer).unwrap()
}

/// A client, and its second flight after a HelloRetryRequest from a server that is gone.
fn second_flight() -> (ClientConnection, Vec<u8>) {
    let (client, _) = configs();
    let mut client = at(0, |cx| ClientConnection::connect(Arc::new(client), server_name(), cx)).unwrap();
    let hello = core::mem::take(client.outgoing());
    let retry_request = answer(&mut accept(config(), b"client"), 0, hello).unwrap();
    let second = tell(&mut client, retry_request);
    (client, second)
}

#[test]
fn another_server_goes_on_with_the_second_client_hello() {
    for seconds in [0, 60] {
        let (mut client, second) = second_flight();
        let mut server = accept(config(), b"client");
        //? 4.3.2-3
        let flight = answer(&mut server, seconds, second).unwrap();
        let finished = tell(&mut client, flight);
        answer(&mut server, seconds, finished).unwrap();
        assert!(client.is_connected() && server.is_connected());
        let outcome = server.negotiated().unwrap();
        assert!(outcome.hello_retried);
        assert_eq!(outcome.early_data, EarlyData::NotOffered);
        let mut exported = [[0; 32]; 2];
        client.export(b"EXPORTER-test", b"", &mut exported[0]).unwrap();
        server.export(b"EXPORTER-test", b"", &mut exported[1]).unwrap();
        assert_eq!(exported[0], exported[1]);
    }
}

#[test]
fn cookies_of_others_and_old_ones_are_refused() {
    let other_key = ServerConfig { cookie_key: Some(CookieKey::generate(&mut TestRandom(1))), ..config() };
    let cases = [
        (accept(config(), b"other client"), 0),
        (accept(other_key, b"client"), 0),
        (accept(config(), b"client"), 61),
    ];
    for (mut server, seconds) in cases {
        let error = answer(&mut server, seconds, second_flight().1).unwrap_err();
        assert_eq!((error.alert(), error), (Some(A::ILLEGAL_PARAMETER), Error::BadCookie));
    }
}

#[test]
fn a_changed_second_client_hello_is_refused_though_the_first_is_forgotten() {
    let (_, mut second) = second_flight();
    // The record before it may be change_cipher_spec; the random of the hello is among what may not change.
    let random = second.len() - 200;
    second[random] ^= 1;
    assert!(answer(&mut accept(config(), b"client"), 0, second).is_err());
}

#[test]
fn a_server_that_remembers_wants_its_cookie_back_too() {
    let (client, _) = configs();
    let mut client = at(0, |cx| ClientConnection::connect(Arc::new(client), server_name(), cx)).unwrap();
    let mut server = accept(config(), b"client");
    let hello = core::mem::take(client.outgoing());
    let retry_request = answer(&mut server, 0, hello).unwrap();
    let second = tell(&mut client, retry_request);
    let flight = answer(&mut server, 0, second).unwrap();
    let finished = tell(&mut client, flight);
    answer(&mut server, 0, finished).unwrap();
    assert!(server.is_connected());
}
