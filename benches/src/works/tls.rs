//! TLS 1.3 in memory: handshakes, each end's time apart, and records of full size. What a full handshake does: X25519 or
//! X25519MLKEM768, ECDSA on P-256, a certificate that its root has issued, verified; no tickets. A resumption: X25519 and
//! a ticket that an earlier connection got; the server, which keeps no sessions, sends another one.

pub(super) mod connections;
mod ours;
#[cfg(feature = "peers")]
mod peers;
pub(super) mod sides;

use std::{
    hint::black_box,
    io::{self, Write},
    time::{Duration, Instant},
};

use clearbox_demo_pki::{Authority, Issued, Validity};
use rand_core::UnwrapErr;
use tls13::{
    Group, Suite,
    pki_types::{CertificateDer, UnixTime},
};

use crate::contender::{Contender, Work};
use ours::Ours;

const NAME: &str = "benchmark.example";

const SUITES: [(&str, Suite); 3] = [
    ("AES-128-GCM", Suite::Aes128GcmSha256),
    ("AES-256-GCM", Suite::Aes256GcmSha384),
    ("ChaCha20-Poly1305", Suite::ChaCha20Poly1305Sha256),
];

/// Bytes in a record of full size.
const RECORD: usize = 16384;

/// Records that wait to be received.
const BATCH: usize = 4;

/// What a connection is made of.
#[derive(Clone, Copy)]
struct Kind {
    suite: Suite,
    group: Group,
    /// Whether the server gives tickets, and the client comes back with them.
    resumes: bool,
}

impl Kind {
    const fn full(suite: Suite) -> Self {
        Self { suite, group: Group::X25519, resumes: false }
    }
}

/// The handshakes that are measured.
const HANDSHAKES: [(&str, Kind); 3] = [
    ("TLS handshake", Kind::full(Suite::Aes128GcmSha256)),
    ("TLS handshake, hybrid", Kind { group: Group::X25519MlKem768, ..Kind::full(Suite::Aes128GcmSha256) }),
    ("TLS resumption", Kind { resumes: true, ..Kind::full(Suite::Aes128GcmSha256) }),
];

/// Makes the two ends, set up before.
trait Implementation: 'static {
    type Client: End;
    type Server: End;
    const NAME: &'static str;
    /// Whether it can make such connections.
    fn knows(_kind: Kind) -> bool {
        true
    }
    fn new(identity: &Identity, kind: Kind) -> Self;
    fn client(&self) -> Self::Client;
    fn server(&self) -> Self::Server;
}

/// An end of a connection.
trait End: 'static {
    fn is_connected(&self) -> bool;
    /// Whether the handshake, which is complete, was by a ticket.
    fn is_resumed(&self) -> bool;
    /// Encrypts the data.
    fn send(&mut self, data: &[u8]);
    /// Hands to the transport what there is for it.
    fn flush(&mut self, transport: &mut impl Write);
    /// Handles what the transport brings, and calls `read` with the data in it. Like a transport's, the bytes are
    /// copied.
    fn receive(&mut self, bytes: &[u8], read: impl FnMut(&[u8]));
    /// Frees what the application holds for it while bytes come and go.
    fn release_buffers(&mut self) {}
}

/// The server's certificate, and who vouches for it.
struct Identity {
    root: CertificateDer<'static>,
    issued: Issued,
}

impl Identity {
    fn new() -> Self {
        let mut rng = UnwrapErr(getrandom::SysRng);
        let valid = Validity::days_around(UnixTime::now().as_secs(), 30);
        let root = Authority::new("Benchmark CA", valid, &mut rng).expect("a certificate");
        let issued = root.issue(&[NAME], valid, &mut rng).expect("a certificate");
        Self { root: root.certificate().clone(), issued }
    }
}

