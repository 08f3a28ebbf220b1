//! Raw public keys in place of certificates (RFC 7250): which kind is agreed on, who is trusted, and what is refused.

use std::{string::ToString, sync::Arc, vec, vec::Vec};

use clearbox_demo_pki::Kind;
use clearbox_vectors::{ran, records};
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer};
use webpki::EndEntityCert;

use super::{
    certificates::blamed,
    pair::{
        Failure, NOW, Pair, TestRandom, authority, configs, credential, issued, server_name, valid,
        with_context,
    },
    puppet::{ClientStage, ServerStage, message},
};
use crate::{
    CertificateError, CertificateFault, ClientAuthentication, ClientConfig, Credential, Credentials, Error,
    Group, Pin, Question, RawPublicKeys, ServerConfig, SessionCache, TicketKey, TicketKeys, Trust,
    code_points::{
        AlertDescription as A, CertificateType, ExtensionType as T, HandshakeType as H, SignatureScheme as S,
    },
    identity::Identity,
    message::{certificate, certificate_verify, encrypted_extensions::EncryptedExtensions},
    verify::{Owner, judge},
};

const X509: CertificateType = CertificateType::X509;
const RAW: CertificateType = CertificateType::RAW_PUBLIC_KEY;

fn key_of(kind: Kind, seed: u64) -> PrivateKeyDer<'static> {
    let issued = authority().issue_of_kind(kind, &["x"], valid(), &mut TestRandom(seed)).unwrap();
    issued.key
}

/// The credential of a key on P-256, another for each seed.
fn raw(seed: u64) -> Arc<Credential> {
    Arc::new(Credential::raw_public_key(&key_of(Kind::EcdsaP256, seed)).unwrap())
}

fn info(credential: &Credential) -> SubjectPublicKeyInfoDer<'static> {
    credential.public_key_info().unwrap().clone()
}

fn pinned(credential: &Credential) -> RawPublicKeys {
    RawPublicKeys::pinned([info(credential)])
}

fn trusting(credential: &Credential) -> Trust {
    Trust::RawPublicKeys(pinned(credential))
}

/// A client and a server that know each other by raw public keys, and take nothing else.
fn mutual(client_key: &Arc<Credential>, server_key: &Arc<Credential>) -> (ClientConfig, ServerConfig) {
    let (mut client, mut server) = configs();
    client.trust = trusting(server_key);
    client.credentials = Some(Credentials::One(client_key.clone()));
    server.credentials = Credentials::One(server_key.clone());
    server.client_authentication = ClientAuthentication::Required(trusting(client_key));
    (client, server)
}

/// The identities that the two ends believe each other to have: the server's and the client's.
fn identities(pair: &Pair) -> (Identity, Identity) {
    let (at_client, at_server) = (pair.client.negotiated().unwrap(), pair.server.negotiated().unwrap());
    (Identity::of_peer(at_client), Identity::of_peer(at_server))
}

fn failure(configs: (ClientConfig, ServerConfig)) -> Failure {
    Pair::new(configs).run().unwrap_err()
}

/// What is wrong with a raw public key.
fn raw_fault(fault: CertificateFault) -> Error {
    CertificateError { fault, position: None, subject: "raw public key".into() }.into()
}

//? 4.5.1-13
#[test]
fn keys_of_every_kind_prove_both_ends() {
    let kinds = [
        (Kind::EcdsaP256, S::ECDSA_SECP256R1_SHA256),
        (Kind::EcdsaP384, S::ECDSA_SECP384R1_SHA384),
        (Kind::Ed25519, S::ED25519),
        (Kind::Rsa { bits: 2048 }, S::RSA_PSS_RSAE_SHA256),
    ];
    for (at, (kind, scheme)) in kinds.into_iter().enumerate() {
        let issued = authority().issue_of_kind(kind, &["x"], valid(), &mut TestRandom(at as u64)).unwrap();
        let key = Arc::new(Credential::raw_public_key(&issued.key).unwrap());
        // It is the key that a certificate would hold.
        let certificate = EndEntityCert::try_from(&issued.chain[0]).unwrap();
        assert_eq!(info(&key), certificate.subject_public_key_info());
        assert_eq!((key.certificate_type(), key.chain().len()), (RAW, 0));
        let other = raw(99);
        for (client_key, server_key) in [(&other, &key), (&key, &other), (&key, &key)] {
            let mut pair = Pair::connected(mutual(client_key, server_key));
            let raw = |key: &Credential| Identity::RawPublicKey(info(key));
            assert_eq!(identities(&pair), (raw(server_key), raw(client_key)));
            let outcome = pair.client.negotiated().unwrap();
            assert!(outcome.peer_certificates.is_empty());
            if Arc::ptr_eq(server_key, &key) {
                assert_eq!(outcome.signature_scheme, Some(scheme));
            }
            with_context(62, |cx| pair.client.send(b"it is me", cx)).unwrap();
            assert_eq!(pair.run().unwrap().1, b"it is me");
        }
    }
}

