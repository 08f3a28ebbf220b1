//! Handshakes and what follows them, in memory.

use std::{sync::Arc, vec, vec::Vec};

use proptest::prelude::*;

use super::pair::{Pair, authority, configs, credential, issued, receive, with_context};
use crate::{
    ClientConnection, Credential, Credentials, Error, Event, Group, Pin, Question, ServerConnection, Suite,
    Trust, code_points::SignatureScheme,
};

//? 2-1 9.1-1 9.1-2 9.1-4 9.1-5
#[test]
fn every_suite_and_group_connects_and_carries_data() {
    for suite in Suite::ALL {
        for group in Group::ALL {
            let (mut client, mut server) = configs();
            client.suites = vec![suite];
            client.groups = vec![group];
            server.groups = Group::ALL.to_vec();
            let mut pair = Pair::connected((client, server));
            let negotiated = pair.client.negotiated().unwrap();
            assert_eq!((negotiated.suite, negotiated.group), (suite, group));
            assert!(!negotiated.hello_retried && negotiated.peer_certificates.len() == 1);
            with_context(40, |cx| pair.client.send(b"from the client", cx)).unwrap();
            with_context(41, |cx| pair.server.send(b"from the server", cx)).unwrap();
            assert_eq!(pair.run().unwrap(), (b"from the server".to_vec(), b"from the client".to_vec()));
        }
    }
}

//? 4.2.1-3 4.2.4-7
#[test]
fn hello_retry_request_leads_to_the_servers_group() {
    let (client, mut server) = configs();
    server.groups = vec![Group::Secp256r1];
    for middlebox_compatibility in [true, false] {
        let mut client = client.clone();
        client.middlebox_compatibility = middlebox_compatibility;
        let pair = Pair::connected((client, server.clone()));
        for negotiated in [pair.client.negotiated(), pair.server.negotiated()] {
            let negotiated = negotiated.unwrap();
            assert!(negotiated.hello_retried);
            assert_eq!(negotiated.group, Group::Secp256r1);
        }
    }
}

#[test]
fn alpn_takes_the_servers_preference() {
    let (mut client, mut server) = configs();
    client.protocols = vec![b"http/1.1".to_vec(), b"h2".to_vec()];
    server.protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let pair = Pair::connected((client.clone(), server.clone()));
    assert_eq!(pair.client.negotiated().unwrap().protocol.as_deref(), Some(&b"h2"[..]));
    assert_eq!(pair.server.negotiated().unwrap().protocol.as_deref(), Some(&b"h2"[..]));
    assert_eq!(pair.server.negotiated().unwrap().server_name.as_deref(), Some("server.example"));
    server.protocols.clear();
    let pair = Pair::connected((client, server));
    assert_eq!(pair.client.negotiated().unwrap().protocol, None);
}

//? 4.7.3-2 4.7.3-3 5.5-1
#[test]
fn keys_are_updated_from_either_side_and_at_the_limit() {
    let (mut client, server) = configs();
    client.update_keys_after = 3;
    let mut pair = Pair::connected((client, server));
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for round in 0..10u8 {
        with_context(50, |cx| {
            pair.client.send(&[round; 100], cx).unwrap();
            match round {
                2 => pair.client.update_keys(true, cx).unwrap(),
                4 => pair.server.update_keys(true, cx).unwrap(),
                6 => pair.server.update_keys(false, cx).unwrap(),
                8 => (0..3).for_each(|_| pair.client.update_keys(true, cx).unwrap()),
                _ => {}
            }
            pair.server.send(&[round], cx).unwrap();
        });
        sent.extend_from_slice(&[round; 100]);
        received.extend_from_slice(&pair.run().unwrap().1);
    }
    assert_eq!(sent, received);
}

