//! Who proves what to whom: client certificates, several credentials, revocation, stapled responses.

use std::{sync::Arc, vec, vec::Vec};

use clearbox_demo_pki::Authority;
use rustls_pki_types::CertificateDer;

use super::{
    certificates::blamed,
    pair::{Failure, Pair, TestRandom, authority, configs, credential, issued, valid, with_context},
    puppet::{ClientStage, message},
};
use crate::{
    CertificateFault, ClientAuthentication, ClientConfig, Credential, Credentials, Error, Question, Roots,
    ServerConfig, Trust,
    code_points::{AlertDescription as A, ExtensionType, HandshakeType, SignatureScheme},
};

fn client_ca() -> Authority {
    Authority::new("Client CA", valid(), &mut TestRandom(60)).unwrap()
}

/// Settings where the client has a certificate of the client CA, and the server asks for one as `ask` says.
fn mutual(
    ask: fn(Trust) -> ClientAuthentication,
) -> (ClientConfig, ServerConfig, Vec<CertificateDer<'static>>) {
    let (mut client, mut server) = configs();
    let issued = client_ca().issue_client("client.example", valid(), &mut TestRandom(61)).unwrap();
    client.credentials = Some(Credentials::One(credential(&issued)));
    server.client_authentication =
        ask(Trust::Roots(Roots::from_certificates([client_ca().certificate()]).unwrap()));
    (client, server, issued.chain)
}

//? 4.5.1-2 4.5.1-7 4.5.2-2
#[test]
fn clients_prove_who_they_are() {
    for ask in [ClientAuthentication::Optional, ClientAuthentication::Required] {
        let (client, server, chain) = mutual(ask);
        let mut pair = Pair::connected((client, server));
        assert_eq!(pair.server.negotiated().unwrap().peer_certificates, chain);
        with_context(62, |cx| pair.client.send(b"it is me", cx)).unwrap();
        assert_eq!(pair.run().unwrap().1, b"it is me");
    }
}

//? 4.5.1-3 4.5.1-4
#[test]
fn clients_without_a_certificate_are_refused_where_one_is_required() {
    let (mut client, server, _) = mutual(ClientAuthentication::Optional);
    client.credentials = None;
    let pair = Pair::connected((client.clone(), server));
    assert!(pair.server.negotiated().unwrap().peer_certificates.is_empty());

    let (_, server, _) = mutual(ClientAuthentication::Required);
    let failure = Pair::new((client, server)).run().unwrap_err();
    // The client has finished when it learns of it, as TLS 1.3 has it.
    assert_eq!(failure, Failure::Server(Error::ClientCertificateRequired));
    assert_eq!(Error::ClientCertificateRequired.alert(), Some(A::CERTIFICATE_REQUIRED));
}

#[test]
fn certificates_of_the_wrong_ca_or_for_the_wrong_use_are_refused() {
    let other = Authority::new("Other CA", valid(), &mut TestRandom(63)).unwrap();
    let foreign = other.issue_client("client.example", valid(), &mut TestRandom(64)).unwrap();
    let a_servers = client_ca().issue(&["client.example"], valid(), &mut TestRandom(65)).unwrap();
    let missing = CertificateFault::MissingIssuer { issuer: "CN=Other CA".into() };
    for (issued, fault) in [(foreign, missing), (a_servers, CertificateFault::WrongUsage)] {
        let (mut client, server, _) = mutual(ClientAuthentication::Optional);
        client.credentials = Some(Credentials::One(credential(&issued)));
        let failure = Pair::new((client, server)).run().unwrap_err();
        assert_eq!(failure, Failure::Server(blamed(fault, 0, "CN=client.example").into()));
    }
    // And a client's certificate is none for a server.
    let (client, mut server) = configs();
    let a_clients = authority().issue_client("server.example", valid(), &mut TestRandom(66)).unwrap();
    server.credentials = Credentials::One(credential(&a_clients));
    let failure = Pair::new((client, server)).run().unwrap_err();
    assert_eq!(failure, Failure::Client(blamed(CertificateFault::WrongUsage, 0, "CN=server.example").into()));
}

