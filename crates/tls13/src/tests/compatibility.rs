//! Middlebox compatibility (RFC 9846, appendix E.4): each end sends change_cipher_spec once, or not at all.

use std::{sync::Arc, time::Duration, vec, vec::Vec};

use super::pair::{NOW, Pair, TestRandom, configs, with_context};
use crate::{
    ClientConfig, EarlyDataPolicy, Group, ReplayWindow, ServerConfig, SessionCache, TicketKey, TicketKeys,
    Time,
};

/// The types of the records in `bytes`.
fn types(mut bytes: &[u8]) -> Vec<u8> {
    let mut types = vec![];
    while let [kind, _, _, high, low, rest @ ..] = bytes {
        types.push(*kind);
        bytes = &rest[usize::from(u16::from_be_bytes([*high, *low]))..];
    }
    types
}

/// The types of the records that client and server send until both are connected, with what is sent as early data.
fn handshake(configs: (ClientConfig, ServerConfig), early: &[u8]) -> [Vec<u8>; 2] {
    let mut pair = Pair::new(configs);
    with_context(11, |cx| pair.client.send_early_data(early, cx)).unwrap();
    let mut sent = [vec![], vec![]];
    while !(pair.client.is_connected() && pair.server.is_connected()) {
        sent[0].extend(types(pair.client.outgoing()));
        pair.to_server.append(pair.client.outgoing());
        super::pair::receive(&mut pair.server, &mut pair.to_server, 20, &mut vec![]).unwrap();
        sent[1].extend(types(pair.server.outgoing()));
        pair.to_client.append(pair.server.outgoing());
        super::pair::receive(&mut pair.client, &mut pair.to_client, 30, &mut vec![]).unwrap();
    }
    sent
}

const HELLO: u8 = 22;
const DUMMY: u8 = 20;
const ENCRYPTED: u8 = 23;

/// What of each kind of record comes first, and how many dummies there are.
fn order(types: &[u8]) -> (Vec<u8>, usize) {
    let mut order = types.to_vec();
    order.dedup();
    (order, types.iter().filter(|kind| **kind == DUMMY).count())
}

//? E.4-1
#[test]
fn each_end_sends_one_dummy_where_the_client_asks_for_it() {
    for compatible in [true, false] {
        let (mut client, server) = configs();
        client.middlebox_compatibility = compatible;
        let [of_client, of_server] = handshake((client, server), b"").map(|types| order(&types));
        let expected =
            if compatible { (vec![HELLO, DUMMY, ENCRYPTED], 1) } else { (vec![HELLO, ENCRYPTED], 0) };
        // The client's hello is followed by its second flight.
        assert_eq!(of_client, expected);
        assert_eq!(of_server, expected);
    }
}

#[test]
fn the_dummy_comes_before_the_second_hello_and_not_again() {
    for compatible in [true, false] {
        let (mut client, mut server) = configs();
        client.middlebox_compatibility = compatible;
        server.groups = vec![Group::Secp384r1];
        let [of_client, of_server] = handshake((client, server), b"").map(|types| order(&types));
        let expected =
            if compatible { (vec![HELLO, DUMMY, HELLO, ENCRYPTED], 1) } else { (vec![HELLO, ENCRYPTED], 0) };
        assert_eq!(of_client, expected);
        assert_eq!(of_server, expected);
    }
}

#[test]
fn the_dummy_comes_before_early_data_and_not_again() {
    for compatible in [true, false] {
        let (mut client, mut server) = configs();
        client.middlebox_compatibility = compatible;
        client.sessions = Some(Arc::new(SessionCache::new(2)));
        client.early_data = true;
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(100)), vec![])));
        let begin = Time::since_unix_epoch(Duration::from_secs(NOW - 1000));
        let window = ReplayWindow::new(Duration::from_secs(20), 16, begin);
        server.early_data = Some(EarlyDataPolicy::new(Arc::new(window)));
        Pair::connected((client.clone(), server.clone()));
        let [of_client, of_server] = handshake((client, server), b"early").map(|types| order(&types));
        let expected =
            if compatible { (vec![HELLO, DUMMY, ENCRYPTED], 1) } else { (vec![HELLO, ENCRYPTED], 0) };
        assert_eq!((of_client, of_server), (expected.clone(), expected));
    }
}
