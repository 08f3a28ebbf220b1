//! Section 5: the server asks for a share of P-256 instead, and gives a cookie.

use std::{collections::VecDeque, vec, vec::Vec};

use clearbox_vectors::{ran, trace};

use super::{
    handshake::{Handshake, Wire},
    hello::{agree, check_retry_request, split_server_hello},
    server::{Drawn, all, config, message, serve},
};
use crate::{
    code_points::{ContentType, ExtensionType, ProtocolVersion, SignatureScheme},
    message::client_hello::{ClientHello, unchanging_parts},
    suite::Group,
};

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_5_vectors_are_reproduced() {
    let mut run = Handshake::of_section(5);
    let client = run.key_pair("client");
    let first = run.client_hello(&client, ProtocolVersion::TLS_1_0);

    // A HelloRetryRequest is called ServerHello here.
    let request = run.message("server", "ServerHello");
    let cookie = check_retry_request(&request, &first, Group::Secp256r1);
    run.plaintext("server", (ContentType::HANDSHAKE, ProtocolVersion::TLS_1_2), &request);
    run.transcript.replace_by_message_hash();
    run.transcript.add(&request);

    let client = run.key_pair("client");
    let client_hello = run.client_hello(&client, ProtocolVersion::TLS_1_2);
    assert_eq!(ClientHello::decode(&client_hello[4..]).unwrap().cookie, Some(&cookie[..]));
    assert_eq!(unchanging_parts(&client_hello[4..]), unchanging_parts(&first[4..]));

    let early = run.early_secret("server", None);
    let server = run.key_pair("server");
    run.server_hello(&client_hello, &server, None);
    let secrets = run.handshake_secrets(early, &agree(&client, &server));
    run.trace.expect_keys("server", "read traffic keys for handshake data", &secrets.client);
    run.server_flight(&client_hello, &secrets.server, false);

    let (client_secret, server_secret) = run.application_secrets(&secrets.main);
    let finished = run.finished("client", &secrets.client);
    run.carry_messages(&mut Wire::new("client", &secrets.client), &[finished]);
    run.resumption_secret(&secrets.main);
    let records =
        run.close(&mut Wire::new("client", &client_secret), &mut Wire::new("server", &server_secret));
    ran("TLS 1.3 records", "RFC 8448, section 5", records, 8);
}

/// The server's own state machine; it gives no cookie.
#[test]
fn a_server_asks_the_client_of_rfc8448_section_5_for_its_share() {
    let steps = trace(5);
    let mut config = config(&message(&steps, "server", "Certificate"), SignatureScheme::RSA_PSS_RSAE_SHA256);
    config.groups = vec![Group::Secp256r1];
    let records = all(&steps, "client", "send handshake record", "complete record");
    let answer = serve(config, &records[..1], Drawn(VecDeque::new()));
    assert_eq!(answer.result, Ok(Vec::new()));
    let (fields, mut extensions) = split_server_hello(&message(&steps, "server", "ServerHello"));
    extensions.remove(&ExtensionType::COOKIE).unwrap();
    assert_eq!(split_server_hello(&answer.seen.messages[0]), (fields, extensions));
}