#[test]
fn applications_answer_for_clients_too() {
    let (mut client, mut server, chain) = mutual(ClientAuthentication::Required);
    let Some(Credentials::One(credential)) = client.credentials.replace(Credentials::Application) else {
        panic!()
    };
    server.client_authentication = ClientAuthentication::Required(Trust::Application);
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    assert!(matches!(pair.client.question(), Some(Question::Credential { server_name: None, .. })));
    with_context(67, |cx| pair.client.answer_credential(Some(credential), cx)).unwrap();
    pair.run().unwrap();
    assert!(
        matches!(pair.server.question(), Some(Question::Certificate { name: None, chain: shown, .. }) if shown == chain)
    );
    with_context(68, |cx| pair.server.answer_certificate(Ok(()), cx)).unwrap();
    pair.run().unwrap();
    assert!(pair.server.is_connected());

    // A key that is elsewhere signs for a client as it does for a server.
    let (mut client, server, chain) = mutual(ClientAuthentication::Required);
    let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
    let remote = Arc::new(Credential::with_remote_key(chain, schemes).unwrap());
    client.credentials = Some(Credentials::One(remote));
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    assert!(matches!(pair.client.question(), Some(Question::Signature { .. })));
    let failure = with_context(69, |cx| pair.client.answer_signature(None, cx)).unwrap_err();
    assert_eq!(failure, Error::SignerFailed);
}

//? 4.5.2-8
#[test]
fn a_forged_signature_of_a_client_is_refused() {
    let (mut client, server, chain) = mutual(ClientAuthentication::Required);
    let schemes = vec![SignatureScheme::ECDSA_SECP256R1_SHA256];
    client.credentials =
        Some(Credentials::One(Arc::new(Credential::with_remote_key(chain, schemes).unwrap())));
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    let forger = clearbox_p256::SigningKey::generate(&mut TestRandom(70));
    let Some(Question::Signature { content, .. }) = pair.client.question() else { panic!("signature") };
    let forged = forger.sign_deterministic(content).to_der();
    with_context(71, |cx| pair.client.answer_signature(Some(forged.as_slice()), cx)).unwrap();
    let failure = pair.run().unwrap_err();
    assert_eq!(failure, Failure::Server(Error::BadSignature(SignatureScheme::ECDSA_SECP256R1_SHA256)));
}

//? 4.3.4-1 4.5.1.2-2 4.5.1.2-5
#[test]
fn the_credential_is_chosen_by_name_scheme_and_ca() {
    let mine = authority();
    let other = Authority::new("Other CA", valid(), &mut TestRandom(72)).unwrap();
    let make = |authority: &Authority, name: &str, seed| {
        credential(&authority.issue(&[name], valid(), &mut TestRandom(seed)).unwrap())
    };
    let elsewhere = make(&mine, "elsewhere.example", 73);
    let wildcard = make(&mine, "*.example", 74);
    let exact = make(&mine, "server.example", 75);
    let foreign = make(&other, "server.example", 76);
    let unsigned = Credential::with_remote_key(exact.chain().to_vec(), vec![SignatureScheme::ED448]).unwrap();
    let unsigned = Arc::new(unsigned);
    for (several, expected) in [
        (vec![&elsewhere, &wildcard, &exact], &exact),
        (vec![&wildcard, &elsewhere], &wildcard),
        (vec![&elsewhere, &foreign, &wildcard], &foreign),
        (vec![&unsigned, &exact], &exact),
        (vec![&exact, &foreign], &exact),
    ] {
        let (mut client, mut server) = configs();
        client.trust = Trust::Application;
        server.credentials = Credentials::Several(several.into_iter().cloned().collect());
        let mut pair = Pair::new((client, server));
        pair.run().unwrap();
        let Some(Question::Certificate { chain, .. }) = pair.client.question() else { panic!("certificate") };
        assert_eq!(chain, expected.chain());
    }
    // Without a name that fits, the first one is as good as any.
    let (mut client, mut server) = configs();
    client.trust = Trust::Application;
    client.send_server_name = false;
    server.credentials = Credentials::Several(vec![elsewhere.clone(), exact]);
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    assert!(
        matches!(pair.client.question(), Some(Question::Certificate { chain, .. }) if chain == elsewhere.chain())
    );

    // Clients choose by the CAs that the server asks for.
    let (mut client, server, chain) = mutual(ClientAuthentication::Required);
    let foreign = credential(&other.issue_client("client.example", valid(), &mut TestRandom(77)).unwrap());
    let Some(Credentials::One(right)) = client.credentials else { panic!() };
    client.credentials = Some(Credentials::Several(vec![foreign, right]));
    let pair = Pair::connected((client, server));
    assert_eq!(pair.server.negotiated().unwrap().peer_certificates, chain);
}