//? F.1.4-1
#[test]
fn nothing_is_exported_once_the_secret_is_forgotten() {
    let mut pair = Pair::connected(configs());
    pair.client.forget_exporter();
    assert!(matches!(pair.client.export(b"one", b"", &mut [0; 8]), Err(Error::NotNow(_))));
    assert_eq!(pair.server.export(b"one", b"", &mut [0; 8]), Ok(()));
}

#[test]
fn exporters_agree_and_differ_by_label_and_context() {
    let pair = Pair::connected(configs());
    let export = |label: &[u8], context: &[u8]| {
        let (mut a, mut b) = ([0; 40], [0; 40]);
        pair.client.export(label, context, &mut a).unwrap();
        pair.server.export(label, context, &mut b).unwrap();
        assert_eq!(a, b);
        a
    };
    assert_ne!(export(b"one", b""), export(b"two", b""));
    assert_ne!(export(b"one", b""), export(b"one", b"context"));
    assert!(pair.client.export(b"", b"", &mut vec![0; 255 * 48 + 1]).is_err());
    assert!(pair.client.export(&[b'x'; 250], b"", &mut [0; 8]).is_err());
    assert!(pair.client.export(&[b'x'; 249], b"", &mut vec![0; 255 * 48]).is_ok());
}

#[test]
fn close_notify_closes_one_direction_only() {
    let mut pair = Pair::connected(configs());
    with_context(60, |cx| {
        pair.client.close(cx).unwrap();
        assert!(matches!(pair.client.send(b"x", cx), Err(Error::NotNow(_))));
        pair.server.send(b"still open", cx).unwrap();
    });
    assert_eq!(pair.run().unwrap().0, b"still open");
    with_context(61, |cx| {
        pair.server.end_of_input(cx).unwrap();
        pair.server.close(cx).unwrap();
    });
    pair.run().unwrap();
    with_context(62, |cx| pair.client.end_of_input(cx)).unwrap();
}

//? 6.1-6
#[test]
fn the_end_of_the_transport_is_an_error_without_close_notify() {
    let mut pair = Pair::connected(configs());
    assert_eq!(with_context(63, |cx| pair.client.end_of_input(cx)), Err(Error::Truncated));
    // The error stays.
    assert_eq!(with_context(64, |cx| pair.client.send(b"x", cx)), Err(Error::Truncated));

    let mut pair = Pair::new(configs());
    let error = Error::HandshakeInterrupted { state: "WAIT_SH" };
    assert_eq!(with_context(65, |cx| pair.client.end_of_input(cx)), Err(error));
}

//? 6.1-1
#[test]
fn data_after_close_notify_is_ignored() {
    let mut pair = Pair::connected(configs());
    with_context(66, |cx| pair.client.close(cx)).unwrap();
    let mut input = core::mem::take(pair.client.outgoing());
    input.extend_from_slice(b"garbage that is no record");
    let mut data = Vec::new();
    receive(&mut pair.server, &mut input, 67, &mut data).unwrap();
    assert!(input.is_empty() && data.is_empty());
}

#[test]
fn pins_accept_their_certificate_or_key_only() {
    let authority = authority();
    let issued = issued(&authority, "server.example");
    let certificate = clearbox_sha2::Sha256::digest(&issued.chain[0]);
    let parsed = webpki::EndEntityCert::try_from(&issued.chain[0]).unwrap();
    let key = clearbox_sha2::Sha256::digest(&parsed.subject_public_key_info());
    for (pins, accepted) in [
        (vec![Pin::Certificate(certificate)], true),
        (vec![Pin::PublicKey([7; 32]), Pin::PublicKey(key)], true),
        (vec![Pin::Certificate(key), Pin::PublicKey(certificate)], false),
        (vec![], false),
    ] {
        let (mut client, mut server) = configs();
        client.trust = Trust::Pins(pins);
        server.credentials = Credentials::One(credential(&issued));
        assert_eq!(Pair::new((client, server)).run().is_ok(), accepted);
    }
}