#[test]
fn vectors_of_pss_keys_prove_both_ends() {
    let all = records("openssl/pss-certificates.txt");
    for r in &all {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(r.bytes("key")));
        let credential = Arc::new(Credential::raw_public_key(&key).unwrap());
        let certificate = r.bytes("certificate").into();
        let certificate = EndEntityCert::try_from(&certificate).unwrap();
        assert_eq!(info(&credential), certificate.subject_public_key_info());
        let pair = Pair::connected(mutual(&credential, &credential));
        let scheme = pair.client.negotiated().unwrap().signature_scheme.unwrap();
        assert_eq!(scheme, credential.schemes()[0]);
    }
    ran("RSA-PSS", "OpenSSL, keys for PSS alone as raw public keys", all.len(), 5);
}

#[test]
fn keys_that_are_elsewhere_sign_too() {
    let key = raw(1);
    let schemes = vec![S::ECDSA_SECP256R1_SHA256];
    let remote = Credential::raw_public_key_with_remote_key(info(&key), schemes.clone()).unwrap();
    let (client, mut server) = mutual(&raw(2), &key);
    server.credentials = Credentials::One(Arc::new(remote));
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    let Some(Question::Signature { scheme, content }) = pair.server.question() else { panic!("signature") };
    let signature = key.sign(scheme, content, &mut TestRandom(3)).unwrap().unwrap();
    with_context(4, |cx| pair.server.answer_signature(Some(&signature), cx)).unwrap();
    pair.run().unwrap();
    assert!(pair.client.is_connected());
    for (key, schemes) in [(vec![], schemes.clone()), (vec![0x30, 0], schemes), (info(&key).to_vec(), vec![])]
    {
        let refused = Credential::raw_public_key_with_remote_key(key.into(), schemes);
        assert!(matches!(refused, Err(Error::Configuration(_))));
    }
    let no_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(vec![0x30, 0]));
    assert!(matches!(Credential::raw_public_key(&no_key), Err(Error::Configuration(_))));
}

#[test]
fn other_keys_than_the_pinned_ones_are_refused() {
    let error = raw_fault(CertificateFault::NotPinned);
    assert_eq!(error.alert(), Some(A::CERTIFICATE_UNKNOWN));
    assert!(error.to_string().contains("the raw public key is not the pinned one"), "{error}");
    let (mut client, server) = mutual(&raw(1), &raw(2));
    client.trust = trusting(&raw(3));
    assert_eq!(failure((client, server)), Failure::Client(error.clone()));
    let (client, mut server) = mutual(&raw(1), &raw(2));
    server.client_authentication = ClientAuthentication::Optional(trusting(&raw(3)));
    assert_eq!(failure((client, server)), Failure::Server(error));
    // One of several is enough.
    let (mut client, server) = mutual(&raw(1), &raw(2));
    client.trust = Trust::RawPublicKeys(RawPublicKeys::pinned([info(&raw(3)), info(&raw(2))]));
    Pair::connected((client, server));
}

#[test]
fn applications_are_asked_about_keys_and_nothing_is_trusted_before() {
    for good in [true, false] {
        let (mut client, mut server) = mutual(&raw(1), &raw(2));
        client.trust = Trust::RawPublicKeys(RawPublicKeys::application());
        server.client_authentication =
            ClientAuthentication::Required(Trust::RawPublicKeys(RawPublicKeys::application()));
        let mut pair = Pair::new((client, server));
        pair.run().unwrap();
        let Some(Question::RawPublicKey { key, name }) = pair.client.question() else { panic!("key") };
        assert_eq!((key, name), (&info(&raw(2)), Some(&server_name())));
        with_context(5, |cx| pair.client.answer_certificate(Ok(()), cx)).unwrap();
        pair.run().unwrap();
        let Some(Question::RawPublicKey { key, name: None }) = pair.server.question() else { panic!("key") };
        assert_eq!(key, &info(&raw(1)));
        let answer = if good { Ok(()) } else { Err(CertificateFault::Refused.into()) };
        let result = with_context(6, |cx| pair.server.answer_certificate(answer, cx));
        assert_eq!(result.is_ok(), good);
        assert_eq!(result.err(), (!good).then(|| CertificateFault::Refused.into()));
    }
}

/// The kinds that are agreed on for the server and, if it is asked, the client; or who fails, and why.
fn agreed(configs: (ClientConfig, ServerConfig)) -> Result<(CertificateType, CertificateType), Failure> {
    let mut pair = Pair::new(configs);
    pair.run()?;
    assert!(pair.client.is_connected() && pair.server.is_connected());
    let (server, client) = identities(&pair);
    Ok((server.certificate_type(), client.certificate_type()))
}

