//! Section 6: the server, whose key is one for ECDSA, asks the client for a certificate and gets one.

use clearbox_vectors::ran;

use super::{
    handshake::{Handshake, Wire},
    hello::agree,
};
use crate::{code_points::ProtocolVersion, message::certificate_verify::Side};

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_6_vectors_are_reproduced() {
    let mut run = Handshake::of_section(6);
    let client = run.key_pair("client");
    let client_hello = run.client_hello(&client, ProtocolVersion::TLS_1_0);
    let early = run.early_secret("server", None);
    let server = run.key_pair("server");
    run.server_hello(&client_hello, &server, None);
    let secrets = run.handshake_secrets(early, &agree(&client, &server));
    run.trace.expect_keys("server", "read traffic keys for handshake data", &secrets.client);
    let accepted = run.server_flight(&client_hello, &secrets.server, true).unwrap();
    let (client_secret, server_secret) = run.application_secrets(&secrets.main);

    // A CertificateRequest without status_request allows no extensions in the client's Certificate.
    let (certificate, chain) = run.certificate("client", &[]);
    let verify = run.certificate_verify(Side::Client, &chain, &accepted);
    let finished = run.finished("client", &secrets.client);
    run.carry_messages(&mut Wire::new("client", &secrets.client), &[certificate, verify, finished]);
    run.resumption_secret(&secrets.main);
    let records =
        run.close(&mut Wire::new("client", &client_secret), &mut Wire::new("server", &server_secret));
    ran("TLS 1.3 records", "RFC 8448, section 6", records, 6);
}