#[test]
fn revoked_certificates_are_refused() {
    let authority = authority();
    let good = issued(&authority, "server.example");
    let bad = authority.issue(&["server.example"], valid(), &mut TestRandom(78)).unwrap();
    let list = authority.revoke(&[&bad], valid()).unwrap();
    for (issued, expected) in [(&good, None), (&bad, Some(CertificateFault::Revoked))] {
        let (mut client, mut server) = configs();
        let roots = Roots::from_certificates([authority.certificate()]).unwrap();
        client.trust = Trust::Roots(roots.with_crls([&list]).unwrap());
        server.credentials = Credentials::One(credential(issued));
        let failure = Pair::new((client, server)).run().err();
        assert_eq!(
            failure,
            expected.map(|fault| Failure::Client(blamed(fault, 0, "CN=server.example").into()))
        );
    }
    let garbage = rustls_pki_types::CertificateRevocationListDer::from(vec![0x30, 0]);
    assert!(Roots::default().with_crls([&garbage]).is_err());
}

/// A client that asked for an OCSP response, and a Certificate message with this CertificateStatus.
fn stapled(status: &[u8]) -> (ClientStage, Result<(), Error>) {
    let mut stage = ClientStage::after_hello(|config| {
        config.trust = Trust::Application;
        config.request_ocsp_response = true;
    });
    stage.encrypted_extensions(&[]).unwrap();
    let chain = issued(&authority(), "server.example").chain;
    let result = stage.message(&message(HandshakeType::CERTIFICATE, |w| {
        w.vec_u8(|_| ());
        w.vec_u24(|w| {
            w.vec_u24(|w| w.bytes(&chain[0]));
            w.vec_u16(|w| {
                w.u16(ExtensionType::STATUS_REQUEST.0);
                w.vec_u16(|w| w.bytes(status));
            });
        });
    }));
    (stage, result)
}

//? 4.5.1.1-1
#[test]
fn a_stapled_response_reaches_the_application() {
    let (stage, result) = stapled(&[1, 0, 0, 3, 7, 8, 9]);
    result.unwrap();
    let Some(Question::Certificate { ocsp_response, .. }) = stage.end.question() else {
        panic!("certificate")
    };
    assert_eq!(ocsp_response, Some(&[7, 8, 9][..]));
    for status in [&[1, 0, 0, 0][..], &[2, 0, 0, 1, 7], &[1, 0, 0, 1, 7, 7]] {
        assert_eq!(stapled(status).1, Err(Error::Decode { what: "status_request" }));
    }
}