#[test]
fn the_kind_of_the_server_is_the_first_of_its_own_that_the_client_takes() {
    let (base, chains) = configs();
    let Credentials::One(chain) = chains.credentials.clone() else { panic!("one") };
    let key = raw(1);
    let unknown = credential(&issued(&authority(), "elsewhere.example"));
    let several =
        |list: &[&Arc<Credential>]| Credentials::Several(list.iter().map(|&one| one.clone()).collect());
    let [only_raw, raw_first, chain_first, only_chain] = [
        Trust::RawPublicKeys(pinned(&key)),
        Trust::RawPublicKeys(pinned(&key).or_certificates(base.trust.clone())),
        Trust::RawPublicKeys(pinned(&key).after_certificates(base.trust.clone())),
        base.trust.clone(),
    ];
    let none = Err(Failure::Server(Error::NoCommonCertificateType));
    assert_eq!(Error::NoCommonCertificateType.alert(), Some(A::UNSUPPORTED_CERTIFICATE));
    for (case, (trust, credentials, expected)) in [
        (&only_raw, Credentials::One(key.clone()), Ok(RAW)),
        (&raw_first, Credentials::One(key.clone()), Ok(RAW)),
        (&chain_first, Credentials::One(key.clone()), Ok(RAW)),
        (&raw_first, Credentials::One(chain.clone()), Ok(X509)),
        (&only_raw, several(&[&chain, &key]), Ok(RAW)),
        (&raw_first, several(&[&chain, &key]), Ok(X509)),
        (&chain_first, several(&[&key, &chain]), Ok(RAW)),
        (&only_chain, several(&[&key, &chain]), Ok(X509)),
        // The key goes with any name.
        (&chain_first, several(&[&unknown, &key]), Ok(RAW)),
        (&only_raw, Credentials::One(chain.clone()), none.clone()),
        (&only_chain, Credentials::One(key.clone()), none.clone()),
        (&only_raw, several(&[&chain]), none),
    ]
    .into_iter()
    .enumerate()
    {
        let (mut client, mut server) = (base.clone(), chains.clone());
        (client.trust, server.credentials) = (trust.clone(), credentials);
        assert_eq!(agreed((client, server)).map(|(server, _)| server), expected, "{case}");
    }
    // A key by which the client verifies no signature.
    let (mut client, server) = mutual(&raw(2), &key);
    client.signature_schemes = vec![S::ED25519];
    assert_eq!(failure((client, server)), Failure::Server(Error::NoCommonSignatureScheme));
}

#[test]
fn the_kind_of_the_client_is_the_first_of_the_servers_that_the_client_has() {
    let key = raw(1);
    let chain = credential(&authority().issue_client("c", valid(), &mut TestRandom(7)).unwrap());
    let (base, plain) = configs();
    let only_raw = Trust::RawPublicKeys(pinned(&key));
    let raw_first = Trust::RawPublicKeys(pinned(&key).or_certificates(base.trust.clone()));
    let chain_first = Trust::RawPublicKeys(pinned(&key).after_certificates(base.trust.clone()));
    let both = Credentials::Several(vec![chain.clone(), key.clone()]);
    let refused = Err(Failure::Server(Error::NoCommonClientCertificateType));
    assert_eq!(Error::NoCommonClientCertificateType.alert(), Some(A::UNSUPPORTED_CERTIFICATE));
    for (case, (trust, credentials, types, expected)) in [
        (&only_raw, Some(Credentials::One(key.clone())), None, Ok(RAW)),
        (&only_raw, Some(both.clone()), None, Ok(RAW)),
        (&raw_first, Some(both.clone()), None, Ok(RAW)),
        (&chain_first, Some(both.clone()), None, Ok(X509)),
        (&raw_first, Some(both.clone()), Some(vec![X509]), Ok(X509)),
        (&chain_first, Some(both.clone()), Some(vec![RAW]), Ok(RAW)),
        (&raw_first, Some(Credentials::One(chain.clone())), None, Ok(X509)),
        (&base.trust, Some(both), None, Ok(X509)),
        (&only_raw, Some(Credentials::One(chain)), None, refused.clone()),
        (&base.trust, Some(Credentials::One(key.clone())), None, refused.clone()),
        (&only_raw, None, None, refused),
    ]
    .into_iter()
    .enumerate()
    {
        for ask in [ClientAuthentication::Optional, ClientAuthentication::Required] {
            let (mut client, mut server) = (base.clone(), plain.clone());
            (client.credentials, client.certificate_types) = (credentials.clone(), types.clone());
            server.client_authentication = ask(trust.clone());
            assert_eq!(agreed((client, server)).map(|(_, client)| client), expected, "{case}");
        }
    }
    // Nobody is asked, so that it doesn't matter what the client has.
    let (mut client, server) = (base, plain);
    client.credentials = Some(Credentials::One(key));
    assert_eq!(agreed((client, server)), Ok((X509, X509)));
}

