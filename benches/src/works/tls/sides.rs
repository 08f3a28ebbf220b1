//! Full handshakes with each end in a thread of its own, so that a profiler can tell them apart by the threads' names.

use std::{
    io,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
    time::{Duration, Instant},
};

use super::{End, HANDSHAKES, Identity, Implementation, ours::Ours, timed};

/// Connections that take their turns together: else the threads would wait for each other more than they work.
const BATCH: usize = 32;

/// The bytes of each connection of a batch.
type Flights = Vec<Vec<u8>>;

/// How long each end was busy for a handshake, on average.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    /// In the thread "client".
    pub client: Duration,
    /// In the thread "server".
    pub server: Duration,
}

/// Makes handshakes of ours for so long. None, if no kind of handshake has this name.
///
/// # Panics
/// If a handshake fails, which is a fault of ours.
#[must_use]
pub fn sides(name: &str, duration: Duration) -> Option<Sides> {
    let (_, kind) = HANDSHAKES.into_iter().find(|(known, _)| *known == name)?;
    let ours = &Ours::new(&Identity::new(), kind);
    let (to_server, from_client) = sync_channel(1);
    let (to_client, from_server) = sync_channel(1);
    let end = Instant::now() + duration;
    let sides = thread::scope(|scope| {
        let spawn = |name: &str| thread::Builder::new().name(name.into());
        let client = spawn("client").spawn_scoped(scope, move || client(ours, end, &to_server, &from_server));
        let server = spawn("server").spawn_scoped(scope, move || server(ours, &to_client, from_client));
        let busy = |thread: io::Result<thread::ScopedJoinHandle<'_, Duration>>| {
            thread.expect("a thread").join().expect("it doesn't panic")
        };
        Sides { client: busy(client), server: busy(server) }
    });
    Some(sides)
}

/// A handshake's share of the time that clients were busy.
fn client(ours: &Ours, end: Instant, to: &SyncSender<Flights>, from: &Receiver<Flights>) -> Duration {
    let (mut busy, mut handshakes) = (Duration::ZERO, 0);
    while Instant::now() < end {
        let mut clients = timed(&mut busy, || (0..BATCH).map(|_| ours.client()).collect::<Vec<_>>());
        for _ in 0..2 {
            to.send(timed(&mut busy, || flush(&mut clients))).expect("a server");
            let flights = from.recv().expect("a server");
            timed(&mut busy, || receive(&mut clients, &flights));
        }
        assert!(clients.iter().all(End::is_connected));
        timed(&mut busy, || drop(clients));
        handshakes += BATCH as u32;
    }
    busy / handshakes
}

/// The same of servers, until the client hangs up: what it never does in the midst of a batch.
fn server(ours: &Ours, to: &SyncSender<Flights>, from: Receiver<Flights>) -> Duration {
    let (mut busy, mut handshakes) = (Duration::ZERO, 0);
    let mut flights = from.into_iter();
    while let Some(hellos) = flights.next() {
        let mut servers = timed(&mut busy, || (0..BATCH).map(|_| ours.server()).collect::<Vec<_>>());
        timed(&mut busy, || receive(&mut servers, &hellos));
        to.send(timed(&mut busy, || flush(&mut servers))).expect("a client");
        let finished = flights.next().expect("a client");
        timed(&mut busy, || receive(&mut servers, &finished));
        to.send(timed(&mut busy, || flush(&mut servers))).expect("a client");
        timed(&mut busy, || drop(servers));
        handshakes += BATCH as u32;
    }
    busy / handshakes
}

fn flush(ends: &mut [impl End]) -> Flights {
    let flight = |end: &mut _| {
        let mut flight = Vec::new();
        End::flush(end, &mut flight);
        flight
    };
    ends.iter_mut().map(flight).collect()
}

fn receive(ends: &mut [impl End], flights: &Flights) {
    for (end, flight) in ends.iter_mut().zip(flights) {
        end.receive(flight, |_| {});
    }
}
