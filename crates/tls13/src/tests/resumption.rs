//! Sessions resumed by tickets, external PSKs, and early data with its protection against replay.

mod offers;

use std::{sync::Arc, time::Duration, vec, vec::Vec};

use super::pair::{Failure, NOW, Pair, TestRandom, configs, server_name};
use crate::{
    ClientAuthentication, ClientConfig, ClientConnection, Context, EarlyData, EarlyDataPolicy,
    EarlyDataRefusal as Refusal, Error, Event, Group, Hash, Psk, ReplayWindow, Roots, ServerConfig,
    ServerConnection, SessionCache, Suite, TicketKey, TicketKeys, TicketStore, Tickets, Time, Trust,
    code_points::AlertDescription as A,
};

/// Two ends that resume, a clock that both see, and what was sent before the handshake was complete.
struct Ends {
    client: ClientConfig,
    server: ServerConfig,
    now: Time,
    seed: u64,
}

/// A connection that was made by [`Ends::connect`].
struct Connected {
    client: ClientConnection,
    server: ServerConnection,
    early: Vec<u8>,
    half_rtt: Vec<u8>,
}

fn time(seconds: u64) -> Time {
    Time::since_unix_epoch(Duration::from_secs(seconds))
}

impl Ends {
    fn new() -> Self {
        let (mut client, mut server) = configs();
        client.sessions = Some(Arc::new(SessionCache::new(8)));
        server.tickets = Some(Arc::new(TicketKeys::new(TicketKey::generate(&mut TestRandom(100)), vec![])));
        Self { client, server, now: time(NOW), seed: 0 }
    }

    /// The same, where the server takes early data.
    fn with_early_data() -> Self {
        let mut ends = Self::new();
        ends.client.early_data = true;
        let window = ReplayWindow::new(Duration::from_secs(20), 16, time(NOW - 1000));
        ends.server.early_data = Some(EarlyDataPolicy::new(Arc::new(window)));
        ends
    }