#[test]
fn applications_choose_credentials_of_a_kind_that_the_peer_takes() {
    let (client_key, server_key) = (raw(1), raw(2));
    let (mut client, mut server) = mutual(&client_key, &server_key);
    client.credentials = Some(Credentials::Application);
    client.certificate_types = Some(vec![RAW]);
    server.credentials = Credentials::Application;
    let mut pair = Pair::new((client.clone(), server.clone()));
    pair.run().unwrap();
    for credential in [&server_key, &client_key] {
        let question = pair.server.question().or_else(|| pair.client.question());
        let Some(Question::Credential { certificate_types, .. }) = question else { panic!("credential") };
        assert_eq!(certificate_types, [RAW]);
        let chosen = Some(credential.clone());
        if pair.server.question().is_some() {
            with_context(8, |cx| pair.server.answer_credential(chosen, cx)).unwrap();
        } else {
            with_context(8, |cx| pair.client.answer_credential(chosen, cx)).unwrap();
        }
        pair.run().unwrap();
    }
    assert!(pair.server.is_connected());

    let chain = credential(&issued(&authority(), "server.example"));
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    let wrong = with_context(9, |cx| pair.server.answer_credential(Some(chain), cx));
    assert_eq!(wrong, Err(Error::NoCommonCertificateType));
}

/// The extension of this type in the ClientHello of a client.
fn offered(edit: impl FnOnce(&mut ClientConfig), extension: T) -> Option<Vec<u8>> {
    let (_, hello) = ClientStage::client(edit);
    let mut reader = crate::wire::Reader::new(&hello, "ClientHello");
    reader.take(34).unwrap();
    reader.vec_u8().unwrap();
    reader.vec_u16().unwrap();
    reader.vec_u8().unwrap();
    let mut list = reader.vec_u16().unwrap();
    while !list.is_empty() {
        let (kind, data) = (T(list.u16().unwrap()), list.vec_u16().unwrap().rest().to_vec());
        if kind == extension {
            return Some(data);
        }
    }
    None
}

#[test]
fn clients_say_nothing_where_certificates_go_without_saying() {
    let key = raw(1);
    for extension in [T::CLIENT_CERTIFICATE_TYPE, T::SERVER_CERTIFICATE_TYPE] {
        assert_eq!(offered(|_| (), extension), None);
        let alone =
            offered(|config| (config.trust, config.credentials) = (trusting(&key), one(&key)), extension);
        assert_eq!(alone, Some(vec![1, 2]));
        let chain = credential(&issued(&authority(), "c"));
        let both = |config: &mut ClientConfig| {
            config.trust = Trust::RawPublicKeys(pinned(&key).after_certificates(config.trust.clone()));
            config.credentials = Some(Credentials::Several(vec![chain, key.clone()]));
        };
        assert_eq!(offered(both, extension), Some(vec![2, 0, 2]));
    }
    let nothing_to_show =
        offered(|config| config.certificate_types = Some(vec![RAW]), T::CLIENT_CERTIFICATE_TYPE);
    assert_eq!(nothing_to_show, None);
}

fn one(credential: &Arc<Credential>) -> Option<Credentials> {
    Some(Credentials::One(credential.clone()))
}

#[test]
fn settings_that_can_not_be_meant_are_refused() {
    let (good, server) = configs();
    let connect = |client: ClientConfig| {
        let connect = |cx: &mut crate::Context<'_>| {
            crate::ClientConnection::connect(Arc::new(client), server_name(), cx).map(drop)
        };
        with_context(1, connect).is_err()
    };
    let nested = pinned(&raw(1)).or_certificates(trusting(&raw(2)));
    for keys in [nested, RawPublicKeys::pinned([]), RawPublicKeys::pinned([vec![0x30, 0].into()])] {
        assert!(connect(ClientConfig { trust: Trust::RawPublicKeys(keys.clone()), ..good.clone() }));
        let client_authentication = ClientAuthentication::Optional(Trust::RawPublicKeys(keys));
        let server = ServerConfig { client_authentication, ..server.clone() };
        assert!(crate::ServerConnection::accept(Arc::new(server)).is_err());
    }
    for types in [vec![X509], vec![RAW, RAW]] {
        let credentials = one(&raw(1));
        assert!(connect(ClientConfig { credentials, certificate_types: Some(types), ..good.clone() }));
    }
    //? 4.5.1-14
    let (credentials, types) = (Some(Credentials::Application), Some(vec![CertificateType(1)]));
    assert!(connect(ClientConfig { credentials, certificate_types: types, ..good }));
}

