//! What the server's settings decide: whose order of suites counts, whether a better group is worth another round, what
//! is asked of the client, and how much early data is passed over.

use std::{
    sync::{Arc, Mutex},
    vec,
    vec::Vec,
};

use rand_core::CryptoRng;

use super::{
    pair::{Pair, TestRandom, authority, configs, credential, server_name, valid, with_context},
    puppet::{ServerStage, message},
};
use crate::{
    CertificateFault, ClientAuthentication, ClientSessions, Credentials, EarlyDataPolicy, Error, Group, Hash,
    Psk, RawPublicKeys, ReplayWindow, ServerConfig, SessionCache, Suite, TicketKey, TicketKeys, Tickets,
    Time, Trust,
    code_points::{CertificateType, ExtensionType as T, HandshakeType as H},
    crypto::KeyPair,
    limits::MAX_TICKET,
    server::{certificate_request, skip_limit},
};

#[test]
fn the_suite_is_the_first_of_whoever_chooses() {
    use Suite::{Aes128GcmSha256 as AES_128, Aes256GcmSha384 as AES_256, ChaCha20Poly1305Sha256 as CHACHA};
    for (client_chooses, expected) in [(false, AES_128), (true, CHACHA)] {
        let (mut client, mut server) = configs();
        client.suites = vec![AES_256, CHACHA, AES_128];
        server.suites = vec![AES_128, CHACHA];
        server.client_chooses_suite = client_chooses;
        let pair = Pair::connected((client, server));
        assert_eq!(pair.server.negotiated().unwrap().suite, expected);
    }
}

//? 4.3.8-12
#[test]
fn a_better_group_is_asked_for_by_those_who_insist() {
    use Group::{Secp256r1, X25519};
    for (insists, servers_groups, group, retried) in [
        (false, [Secp256r1, X25519], X25519, false),
        (true, [Secp256r1, X25519], Secp256r1, true),
        (true, [X25519, Secp256r1], X25519, false),
    ] {
        let (mut client, mut server) = configs();
        client.groups = vec![X25519, Secp256r1];
        client.key_shares = Some(vec![X25519]);
        server.groups = servers_groups.to_vec();
        server.insist_on_best_group = insists;
        let pair = Pair::connected((client, server));
        let outcome = pair.server.negotiated().unwrap();
        assert_eq!((outcome.group, outcome.hello_retried), (group, retried), "{insists} {servers_groups:?}");
    }
}

/// The names of CAs that a server sends which was told these, for a proof of this kind.
fn authorities(names: &[Vec<u8>], kind: CertificateType) -> Vec<Vec<u8>> {
    let (client, mut server) = configs();
    let raw = Trust::RawPublicKeys(RawPublicKeys::pinned([]));
    server.client_authentication = match kind {
        CertificateType::X509 => ClientAuthentication::Optional(client.trust),
        _ => ClientAuthentication::Optional(raw),
    };
    server.requested_authorities = Some(names.to_vec());
    certificate_request(&server, kind, &mut TestRandom(1)).unwrap().authorities
}

#[test]
fn names_of_authorities_are_sent_up_to_a_length_and_for_certificates() {
    let x509 = CertificateType::X509;
    // With its length before it, each takes two bytes more than it has; 8 KiB are sent at most.
    let fits = [vec![1; 1000], vec![2; (8 << 10) - 1000 - 2 * 2]];
    assert_eq!(authorities(&fits, x509), fits);
    let mut too_long = fits.clone();
    too_long[1].push(2);
    assert_eq!(authorities(&too_long, x509), Vec::<Vec<u8>>::new());
    assert_eq!(authorities(&fits, CertificateType::RAW_PUBLIC_KEY), Vec::<Vec<u8>>::new());
}

//? 4.3.10-6
#[test]
fn refused_early_data_is_passed_over_as_far_as_it_would_be_taken() {
    let skipped = |max_size| {
        let (_, mut server) = configs();
        let window = ReplayWindow::new(core::time::Duration::from_secs(20), 16, Time::from_millis(0));
        let policy = EarlyDataPolicy { max_size, ..EarlyDataPolicy::new(Arc::new(window)) };
        server.early_data = Some(policy);
        skip_limit(&server)
    };
    // Without early data, or with little of it, 16 KiB; else what would be taken, and an eighth for what records add.
    let (_, without): (_, ServerConfig) = configs();
    assert_eq!([skip_limit(&without), skipped(1000), skipped(80_000)], [16 << 10, 16 << 10, 90_000]);
}

#[test]
fn certificates_are_compressed_only_for_servers_that_have_said_so() {
    let mut stage = ServerStage::after_flight(|server| {
        server.client_authentication = ClientAuthentication::Optional(Trust::Application);
    });
    let compressed = message(H::COMPRESSED_CERTIFICATE, |w| w.bytes(&[0, 1, 0, 0, 4, 0, 0, 1, 9]));
    let unexpected = Error::UnexpectedMessage { got: H::COMPRESSED_CERTIFICATE, state: "WAIT_CERT" };
    assert_eq!(stage.message(&compressed), Err(unexpected));
}

