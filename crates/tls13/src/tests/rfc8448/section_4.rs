//! Section 4: the session of section 3 is resumed, with early data.

use std::{sync::Arc, vec::Vec};

use clearbox_vectors::{ran, trace};
use rand_core::CryptoRng;

use super::{
    handshake::{Handshake, SUITE, Wire},
    hello::{agree, check_client_hello, offered},
    section_3::{self, Session},
    server::{Drawn, NOW, all, check_hello, config, message, serve},
    trace::{hkdf_label, sha256_secret},
};
use crate::{
    EarlyDataPolicy, Error, ReplayGuard, ServerConfig, Tickets, Time,
    code_points::{CertificateType, ContentType, ProtocolVersion, SignatureScheme},
    crypto::{Hash, KeyPair},
    identity::Identity,
    key_schedule::{EarlySecret, PskKind},
    message::{client_hello::ClientHello, end_of_early_data, new_session_ticket::NewSessionTicket},
    resumption::ServerSession,
};

//? 5.3-1 F.1.1-1
#[test]
fn rfc8448_section_4_vectors_are_reproduced() {
    let (_, session) = section_3::follow();
    let mut run = Handshake::of_section(4);
    let client = run.key_pair("client");
    let early = run.early_secret("client", Some(&session.psk));
    let client_hello = client_hello(&mut run, &client, &early, &session);
    let mut early_wire = early_data(&mut run, &early);

    let server = run.key_pair("server");
    run.server_hello(&client_hello, &server, Some(0));
    let secrets = run.handshake_secrets(early, &agree(&client, &server));
    run.trace.expect_keys("client", "write traffic keys for handshake data", &secrets.client);
    let extensions = run.encrypted_extensions(&offered(&client_hello), true);
    let finished = run.finished("server", &secrets.server);
    run.carry_messages(&mut Wire::new("server", &secrets.server), &[extensions, finished]);
    let (client_secret, server_secret) = run.application_secrets(&secrets.main);

    let end = run.message("client", "EndOfEarlyData");
    assert_eq!(end_of_early_data::encode(), end);
    assert_eq!(end_of_early_data::check(&end[4..]), Ok(()));
    run.transcript.add(&end);
    run.carry_messages(&mut early_wire, &[end]);
    let finished = run.finished("client", &secrets.client);
    run.carry_messages(&mut Wire::new("client", &secrets.client), &[finished]);
    run.resumption_secret(&secrets.main);

    let (mut from_client, mut from_server) =
        (Wire::new("client", &client_secret), Wire::new("server", &server_secret));
    run.exchange_data(&mut from_client, &mut from_server);
    let records = run.close(&mut from_client, &mut from_server);
    ran("TLS 1.3 records", "RFC 8448, section 4", records, 10);
}

/// The trace constructs ClientHello without its binders first, then the binder; the record has both.
fn client_hello(run: &mut Handshake, pair: &KeyPair, early: &EarlySecret, session: &Session) -> Vec<u8> {
    let truncated = run.message("client", "ClientHello");
    let hash = Hash::Sha256.digest(&truncated);
    let binder = early.binder(PskKind::Resumption, &hash);
    assert!(early.verifies_binder(PskKind::Resumption, &hash, binder.as_bytes()));

    let empty = Hash::Sha256.digest(b"");
    let binder_key = sha256_secret(early.as_bytes()).hkdf().derive_secret(b"res binder", &empty);
    let finished_key = binder_key.hkdf().expand_secret(b"finished", b"");
    let values = [
        ("ClientHello prefix", &truncated[..]),
        ("binder hash", hash.as_bytes()),
        ("PRK", binder_key.as_bytes()),
        ("hash", b""),
        ("info", &hkdf_label(32, "finished", b"")),
        ("expanded", finished_key.as_bytes()),
        ("finished", binder.as_bytes()),
    ];
    run.trace.expect("client", "calculate PSK binder", &values);

    // The list of binders is 33 bytes long, its only entry 32.
    let message = [&truncated, &[0, 33, 32][..], binder.as_bytes()].concat();
    run.plaintext("client", (ContentType::HANDSHAKE, ProtocolVersion::TLS_1_0), &message);
    run.transcript.add(&message);
    check_client_hello(&message, pair);
    let psks = ClientHello::decode(&message[4..]).unwrap().psks.unwrap();
    let ticket = NewSessionTicket::decode(&session.ticket[4..]).unwrap();
    assert_eq!((psks.identities.len(), psks.identities[0].identity), (1, ticket.ticket));
    assert_eq!((psks.binders, psks.binders_length), ([binder.as_bytes()].to_vec(), 2 + 33));
    message
}

