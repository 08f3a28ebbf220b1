//! Client certificates after the handshake (RFC 9846, section 4.7.2).

use std::{sync::Arc, vec, vec::Vec};

use rustls_pki_types::CertificateDer;

use super::{
    pair::{Failure, Pair, TestRandom, authority, configs, credential, receive, valid, with_context},
    puppet::{ClientStage, ServerStage, message},
};
use crate::{
    CertificateFault, ClientAuthentication, ClientConfig, Credential, Credentials, Error, Question, Roots,
    ServerConfig, Trust,
    code_points::{AlertDescription as A, HandshakeType as H, SignatureScheme},
};

/// A client that may be asked later, and a server that may ask; in the handshake it does so, too, so that the client
/// declines there.
fn later() -> (ClientConfig, ServerConfig, Vec<CertificateDer<'static>>) {
    let (mut client, mut server) = configs();
    client.post_handshake_auth = true;
    let roots = Roots::from_certificates([authority().certificate()]).unwrap();
    server.client_authentication = ClientAuthentication::Optional(Trust::Roots(roots));
    let issued = authority().issue_client("client.example", valid(), &mut TestRandom(3)).unwrap();
    client.credentials = Some(Credentials::Application);
    (client, server, issued.chain)
}

fn client_credential() -> Arc<Credential> {
    let issued = authority().issue_client("client.example", valid(), &mut TestRandom(3)).unwrap();
    credential(&issued)
}

/// A connection whose client has shown no certificate in the handshake.
fn connected(configs: (ClientConfig, ServerConfig)) -> Pair {
    let mut pair = Pair::new(configs);
    pair.run().unwrap();
    with_context(90, |cx| pair.client.answer_credential(None, cx)).unwrap();
    pair.run().unwrap();
    assert!(pair.client.is_connected() && pair.server.negotiated().unwrap().peer_certificates.is_empty());
    pair
}

fn ask(pair: &mut Pair) {
    with_context(91, |cx| pair.server.request_certificate(cx)).unwrap();
    pair.run().unwrap();
    assert!(matches!(pair.client.question(), Some(Question::Credential { server_name: None, .. })));
}

#[test]
fn clients_prove_who_they_are_when_they_are_asked() {
    let (client, server, chain) = later();
    let mut pair = connected((client, server));
    for round in 0..2 {
        ask(&mut pair);
        // The peer may send on meanwhile, and keys may change.
        with_context(92, |cx| pair.server.update_keys(true, cx)).unwrap();
        with_context(93, |cx| pair.server.send(b"data", cx)).unwrap();
        with_context(94, |cx| pair.client.answer_credential(Some(client_credential()), cx)).unwrap();
        // A credential is chosen, and it signs without asking.
        let mut data = Vec::new();
        pair.to_client.append(pair.server.outgoing());
        receive(&mut pair.client, &mut pair.to_client, 95, &mut data).unwrap();
        pair.run().unwrap();
        let outcome = pair.server.negotiated().unwrap();
        assert_eq!(outcome.peer_certificates, chain, "round {round}");
        //? 4.7.2-1 4.7.2-2 4.7.2-6
        assert_eq!(outcome.client_signature_scheme, Some(SignatureScheme::ECDSA_SECP256R1_SHA256));
        with_context(96, |cx| pair.client.send(b"still there", cx)).unwrap();
        assert_eq!(pair.run().unwrap().1, b"still there");
    }
}

#[test]
fn clients_may_decline_unless_a_certificate_is_required() {
    let (client, server, _) = later();
    let mut pair = connected((client.clone(), server.clone()));
    ask(&mut pair);
    with_context(94, |cx| pair.client.answer_credential(None, cx)).unwrap();
    //? 4.7.2-1 4.7.2-3
    pair.run().unwrap();
    assert!(pair.server.negotiated().unwrap().peer_certificates.is_empty());
    with_context(96, |cx| pair.client.send(b"still there", cx)).unwrap();
    assert_eq!(pair.run().unwrap().1, b"still there");
}

#[test]
fn certificates_of_the_wrong_ca_are_refused_later_too() {
    let (client, mut server, _) = later();
    server.client_authentication = ClientAuthentication::Optional(Trust::Pins(vec![]));
    let mut pair = connected((client, server));
    ask(&mut pair);
    with_context(94, |cx| pair.client.answer_credential(Some(client_credential()), cx)).unwrap();
    let Err(Failure::Server(error)) = pair.run() else { panic!("nobody is pinned") };
    assert_eq!(error.alert(), Some(A::CERTIFICATE_UNKNOWN));
}

