//! When a client offers early data, and when it knows what became of it.

use std::{sync::Arc, vec, vec::Vec};

use super::{Connected, Ends};
use crate::{
    ClientAuthentication, ClientConnection, EarlyData, Event, Group, ServerConnection, Suite, Trust,
    code_points::ContentType, limits::RECORD_HEADER,
};

/// Ends that have a session for early data with the suite AES-128-GCM and the protocol `a`, then changed.
fn with_session(change: impl FnOnce(&mut Ends)) -> Ends {
    let mut ends = Ends::with_early_data();
    ends.client.protocols = vec![b"a".to_vec(), b"b".to_vec()];
    ends.server.protocols = vec![b"a".to_vec(), b"b".to_vec()];
    ends.client.suites = vec![Suite::Aes128GcmSha256, Suite::ChaCha20Poly1305Sha256];
    ends.server.suites = ends.client.suites.clone();
    ends.connect(b"").unwrap();
    change(&mut ends);
    ends
}

#[test]
fn early_data_is_offered_only_if_nothing_contradicts_the_session() {
    type Case = (fn(&mut Ends), bool);
    let cases: [Case; 5] = [
        (|_| (), true),
        (|ends| ends.client.early_data = false, false),
        (|ends| ends.client.suites = vec![Suite::ChaCha20Poly1305Sha256], false),
        (|ends| ends.client.protocols = vec![b"b".to_vec()], false),
        (
            |ends| {
                // A session that allows none.
                let policy = ends.server.early_data.take();
                ends.client.sessions.as_ref().unwrap().forget(&super::server_name());
                ends.connect(b"").unwrap();
                ends.server.early_data = policy;
            },
            false,
        ),
    ];
    for (case, (change, offered)) in cases.into_iter().enumerate() {
        let mut ends = with_session(change);
        let (mut client, sent) = ends.offer(b"early");
        assert_eq!((sent > 0, client.early_data_left() > 0), (offered, offered), "case {case}");
        let connected = ends.complete(client).unwrap();
        let outcome = if offered { EarlyData::Accepted } else { EarlyData::NotOffered };
        assert_eq!(connected.early_data(), (outcome, outcome), "case {case}");
    }
}

/// The first record of `bytes`, taken out.
fn next_record(bytes: &mut Vec<u8>) -> Vec<u8> {
    let length = usize::from(u16::from_be_bytes([bytes[3], bytes[4]]));
    bytes.drain(..RECORD_HEADER + length).collect()
}

/// In each state that the client comes to, whether it knows that early data is refused, once and for all.
fn refused_by_state(ends: &mut Ends, mut client: ClientConnection) -> Vec<bool> {
    let mut server = ServerConnection::accept(Arc::new(ends.server.clone())).unwrap();
    let (mut known, mut to_client) = (vec![client.early_data_is_refused()], vec![]);
    while !client.is_connected() {
        let mut to_server = core::mem::take(client.outgoing());
        while !to_server.is_empty() {
            let mut record = next_record(&mut to_server);
            ends.cx(|cx| server.receive(&mut record, cx)).unwrap();
        }
        to_client.append(server.outgoing());
        while !to_client.is_empty() {
            let mut record = next_record(&mut to_client);
            let event = ends.cx(|cx| client.receive(&mut record, cx)).unwrap().event;
            known.push(client.early_data_is_refused());
            if event == Event::Question {
                ends.cx(|cx| client.answer_certificate(Ok(()), cx)).unwrap();
                known.push(client.early_data_is_refused());
            }
        }
    }
    known
}

#[test]
fn clients_know_in_each_state_whether_early_data_is_refused() {
    // The server speaks in records so short that each message takes several.
    let cases: [fn(&mut Ends); 3] = [
        |ends| ends.server.tickets = None,
        |ends| ends.server.groups = vec![Group::Secp256r1],
        |ends| {
            ends.server.tickets = None;
            ends.server.client_authentication = ClientAuthentication::Optional(Trust::Application);
        },
    ];
    for (case, change) in cases.into_iter().enumerate() {
        let mut ends = with_session(change);
        ends.client.trust = Trust::Application;
        ends.server.max_fragment = 20;
        let (client, sent) = ends.offer(b"early");
        assert_eq!(sent, 5);
        let known = refused_by_state(&mut ends, client);
        let first = known.iter().position(|known| *known).unwrap();
        assert!(
            first > 0 && known.len() > first + 10 && known[first..].iter().all(|known| *known),
            "case {case}: {known:?}"
        );
    }
}