#[test]
fn keys_stay_known_in_resumptions_and_are_judged_again_if_that_is_wanted() {
    for again in [false, true] {
        let (mut client, mut server) = mutual(&raw(1), &raw(2));
        let sessions = Arc::new(SessionCache::new(8));
        client.sessions = Some(sessions);
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(9)), vec![])));
        (client.verify_on_resumption, server.verify_on_resumption) = (again, again);
        let first = Pair::connected((client.clone(), server.clone()));
        let second = Pair::connected((client.clone(), server.clone()));
        assert!(second.server.negotiated().unwrap().resumed);
        assert_eq!(identities(&first), identities(&second));
        // What a client that takes raw keys alone expects to be told again; of its own only if it may yet be asked.
        assert_eq!(types_said(client.clone(), server.clone()), (Some(RAW), None));
        let post_handshake_auth = true;
        let asked_later = ClientConfig { post_handshake_auth, ..client.clone() };
        assert_eq!(types_said(asked_later, server.clone()), (Some(RAW), Some(RAW)));

        // Other keys are trusted by now.
        let mut changed = (client.clone(), server.clone());
        changed.1.client_authentication = ClientAuthentication::Required(trusting(&raw(3)));
        let result = Pair::new(changed).run().map(drop);
        let refused = raw_fault(CertificateFault::NotPinned);
        assert_eq!(result.err(), again.then(|| Failure::Server(refused.clone())));
        Pair::connected((client.clone(), server.clone()));
        client.trust = trusting(&raw(3));
        let result = Pair::new((client.clone(), server.clone())).run().map(drop);
        assert_eq!(result.err(), again.then_some(Failure::Client(refused)));

        // Certificates are wanted by now, or no keys any more: a session by the other kind is none.
        client.trust = trusting(&raw(2));
        Pair::connected((client.clone(), server.clone()));
        let (with_roots, _) = configs();
        server.client_authentication = ClientAuthentication::Optional(with_roots.trust.clone());
        let failure = Pair::new((client.clone(), server.clone())).run().unwrap_err();
        assert_eq!(failure, Failure::Server(Error::NoCommonClientCertificateType));
        client.trust = with_roots.trust;
        let failure = Pair::new((client, server)).run().unwrap_err();
        assert_eq!(failure, Failure::Server(Error::NoCommonCertificateType));
    }
}

#[test]
fn sessions_by_a_kind_that_is_not_taken_any_more_are_not_resumed() {
    let (plain, chains) = configs();
    let Credentials::One(server_chain) = chains.credentials.clone() else { panic!("one") };
    let client_chain = credential(&authority().issue_client("c", valid(), &mut TestRandom(7)).unwrap());
    let (mut client, mut server) = mutual(&raw(1), &raw(2));
    client.credentials = Some(Credentials::Several(vec![client_chain, raw(1)]));
    server.credentials = Credentials::Several(vec![server_chain, raw(2)]);
    client.sessions = Some(Arc::new(SessionCache::new(8)));
    server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(9)), vec![])));
    for (of_server, of_client, resumed) in [
        (RAW, RAW, false),
        (RAW, RAW, true),
        (X509, RAW, false),
        (X509, RAW, true),
        (X509, X509, false),
        (X509, X509, true),
        (RAW, X509, false),
        (RAW, RAW, false),
    ] {
        let trust = |kind, key| if kind == RAW { trusting(&raw(key)) } else { plain.trust.clone() };
        client.trust = trust(of_server, 2);
        server.client_authentication = ClientAuthentication::Required(trust(of_client, 1));
        let pair = Pair::connected((client.clone(), server.clone()));
        let (server_is, client_is) = identities(&pair);
        assert_eq!((server_is.certificate_type(), client_is.certificate_type()), (of_server, of_client));
        assert_eq!(pair.client.negotiated().unwrap().resumed, resumed);
    }
}

/// What the server says in EncryptedExtensions of its own kind and of the client's.
fn types_said(
    client: ClientConfig,
    server: ServerConfig,
) -> (Option<CertificateType>, Option<CertificateType>) {
    #[derive(Default)]
    struct Seen((Option<CertificateType>, Option<CertificateType>));
    impl crate::observe::Observer for Seen {
        fn message(&mut self, _direction: crate::observe::Direction, kind: H, message: &[u8]) {
            if kind == H::ENCRYPTED_EXTENSIONS {
                let all = [T::SERVER_CERTIFICATE_TYPE, T::CLIENT_CERTIFICATE_TYPE, T::SERVER_NAME];
                let parsed = EncryptedExtensions::decode(&message[4..], &all).unwrap();
                self.0 = (parsed.server_certificate_type, parsed.client_certificate_type);
            }
        }
    }
    let mut pair = Pair::new((client, server));
    let mut hello = core::mem::take(pair.client.outgoing());
    let (mut rng, mut seen) = (TestRandom(3), Seen::default());
    let now = crate::Time::since_unix_epoch(core::time::Duration::from_secs(NOW));
    let mut cx = crate::Context { now, rng: &mut rng, observer: &mut seen };
    pair.server.receive(&mut hello, &mut cx).unwrap();
    seen.0
}

#[test]
fn keys_are_agreed_on_after_a_hello_retry_request() {
    let (mut client, mut server) = mutual(&raw(1), &raw(2));
    client.groups = vec![Group::X25519, Group::Secp256r1];
    server.groups = vec![Group::Secp256r1];
    let pair = Pair::connected((client, server));
    assert!(pair.client.negotiated().unwrap().hello_retried);
    assert_eq!(identities(&pair).0.certificate_type(), RAW);
}