    fn cx<V>(&mut self, act: impl FnOnce(&mut Context<'_>) -> V) -> V {
        self.seed += 1;
        act(&mut Context { now: self.now, rng: &mut TestRandom(self.seed), observer: &mut () })
    }

    fn offer(&mut self, early: &[u8]) -> (ClientConnection, usize) {
        let config = Arc::new(self.client.clone());
        let mut client = self.cx(|cx| ClientConnection::connect(config, server_name(), cx)).unwrap();
        let sent = self.cx(|cx| client.send_early_data(early, cx)).unwrap();
        (client, sent)
    }

    /// A whole handshake, with `early` as early data if it may be sent; the server echoes it before the client's Finished.
    fn connect(&mut self, early: &[u8]) -> Result<Connected, Failure> {
        let (client, _) = self.offer(early);
        self.complete(client)
    }

    fn complete(&mut self, client: ClientConnection) -> Result<Connected, Failure> {
        let server = ServerConnection::accept(Arc::new(self.server.clone())).unwrap();
        let mut ends = Connected { client, server, early: vec![], half_rtt: vec![] };
        let (mut to_server, mut to_client) = (vec![], vec![]);
        loop {
            to_server.append(ends.client.outgoing());
            self.receive_at_server(&mut ends, &mut to_server).map_err(Failure::Server)?;
            to_client.append(ends.server.outgoing());
            self.receive_at_client(&mut ends, &mut to_client).map_err(Failure::Client)?;
            if ends.client.outgoing().is_empty() && ends.server.outgoing().is_empty() {
                assert!(ends.client.is_connected() && ends.server.is_connected());
                return Ok(ends);
            }
        }
    }

    fn receive_at_server(&mut self, ends: &mut Connected, input: &mut Vec<u8>) -> Result<(), Error> {
        loop {
            let received = self.cx(|cx| ends.server.receive(input, cx))?;
            if let Event::EarlyData(range) = &received.event {
                let early = &input[range.clone()];
                ends.early.extend_from_slice(early);
                self.cx(|cx| ends.server.send_half_rtt(early, cx))?;
            }
            input.drain(..received.consumed);
            if received.event == Event::NeedsInput {
                return Ok(());
            }
        }
    }

    fn receive_at_client(&mut self, ends: &mut Connected, input: &mut Vec<u8>) -> Result<(), Error> {
        loop {
            let received = self.cx(|cx| ends.client.receive(input, cx))?;
            if let Event::Data(range) = &received.event {
                ends.half_rtt.extend_from_slice(&input[range.clone()]);
            }
            input.drain(..received.consumed);
            if received.event == Event::NeedsInput {
                return Ok(());
            }
        }
    }

    fn wait(&mut self, seconds: u64) {
        self.now = time(self.now.as_secs() + seconds);
    }

    /// Whether the next connection resumes; both ends have to see it the same way.
    fn resumes(&mut self) -> bool {
        let ends = self.connect(b"").unwrap();
        let (client, server) = (ends.client.negotiated().unwrap(), ends.server.negotiated().unwrap());
        assert_eq!(client.resumed, server.resumed);
        client.resumed
    }
}

impl Connected {
    fn early_data(&self) -> (EarlyData, EarlyData) {
        (self.client.negotiated().unwrap().early_data, self.server.negotiated().unwrap().early_data)
    }
}

//? 4.3-6 4.3.9-1 4.3.9-2 4.3.9-8 4.3.11-4 4.3.11-17 9.2-7 9.2-8 C.4-3
#[test]
fn sessions_are_resumed_for_every_suite_and_keep_the_identity() {
    for suite in Suite::ALL {
        let mut ends = Ends::new();
        ends.client.suites = vec![suite];
        let first = ends.connect(b"").unwrap();
        let chain = first.client.negotiated().unwrap().peer_certificates.clone();
        assert!(!first.client.negotiated().unwrap().resumed);
        // Each ticket brings new ones.
        for _ in 0..3 {
            ends.wait(60);
            let resumed = ends.connect(b"").unwrap();
            let outcome = resumed.client.negotiated().unwrap();
            assert!(outcome.resumed && outcome.suite == suite && outcome.peer_certificates == chain);
            assert_eq!(outcome.signature_scheme, first.client.negotiated().unwrap().signature_scheme);
            let mut exported = [[0; 32]; 2];
            resumed.client.export(b"EXPORTER-test", b"", &mut exported[0]).unwrap();
            resumed.server.export(b"EXPORTER-test", b"", &mut exported[1]).unwrap();
            assert_eq!(exported[0], exported[1]);
        }
    }
}

/// As GnuTLS refuses early data when the client finds the ticket a millisecond older than the server does.
#[test]
fn clients_do_not_make_a_ticket_older_by_rounding() {
    let mut ends = Ends::new();
    ends.now = ends.now.saturating_add(Duration::from_micros(600));
    ends.connect(b"").unwrap();
    let session = ends.client.sessions.as_ref().unwrap().take(&server_name()).unwrap();
    let after =
        |micros| session.obfuscated_ticket_age(ends.now.saturating_add(Duration::from_micros(micros)));
    let ages = [0, 500, 999, 1000, 1999, 2000].map(|micros| after(micros).wrapping_sub(after(0)));
    assert_eq!(ages, [0, 0, 0, 1, 1, 2]);
    assert_eq!(session.obfuscated_ticket_age(time(NOW)), after(0), "the clock was set back");
}

//? 4.2.2-14 4.7.1-2
#[test]
fn resumption_works_after_a_hello_retry_request_but_not_with_another_suite() {
    let mut ends = Ends::new();
    ends.client.suites = vec![Suite::Aes128GcmSha256];
    ends.connect(b"").unwrap();
    ends.server.groups = vec![Group::Secp384r1];
    let resumed = ends.connect(b"").unwrap();
    let outcome = resumed.client.negotiated().unwrap();
    assert!(outcome.resumed && outcome.hello_retried && outcome.group == Group::Secp384r1);
    for suites in [vec![Suite::ChaCha20Poly1305Sha256], vec![Suite::Aes256GcmSha384]] {
        ends.client.suites = suites;
        assert!(!ends.resumes());
    }
}

#[test]
fn sessions_of_a_failed_connection_are_forgotten() {
    for fails in [false, true] {
        let mut ends = Ends::new();
        let mut first = ends.connect(b"").unwrap();
        if fails {
            let garbage = &mut [23, 3, 3, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            assert_eq!(ends.cx(|cx| first.client.receive(garbage, cx)), Err(Error::BadRecordMac));
        }
        //? 6-5
        assert_eq!(ends.resumes(), !fails);
    }
}

#[test]
fn sessions_of_a_connection_that_was_cut_off_are_kept() {
    let mut ends = Ends::new();
    let mut first = ends.connect(b"").unwrap();
    assert_eq!(ends.cx(|cx| first.client.end_of_input(cx)), Err(Error::Truncated));
    assert!(ends.resumes());
}

//? C.4-1
#[test]
fn tickets_are_used_once_and_not_after_their_lifetime() {
    let mut ends = Ends::new();
    ends.server.tickets_sent = 1;
    ends.server.ticket_lifetime = Duration::from_secs(100);
    assert!(!ends.resumes());
    ends.server.tickets_sent = 0;
    assert!(ends.resumes());
    assert!(!ends.resumes(), "the only ticket is used");
    ends.server.tickets_sent = 1;
    assert!(!ends.resumes());
    ends.wait(100);
    assert!(ends.resumes());
    ends.wait(101);
    assert!(!ends.resumes());
}

//? 4.7.1-12
#[test]
fn a_session_ends_seven_days_after_the_last_signature() {
    let mut ends = Ends::new();
    ends.server.ticket_lifetime = Duration::from_secs(30 * 86400);
    ends.connect(b"").unwrap();
    for _ in 0..7 {
        assert!(ends.resumes());
        ends.wait(86400);
    }
    assert!(ends.resumes());
    ends.wait(1);
    assert!(!ends.resumes());
}

#[test]
fn keys_rotate_and_are_shared() {
    let mut ends = Ends::new();
    let mut keys = TicketKeys::new(TicketKey::from_bytes([1; 16], [2; 32]), vec![]);
    let use_keys = |ends: &mut Ends, keys: &TicketKeys| ends.server.tickets = Some(Arc::new(keys.clone()));
    use_keys(&mut ends, &keys);
    ends.connect(b"").unwrap();
    // The same bytes at another server.
    use_keys(&mut ends, &TicketKeys::new(TicketKey::from_bytes([1; 16], [2; 32]), vec![]));
    assert!(ends.resumes());
    let old_session = ends.client.sessions.as_ref().unwrap().take(&server_name()).unwrap();
    for rotation in 0..4 {
        keys = keys.rotated(&mut TestRandom(rotation));
    }
    use_keys(&mut ends, &keys);
    while ends.client.sessions.as_ref().unwrap().take(&server_name()).is_some() {}
    ends.client.sessions.as_ref().unwrap().put(&server_name(), old_session);
    assert!(!ends.resumes(), "the key of that ticket is gone");
}

#[test]
fn forged_and_foreign_tickets_are_not_known() {
    let keys = TicketKeys::new(TicketKey::from_bytes([1; 16], [2; 32]), vec![]);
    let ticket = keys.issue(b"session", time(NOW), &mut TestRandom(1)).unwrap();
    assert_eq!(keys.redeem(&ticket, time(NOW)).unwrap(), b"session");
    for at in 0..ticket.len() {
        let mut forged = ticket.clone();
        forged[at] ^= 1;
        assert!(keys.redeem(&forged, time(NOW)).is_none(), "byte {at}");
        assert!(keys.redeem(&ticket[..at], time(NOW)).is_none(), "length {at}");
    }
    let other = TicketKeys::new(TicketKey::from_bytes([1; 16], [3; 32]), vec![]);
    assert!(other.redeem(&ticket, time(NOW)).is_none());
    assert_ne!(ticket, keys.issue(b"session", time(NOW), &mut TestRandom(2)).unwrap());
}

#[test]
fn a_store_keeps_so_many_sessions_and_gives_each_away_once() {
    let store = TicketStore::new(2);
    let issue = |session| store.issue(session, time(NOW), &mut TestRandom(u64::from(session[0]))).unwrap();
    let tickets = [issue(&[1]), issue(&[2]), issue(&[3])];
    assert!(store.redeem(&tickets[0], time(NOW)).is_none(), "the oldest gave way");
    assert_eq!(store.redeem(&tickets[1], time(NOW)).unwrap(), [2]);
    assert!(store.redeem(&tickets[1], time(NOW)).is_none());

    let mut ends = Ends::new();
    ends.server.tickets = Some(Arc::new(TicketStore::new(8)));
    assert!(!ends.resumes());
    assert!(ends.resumes());
}

//? 2.2-1 4.3.11-7
#[test]
fn neither_end_resumes_unless_both_want_to() {
    let mut ends = Ends::new();
    ends.connect(b"").unwrap();
    ends.server.tickets = None;
    assert!(!ends.resumes());
    let mut ends = Ends::new();
    ends.client.sessions = None;
    ends.connect(b"").unwrap();
    assert!(!ends.resumes());
}

//? 4.4.2-7
#[test]
fn a_server_that_demands_certificates_resumes_only_who_has_shown_one() {
    let mut ends = Ends::new();
    ends.connect(b"").unwrap();
    let roots = Roots::from_certificates([super::pair::authority().certificate()]).unwrap();
    ends.server.client_authentication = ClientAuthentication::Required(Trust::Roots(roots));
    assert_eq!(ends.connect(b"").err(), Some(Failure::Server(Error::ClientCertificateRequired)));

    let issued = super::pair::authority()
        .issue_client("client.example", super::pair::valid(), &mut TestRandom(5))
        .unwrap();
    ends.client.credentials = Some(crate::Credentials::One(super::pair::credential(&issued)));
    ends.client.sessions = Some(Arc::new(SessionCache::new(8)));
    assert!(!ends.resumes());
    ends.client.credentials = None;
    let resumed = ends.connect(b"").unwrap();
    assert!(resumed.server.negotiated().unwrap().resumed);
    assert_eq!(resumed.server.negotiated().unwrap().peer_certificates, issued.chain);
}

#[test]
fn certificates_are_judged_again_on_resumption_if_that_is_wanted() {
    let mut ends = Ends::new();
    ends.connect(b"").unwrap();
    ends.client.verify_on_resumption = true;
    assert!(ends.resumes());
    ends.client.trust = Trust::Pins(vec![]);
    let Err(Failure::Client(error)) = ends.connect(b"") else { panic!("the chain is not trusted any more") };
    assert_eq!(error.alert(), Some(A::CERTIFICATE_UNKNOWN));
}

fn psk(identity: &[u8], key: &[u8], hash: Hash) -> Psk {
    Psk::new(identity, key, hash).unwrap()
}

//? 2.2-2 4.3.11-3 4.3.11-4 4.3.11-6 4.3.11-8 4.3.11-9 4.3.11-10
#[test]
fn external_psks_stand_for_certificates() {
    for hash in [Hash::Sha256, Hash::Sha384] {
        let mut ends = Ends::new();
        ends.client.trust = Trust::Pins(vec![]);
        ends.client.psks = vec![psk(b"unknown", b"key", Hash::Sha256), psk(b"name", b"key of both", hash)];
        ends.server.psks = vec![psk(b"other", b"key", Hash::Sha256), psk(b"name", b"key of both", hash)];
        let connected = ends.connect(b"").unwrap();
        let outcome = connected.server.negotiated().unwrap();
        assert_eq!(outcome.psk_identity.as_deref(), Some(&b"name"[..]));
        assert!(!outcome.resumed && outcome.signature_scheme.is_none());
        // A ticket of such a connection is as good, where the suite is the one that is preferred anyway.
        assert_eq!(ends.resumes(), hash == Hash::Sha384);
        ends.server.psks = vec![psk(b"name", b"another key", hash)];
        ends.client.sessions = None;
        let Err(Failure::Server(error)) = ends.connect(b"") else { panic!("the keys differ") };
        assert_eq!((&error, error.alert()), (&Error::BadBinder, Some(A::DECRYPT_ERROR)));
    }
    assert!(Psk::new(b"", b"key", Hash::Sha256).is_err() && Psk::new(b"name", b"", Hash::Sha256).is_err());
}

#[test]
fn imported_psks_are_bound_to_their_context_and_hash() {
    let import =
        |context: &[u8]| Psk::import(b"name", b"key of both", context, Hash::Sha256).unwrap().to_vec();
    for suite in Suite::ALL {
        let mut ends = Ends::new();
        ends.client.trust = Trust::Pins(vec![]);
        (ends.client.suites, ends.client.psks, ends.server.psks) =
            (vec![suite], import(b"ctx"), import(b"ctx"));
        assert!(ends.connect(b"").unwrap().client.negotiated().unwrap().psk_identity.is_some());
        ends.client.psks = import(b"other");
        ends.client.sessions = None;
        assert!(ends.connect(b"").is_err());
    }
    // An external key doesn't pass for an imported one: the labels of the binders differ.
    let imported = &import(b"")[0];
    let mut ends = Ends::new();
    ends.server.psks = vec![imported.clone()];
    ends.client.psks = vec![psk(imported.identity(), &[0; 32], Hash::Sha256)];
    assert_eq!(ends.connect(b"").err(), Some(Failure::Server(Error::BadBinder)));
}

//? 4.3.10-1 4.3.10-2 4.3.10-6 4.3.11.3-1 4.6-1 4.6-3
#[test]
fn early_data_is_echoed_before_the_handshake_ends() {
    for suite in Suite::ALL {
        let mut ends = Ends::with_early_data();
        ends.client.suites = vec![suite];
        assert_eq!(
            ends.connect(b"too early").unwrap().early_data(),
            (EarlyData::NotOffered, EarlyData::NotOffered)
        );
        for round in 0..3 {
            ends.wait(5);
            let connected = ends.connect(b"early data").unwrap();
            assert_eq!(connected.early_data(), (EarlyData::Accepted, EarlyData::Accepted), "round {round}");
            assert_eq!(
                (&connected.early[..], &connected.half_rtt[..]),
                (&b"early data"[..], &b"early data"[..])
            );
        }
    }
}

//? 7.5-2
#[test]
fn both_ends_can_make_the_early_exporter() {
    let mut ends = Ends::with_early_data();
    ends.connect(b"").unwrap();
    let (mut client, _) = ends.offer(b"");
    let mut out = [0; 32];
    client.export_early(b"EXPORTER-test", b"", &mut out).unwrap();
    assert_ne!(out, [0; 32]);
    let mut connected = ends.complete(client).unwrap();
    assert!(connected.client.export_early(b"EXPORTER-test", b"", &mut out).is_err());
}

//? 4.7.1-10
#[test]
fn no_more_early_data_is_sent_than_the_ticket_allows() {
    let mut ends = Ends::with_early_data();
    ends.server.early_data.as_mut().unwrap().max_size = 10;
    ends.connect(b"").unwrap();
    let (mut client, sent) = ends.offer(b"twelve bytes");
    assert_eq!((sent, client.early_data_left()), (10, 0));
    assert_eq!(ends.complete(client).unwrap().early, b"twelve byt");
    // A client that was promised more than the server takes by now.
    ends.server.early_data.as_mut().unwrap().max_size = 5;
    assert_eq!(ends.connect(b"twelve bytes").err(), Some(Failure::Server(Error::TooMuchEarlyData)));
    assert_eq!(Error::TooMuchEarlyData.alert(), Some(A::UNEXPECTED_MESSAGE));
}

/// Ends of which the second connection offers early data, changed in between; why is it refused?
fn refused(change: impl FnOnce(&mut Ends)) -> (EarlyData, EarlyData) {
    let mut ends = Ends::with_early_data();
    ends.client.protocols = vec![b"a".to_vec(), b"b".to_vec()];
    ends.server.protocols = vec![b"a".to_vec(), b"b".to_vec()];
    ends.connect(b"").unwrap();
    change(&mut ends);
    let connected = ends.connect(b"early data").unwrap();
    assert!(connected.early.is_empty() && connected.half_rtt.is_empty());
    connected.early_data()
}

//? 4.3.10-6 4.3.10-7 4.3.10-9 4.3.10-11 4.6-2 8.2-1 8.2-2 8.2-4
#[test]
fn early_data_is_refused_where_it_would_not_be_safe() {
    type Row = (fn(&mut Ends), Refusal, Refusal);
    let refusals: [Row; 7] = [
        (|ends| ends.server.early_data = None, Refusal::Disabled, Refusal::Disabled),
        (|ends| ends.server.tickets = None, Refusal::NotResumed, Refusal::NotResumed),
        (
            |ends| ends.server.groups = vec![Group::Secp256r1],
            Refusal::HelloRetryRequest,
            Refusal::HelloRetryRequest,
        ),
        (|ends| ends.server.protocols = vec![b"b".to_vec()], Refusal::OtherProtocol, Refusal::OtherProtocol),
        (
            |ends| {
                let policy = ends.server.early_data.as_mut().unwrap();
                policy.guard = Arc::new(ReplayWindow::new(Duration::from_secs(20), 0, time(NOW - 1000)));
            },
            Refusal::Disabled,
            Refusal::Replay,
        ),
        (
            |ends| {
                let policy = ends.server.early_data.as_mut().unwrap();
                policy.guard = Arc::new(ReplayWindow::new(Duration::from_secs(20), 9, time(NOW - 20)));
            },
            Refusal::Disabled,
            Refusal::Replay,
        ),
        (
            |ends| {
                ends.server.suites = vec![Suite::ChaCha20Poly1305Sha256];
                ends.client.suites = vec![Suite::Aes128GcmSha256, Suite::ChaCha20Poly1305Sha256];
                ends.client.sessions = Some(Arc::new(SessionCache::new(8)));
                ends.server.suites = vec![Suite::Aes128GcmSha256];
                ends.connect(b"").unwrap();
                ends.server.suites = vec![Suite::ChaCha20Poly1305Sha256];
            },
            Refusal::NotResumed,
            Refusal::NotResumed,
        ),
    ];
    for (case, (change, at_client, at_server)) in refusals.into_iter().enumerate() {
        let expected = (EarlyData::Refused(at_client), EarlyData::Refused(at_server));
        assert_eq!(refused(change), expected, "case {case}");
    }
}

//? 4.3.10-3 4.3.10-4 4.3.10-5
#[test]
fn early_data_is_refused_when_the_ticket_is_not_as_old_as_the_client_says() {
    for (delay, accepted) in [(10, true), (11, false)] {
        let mut ends = Ends::with_early_data();
        ends.connect(b"").unwrap();
        let (client, _) = ends.offer(b"early data");
        ends.wait(delay);
        let connected = ends.complete(client).unwrap();
        assert_eq!(connected.early_data().1 == EarlyData::Accepted, accepted, "{delay} s");
        let difference = connected.server.negotiated().unwrap().ticket_age_difference;
        assert_eq!(difference, Some(delay as i64 * 1000));
    }
}

//? 8-1 8-3
#[test]
fn replayed_early_data_is_refused() {
    let mut ends = Ends::with_early_data();
    ends.connect(b"").unwrap();
    let (mut client, _) = ends.offer(b"early data");
    let recorded = client.outgoing().clone();
    assert_eq!(ends.complete(client).unwrap().early, b"early data");
    for (delay, case) in [(0, "at once"), (10, "at the window's end")] {
        ends.wait(delay);
        let server = ServerConnection::accept(Arc::new(ends.server.clone())).unwrap();
        let (replayer, _) = ends.offer(b"");
        let mut replay = Connected { client: replayer, server, early: vec![], half_rtt: vec![] };
        ends.receive_at_server(&mut replay, &mut recorded.clone()).unwrap();
        assert!(replay.early.is_empty(), "{case}");
    }
}

#[test]
fn as_much_early_data_as_a_server_takes_by_default_is_skipped_when_it_takes_none() {
    let mut ends = Ends::with_early_data();
    let size = ends.server.early_data.as_ref().unwrap().max_size;
    ends.connect(b"").unwrap();
    ends.server.early_data = None;
    let early = vec![0; usize::try_from(size).unwrap()];
    assert_eq!(ends.connect(&early).map(drop).err(), None);
}

//? 4.3.10-6
#[test]
fn refused_early_data_is_skipped_up_to_a_limit() {
    let limit = crate::limits::MAX_SKIPPED_EARLY_DATA;
    for (size, passes) in [(limit - 100, true), (limit, false)] {
        for retry in [false, true] {
            let mut ends = Ends::with_early_data();
            ends.server.early_data.as_mut().unwrap().max_size = 1 << 20;
            ends.connect(b"").unwrap();
            ends.server.early_data = None;
            if retry {
                ends.server.groups = vec![Group::Secp256r1];
            }
            let outcome = ends.connect(&vec![0; size]).map(drop);
            let expected = if passes { Ok(()) } else { Err(Failure::Server(Error::TooMuchSkippedEarlyData)) };
            assert_eq!(outcome.err(), expected.err(), "{size} bytes, retried: {retry}");
        }
    }
    assert_eq!(Error::TooMuchSkippedEarlyData.alert(), Some(A::UNEXPECTED_MESSAGE));
}

#[test]
fn what_does_not_decrypt_after_the_handshake_is_no_early_data() {
    let mut ends = Ends::with_early_data();
    ends.connect(b"").unwrap();
    ends.server.early_data = None;
    let mut connected = ends.connect(b"early data").unwrap();
    let mut record = [&[23, 3, 3, 0, 32][..], &[0; 32]].concat();
    let error = ends.cx(|cx| connected.server.receive(&mut record, cx)).unwrap_err();
    assert_eq!(error, Error::BadRecordMac);
}

//? F.5-3
#[test]
fn a_pair_without_sessions_sends_no_trace_of_them() {
    let pair = Pair::connected(configs());
    let outcome = pair.client.negotiated().unwrap();
    assert!(!outcome.resumed && outcome.early_data == EarlyData::NotOffered);
}

#[test]
fn psks_survive_a_hello_retry_request_by_the_rules() {
    // A ticket that is redeemed once serves both ClientHellos.
    let mut ends = Ends::new();
    ends.server.tickets = Some(Arc::new(TicketStore::new(8)));
    ends.connect(b"").unwrap();
    ends.server.groups = vec![Group::Secp384r1];
    assert!(ends.resumes());

    // The client leaves out the PSK of another hash than the one the server has chosen.
    let mut ends = Ends::new();
    ends.client.suites = vec![Suite::Aes128GcmSha256];
    ends.connect(b"").unwrap();
    ends.client.suites = vec![Suite::Aes128GcmSha256, Suite::Aes256GcmSha384];
    ends.server.groups = vec![Group::Secp384r1];
    assert!(!ends.resumes());

    // An external PSK decides on the suite, and does so again.
    let mut ends = Ends::new();
    (ends.client.psks, ends.server.psks) =
        (vec![psk(b"name", b"key", Hash::Sha256)], vec![psk(b"name", b"key", Hash::Sha256)]);
    ends.server.groups = vec![Group::Secp384r1];
    let outcome = ends.connect(b"").unwrap();
    assert!(outcome.client.negotiated().unwrap().psk_identity.is_some());
}