#[test]
fn no_early_data_is_refused_where_none_was_offered() {
    let mut ends = with_session(|ends| ends.client.early_data = false);
    ends.client.trust = Trust::Application;
    let (client, sent) = ends.offer(b"early");
    assert_eq!(sent, 0);
    let known = refused_by_state(&mut ends, client);
    assert!(known.iter().all(|known| !known), "{known:?}");
}

#[test]
fn early_data_may_follow_while_the_application_looks_at_the_certificate() {
    let mut ends = with_session(|_| ());
    let first = ends.connect(b"").unwrap().client.negotiated().unwrap().signature_scheme;
    assert!(first.is_some());
    ends.client.trust = Trust::Application;
    ends.client.verify_on_resumption = true;
    let (client, _) = ends.offer(b"early");
    let server = ServerConnection::accept(Arc::new(ends.server.clone())).unwrap();
    let mut pair = Connected { client, server, early: vec![], half_rtt: vec![] };
    let mut to_server = core::mem::take(pair.client.outgoing());
    ends.receive_at_server(&mut pair, &mut to_server).unwrap();
    let mut to_client = core::mem::take(pair.server.outgoing());
    let mut consumed = 0;
    while pair.client.question().is_none() {
        consumed += ends.cx(|cx| pair.client.receive(&mut to_client[consumed..], cx)).unwrap().consumed;
    }
    assert_eq!(ends.cx(|cx| pair.client.send_early_data(b" and more", cx)), Ok(9));
    ends.cx(|cx| pair.client.answer_certificate(Ok(()), cx)).unwrap();
    to_client.drain(..consumed);
    ends.receive_at_client(&mut pair, &mut to_client).unwrap();
    let mut to_server = core::mem::take(pair.client.outgoing());
    ends.receive_at_server(&mut pair, &mut to_server).unwrap();
    assert_eq!(pair.early, b"early and more");
    let outcome = pair.client.negotiated().unwrap();
    assert_eq!((outcome.resumed, outcome.signature_scheme), (true, first));
    assert_eq!(pair.early_data(), (EarlyData::Accepted, EarlyData::Accepted));
}

#[test]
fn change_cipher_spec_is_unexpected_after_the_handshake() {
    let mut ends = Ends::new();
    let mut connected = ends.connect(b"").unwrap();
    let record = [20, 3, 3, 0, 1, 1];
    let unexpected = Err(crate::Error::UnexpectedRecord(ContentType::CHANGE_CIPHER_SPEC));
    assert_eq!(ends.cx(|cx| connected.client.receive(&mut record.clone(), cx)), unexpected);
    assert_eq!(ends.cx(|cx| connected.server.receive(&mut record.clone(), cx)), unexpected);
}

#[test]
fn early_data_may_be_sent_until_the_server_has_finished() {
    let mut ends = with_session(|_| ());
    ends.server.max_fragment = 20;
    let (client, _) = ends.offer(b"early");
    let server = ServerConnection::accept(Arc::new(ends.server.clone())).unwrap();
    let mut pair = Connected { client, server, early: vec![], half_rtt: vec![] };
    let mut to_server = core::mem::take(pair.client.outgoing());
    ends.receive_at_server(&mut pair, &mut to_server).unwrap();
    let (mut to_client, mut sent) = (core::mem::take(pair.server.outgoing()), 0);
    while !pair.client.is_connected() {
        assert_eq!(ends.cx(|cx| pair.client.send_early_data(b"x", cx)), Ok(1), "after {sent} records");
        sent += 1;
        let mut record = next_record(&mut to_client);
        ends.cx(|cx| pair.client.receive(&mut record, cx)).unwrap();
    }
    // ServerHello, change_cipher_spec, EncryptedExtensions and Finished in several records each.
    assert!(sent > 8 && pair.client.early_data_left() == 0);
    let mut to_server = core::mem::take(pair.client.outgoing());
    ends.receive_at_server(&mut pair, &mut to_server).unwrap();
    assert_eq!(pair.early.len(), 5 + sent);
}