#[test]
fn clients_prove_themselves_by_keys_after_the_handshake_and_in_resumed_connections() {
    let (mut client, mut server) = mutual(&raw(1), &raw(2));
    client.post_handshake_auth = true;
    client.credentials = Some(Credentials::Application);
    client.certificate_types = Some(vec![RAW]);
    client.sessions = Some(Arc::new(SessionCache::new(8)));
    server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(9)), vec![])));
    server.client_authentication = ClientAuthentication::Optional(trusting(&raw(1)));
    for resumed in [false, true] {
        let mut pair = Pair::new((client.clone(), server.clone()));
        pair.run().unwrap();
        if !resumed {
            with_context(90, |cx| pair.client.answer_credential(None, cx)).unwrap();
            pair.run().unwrap();
        }
        let outcome = pair.server.negotiated().unwrap();
        assert_eq!((outcome.resumed, outcome.peer_raw_public_key.is_some()), (resumed, false));
        with_context(91, |cx| pair.server.request_certificate(cx)).unwrap();
        pair.run().unwrap();
        with_context(92, |cx| pair.client.answer_credential(Some(raw(1)), cx)).unwrap();
        pair.run().unwrap();
        assert_eq!(identities(&pair).1, Identity::RawPublicKey(info(&raw(1))));
    }
}

/// A client that takes raw public keys, and has agreed on one with its server; it asks the application.
fn agreed_on_raw() -> ClientStage {
    let mut stage = ClientStage::after_hello(|config| {
        config.trust = Trust::RawPublicKeys(RawPublicKeys::application());
        config.request_ocsp_response = true;
    });
    stage.encrypted_extensions(&[(T::SERVER_CERTIFICATE_TYPE, vec![2])]).unwrap();
    stage
}

/// A Certificate message with these entries, each with its extensions.
fn entries(list: &[(&[u8], &[u8])]) -> Vec<u8> {
    message(H::CERTIFICATE, |w| {
        w.vec_u8(|_| ());
        w.vec_u24(|w| {
            for (key, extensions) in list {
                w.vec_u24(|w| w.bytes(key));
                w.vec_u16(|w| w.bytes(extensions));
            }
        });
    })
}

fn check<V: core::fmt::Debug>(stage: &mut ClientStage, result: &Result<V, Error>, error: &Error, alert: A) {
    assert_eq!(result.as_ref().err(), Some(error));
    assert_eq!(stage.alert(), Some(alert), "{error:?}");
}

//? 4.5.1-13 4.5.1.3-1
#[test]
fn clients_reject_anything_but_one_well_formed_key() {
    let key = info(&raw(1)).to_vec();
    let edited = |at: usize, to: u8| {
        let mut key = key.clone();
        key[at] = to;
        key
    };
    let longer = [&key[..], &[0]].concat();
    let chain = issued(&authority(), "server.example").chain;
    let spki = Error::Decode { what: "SubjectPublicKeyInfo" };
    // The bit string begins behind the algorithm, 21 bytes with its header, and the header of all.
    let bit_string = 2 + 21;
    assert_eq!(key[bit_string], 3);
    let staple: &[u8] = &[0, 5, 0, 5, 1, 0, 0, 1, 7];
    let stapled = Error::UnsolicitedExtension { extension: T::STATUS_REQUEST, message: H::CERTIFICATE };
    for (bytes, error, alert) in [
        (entries(&[]), Error::NoCertificate, A::DECODE_ERROR),
        (entries(&[(&[], &[])]), Error::Decode { what: "RawPublicKey" }, A::DECODE_ERROR),
        (entries(&[(&key, &[]), (&key, &[])]), Error::SeveralRawPublicKeys, A::ILLEGAL_PARAMETER),
        (entries(&[(&key, staple)]), stapled, A::UNSUPPORTED_EXTENSION),
        (entries(&[(&key, &[0])]), Error::Decode { what: "RawPublicKey" }, A::DECODE_ERROR),
        (entries(&[(&chain[0], &[])]), spki.clone(), A::DECODE_ERROR),
        (entries(&[(&longer, &[])]), spki.clone(), A::DECODE_ERROR),
        (entries(&[(&key[..40], &[])]), spki.clone(), A::DECODE_ERROR),
        (entries(&[(&edited(0, 0x31), &[])]), spki.clone(), A::DECODE_ERROR),
        (entries(&[(&edited(bit_string, 4), &[])]), spki.clone(), A::DECODE_ERROR),
        (entries(&[(&edited(bit_string + 2, 1), &[])]), spki, A::DECODE_ERROR),
    ] {
        let mut stage = agreed_on_raw();
        let result = stage.message(&bytes);
        check(&mut stage, &result, &error, alert);
    }
    // A key where a chain was agreed on.
    let mut stage = ClientStage::after_hello(|config| config.trust = Trust::Application);
    stage.encrypted_extensions(&[]).unwrap();
    let result = stage.message(&entries(&[(&key, &[])]));
    check(&mut stage, &result, &blamed(CertificateFault::BadEncoding, 0, "").into(), A::DECODE_ERROR);
}