#[test]
fn the_application_can_answer_every_question() {
    let issued = issued(&authority(), "server.example");
    let key = clearbox_p256::SigningKey::from_pkcs8_der(issued.key.secret_der()).unwrap();
    let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
    let remote = Arc::new(Credential::with_remote_key(issued.chain.clone(), schemes).unwrap());
    let (mut client, mut server) = configs();
    client.trust = Trust::Application;
    server.credentials = Credentials::Application;
    let mut pair = Pair::new((client, server));

    pair.run().unwrap();
    let Some(Question::Credential { server_name, .. }) = pair.server.question() else { panic!("credential") };
    assert_eq!(server_name, Some("server.example"));
    // An answer to another question changes nothing.
    let wrong = [
        with_context(70, |cx| pair.server.answer_signature(Some(b"signature"), cx)),
        with_context(70, |cx| pair.server.answer_certificate(Ok(()), cx)),
    ];
    assert!(wrong.iter().all(|result| matches!(result, Err(Error::NotNow(_)))));
    let early = with_context(71, |cx| pair.server.send_half_rtt(b"early", cx));
    assert!(matches!(early, Err(Error::NotNow(_))));
    with_context(71, |cx| pair.server.answer_credential(Some(remote), cx)).unwrap();
    let early = with_context(71, |cx| pair.server.send_half_rtt(b"early", cx));
    assert!(matches!(early, Err(Error::NotNow(_))));
    let Some(Question::Signature { content, .. }) = pair.server.question() else { panic!("signature") };
    let signature = key.sign_deterministic(content).to_der();
    with_context(72, |cx| pair.server.answer_signature(Some(signature.as_slice()), cx)).unwrap();
    pair.run().unwrap();
    let Some(Question::Certificate { chain, .. }) = pair.client.question() else { panic!("certificate") };
    assert_eq!(chain, issued.chain);
    with_context(73, |cx| pair.client.answer_certificate(Ok(()), cx)).unwrap();
    assert!(matches!(
        with_context(74, |cx| pair.client.answer_certificate(Ok(()), cx)),
        Err(Error::NotNow(_))
    ));
    pair.run().unwrap();
    assert!(pair.client.is_connected() && pair.server.is_connected());
}

#[test]
fn refusals_of_the_application_end_the_handshake() {
    use crate::{CertificateFault, code_points::AlertDescription as A};
    let questions = || {
        let (mut client, mut server) = configs();
        client.trust = Trust::Application;
        server.credentials = Credentials::Application;
        let mut pair = Pair::new((client, server));
        pair.run().unwrap();
        pair
    };
    let mut pair = questions();
    let error = with_context(75, |cx| pair.server.answer_credential(None, cx)).unwrap_err();
    assert_eq!(
        (&error, error.alert()),
        (&Error::UnknownServerName("server.example".into()), Some(A::UNRECOGNIZED_NAME))
    );
    assert_eq!(pair.run().unwrap_err(), super::pair::Failure::Server(error));

    let issued = issued(&authority(), "server.example");
    let mut pair = questions();
    let foreign = vec![SignatureScheme::ED448];
    let foreign = Some(Arc::new(Credential::with_remote_key(issued.chain.clone(), foreign).unwrap()));
    let error = with_context(76, |cx| pair.server.answer_credential(foreign, cx)).unwrap_err();
    assert_eq!(error, Error::NoCommonSignatureScheme);

    let mut pair = questions();
    let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
    let remote = Some(Arc::new(Credential::with_remote_key(issued.chain.clone(), schemes).unwrap()));
    with_context(77, |cx| pair.server.answer_credential(remote, cx)).unwrap();
    let error = with_context(78, |cx| pair.server.answer_signature(None, cx)).unwrap_err();
    assert_eq!((&error, error.alert()), (&Error::SignerFailed, Some(A::INTERNAL_ERROR)));

    let mut pair = questions();
    let credential = credential(&issued);
    with_context(79, |cx| pair.server.answer_credential(Some(credential), cx)).unwrap();
    pair.run().unwrap();
    let refused = Err(CertificateFault::Refused.into());
    let error = with_context(79, |cx| pair.client.answer_certificate(refused, cx)).unwrap_err();
    assert_eq!(error.alert(), Some(A::CERTIFICATE_UNKNOWN));
}