#[test]
fn applications_judge_and_sign_later_too() {
    let (client, mut server, chain) = later();
    server.client_authentication = ClientAuthentication::Optional(Trust::Application);
    for accepted in [true, false] {
        let mut pair = connected((client.clone(), server.clone()));
        ask(&mut pair);
        let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
        let remote = Arc::new(Credential::with_remote_key(chain.clone(), schemes).unwrap());
        with_context(94, |cx| pair.client.answer_credential(Some(remote), cx)).unwrap();
        let Some(Question::Signature { scheme, content }) = pair.client.question() else {
            panic!("a signature")
        };
        let signature =
            with_context(95, |cx| client_credential().sign(scheme, content, cx.rng)).unwrap().unwrap();
        //? 4.7.2-4
        assert!(pair.client.outgoing().is_empty(), "nothing goes out before all of it can");
        with_context(96, |cx| pair.client.answer_signature(Some(&signature), cx)).unwrap();
        pair.run().unwrap();
        assert!(matches!(pair.server.question(), Some(Question::Certificate { name: None, .. })));
        let answer = if accepted { Ok(()) } else { Err(CertificateFault::Refused.into()) };
        let answered = with_context(97, |cx| pair.server.answer_certificate(answer, cx));
        assert_eq!(answered.is_ok(), accepted);
        if accepted {
            pair.run().unwrap();
            assert_eq!(pair.server.negotiated().unwrap().peer_certificates, chain);
        }
    }
}

#[test]
fn nobody_is_asked_who_did_not_agree_to_it() {
    let (mut client, server, _) = later();
    client.post_handshake_auth = false;
    let mut pair = connected((client, server));
    //? 4.3.6-1
    assert!(matches!(with_context(91, |cx| pair.server.request_certificate(cx)), Err(Error::NotNow(_))));
    // And who is asked all the same objects.
    let mut stage = ClientStage::connected();
    let request = message(H::CERTIFICATE_REQUEST, |_| ());
    //? 4.7.2-5
    let error = stage.message(&request).unwrap_err();
    assert_eq!(
        (stage.alert(), matches!(error, Error::UnexpectedMessage { .. })),
        (Some(A::UNEXPECTED_MESSAGE), true)
    );
}

#[test]
fn servers_ask_once_at_a_time_and_accept_no_certificate_unasked() {
    let (client, server, _) = later();
    let mut pair = connected((client, server));
    ask(&mut pair);
    assert!(matches!(with_context(91, |cx| pair.server.request_certificate(cx)), Err(Error::NotNow(_))));
    let mut stage = ServerStage::connected();
    let unasked = stage.message(&crate::message::certificate::encode(&[])).unwrap_err();
    assert!(matches!(unasked, Error::UnexpectedMessage { got: H::CERTIFICATE, .. }));
}

#[test]
fn no_two_requests_have_one_context() {
    use crate::observe::{Direction, Observer};
    #[derive(Default)]
    struct Contexts(Vec<Vec<u8>>);
    impl Observer for Contexts {
        fn message(&mut self, _direction: Direction, kind: H, message: &[u8]) {
            if kind == H::CERTIFICATE_REQUEST {
                self.0.push(message[5..5 + usize::from(message[4])].to_vec());
            }
        }
    }
    let mut contexts = Contexts::default();
    for seed in 0..4 {
        let (client, server, _) = later();
        let mut pair = connected((client, server));
        let mut rng = TestRandom(seed);
        let now = crate::Time::since_unix_epoch(core::time::Duration::from_secs(super::pair::NOW));
        let mut cx = crate::Context { now, rng: &mut rng, observer: &mut contexts };
        pair.server.request_certificate(&mut cx).unwrap();
    }
    //? 4.4.2-4
    assert!(contexts.0.iter().all(|context| context.len() == 16));
    contexts.0.sort();
    contexts.0.dedup();
    assert_eq!(contexts.0.len(), 4);
}

#[test]
fn data_may_come_before_the_answer() {
    let (client, server, chain) = later();
    let mut pair = connected((client, server));
    ask(&mut pair);
    with_context(95, |cx| pair.client.send(b"before the answer", cx)).unwrap();
    with_context(96, |cx| pair.client.update_keys(true, cx)).unwrap();
    //? 4.7.2-6
    assert_eq!(pair.run().unwrap().1, b"before the answer");
    with_context(97, |cx| pair.client.answer_credential(Some(client_credential()), cx)).unwrap();
    pair.run().unwrap();
    assert_eq!(pair.server.negotiated().unwrap().peer_certificates, chain);
}