/// Chains of mixed kinds, each signature verified by another algorithm.
//? 4.5.2-6 9.1-3
#[test]
fn every_kind_of_key_signs_certificates_and_handshakes() {
    use clearbox_demo_pki::Kind;
    let rng = &mut TestRandom(80);
    let kinds = [Kind::Rsa { bits: 2048 }, Kind::EcdsaP384, Kind::EcdsaP256, Kind::Ed25519];
    let schemes = [
        SignatureScheme::RSA_PSS_RSAE_SHA256,
        SignatureScheme::ECDSA_SECP384R1_SHA384,
        SignatureScheme::ECDSA_SECP256R1_SHA256,
        SignatureScheme::ED25519,
    ];
    let roots = kinds.map(|kind| Authority::of_kind(kind, "Root", valid(), rng).unwrap());
    for (at, root) in roots.iter().enumerate() {
        let intermediate = root.subordinate(kinds[(at + 1) % 4], "Intermediate", valid(), rng).unwrap();
        let leaf = (at + 2) % 4;
        let issued = intermediate.issue_of_kind(kinds[leaf], &["server.example"], valid(), rng).unwrap();
        let (mut client, mut server) = configs();
        client.trust = Trust::Roots(Roots::from_certificates([root.certificate()]).unwrap());
        server.credentials = Credentials::One(credential(&issued));
        let pair = Pair::connected((client, server));
        assert_eq!(pair.client.negotiated().unwrap().signature_scheme, Some(schemes[leaf]));

        // A key of another certificate, or of another kind, is refused when it is loaded.
        let other = intermediate.issue_of_kind(kinds[leaf], &["server.example"], valid(), rng).unwrap();
        assert!(matches!(Credential::new(other.chain.clone(), &issued.key), Err(Error::Configuration(_))));
    }
}

//? 4.5.2-4 4.5.2-5
#[test]
fn signature_schemes_can_be_restricted() {
    let (mut client, server) = configs();
    client.signature_schemes = vec![SignatureScheme::ED25519];
    let failure = Pair::new((client.clone(), server)).run().unwrap_err();
    assert_eq!(failure, Failure::Server(Error::NoCommonSignatureScheme));
    client.signature_schemes.clear();
    let refused = with_context(81, |cx| {
        crate::ClientConnection::connect(Arc::new(client), super::pair::server_name(), cx).map(drop)
    });
    assert!(matches!(refused, Err(Error::Configuration(_))));

    // A server that asks by fewer schemes than it could verify.
    let (client, mut server, _) = mutual(ClientAuthentication::Required);
    server.signature_schemes = vec![SignatureScheme::ED25519];
    let failure = Pair::new((client, server)).run().unwrap_err();
    assert_eq!(failure, Failure::Server(Error::ClientCertificateRequired));
}

#[test]
fn lists_that_contradict_the_standard_are_refused_at_once() {
    use crate::{Group, Suite};
    let connect = |edit: fn(&mut ClientConfig)| {
        let (mut client, _) = configs();
        edit(&mut client);
        with_context(82, |cx| {
            crate::ClientConnection::connect(Arc::new(client), super::pair::server_name(), cx).map(drop)
        })
    };
    //? 4.3.7-1
    assert!(connect(|config| config.groups = vec![Group::X25519, Group::X25519]).is_err());
    assert!(connect(|config| config.suites = vec![Suite::Aes128GcmSha256; 2]).is_err());
    //? 9.3-3
    assert!(connect(|config| config.signature_schemes.push(SignatureScheme(0x0201))).is_err());
    //? 4.3.8-5 4.3.8-6
    assert!(connect(|config| config.key_shares = Some(vec![Group::X25519; 2])).is_err());
    assert!(connect(|config| config.key_shares = Some(vec![Group::MlKem768])).is_err());
    //? 4.3.8-2
    assert!(connect(|config| config.key_shares = Some(vec![Group::Secp384r1, Group::X25519])).is_ok());

    let root = authority();
    let key = issued(&root, "server.example").key;
    //? 4.5.1.2-3
    assert!(Credential::new(vec![root.certificate().clone()], &key).is_err());
}

#[test]
fn nothing_follows_a_close_notify() {
    let mut pair = Pair::connected(configs());
    with_context(83, |cx| pair.server.update_keys(true, cx)).unwrap();
    with_context(84, |cx| pair.client.close(cx)).unwrap();
    let closing = pair.client.outgoing().len();
    pair.to_client.append(pair.server.outgoing());
    super::pair::receive(&mut pair.client, &mut pair.to_client, 85, &mut Vec::new()).unwrap();
    //? 6.1-2
    assert_eq!(pair.client.outgoing().len(), closing, "the key update is not answered any more");
}