//? 6.1-3
#[test]
fn closing_in_the_handshake_cancels_it() {
    use crate::code_points::AlertDescription as A;
    let mut pair = Pair::new(configs());
    with_context(79, |cx| pair.client.close(cx)).unwrap();
    let error = Error::AlertReceived(A::CLOSE_NOTIFY);
    // The ClientHello comes first, so the server has answered when it learns of the end.
    assert_eq!(pair.run().unwrap_err(), super::pair::Failure::Server(error));
}

#[test]
fn observers_see_the_same_secrets_at_both_ends() {
    #[derive(Default)]
    struct Log(Vec<std::string::String>);
    impl crate::observe::Observer for Log {
        fn secret(&mut self, label: &'static str, client_random: &[u8; 32], secret: &[u8]) {
            self.0.push(crate::observe::key_log_line(label, client_random, secret));
        }
    }
    let (client, server) = configs();
    let (mut client_log, mut server_log) = (Log::default(), Log::default());
    let now = crate::Time::since_unix_epoch(core::time::Duration::from_secs(super::pair::NOW));
    let mut rng = super::pair::TestRandom(80);
    let mut at_client = crate::Context { now, rng: &mut rng.clone(), observer: &mut client_log };
    let mut at_server = crate::Context { now, rng: &mut rng, observer: &mut server_log };
    let name = super::pair::server_name();
    let mut client = ClientConnection::connect(Arc::new(client), name, &mut at_client).unwrap();
    let mut server = ServerConnection::accept(Arc::new(server)).unwrap();
    let mut hello = core::mem::take(client.outgoing());
    server.receive(&mut hello, &mut at_server).unwrap();
    let mut flight = core::mem::take(server.outgoing());
    assert_eq!(client.receive(&mut flight, &mut at_client).unwrap().event, Event::Connected);
    assert_eq!(client_log.0, server_log.0);
    assert_eq!(client_log.0.len(), 5);
    assert!(client_log.0[0].starts_with("CLIENT_HANDSHAKE_TRAFFIC_SECRET "));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However the bytes are cut, the outcome is the same.
    #[test]
    fn handshakes_survive_any_fragmentation(cuts in proptest::collection::vec(1usize..400, 1..40), retry: bool) {
        let (client, mut server) = configs();
        if retry {
            server.groups = vec![Group::Secp256r1];
        }
        let mut pair = Pair::new((client, server));
        let mut cuts = cuts.iter().cycle();
        let (mut at_client, mut at_server) = (Vec::new(), Vec::new());
        let (mut pending_client, mut pending_server) = (Vec::new(), Vec::new());
        let mut said = false;
        for _ in 0..10_000 {
            pair.to_server.append(pair.client.outgoing());
            pair.to_client.append(pair.server.outgoing());
            if pair.to_server.is_empty() && pair.to_client.is_empty() {
                if said { break; }
                said = true;
                with_context(90, |cx| {
                    pair.client.send(&[1; 40_000], cx).unwrap();
                    pair.server.send(&[2; 40_000], cx).unwrap();
                });
                continue;
            }
            let cut = (*cuts.next().unwrap() * if said { 100 } else { 1 }).min(pair.to_server.len());
            pending_server.extend(pair.to_server.drain(..cut));
            receive(&mut pair.server, &mut pending_server, 91, &mut at_server).unwrap();
            let cut = (*cuts.next().unwrap() * if said { 100 } else { 1 }).min(pair.to_client.len());
            pending_client.extend(pair.to_client.drain(..cut));
            receive(&mut pair.client, &mut pending_client, 92, &mut at_client).unwrap();
        }
        prop_assert!(at_server == [1; 40_000] && at_client == [2; 40_000]);
    }
}
