//! Section 7: the client has middleboxes believe that it resumes a session of TLS 1.2 (RFC 9846, appendix E.4).

use clearbox_vectors::ran;

use super::{
    handshake::{Handshake, Wire},
    hello::agree,
};
use crate::{
    code_points::{ContentType, ProtocolVersion},
    message::client_hello::ClientHello,
};

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_7_vectors_are_reproduced() {
    let change_cipher_spec = (ContentType::CHANGE_CIPHER_SPEC, ProtocolVersion::TLS_1_2);
    let mut run = Handshake::of_section(7);
    let client = run.key_pair("client");
    let client_hello = run.client_hello(&client, ProtocolVersion::TLS_1_0);
    let session_id = ClientHello::decode(&client_hello[4..]).unwrap().session_id;
    assert_eq!(session_id.len(), 32);
    let early = run.early_secret("server", None);
    let server = run.key_pair("server");
    let server_hello = run.server_hello(&client_hello, &server, None);
    // Behind the header, version, random and length.
    assert_eq!(server_hello[4 + 2 + 32 + 1..][..32], *session_id);
    run.plaintext("server", change_cipher_spec, &[1]);
    let secrets = run.handshake_secrets(early, &agree(&client, &server));
    run.trace.expect_keys("server", "read traffic keys for handshake data", &secrets.client);
    run.server_flight(&client_hello, &secrets.server, false);

    let (client_secret, server_secret) = run.application_secrets(&secrets.main);
    run.plaintext("client", change_cipher_spec, &[1]);
    let finished = run.finished("client", &secrets.client);
    run.carry_messages(&mut Wire::new("client", &secrets.client), &[finished]);
    run.resumption_secret(&secrets.main);
    let records =
        run.close(&mut Wire::new("client", &client_secret), &mut Wire::new("server", &server_secret));
    ran("TLS 1.3 records", "RFC 8448, section 7", records, 8);
}