pub(super) fn works() -> Vec<Work> {
    let identity = Identity::new();
    let ours = contenders::<Ours>(&identity);
    let works: Vec<Work> = ours.into_iter().map(|(name, contender)| Work::new(name, contender)).collect();
    #[cfg(feature = "peers")]
    let works = join(works, contenders::<peers::WithAwsLc>(&identity));
    #[cfg(feature = "peers")]
    let works = join(works, contenders::<peers::WithRing>(&identity));
    #[cfg(feature = "peers")]
    let works = join(works, contenders::<peers::WithGraviola>(&identity));
    works
}

/// Adds another implementation to all the works that it does.
#[cfg(feature = "peers")]
fn join(works: Vec<Work>, mut peer: Vec<(String, Contender)>) -> Vec<Work> {
    let join = |work: Work| match peer.iter().position(|(name, _)| *name == work.name) {
        Some(place) => work.against(peer.swap_remove(place).1),
        None => work,
    };
    works.into_iter().map(join).collect()
}

/// All the works, done by one implementation.
fn contenders<I: Implementation>(identity: &Identity) -> Vec<(String, Contender)> {
    let mut contenders = Vec::new();
    for (name, kind) in HANDSHAKES.into_iter().filter(|(_, kind)| I::knows(*kind)) {
        contenders.push((format!("{name}, client"), handshaking::<I>(identity, kind, |times| times.client)));
        contenders.push((format!("{name}, server"), handshaking::<I>(identity, kind, |times| times.server)));
    }
    for (name, suite) in SUITES {
        contenders.push((format!("TLS send 16 KiB, {name}"), sending::<I>(identity, suite)));
        contenders.push((format!("TLS receive 16 KiB, {name}"), receiving::<I>(identity, suite)));
    }
    contenders
}

/// How long the ends were busy.
#[derive(Default)]
struct Times {
    client: Duration,
    server: Duration,
}

fn handshaking<I: Implementation>(identity: &Identity, kind: Kind, end: fn(Times) -> Duration) -> Contender {
    let implementation = I::new(identity, kind);
    // The first gets the first ticket.
    let (first, ..) = handshake(&implementation);
    let (second, ..) = handshake(&implementation);
    assert!(!first.is_resumed() && second.is_resumed() == kind.resumes, "{}", I::NAME);
    Contender::timing_itself(I::NAME, move |handshakes| {
        (0..handshakes).map(|_| end(handshake(&implementation).2)).sum()
    })
}

fn sending<I: Implementation>(identity: &Identity, suite: Suite) -> Contender {
    let (mut client, ..) = handshake(&I::new(identity, Kind::full(suite)));
    let data = vec![0x5a; RECORD];
    Contender::new(I::NAME, move || {
        client.send(&data);
        client.flush(&mut io::sink());
    })
}

fn receiving<I: Implementation>(identity: &Identity, suite: Suite) -> Contender {
    let (mut client, mut server, _) = handshake(&I::new(identity, Kind::full(suite)));
    let data = vec![0x5a; RECORD];
    let mut record = move || {
        let mut record = Vec::new();
        client.send(&data);
        client.flush(&mut record);
        record
    };
    let mut received = Vec::new();
    server.receive(&record(), |data| received.extend_from_slice(data));
    assert_eq!(received, [0x5a; RECORD], "{}", I::NAME);
    Contender::batched(I::NAME, BATCH, record, move |record| {
        server.receive(record, |data| {
            black_box(data);
        });
    })
}

fn handshake<I: Implementation>(implementation: &I) -> (I::Client, I::Server, Times) {
    let mut times = Times::default();
    let mut client = timed(&mut times.client, || implementation.client());
    let mut server = timed(&mut times.server, || implementation.server());
    let mut flight = Vec::new();
    while !(client.is_connected() && server.is_connected()) {
        timed(&mut times.client, || client.flush(&mut flight));
        timed(&mut times.server, || server.receive(&flight, |_| {}));
        flight.clear();
        timed(&mut times.server, || server.flush(&mut flight));
        timed(&mut times.client, || client.receive(&flight, |_| {}));
        flight.clear();
    }
    // The tickets.
    timed(&mut times.server, || server.flush(&mut flight));
    timed(&mut times.client, || client.receive(&flight, |_| {}));
    (client, server, times)
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *total += start.elapsed();
    result
}
