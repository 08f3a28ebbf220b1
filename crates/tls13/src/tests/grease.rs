//! Reserved values, and extensions in no order (RFC 8701).

use std::{collections::BTreeSet, sync::Arc, vec::Vec};

use super::{
    pair::{Pair, TestRandom, configs, server_name, with_context},
    puppet::{ClientStage, HelloFields, key_pair},
};
use crate::{
    ClientConnection, Error, Group, SessionCache, TicketKey, TicketKeys, code_points::ExtensionType as T,
    grease::Grease, message::client_hello::ClientHello, wire::Reader,
};

fn is_reserved(value: u16) -> bool {
    value & 0x0f0f == 0x0a0a && value >> 8 == value & 0xff
}

/// The types of the ClientHello's extensions, in their order.
fn extensions(hello: &[u8]) -> Vec<u16> {
    let mut r = Reader::new(&hello[4..], "ClientHello");
    r.take(34).unwrap();
    r.vec_u8().unwrap();
    r.vec_u16().unwrap();
    r.vec_u8().unwrap();
    let mut list = r.vec_u16().unwrap();
    let mut types = Vec::new();
    while !list.is_empty() {
        types.push(list.u16().unwrap());
        list.vec_u16().unwrap();
    }
    types
}

fn hello(seed: u64) -> Vec<u8> {
    let (mut client, _) = configs();
    client.grease = true;
    client.sessions = Some(Arc::new(SessionCache::new(1)));
    let mut end =
        with_context(seed, |cx| ClientConnection::connect(Arc::new(client), server_name(), cx)).unwrap();
    end.outgoing()[5..].to_vec()
}

#[test]
fn hellos_hold_reserved_values_and_no_two_are_in_one_order() {
    let mut orders = BTreeSet::new();
    for seed in 0..20 {
        let hello = hello(seed);
        let types = extensions(&hello);
        let reserved: BTreeSet<u16> = types.iter().copied().filter(|&kind| is_reserved(kind)).collect();
        assert_eq!(reserved.len(), 2, "two different ones");
        orders.insert(types.into_iter().filter(|&kind| !is_reserved(kind)).collect::<Vec<_>>());
        let parsed = ClientHello::decode(&hello[4..]).unwrap();
        assert!(parsed.suites.iter().next().is_some_and(is_reserved));
        assert!(parsed.groups.iter().next().is_some_and(is_reserved));
        assert!(is_reserved(parsed.shares[0].group.0) && parsed.shares[0].key_exchange == [0]);
    }
    assert!(orders.len() > 15);
}

#[test]
fn all_reserved_values_come_and_no_others() {
    let mut seen = BTreeSet::new();
    for seed in 0..400 {
        let grease = Grease::new(&mut TestRandom(seed));
        let [one, other] = grease.extensions;
        assert_ne!(one, other);
        seen.extend([grease.suite, grease.group, grease.version, one.0, other.0]);
    }
    assert_eq!(seen.len(), 16);
    assert!(seen.into_iter().all(is_reserved));
}

#[test]
fn both_ends_take_reserved_values_as_they_should_be_taken() {
    for retry in [false, true] {
        let (mut client, mut server) = configs();
        (client.grease, server.grease) = (true, true);
        client.sessions = Some(Arc::new(SessionCache::new(8)));
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(7)), Vec::new())));
        if retry {
            server.groups = std::vec![Group::Secp384r1];
        }
        for resumed in [false, true] {
            let pair = Pair::connected((client.clone(), server.clone()));
            assert_eq!(pair.client.negotiated().unwrap().resumed, resumed);
        }
    }
}

/// A client that has sent reserved values, and the answer that a server could give.
fn answered(edit: impl FnOnce(&mut HelloFields, &ClientHello<'_>)) -> Error {
    let (mut stage, client_hello) = ClientStage::client(|config| config.grease = true);
    let parsed = ClientHello::decode(&client_hello).unwrap();
    let mut answer = HelloFields::server(parsed.session_id, &key_pair().public());
    edit(&mut answer, &parsed);
    stage.message(&answer.encode()).unwrap_err()
}

#[test]
fn servers_that_choose_reserved_values_are_refused() {
    let error = answered(|answer, hello| {
        answer.suites = hello.suites.iter().next().unwrap().to_be_bytes().to_vec();
    });
    assert!(matches!(error, Error::SuiteNotOffered(suite) if is_reserved(suite.0)));
    let error = answered(|answer, hello| {
        let group = hello.groups.iter().next().unwrap().to_be_bytes();
        answer.set(T::KEY_SHARE, &[&group[..], &[0, 1, 0]].concat());
    });
    assert!(matches!(error, Error::GroupNotOffered(group) if is_reserved(group.0)));
    let error = answered(|answer, _| answer.extensions.push((T(0x0a0a), Vec::new())));
    assert!(matches!(error, Error::UnsolicitedExtension { .. }));
    let error = answered(|answer, _| answer.set(T::SUPPORTED_VERSIONS, &[0x0a, 0x0a]));
    assert_eq!(error, Error::VersionNotOffered);
}