/// The secrets made of ClientHello, and the data under them.
fn early_data(run: &mut Handshake, early: &EarlySecret) -> Wire {
    let hash = run.transcript.hash();
    let (secret, exporter) = early.early_secrets(&hash, &[0; 32], &mut ());
    let (prk, hash) = (early.as_bytes(), hash.as_bytes());
    run.trace.expect_secret("client", prk, ("c e traffic", hash), secret.as_bytes());
    run.trace.expect_secret("client", prk, ("e exp master", hash), exporter.as_bytes());
    run.trace.expect_keys("client", "write traffic keys for early application data", &secret);
    let mut wire = Wire::new("client", &secret);
    run.carry(&mut wire, ContentType::APPLICATION_DATA, b"ABCDEF");
    wire
}

/// The one session of a server that knows section 3's.
#[derive(Debug)]
struct OneSession {
    ticket: Vec<u8>,
    session: Vec<u8>,
}

impl Tickets for OneSession {
    fn issue(&self, _session: &[u8], _now: Time, _rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        None
    }

    fn redeem(&self, ticket: &[u8], _now: Time) -> Option<Vec<u8>> {
        (self.ticket == ticket).then(|| self.session.clone())
    }
}

impl ReplayGuard for OneSession {
    fn is_first(&self, _binder: &[u8], _now: Time) -> bool {
        true
    }
}

/// A server that has sent section 3's ticket as long ago as the client of section 4 says.
fn resuming(client_hello: &[u8]) -> ServerConfig {
    let (_, session) = section_3::follow();
    let ticket = NewSessionTicket::decode(&session.ticket[4..]).unwrap();
    let offered = ClientHello::decode(&client_hello[4..]).unwrap().psks.unwrap();
    let age = offered.identities[0].obfuscated_ticket_age.wrapping_sub(ticket.ticket_age_add);
    let issued_at = Time::since_unix_epoch(core::time::Duration::from_millis(NOW - u64::from(age)));
    let session = ServerSession {
        suite: SUITE,
        psk: sha256_secret(&session.psk),
        issued_at,
        authenticated_at: issued_at,
        ticket_age_add: ticket.ticket_age_add,
        lifetime: ticket.ticket_lifetime,
        max_early_data_size: ticket.max_early_data_size,
        protocol: None,
        client_signature_scheme: None,
        own_certificate_type: CertificateType::X509,
        peer: Identity::default(),
    };
    let known = Arc::new(OneSession { ticket: ticket.ticket.to_vec(), session: session.encode() });
    let mut config =
        config(&message(&trace(3), "server", "Certificate"), SignatureScheme::RSA_PSS_RSAE_SHA256);
    config.tickets = Some(known.clone());
    config.early_data = Some(EarlyDataPolicy::new(known));
    config
}

//? 4.3.11-9 4.3.11-10
#[test]
fn a_server_resumes_rfc8448_section_4_and_reads_its_early_data() {
    let steps = trace(4);
    let mut records = all(&steps, "client", "send handshake record", "complete record");
    records.truncate(1);
    let config = resuming(&records[0][5..]);
    records.push(all(&steps, "client", "send application_data record", "complete record").remove(0));

    let mut answer = serve(config.clone(), &records, Drawn::by_server(&steps));
    assert_eq!(answer.result, Ok(b"ABCDEF".to_vec()));
    check_hello(&mut answer, &message(&steps, "server", "ServerHello"));
    let secret = |label| all(&steps, "client", label, "expanded").remove(0);
    let expected = [
        ("CLIENT_EARLY_TRAFFIC_SECRET", secret("derive secret \"tls13 c e traffic\"")),
        ("EARLY_EXPORTER_SECRET", secret("derive secret \"tls13 e exp master\"")),
    ];
    assert_eq!(answer.seen.secrets[..2], expected);

    // The binder ends the first record.
    *records[0].last_mut().unwrap() ^= 1;
    let answer = serve(config, &records, Drawn::by_server(&steps));
    assert_eq!(answer.result, Err(Error::BadBinder));
}
