//! Section 3, a simple handshake: one round trip, then a ticket and data.

use std::vec::Vec;

use clearbox_vectors::ran;

use super::{
    handshake::{Handshake, Wire},
    hello::agree,
};
use crate::{
    code_points::ProtocolVersion, key_schedule::MainSecret, message::new_session_ticket::NewSessionTicket,
};

/// What section 4 resumes.
pub(super) struct Session {
    /// The NewSessionTicket message.
    pub(super) ticket: Vec<u8>,
    pub(super) psk: Vec<u8>,
}

/// Follows the trace to its end. The number of records, and the session.
pub(super) fn follow() -> (usize, Session) {
    let mut run = Handshake::of_section(3);
    let client = run.key_pair("client");
    let client_hello = run.client_hello(&client, ProtocolVersion::TLS_1_0);
    let early = run.early_secret("server", None);
    let server = run.key_pair("server");
    run.server_hello(&client_hello, &server, None);
    let secrets = run.handshake_secrets(early, &agree(&client, &server));
    run.trace.expect_keys("server", "read traffic keys for handshake data", &secrets.client);
    run.server_flight(&client_hello, &secrets.server, false);

    let (client_secret, server_secret) = run.application_secrets(&secrets.main);
    let finished = run.finished("client", &secrets.client);
    run.carry_messages(&mut Wire::new("client", &secrets.client), &[finished]);

    let (mut from_client, mut from_server) =
        (Wire::new("client", &client_secret), Wire::new("server", &server_secret));
    let session = ticket(&mut run, &secrets.main, &mut from_server);
    run.exchange_data(&mut from_client, &mut from_server);
    (run.close(&mut from_client, &mut from_server), session)
}

fn ticket(run: &mut Handshake, main: &MainSecret, from_server: &mut Wire) -> Session {
    let resumption = run.resumption_secret(main);
    let message = run.message("server", "NewSessionTicket");
    let ticket = NewSessionTicket::decode(&message[4..]).unwrap();
    assert_eq!((ticket.ticket_lifetime, ticket.max_early_data_size), (30, 1024));
    assert_eq!(ticket.encode(), message);
    let psk = resumption.psk(ticket.ticket_nonce);
    let step = ("server", "generate resumption secret \"tls13 resumption\"");
    let derived = ("resumption", ticket.ticket_nonce);
    run.trace.expect_derived(step, resumption.as_bytes(), derived, psk.as_bytes());
    let messages = [message];
    run.carry_messages(from_server, &messages);
    let [ticket] = messages;
    Session { ticket, psk: psk.as_bytes().to_vec() }
}

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_3_vectors_are_reproduced() {
    let (records, _) = follow();
    ran("TLS 1.3 records", "RFC 8448, section 3", records, 9);
}
