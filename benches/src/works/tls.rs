//! TLS 1.3 in memory: full handshakes, each end's time apart, and records of full size. What a handshake does: X25519,
//! ECDSA on P-256, a certificate that its root has issued, verified; no tickets.

mod ours;
#[cfg(feature = "peers")]
mod peers;

use std::{
    hint::black_box,
    io::{self, Write},
    time::{Duration, Instant},
};

use clearbox_demo_pki::{Authority, Issued, Validity};
use rand_core::UnwrapErr;
use tls13::{
    Suite,
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

/// Makes the two ends, set up before.
trait Implementation: 'static {
    type Client: End;
    type Server: End;
    const NAME: &'static str;
    fn new(identity: &Identity, suite: Suite) -> Self;
    fn client(&self) -> Self::Client;
    fn server(&self) -> Self::Server;
}

/// An end of a connection.
trait End: 'static {
    fn is_connected(&self) -> bool;
    /// Encrypts the data.
    fn send(&mut self, data: &[u8]);
    /// Hands to the transport what there is for it.
    fn flush(&mut self, transport: &mut impl Write);
    /// Handles what the transport brings, and calls `read` with the data in it. Like a transport's, the bytes are
    /// copied.
    fn receive(&mut self, bytes: &[u8], read: impl FnMut(&[u8]));
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
    let works = join(
        join(works, contenders::<peers::WithAwsLc>(&identity)),
        contenders::<peers::WithRing>(&identity),
    );
    works
}

/// Adds another implementation to all the works.
#[cfg(feature = "peers")]
fn join(works: Vec<Work>, peer: Vec<(String, Contender)>) -> Vec<Work> {
    works.into_iter().zip(peer).map(|(work, (_, contender))| work.against(contender)).collect()
}

/// All the works, done by one implementation.
fn contenders<I: Implementation>(identity: &Identity) -> Vec<(String, Contender)> {
    let mut contenders = vec![
        ("TLS handshake, client".into(), handshaking::<I>(identity, |times| times.client)),
        ("TLS handshake, server".into(), handshaking::<I>(identity, |times| times.server)),
    ];
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

fn handshaking<I: Implementation>(identity: &Identity, end: fn(Times) -> Duration) -> Contender {
    let implementation = I::new(identity, Suite::Aes128GcmSha256);
    Contender::timing_itself(I::NAME, move |handshakes| {
        (0..handshakes).map(|_| end(handshake(&implementation).2)).sum()
    })
}

fn sending<I: Implementation>(identity: &Identity, suite: Suite) -> Contender {
    let (mut client, ..) = handshake(&I::new(identity, suite));
    let data = vec![0x5a; RECORD];
    Contender::new(I::NAME, move || {
        client.send(&data);
        client.flush(&mut io::sink());
    })
}

fn receiving<I: Implementation>(identity: &Identity, suite: Suite) -> Contender {
    let (mut client, mut server, _) = handshake(&I::new(identity, suite));
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
    (client, server, times)
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *total += start.elapsed();
    result
}