//? 4.5.2-6 4.5.2-8 4.5.2-9
#[test]
fn clients_reject_signatures_that_the_key_has_not_made() {
    let private = clearbox_p256::SigningKey::from_pkcs8_der(key_of(Kind::EcdsaP256, 1).secret_der()).unwrap();
    let mut off_curve = info(&raw(1)).to_vec();
    *off_curve.last_mut().unwrap() ^= 1;
    let p384 = Credential::raw_public_key(&key_of(Kind::EcdsaP384, 1)).unwrap();
    let (good, other) = (S::ECDSA_SECP256R1_SHA256, S::ECDSA_SECP384R1_SHA384);
    let bad = |scheme| Some((Error::BadSignature(scheme), A::DECRYPT_ERROR));
    let unfit = |scheme| Some((Error::SchemeNotOffered(scheme), A::ILLEGAL_PARAMETER));
    for (key, scheme, expected) in [
        (info(&raw(1)).to_vec(), good, None),
        (info(&raw(2)).to_vec(), good, bad(good)),
        (off_curve, good, bad(good)),
        (info(&p384).to_vec(), good, unfit(good)),
        (info(&raw(1)).to_vec(), other, unfit(other)),
        (info(&raw(1)).to_vec(), S::RSA_PSS_PSS_SHA256, unfit(S::RSA_PSS_PSS_SHA256)),
        (info(&raw(1)).to_vec(), S::RSA_PKCS1_SHA256, unfit(S::RSA_PKCS1_SHA256)),
    ] {
        let mut stage = agreed_on_raw();
        stage.message(&entries(&[(&key, &[])])).unwrap();
        with_context(5, |cx| stage.end.answer_certificate(Ok(()), cx)).unwrap();
        let side = certificate_verify::Side::Server;
        let content = certificate_verify::signed_content(side, &stage.transcript.hash());
        let signature = private.sign_deterministic(&content).to_der();
        let result = stage.message(&certificate_verify::encode(scheme, signature.as_slice()));
        match expected {
            None => result.unwrap(),
            Some((error, alert)) => check(&mut stage, &result, &error, alert),
        }
    }
}

#[test]
fn clients_reject_kinds_that_they_have_not_offered() {
    const CLIENT: T = T::CLIENT_CERTIFICATE_TYPE;
    const SERVER: T = T::SERVER_CERTIFICATE_TYPE;
    let unasked = |extension| Error::UnsolicitedExtension { extension, message: H::ENCRYPTED_EXTENSIONS };
    let only_raw = |config: &mut ClientConfig| {
        (config.trust, config.credentials) = (trusting(&raw(1)), one(&raw(1)));
    };
    let plain = |_: &mut ClientConfig| ();
    let not_offered = Error::CertificateTypeNotOffered;
    type Case<'a> = (&'a dyn Fn(&mut ClientConfig), Vec<(T, Vec<u8>)>, Error, A);
    let cases: Vec<Case<'_>> = vec![
        //? 4.3-4
        (&plain, vec![(SERVER, vec![2])], unasked(SERVER), A::UNSUPPORTED_EXTENSION),
        (&plain, vec![(SERVER, vec![0])], unasked(SERVER), A::UNSUPPORTED_EXTENSION),
        (&plain, vec![(CLIENT, vec![2])], unasked(CLIENT), A::UNSUPPORTED_EXTENSION),
        (&only_raw, vec![], Error::NoCommonCertificateType, A::UNSUPPORTED_CERTIFICATE),
        (&only_raw, vec![(SERVER, vec![0])], not_offered(X509), A::ILLEGAL_PARAMETER),
        (&only_raw, vec![(SERVER, vec![1])], not_offered(CertificateType(1)), A::ILLEGAL_PARAMETER),
        (&only_raw, vec![(SERVER, vec![2]), (CLIENT, vec![0])], not_offered(X509), A::ILLEGAL_PARAMETER),
        (&only_raw, vec![(SERVER, vec![])], decode("server_certificate_type"), A::DECODE_ERROR),
        (&only_raw, vec![(SERVER, vec![2, 2])], decode("server_certificate_type"), A::DECODE_ERROR),
        (
            &only_raw,
            vec![(SERVER, vec![2]), (CLIENT, vec![])],
            decode("client_certificate_type"),
            A::DECODE_ERROR,
        ),
    ];
    for (edit, list, error, alert) in cases {
        let mut stage = ClientStage::after_hello(edit);
        let result = stage.encrypted_extensions(&list);
        check(&mut stage, &result, &error, alert);
    }
}

fn decode(what: &'static str) -> Error {
    Error::Decode { what }
}