//? 4.2.4-9
#[test]
fn a_psk_of_another_hash_changes_nothing_after_a_hello_retry_request() {
    let mut stage = ServerStage::server(|server| {
        server.groups = vec![Group::Secp256r1];
        server.suites = vec![Suite::Aes128GcmSha256, Suite::Aes256GcmSha384];
        server.psks = vec![Psk::new(b"name", b"key", Hash::Sha384).unwrap()];
    });
    let mut hello = ServerStage::hello();
    hello.suites = vec![0, 4, 0x13, 0x01, 0x13, 0x02];
    hello.set(T::PSK_KEY_EXCHANGE_MODES, &[1, 1]);
    stage.message(&hello.encode()).unwrap();
    let share = KeyPair::generate(Group::Secp256r1, &mut TestRandom(1)).public();
    hello.set(T::KEY_SHARE, &[&[0, 69, 0, 0x17, 0, 65], &share[..]].concat());
    // Its binder is wrong, which is not looked at where the PSK is not taken.
    let identity = [&[0, 10, 0, 4][..], b"name", &[0; 4]].concat();
    hello.set(T::PRE_SHARED_KEY, &[&identity[..], &[0, 49, 48], &[0; 48]].concat());
    assert_eq!(stage.message(&hello.encode()), Ok(()));
}

/// Gives tickets of one length, and remembers how long the sessions are that it was told of.
#[derive(Debug, Default)]
struct Measuring {
    ticket_length: usize,
    sessions: Mutex<Vec<usize>>,
}

impl Tickets for Measuring {
    fn issue(&self, session: &[u8], _now: Time, _rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        self.sessions.lock().unwrap().push(session.len());
        Some(vec![7; self.ticket_length])
    }

    fn redeem(&self, _ticket: &[u8], _now: Time) -> Option<Vec<u8>> {
        None
    }
}

#[test]
fn tickets_are_neither_empty_nor_longer_than_clients_keep() {
    for (ticket_length, kept) in [(0, false), (1, true), (MAX_TICKET, true), (MAX_TICKET + 1, false)] {
        let (mut client, mut server) = configs();
        let cache = Arc::new(SessionCache::new(8));
        client.sessions = Some(cache.clone());
        server.tickets = Some(Arc::new(Measuring { ticket_length, ..Measuring::default() }));
        Pair::connected((client, server));
        assert_eq!(cache.take(&server_name()).is_some(), kept, "{ticket_length} bytes");
    }
}

/// The lengths of the sessions of a client whose chain ends with a certificate of this length, where they got tickets.
fn session_lengths(certificate: usize) -> Vec<usize> {
    let (mut client, mut server) = configs();
    let mut issued = authority().issue_client("c", valid(), &mut TestRandom(7)).unwrap();
    issued.chain.push(vec![0x30; certificate].into());
    client.credentials = Some(Credentials::One(credential(&issued)));
    client.sessions = Some(Arc::new(SessionCache::new(8)));
    server.client_authentication = ClientAuthentication::Required(Trust::Application);
    let tickets = Arc::new(Measuring { ticket_length: 1, ..Measuring::default() });
    server.tickets = Some(tickets.clone());
    server.tickets_sent = 1;
    let mut pair = Pair::new((client, server));
    pair.run().unwrap();
    with_context(1, |cx| pair.server.answer_certificate(Ok(()), cx)).unwrap();
    pair.run().unwrap();
    tickets.sessions.lock().unwrap().clone()
}

#[test]
fn no_ticket_is_asked_for_where_the_session_takes_more_than_half_of_one() {
    let one = session_lengths(1000)[0];
    let longest = MAX_TICKET / 2 - one + 1000;
    assert_eq!(session_lengths(longest), [MAX_TICKET / 2]);
    assert_eq!(session_lengths(longest + 1), []);
    assert_eq!(session_lengths(longest + 2), []);
}

#[test]
fn applications_judge_clients_again_in_resumptions_if_they_want_to() {
    for good in [true, false] {
        let (mut client, mut server) = configs();
        let issued = authority().issue_client("c", valid(), &mut TestRandom(7)).unwrap();
        client.credentials = Some(Credentials::One(credential(&issued)));
        client.sessions = Some(Arc::new(SessionCache::new(8)));
        server.client_authentication = ClientAuthentication::Required(Trust::Application);
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(9)), vec![])));
        server.verify_on_resumption = true;
        let mut first = Pair::new((client.clone(), server.clone()));
        first.run().unwrap();
        with_context(1, |cx| first.server.answer_certificate(Ok(()), cx)).unwrap();
        first.run().unwrap();
        let mut second = Pair::new((client, server));
        second.run().unwrap();
        assert!(second.server.question().is_some() && !second.server.is_connected());
        let answer = if good { Ok(()) } else { Err(CertificateFault::Refused.into()) };
        let result = with_context(2, |cx| second.server.answer_certificate(answer, cx));
        assert_eq!(result.is_ok(), good);
        if good {
            second.run().unwrap();
            assert!(second.server.negotiated().unwrap().resumed);
        }
    }
}