#[test]
fn servers_check_the_lists_of_clients() {
    for extension in [T::CLIENT_CERTIFICATE_TYPE, T::SERVER_CERTIFICATE_TYPE] {
        let what = if extension == T::CLIENT_CERTIFICATE_TYPE {
            "client_certificate_type"
        } else {
            "server_certificate_type"
        };
        for (list, expected) in [
            (vec![1, 0], Some((Error::OnlyDefaultCertificateType, A::ILLEGAL_PARAMETER))),
            (vec![0], Some((decode(what), A::DECODE_ERROR))),
            (vec![], Some((decode(what), A::DECODE_ERROR))),
            (vec![2, 2], Some((decode(what), A::DECODE_ERROR))),
            (vec![1, 2, 2], Some((decode(what), A::DECODE_ERROR))),
            // Unknown ones are passed over.
            (vec![3, 9, 2, 0], None),
        ] {
            let mut stage = ServerStage::server(|_| ());
            let mut hello = ServerStage::hello();
            hello.set(extension, &list);
            let result = stage.message(&hello.encode());
            assert_eq!(result.as_ref().err(), expected.as_ref().map(|(error, _)| error));
            if let Some((_, alert)) = expected {
                assert_eq!(stage.alert(), Some(alert));
            }
        }
    }
    // Nothing that is known here: OpenPGP is of TLS 1.2.
    //? 4.5.1-14
    let mut stage = ServerStage::server(|_| ());
    let mut hello = ServerStage::hello();
    hello.set(T::SERVER_CERTIFICATE_TYPE, &[2, 1, 9]);
    assert_eq!(stage.message(&hello.encode()), Err(Error::NoCommonCertificateType));
    assert_eq!(stage.alert(), Some(A::UNSUPPORTED_CERTIFICATE));
    let chain = credential(&issued(&authority(), "server.example"));
    for answer in [None, Some(chain)] {
        let mut stage = ServerStage::server(|config| config.credentials = Credentials::Application);
        stage.message(&hello.encode()).unwrap();
        let Some(Question::Credential { certificate_types: [], .. }) = stage.end.question() else {
            panic!("credential")
        };
        let result = with_context(1, |cx| stage.end.answer_credential(answer, cx));
        assert_eq!(result, Err(Error::NoCommonCertificateType));
    }
    // Another list behind a HelloRetryRequest.
    let mut stage = ServerStage::server(|config| config.groups = vec![Group::Secp256r1]);
    let mut hello = ServerStage::hello();
    stage.message(&hello.encode()).unwrap();
    hello.set(T::SERVER_CERTIFICATE_TYPE, &[2, 2, 0]);
    let share = crate::crypto::KeyPair::generate(Group::Secp256r1, &mut TestRandom(1)).public().to_vec();
    let share = [&[0, 69, 0, 0x17, 0, 65], &share[..]].concat();
    hello.set(T::KEY_SHARE, &share);
    assert_eq!(stage.message(&hello.encode()), Err(Error::ClientHelloChanged));
}

#[test]
fn short_rsa_keys_are_refused_whoever_trusts_them() {
    // A modulus of 1024 bits, of which it doesn't matter what it is.
    let number = |bytes: &[u8]| [&[2, 0x81, bytes.len() as u8], bytes].concat();
    let modulus = number(&[&[0], &[0xc1; 128][..]].concat());
    let key = crate::verify::sequence(&[&modulus[..], &[2, 3, 1, 0, 1]].concat());
    let bits = [&[3, 0x81, key.len() as u8 + 1, 0], &key[..]].concat();
    let algorithm = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let key: SubjectPublicKeyInfoDer<'_> = crate::verify::sequence(&[&algorithm[..], &bits].concat()).into();
    let weak = Some(Err(CertificateFault::WeakKey { bits: 1024 }));
    for keys in [RawPublicKeys::pinned([key.clone()]), RawPublicKeys::application()] {
        assert_eq!(verdict(&Trust::RawPublicKeys(keys), &Identity::RawPublicKey(key.clone())), weak);
    }
}

/// The judgement of one who trusts so on a server that shows this.
fn verdict(trust: &Trust, identity: &Identity) -> Option<Result<(), CertificateFault>> {
    let now = rustls_pki_types::UnixTime::since_unix_epoch(core::time::Duration::from_secs(NOW));
    let judgement = judge(trust, identity, Owner::Server(&server_name()), now);
    judgement.map(|result| result.map_err(|error| error.fault))
}

/// Even if the negotiation were wrong.
#[test]
fn each_kind_is_judged_by_those_only_who_take_it() {
    let (client, _) = configs();
    let key = Identity::RawPublicKey(info(&raw(1)));
    let chain = Identity::Certificates(issued(&authority(), "server.example").chain);
    let other_kind = Some(Err(CertificateFault::OtherType));
    let digest = clearbox_sha2::Sha256::digest(&info(&raw(1)));
    for trust in [client.trust.clone(), Trust::Application, Trust::Pins(vec![Pin::PublicKey(digest)])] {
        assert_eq!(verdict(&trust, &key), other_kind);
    }
    assert_eq!(verdict(&trusting(&raw(1)), &chain), other_kind);
    assert_eq!(verdict(&trusting(&raw(1)), &key), Some(Ok(())));
    let besides = |trust| Trust::RawPublicKeys(pinned(&raw(1)).or_certificates(trust));
    assert_eq!(verdict(&besides(client.trust), &chain), Some(Ok(())));
    assert_eq!(verdict(&besides(Trust::Application), &chain), None);
    assert_eq!(certificate::encode_entries(&[], &Identity::default(), Default::default()).len(), 8);
}
